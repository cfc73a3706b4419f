"""Chapters 2 and 3: why this report was made, and the law and the policies that it stands on."""

from collections.abc import Sequence

from sofra.packs.load import BASE
from sofra.packs.reference import Law, laws
from sofra.packs.texts import PACKS
from sofra.report.pieces import note, table
from sofra.report.view import View
from sofra.types.document import Block, Bullets, Paragraph, Section


def introduction(view: View) -> Section:
    """Purpose, users, what is new in a social map, and who the groups are."""
    municipality = view.name(view.material.municipality.name)
    blocks: list[Block] = [
        Paragraph(view.say("introduction.purpose", municipality=municipality)),
        Paragraph(view.say("introduction.promise")),
        Paragraph(view.say("introduction.users")),
        Bullets(tuple(view.say(f"introduction.{user}") for user in ("council", "mayor", "institutions", "people"))),
        Paragraph(view.say("introduction.limits_of_use")),
    ]
    rows = [
        (view.name(view.pack.groups[g].label), view.name(view.pack.groups[g].definition))
        for g in view.groups()
        if g in view.pack.groups
    ]
    blocks.append(table(view, "groups", rows, "ll"))
    return Section(view.say("chapter.introduction"), tuple(blocks))


def framework(view: View) -> Section:
    """What the pack says of the law, marked where no jurist has checked it, or why it says nothing; no local plans."""
    found = laws(view.pack.country) if (PACKS / view.pack.country).is_dir() else ()
    blocks = _laws(view, found) if found else [Paragraph(view.say(f"law.{_why_no_laws(view)}"))]
    documents = Section(view.say("section.documents"), (Paragraph(view.say("law.no_documents")),))
    return Section(view.say("chapter.framework"), tuple(blocks), (documents, _goals(view)))


def _laws(view: View, found: Sequence[Law]) -> list[Block]:
    blocks: list[Block] = [Paragraph(view.say("law.intro"))]
    if any(not law.verified for law in found):
        blocks.append(note(view.say("law.unverified")))
    rows = [
        (
            view.name(law.title),
            view.name(law.says),
            law.reference or "–",
            view.say("law.checked" if law.verified else "law.not_checked"),
        )
        for law in found
    ]
    return [*blocks, table(view, "laws", rows, "llll")]


def _why_no_laws(view: View) -> str:
    return "no_country" if view.pack.country == BASE else "none"


def _goals(view: View) -> Section:
    used = {target for proposal in view.material.proposals for target in proposal.sdg}
    used |= {target for action in view.actions() for target in action.sdg}
    rows = [(t, view.name(view.pack.sdg[t].label)) for t in sorted(used, key=_order) if t in view.pack.sdg]
    return Section(view.say("section.goals"), (Paragraph(view.say("law.goals")), table(view, "goals", rows, "ll")))


def _order(target: str) -> tuple[int, str]:
    first, _, rest = target.partition(".")
    return (int(first) if first.isdigit() else 99, rest)
