"""The action plan for disasters: seven areas, each with the figures that this release has, and who does what, to fill.

The areas are those of the inclusive disaster plan of Lezhë (catalogue of practices): early warning, preparation for the
response, training of the emergency administration, infrastructure and accessibility, technical and human resources,
money, information. No text is written here for the municipality: where there is no figure, a sentence says so.
"""

from collections.abc import Iterable, Sequence

from sofra.gaps.danger_names import danger_name
from sofra.gaps.hazards import Scene, lead, past_table, tables, ways, year_table
from sofra.packs.texts import Texts
from sofra.report.material import Material
from sofra.report.numbers import NOTHING, money, whole
from sofra.report.view import View, view
from sofra.resources.listed import codes
from sofra.types.catalogue import Pack
from sofra.types.document import Block, Document, Paragraph, Section, Table
from sofra.types.hazard import ALONE, SHELTER, Danger, Hazards
from sofra.types.keys import EVERYONE, ServiceKind

AREAS = ("warning", "response", "training", "infrastructure", "resources", "money", "information")
PHASES = ("before", "alert", "during", "after")
"""The times of a disaster, each with its own line of calls."""

RESOURCES = tuple(ServiceKind(kind) for kind in ("MOB", "TRANS", "HOM-CARE", "FAC-HEALTH", "COM-TEMP", SHELTER))
"""The service kinds that civil protection would call on."""

WARNED = ("safety.told", "digital.offline")
INFORMED = ("needs.information", "digital.offline", "rights.documents")
RESPONSE = (ALONE, "safety.carried", "safety.guided", "safety.medicine", "safety.power")


def compose(material: Material, texts: Texts, pack: Pack) -> Document:
    """The plan as a tree: the dangers, areas a to g, responsibilities to fill, what happened before."""
    seen = view(material, texts, pack)
    name = seen.name(material.municipality.name)
    scene = _scene(seen)
    areas = [
        Section(texts.say(f"disaster.area.{area}"), tuple(_or_nothing(made, texts)))
        for area, made in zip(AREAS, _areas(seen, scene), strict=True)
    ]
    return Document(
        title=texts.say("disaster.title", municipality=name),
        subtitle=texts.say("disaster.subtitle", date=texts.date(material.made_on)),
        lang=texts.lang,
        date=material.made_on,
        author=material.author or seen.say("author", municipality=name),
        sections=(_dangers(scene), *areas, _duties(texts), _past(scene)),
        banner=seen.banner,
        template="disaster_plan",
    )


def _scene(seen: View) -> Scene:
    material = seen.material
    facts = [fact for fact in seen.index.values() if fact.cell.indicator.startswith("hazard.")]
    sites = {site.id: seen.name(site.name) for site in material.inventory.sites if not site.hidden}
    return Scene(material.dangers or Hazards(), facts, material.places, seen.pack, seen.texts, sites)


def _areas(seen: View, scene: Scene) -> Iterable[list[Block]]:
    yield [*_shares(seen, "warned", WARNED), *_of_dangers(scene, ("help",))]
    yield [*_shares(seen, "response", RESPONSE), *_of_dangers(scene, ("ranking",))]
    yield _trained(seen)
    yield [*_ways(scene), *_accessible(seen), *_of_dangers(scene, ("access", "services"))]
    yield _resources(seen)
    yield _money(seen, scene)
    yield _shares(seen, "informed", INFORMED)


def _dangers(scene: Scene) -> Section:
    texts = scene.texts
    parts = [
        Section(
            danger_name(danger, texts),
            (*(Paragraph(line) for line in lead(danger, scene)), *_chosen(danger, scene, ("groups", "places"))),
        )
        for danger in scene.hazards.dangers
    ]
    blocks = () if parts else (Paragraph(texts.say("disaster.no_danger"), "note"),)
    return Section(texts.say("disaster.dangers"), blocks, tuple(parts))


def _of_dangers(scene: Scene, names: Sequence[str]) -> list[Block]:
    return [block for danger in scene.hazards.dangers for block in _chosen(danger, scene, names)]


def _chosen(danger: Danger, scene: Scene, names: Sequence[str]) -> list[Block]:
    made = tables(danger, scene)
    return [made[name] for name in names if name in made]


def _ways(scene: Scene) -> list[Block]:
    found: list[Block] = []
    for danger in scene.hazards.dangers:
        found += [Paragraph(ways(danger, scene)), *_chosen(danger, scene, ("ways",))]
    return found


def _shares(seen: View, key: str, indicators: Sequence[str]) -> list[Block]:
    """Indicators of the whole municipality, as people and as a share."""
    rows = []
    for indicator in indicators:
        home = seen.home
        number = None if home is None else seen.fact(f"{indicator}:people", home, EVERYONE)
        share = None if home is None else seen.fact(indicator, home, EVERYONE)
        if number is not None or share is not None:
            rows.append((seen.short(indicator), whole(number, seen), whole(share, seen)))
    return _table(seen.texts, key, rows, "lrr")


