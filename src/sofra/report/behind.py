"""Chapter 8: who is furthest behind, as the registered searches found it."""

from sofra.gaps.behind import about, ladder, line, outcome, reach_lines, rung_name, sentence
from sofra.report.pieces import note, table
from sofra.report.view import View
from sofra.types.document import Block, Bullets, Paragraph, Section
from sofra.types.furthest import CONFIRMED, Search


def chapter(view: View) -> Section:
    """One section a search: what was searched, the ladder of groups in sentences, table and picture, its power."""
    found = view.material.furthest
    if found is None or not found.searches:
        return Section(view.say("chapter.furthest"), (Paragraph(view.say("furthest.none")),))
    intro = [Paragraph(view.say("furthest.intro")), Paragraph(view.say("furthest.reading"))]
    sections = [_search(search, view) for search in found.searches]
    return Section(view.say("chapter.furthest"), tuple(intro), tuple(sections))


def _search(search: Search, view: View) -> Section:
    title, texts = outcome(search, view.pack, view.texts), view.texts
    blocks: list[Block] = [Paragraph(" ".join(about(search, texts)))]
    if search.issues:
        blocks += [Paragraph(f"{texts.what(issue)} {texts.remedy(issue)}") for issue in search.issues]
        return Section(title, tuple(blocks))
    for rung in search.rungs:
        sure = [group for group in rung.groups if group.verdict == CONFIRMED] or rung.groups
        told = [sentence(search, group, texts) for group in sure]
        blocks.append(Paragraph(f"{rung_name(rung, texts)}:", "lead"))
        blocks.append(Bullets(tuple(told)) if told else Paragraph(texts.say("furthest.about.none")))
    if search.groups:
        rows = [line(search, group, texts) for group in search.groups]
        blocks += [table(view, "furthest", rows, "llrrrrr", indicator=title), note(texts.say("furthest.about.rate"))]
        blocks.append(ladder(search, view.pack, texts, view.material.municipality.period))
    blocks.append(Paragraph(texts.say("furthest.reach.lead")))
    blocks.append(table(view, "furthest_reach", reach_lines(search, texts), "llr", indicator=title))
    return Section(title, tuple(blocks))
