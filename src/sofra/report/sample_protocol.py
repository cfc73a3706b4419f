"""The protocol of a draw, to print and to sign: who drew what from which list, and how anybody draws the same again."""

from collections.abc import Mapping, Sequence

from sofra.packs.texts import Texts
from sofra.types.document import Document, Paragraph, Section, Table
from sofra.types.sampling import Chosen, Expected, SampleDraw, SamplePlan

Names = Mapping[str, str]


def protocol(draw: SampleDraw, plan: SamplePlan, texts: Texts, *, names: Names, banner: str = "") -> Document:
    """The protocol as a document. `names` says what strata and settlements are called."""
    main = [one for one in draw.chosen if not one.reserve]
    spare = [one for one in draw.chosen if one.reserve]
    sections = [
        Section(texts.say("sample.protocol.how"), (facts_table(draw, texts), *_notes(draw, plan, texts))),
        Section(texts.say("sample.protocol.drawn"), (chosen_table(main, draw, texts, names=names),)),
    ]
    if spare:
        note = Paragraph(texts.say("sample.protocol.reserve_note"))
        table = chosen_table(spare, draw, texts, names=names, key="reserve")
        sections.append(Section(texts.say("sample.protocol.reserve"), (note, table)))
    signed = Paragraph(texts.say("sample.protocol.sign"))
    sections.append(Section(texts.say("sample.protocol.again"), (Paragraph(texts.say("sample.protocol.redo")), signed)))
    by = texts.person(draw.drawn_by)
    return Document(
        title=texts.say("sample.protocol.title", plan=draw.plan),
        subtitle=texts.say("sample.protocol.subtitle", day=texts.date(draw.drawn_on[:10]), by=by),
        lang=texts.lang,
        date=draw.drawn_on[:10],
        author=by,
        sections=tuple(sections),
        banner=banner,
        template="sample_protocol",
        contents=False,
    )


def facts_table(draw: SampleDraw, texts: Texts) -> Table:
    """Who drew, when, from which list, with which seed."""
    say = texts.say
    rows = [
        ("by", texts.person(draw.drawn_by)),
        ("on", f"{draw.drawn_on[:16].replace('T', ' ')} UTC"),
        ("recruitment", say(f"sample.recruitment.{draw.recruitment}")),
        ("method", say(f"sample.method.{draw.method}")),
        ("frame", say("sample.frame_places") if draw.frame == "places" else draw.frame),
        ("sha256", draw.frame_sha256),
        ("units", texts.number(draw.units)),
        ("size", texts.number(draw.size)),
        ("drawn", texts.number(sum(not one.reserve for one in draw.chosen))),
        *([("per_unit", texts.number(draw.per_unit))] if draw.per_unit else []),
        ("seed", str(draw.seed)),
    ]
    lines = [(say(f"sample.protocol.{key}_row"), value) for key, value in rows]
    header = (say("sample.protocol.what"), say("sample.protocol.is"))
    return Table(say("sample.protocol.how"), header, lines, "ll")


def chosen_table(
    chosen: Sequence[Chosen], draw: SampleDraw, texts: Texts, *, names: Names, key: str = "drawn"
) -> Table:
    """Who was drawn, in the order of the draw, with the chance and the weight of each."""
    say, visits = texts.say, bool(draw.per_unit)
    columns = ["order", "unit", "stratum", "size", "chance", "weight", *(["visits"] if visits else [])]
    rows = [
        (
            texts.number(one.order),
            named(one.id, names),
            names.get(one.stratum, one.stratum),
            texts.number(one.size),
            texts.percent(one.chance, 2),
            texts.number(one.weight, 2),
            *([", ".join(str(visit) for visit in one.visits)] if visits else []),
        )
        for one in chosen
    ]
    header = [say(f"sample.column.{column}") for column in columns]
    note = say("sample.protocol.visits_note") if visits else ""
    return Table(say(f"sample.protocol.{key}"), header, rows, "lllrrr" + "l" * visits, note)


def allocation_table(allocation: Mapping[str, int], texts: Texts, *, names: Names) -> Table:
    """How many each stratum gets, and their sum."""
    say = texts.say
    rows = [(names.get(one, one), texts.number(count)) for one, count in allocation.items()]
    rows.append((say("sample.all"), texts.number(sum(allocation.values()))))
    return Table(say("sample.allocation"), (say("sample.column.place"), say("sample.column.approached")), rows, "lr")


def expected_table(found: Sequence[Expected], texts: Texts, *, places: Names, groups: Names) -> Table:
    """What is to be expected of every group in every place, in words and numbers."""
    say = texts.say
    columns = ("place", "group", "people", "interviews", "half_width", "finds", "verdict")
    rows = [
        (
            places.get(one.place, str(one.place)),
            groups.get(one.group, str(one.group)),
            "–" if one.population is None else texts.number(round(one.population)),
            texts.number(round(one.n)),
            "–" if one.half_width is None else say("sample.points", points=points(one.half_width, texts)),
            "–" if one.finds is None else say("sample.points_up", points=texts.number(one.finds * 100)),
            say(f"sample.verdict.{one.verdict}"),
        )
        for one in found
    ]
    header = [say(f"sample.column.{column}") for column in columns]
    return Table(say("sample.expected"), header, rows, "llrrrrl", say("sample.expected_note"))


def points(share: float, texts: Texts) -> str:
    """A part of the whole in points: "5", "7.1"."""
    tenths = round(share * 1000)
    return texts.number(tenths / 10, 1 if tenths % 10 else 0)


def named(unit: str, names: Names) -> str:
    """A unit by its settlement's name and its part; its own number where it is no settlement."""
    settlement, _, part = unit.partition("/")
    if settlement not in names:
        return unit
    return f"{names[settlement]} ({unit})" if part else names[settlement]


def _notes(draw: SampleDraw, plan: SamplePlan, texts: Texts) -> Sequence[Paragraph]:
    found = []
    if not plan.chances_known:
        found.append(Paragraph(texts.say("sample.say.not_drawn"), "lead"))
    if draw.frame == "places":
        found.append(Paragraph(texts.say("sample.protocol.parts_note"), "note"))
    return found
