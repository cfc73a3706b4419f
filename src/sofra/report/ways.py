"""Chapter 9, the way to the services: how long it takes from the settlements, kind by kind."""

from collections.abc import Mapping, Sequence
from statistics import median

from sofra.report.pieces import table
from sofra.report.view import View
from sofra.types.document import Block, Paragraph, Section
from sofra.types.fact import Fact

FAR = 30
"""Minutes from which a way is called long; a common yardstick of access, not a norm of any law."""

PREFIX = "minutes."


def ways(view: View) -> Section | None:
    """Kind by kind: settlements measured, the middle one, those far away, the farthest; None where none is measured."""
    found = _by_kind(view)
    rows = [_row(view, view.name(entry.label), found[kind]) for kind, entry in view.pack.services.items()
            if kind in found]  # fmt: skip
    if not rows:
        return None
    told = _told(view, [fact for facts in found.values() for fact in facts])
    blocks: list[Block] = [Paragraph(told), table(view, "ways", rows, "lrrrl")]
    return Section(view.say("section.ways"), tuple(blocks))


def _told(view: View, facts: Sequence[Fact]) -> str:
    """By which ways the minutes were measured; a straight line says its speed and what was added for detours."""
    if not any("straight_line" in fact.reason or fact.reason == "minutes.crow_flies" for fact in facts):
        return view.say("offer.ways_roads")
    settings = view.material.run.settings if view.material.run else {}
    speed, detour = settings.get("speed_kmh", ""), settings.get("detour", "")
    if not speed:
        return view.say("offer.ways_plain")
    said = {name: float(value) for name, value in (("speed", speed), ("detour", detour)) if value}
    return view.say("offer.ways_detour" if detour else "offer.ways", **said)


def _by_kind(view: View) -> Mapping[str, Sequence[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in view.index.values():
        if fact.cell.indicator.startswith(PREFIX) and fact.value is not None:
            found.setdefault(fact.cell.indicator.removeprefix(PREFIX), []).append(fact)
    return found


def _row(view: View, kind: str, facts: Sequence[Fact]) -> tuple[str, ...]:
    minutes = [fact.value for fact in facts if fact.value is not None]
    farthest = max(facts, key=lambda fact: fact.value or 0.0)
    number = view.texts.number
    last = view.say("with_range", value=number(max(minutes)), range=view.place(farthest.cell.place))
    far = sum(one > FAR for one in minutes)
    return (kind, number(len(minutes)), number(median(minutes)), number(far), last)
