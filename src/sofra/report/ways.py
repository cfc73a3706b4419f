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
    speed = view.material.run.settings.get("speed_kmh", "") if view.material.run else ""
    told = view.say("offer.ways", speed=view.texts.number(float(speed))) if speed else view.say("offer.ways_plain")
    blocks: list[Block] = [Paragraph(told), table(view, "ways", rows, "lrrrl")]
    return Section(view.say("section.ways"), tuple(blocks))


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
