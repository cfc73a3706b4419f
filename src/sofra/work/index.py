"""The index under other weights and another cut-off, tried on the answers of today without keeping anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sofra.needs.gate import gate
from sofra.needs.multidimensional.facts import index_facts
from sofra.needs.multidimensional.note import index_note
from sofra.needs.scales.codes import with_known_codes
from sofra.needs.scales.derived import with_derived
from sofra.needs.weights import weigh
from sofra.packs.scale_faults import index_faults
from sofra.packs.texts import texts
from sofra.render.xlsx import xlsx
from sofra.report.scale_tables import INDEX, numbers_of, scale_tables
from sofra.sources.links import apply
from sofra.store import queries
from sofra.store.inputs import Inputs
from sofra.store.rows import batch_of
from sofra.types.catalogue import Pack
from sofra.types.errors import DesignError, Issue, NotFound, Where, stop
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE
from sofra.types.scales import ANNEX_INDEX, IndexNote, IndexRule
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.gather import gather


@dataclass(frozen=True, slots=True)
class Tried:
    """An index that nobody released: its rule, its gated facts for everybody by place, what stands beside it."""

    rule: IndexRule
    facts: Sequence[Fact]
    note: IndexNote | None
    issues: Sequence[Issue]


def try_index(actor: Actor, weights: Mapping[str, float], cut: float | None = None) -> Tried:
    """The index of the newest answers under these weights (by dimension; the others keep theirs) and this cut-off.

    Nothing is stored but that somebody tried. Raises DesignError with every fault of weights and cut-off, NotFound
    without an index in the packs or without answers.
    """
    check_allowed(actor, "index.try")
    pack = queries.pack()
    rule = changed(pack.index, weights, cut)
    given = gather()
    if not given.rounds:
        raise stop(NotFound, "no_round_yet")
    return _told(actor, _computed(given, replace(pack, index=rule), rule))


def released_index() -> tuple[Sequence[Fact], IndexNote | None]:
    """The index as the newest map released it: its facts for everybody, and what stands beside them."""
    note = queries.latest()
    if note is None:
        raise stop(NotFound, "no_release")
    wanted = set(numbers_of(queries.pack(), INDEX))
    facts = [fact for fact in queries.facts(note.id) if fact.cell.indicator in wanted and fact.cell.group == EVERYONE]
    return facts, queries.annex(note.id, ANNEX_INDEX, IndexNote)


def index_workbook(lang: str) -> bytes:
    """The released numbers of the index for all groups, areas and the whole, one sheet a number."""
    note, pack = queries.latest(), queries.pack()
    facts = queries.facts(note.id) if note else ()
    return xlsx(scale_tables(facts, pack, queries.places(), texts(lang), indicators=numbers_of(pack, INDEX)))


def changed(rule: IndexRule | None, weights: Mapping[str, float], cut: float | None = None) -> IndexRule:
    """The rule under other weights and another cut-off. Raises DesignError with everything that is wrong."""
    if rule is None:
        raise stop(NotFound, "index_none")
    known = [one.id for one in rule.dimensions]
    unknown = [
        Issue("index_dimension", Where(), {"name": one, "known": ", ".join(known)}) for one in weights.keys() - known
    ]
    whole = tuple(replace(one, weight=weights.get(one.id, one.weight)) for one in rule.dimensions)
    made = replace(rule, dimensions=whole, cut=rule.cut if cut is None else cut)
    issues = [*unknown, *index_faults(made)]
    if issues:
        raise DesignError(*issues)
    return made


def as_pack_file(rule: IndexRule) -> str:
    """The weights as the office's own `dimensions.toml`, laid over the base pack key by key."""
    lines = [f'[[dimension]]\nid = "{one.id}"\nweight = {one.weight:g}\n' for one in rule.dimensions]
    return "\n".join(lines)


def _computed(given: Inputs, pack: Pack, rule: IndexRule) -> Tried:
    newest = given.rounds[-1]
    batch = apply(batch_of(newest), newest.links, pack.variables)
    weighed = with_derived(with_known_codes(weigh(batch, newest.design, given.places, pack), pack), pack)
    found, issues = index_facts(weighed, pack, given.places, given.period)
    gated = [fact for fact in gate(found, given.places, pack.gate) if fact.cell.group == EVERYONE]
    note = index_note(weighed, pack, given.places, given.period, seed=given.seed)
    return Tried(rule, tuple(gated), note, tuple(issues))


@act("index.try")
def _told(actor: Actor, tried: Tried) -> Done[Tried]:
    return Done(tried, "index", {"facts": len(tried.facts)})