def _trained(seen: View) -> list[Block]:
    """Staff of the services that civil protection would call on, by profession, with those who are trained."""
    professions = codes("professions", seen.pack, seen.texts)
    rows = [
        (
            seen.name(service.name),
            professions.get(worker.profession, worker.profession),
            _amount(worker.posts, seen),
            _amount(worker.trained, seen),
            worker.training or NOTHING,
        )
        for service in seen.material.inventory.services
        if service.kind in RESOURCES and service.status == "active"
        for worker in service.team
    ]
    return _table(seen.texts, "trained", rows, "llrrl")


def _accessible(seen: View) -> list[Block]:
    """Shelters, and whether somebody in a wheelchair gets in: yes, no, or nobody looked."""
    there = seen.material.inventory
    sites = {site.id: site for site in there.sites if not site.hidden}
    named = [(one, sites[id]) for one in there.services if one.kind == SHELTER for id in one.sites if id in sites]
    rows = [
        (
            seen.name(site.name),
            seen.place(site.place),
            NOTHING if one.capacity.places is None else seen.texts.number(one.capacity.places),
            seen.texts.say(f"disaster.step_free.{_truth(site.step_free)}"),
        )
        for one, site in named
    ]
    return _table(seen.texts, "accessible", rows, "llrl")


def _resources(seen: View) -> list[Block]:
    rows = [
        (
            seen.name(one.name),
            seen.service(one.kind),
            NOTHING if one.capacity.places is None else seen.texts.number(one.capacity.places),
            NOTHING if one.capacity.users is None else seen.texts.number(one.capacity.users),
            _amount(one.staff, seen),
        )
        for one in seen.material.inventory.services
        if one.kind in RESOURCES and one.status == "active"
    ]
    hidden = {site.id for site in seen.material.inventory.sites if site.hidden}
    states = codes("state", seen.pack, seen.texts)
    things = [
        (seen.name(thing.name), _amount(thing.count, seen), states.get(thing.state, thing.state) or NOTHING)
        for thing in seen.material.inventory.equipment
        if thing.site not in hidden
    ]
    found = _table(seen.texts, "resources", rows, "llrrr")
    return [*found, *_table(seen.texts, "equipment", things, "lrl")]


def _money(seen: View, scene: Scene) -> list[Block]:
    wanted = {one.id: one for one in seen.material.inventory.services if one.kind in RESOURCES}
    rows = [
        (seen.name(wanted[one.service].name), one.funder, money(one.amount_year, one.currency, seen))
        for one in seen.material.inventory.contracts
        if one.service in wanted
    ]
    damage = [one for one in scene.hazards.disasters if one.damage is not None]
    lost = [past_table(damage, scene)] if damage else []
    return [*_table(seen.texts, "money", rows, "llr"), *lost]


def _duties(texts: Texts) -> Section:
    """Who does what and who calls whom: the lines are there, the names and the validity are to be filled in."""
    note = Paragraph(texts.say("disaster.duties_note"), "note")
    duties = _to_fill(texts, "duties", [texts.say(f"disaster.area.{area}") for area in AREAS], 5)
    calls = _to_fill(texts, "calls", [texts.say(f"disaster.phase.{phase}") for phase in PHASES], 4)
    return Section(texts.say("disaster.duties"), (note, duties, calls, Paragraph(texts.say("disaster.valid"))))


def _to_fill(texts: Texts, key: str, lines: Sequence[str], columns: int) -> Table:
    header = tuple(texts.say(f"disaster.table.{key}.c{number}") for number in range(1, columns + 1))
    rows = tuple((line, *[""] * (columns - 1)) for line in lines)
    return Table(texts.say(f"disaster.table.{key}.caption"), header, rows, "l" * columns)


def _past(scene: Scene) -> Section:
    made = [past_table(scene.hazards.disasters, scene), year_table(scene.hazards.years, scene.texts)]
    tables = tuple(table for table in made if table.rows)
    return Section(
        scene.texts.say("disaster.past"), tables or (Paragraph(scene.texts.say("disaster.no_past"), "note"),)
    )


def _or_nothing(blocks: Sequence[Block], texts: Texts) -> Sequence[Block]:
    return blocks or (Paragraph(texts.say("disaster.nothing"), "note"),)


def _table(texts: Texts, key: str, rows: Sequence[Sequence[str]], align: str) -> list[Block]:
    if not rows:
        return []
    header = tuple(texts.say(f"disaster.table.{key}.c{number}") for number in range(1, len(align) + 1))
    return [Table(texts.say(f"disaster.table.{key}.caption"), header, tuple(map(tuple, rows)), align)]


def _amount(value: float | None, seen: View) -> str:
    return NOTHING if value is None else seen.texts.number(value, 0 if float(value).is_integer() else 1)


def _truth(value: bool | None) -> str:
    return "unknown" if value is None else "yes" if value else "no"
