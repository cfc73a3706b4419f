"""Chapter 12: from each finding to a recommendation with an addressee, a measure of success and SDG targets."""

from sofra.report.pieces import note, table
from sofra.report.summary import leading, told
from sofra.report.view import View
from sofra.types.document import Block, Bullets, Paragraph, Section
from sofra.types.planning import Proposal

MOST = 12
ADDRESSEE = {"create": "council", "expand": "provider", "share": "mayor"}
"""Who has to move first: the council founds, the provider grows under contract, the mayor signs with the neighbour."""


def chapter(view: View) -> Section:
    """Conclusions in sentences, recommendations in a table, then what each addressee is asked for."""
    gaps = leading(view, MOST)
    blocks: list[Block] = [Paragraph(view.say("advice.intro"))]
    if gaps:
        blocks.append(Bullets(tuple(told(gap, view) for gap in gaps), numbered=True))
    else:
        blocks.append(Paragraph(view.say("summary.no_gaps")))
    return Section(view.say("chapter.advice"), tuple(blocks), (_recommendations(view), _addressees(view)))


def recommendation(proposal: Proposal, view: View) -> str:
    """What to do, in one sentence."""
    where = "" if proposal.place == view.home else "_in"
    return view.say(
        f"advice.{proposal.way}{where}",
        service=view.service(proposal.service),
        group=view.group(proposal.group),
        place=view.place(proposal.place),
        n=proposal.places,
    )


def _recommendations(view: View) -> Section:
    gaps = {gap.id: number for number, gap in enumerate(leading(view, MOST), 1)}
    rows = []
    for proposal in view.material.proposals[:MOST]:
        finding = gaps.get(proposal.gap_id)
        rows.append(
            (
                "–" if finding is None else view.texts.number(finding),
                recommendation(proposal, view),
                view.say(f"advice.to_{ADDRESSEE.get(proposal.way, 'council')}"),
                view.say(f"advice.reason_{proposal.places_reason}"),
                ", ".join(proposal.sdg) or "–",
            )
        )
    blocks: list[Block] = [table(view, "recommendations", rows, "rlllr")]
    if rows:
        blocks.append(note(view.say("advice.no_norm")))
    return Section(view.say("section.recommendations"), tuple(blocks))


def _addressees(view: View) -> Section:
    """The standing requests, which hold whatever the numbers are."""
    keys = ("council", "mayor", "centre", "provider", "ministry")
    return Section(view.say("section.addressees"), (Bullets(tuple(view.say(f"advice.ask_{key}") for key in keys)),))
