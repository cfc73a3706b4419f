"""What first: the weights of the criteria, and the order of gaps that follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils import timezone

from sofra.priorities.rank import rank
from sofra.store.mapping import Ranking
from sofra.store.notes import RankingNote, ReleaseNote
from sofra.store.queries import facts, gaps, inputs, latest, pack
from sofra.store.queries.releases import ranking_note
from sofra.store.records import as_record
from sofra.types.errors import NotFound, SourceError, Where, stop
from sofra.types.planning import Criterion, Ranked
from sofra.work.acts import Actor, Done, act

LARGEST = 5.0


@act("priorities.weigh")
def set_weights(actor: Actor, weights: Mapping[str, float]) -> Done[RankingNote]:
    """Rank the newest release's gaps anew under these weights, 0 to 5 by criterion; the others keep theirs.

    Raises SourceError for a weight outside 0 to 5, NotFound for an unknown criterion or without a release.
    """
    criteria = pack().criteria
    known = {criterion.id for criterion in criteria}
    for name, weight in weights.items():
        if name not in known:
            raise stop(
                NotFound, "criterion_unknown", Where(column=name), criterion=name, known=", ".join(sorted(known))
            )
        if not 0 <= weight <= LARGEST:
            raise stop(SourceError, "weight_outside", Where(column=name), value=weight, limit=LARGEST)
    changed = [replace(each, weight=float(weights.get(each.id, each.weight))) for each in criteria]
    return _rank(actor, changed)


@act("priorities.reset")
def reset_weights(actor: Actor) -> Done[RankingNote]:
    """Rank under the packs' own weights again."""
    return _rank(actor, pack().criteria)


def keep_ranking(
    release: int, criteria: Sequence[Criterion], ranked: Sequence[Ranked], *, seed: int, actor: Actor
) -> Ranking:
    """A ranking as a row: gaps by their ids, since the release holds them."""
    records = [{**as_record(replace(each, gap=None)), "gap": each.gap.id} for each in ranked]  # type: ignore[arg-type]
    return Ranking.objects.create(
        release_id=release,
        weights={criterion.id: criterion.weight for criterion in criteria},
        ranked=records,
        seed=seed,
        made_on=timezone.now(),
        made_by=actor.name,
    )


def _rank(actor: Actor, criteria: Sequence[Criterion]) -> Done[RankingNote]:
    newest = newest_release()
    given, found = inputs(newest.id), gaps(newest.id)
    ranked = rank(
        found, facts(newest.id), pack(), given.inventory, criteria=criteria, seed=given.seed, voices=given.voices
    )
    row = keep_ranking(newest.id, criteria, ranked, seed=given.seed, actor=actor)
    return Done(ranking_note(row, found), f"release {newest.id}", {"gaps": len(ranked)})


def newest_release() -> ReleaseNote:
    """The newest release. Raises NotFound when nothing was mapped yet."""
    newest = latest()
    if newest is None:
        raise stop(NotFound, "no_release")
    return newest
