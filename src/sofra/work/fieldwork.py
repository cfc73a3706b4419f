"""How the interviews go: target and done, late spots, the precision reached so far; nothing is kept of it."""

from functools import lru_cache

from sofra.needs.estimate import estimate
from sofra.needs.gate import gate
from sofra.needs.sample.field import done_in, reached, spots_of
from sofra.needs.weights import HOUSEHOLD, weigh
from sofra.sources.links import apply
from sofra.store import queries
from sofra.store.answers import Round
from sofra.store.inputs import RoundInput
from sofra.store.rows import batch_of, round_input
from sofra.types.answers import Batch
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, PlaceId
from sofra.types.place import Place
from sofra.types.sampling import Fieldwork, SamplePlan


def fieldwork(place: PlaceId = PlaceId("")) -> Fieldwork | None:
    """Where the newest round of this period stands; precisions for `place` (an area), "" for the municipality.

    None without a round. Raises DesignError when the sample cannot carry an estimate.
    """
    row = Round.objects.filter(withdrawn_on__isnull=True, period=queries.municipality().period).last()
    if row is None:
        return None
    given, places, plan = round_input(row), queries.places(), _plan()
    batch = _batch(given)
    rows = batch.tables.get(HOUSEHOLD) or next(iter(batch.tables.values()))
    areas, settlements = (done_in(rows, given.design, places, kind=kind, plan=plan) for kind in ("area", "settlement"))
    facts, known = _facts(_Key(given), tuple(sorted(queries.pack().prints.items())))
    where = place or next((one.id for one in places if one.kind == "municipality"), PlaceId(EVERYONE))
    return Fieldwork(
        given.name,
        plan.name if plan else "",
        sum(one.done for one in areas) or len(rows),
        plan.interviews if plan else None,
        areas,
        settlements,
        spots_of(rows, given.design, plan.per_unit if plan else 0),
        reached(fact for fact in facts if fact.cell.place == where),
        known,
    )


def areas() -> list[Place]:
    """The municipality and its areas, for which precisions are told."""
    return [place for place in queries.places() if place.kind in ("municipality", "area")]


def _plan() -> SamplePlan | None:
    """The newest plan for everybody that says what each area gets."""
    return next((note.plan for note in queries.sample_plans() if note.plan.allocation), None)


class _Key:
    """A round under the fingerprint of its answers, so that its estimates are made once."""

    def __init__(self, given: RoundInput) -> None:
        self.given = given

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.given.sha256 == other.given.sha256 and self.given.id == other.given.id

    def __hash__(self) -> int:
        return hash((self.given.id, self.given.sha256))


@lru_cache(maxsize=2)
def _facts(key: _Key, prints: tuple[tuple[str, str], ...]) -> tuple[tuple[Fact, ...], bool]:
    """The gated facts of everybody in the municipality and its areas, and whether the chances are known."""
    pack, places = queries.pack(), areas()
    weighed = weigh(_batch(key.given), key.given.design, queries.places(), pack)
    found = estimate(weighed, pack, places, queries.municipality().period, groups=[])
    return tuple(gate(found, places, pack.gate)), weighed.probability


def _batch(given: RoundInput) -> Batch:
    return apply(batch_of(given), given.links, queries.pack().variables)
