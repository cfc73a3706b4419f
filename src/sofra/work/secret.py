"""Opening a place that is kept secret: only with the right to it, and never unseen."""

from sofra.store.notes import Kept
from sofra.store.queries import one_kept
from sofra.types.supply import Site
from sofra.work.acts import Actor, Done, act


@act("inventory.see_hidden")
def open_secret(actor: Actor, site: str) -> Done[Kept[Site]]:
    """A secret site with its spot and address; who opened it stands in the journal. Raises NotAllowed."""
    return Done(one_kept(Site, site), f"site {site}")
