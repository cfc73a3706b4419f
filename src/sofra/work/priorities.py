"""What first: the weights of the criteria, and the order of gaps that follows from them."""

from collections.abc import Mapping

from sofra.store.notes import RankingNote
from sofra.work.acts import Actor, Done, act


@act("priorities.weigh")
def set_weights(actor: Actor, weights: Mapping[str, float]) -> Done[RankingNote]:
    """Rank the newest release's gaps anew under these weights, 0 to 5 by criterion."""
    raise NotImplementedError


@act("priorities.reset")
def reset_weights(actor: Actor) -> Done[RankingNote]:
    """Rank under the packs' own weights again."""
    raise NotImplementedError
