"""The method page of one number: what is counted, how it was made, its error, both verdicts, how to cite it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from sofra.gaps.explain import Explanation
from sofra.gaps.words import family, measure_name
from sofra.gaps.words import number as written
from sofra.report.definition import Part, definition, line
from sofra.report.method import margins
from sofra.report.quality import bounds, effective, missing, width
from sofra.report.view import View
from sofra.types.answers import Design
from sofra.types.evidence import SampleNote
from sofra.types.fact import Fact, SpreadKind, Status
from sofra.types.keys import EVERYONE, IndicatorId

ASKED = ("share", "total", "mean", "need", "people")
"""The families of measures that are made from answers."""


COMPARED = "inequality."


@dataclass(frozen=True, slots=True)
class Cited:
    """What a reader needs to find this number again: the release's number, its Run and the day (ISO) it was made.

    `design` of the round that the number comes from (names of columns), `country` whose pack it was made with.
    """

    release: int
    run: str
    made_on: str
    country: str = ""
    design: Design | None = None


def method_page(fact: Fact, told: Explanation, view: View, cited: Cited) -> tuple[Part, ...]:
    """The parts of the page in their order; those that do not touch this number are left out.

    Of a withheld number nothing is told that could tell of the number: neither base nor error nor bounds.
    """
    entry = view.pack.indicators.get(IndicatorId(fact.cell.indicator.removesuffix(":people")))
    shown = fact.value is not None and fact.status is not Status.SUPPRESSED
    by_survey = family(fact.cell.indicator, view.pack) in ASKED
    return tuple(
        part
        for part in (
            definition(entry, view, fact.cell.group, told.formula) if entry else _formula(told, view),
            _made(fact, told, view, cited) if shown and by_survey else None,
            _error(fact, told, view) if shown else None,
            _verdicts(told, view),
            _cite(fact, told, view, cited),
            _again(fact, cited, view, notebook=by_survey and shown),
        )
        if part is not None
    )


def citation(fact: Fact, view: View, cited: Cited) -> str:
    """The line to put under a table or into a list of sources."""
    return view.texts.say(
        "number.citation",
        municipality=view.name(view.material.municipality.name), period=fact.cell.period, release=str(cited.release),
        run=cited.run, day=view.texts.date(cited.made_on),
        indicator=measure_name(fact.cell.indicator, view.pack, view.texts),
        group=view.group(fact.cell.group), place=view.place(fact.cell.place),
    )  # fmt: skip


def _formula(told: Explanation, view: View) -> Part:
    return Part("counted", view.texts.say("number.part.counted"), (line("formula", told.formula, view),))


def _made(fact: Fact, told: Explanation, view: View, cited: Cited) -> Part:
    """The sample behind the number, its weights, and the answers that are missing."""
    title, sample = view.texts.say("number.part.made"), view.material.sample
    if fact.reason.startswith("model."):
        return Part("made", title, (line("model", view.texts.say(fact.reason), view),))
    lines = [*_sample(sample, cited.design, view), *_base(fact, told, view)]
    return Part("made", title, tuple(lines), notes=_missing(fact, view))


def _sample(sample: SampleNote | None, design: Design | None, view: View) -> list[tuple[str, str]]:
    if sample is None:
        return []
    say, number = view.texts.say, view.texts.number
    chances = say("number.chances_known" if sample.probability else "number.chances_unknown")
    drawn = say("number.stages_two" if sample.stages > 1 else "number.stages_one", n=sample.units, strata=sample.strata)
    found = design.recruitment if design else ""
    weights = say("number.fitted", margins=margins(view, sample)) if sample.margins else say("number.not_fitted")
    if sample.raked:
        weights = say("number.raked", fitted=weights, totals=", ".join(sample.raked))
    rows = [
        ("recruited", say(f"sample.recruitment.{found}") if found else ""),
        ("chances", chances),
        ("days", _days(sample, view)),
        ("interviewed", say("number.interviewed", households=number(sample.households), people=number(sample.people))),
        ("drawn", drawn if sample.units else ""),
        ("weights", weights),
    ]
    return [line(key, text, view) for key, text in rows if text]


def _days(sample: SampleNote, view: View) -> str:
    if not sample.first_day or not sample.last_day:
        return ""
    return view.say("range_long", low=view.texts.date(sample.first_day), high=view.texts.date(sample.last_day))


def _base(fact: Fact, told: Explanation, view: View) -> list[tuple[str, str]]:
    base, number = fact.base, view.texts.number
    size = effective(fact)
    rows = [
        ("asked", told.base),
        ("people", told.weight),
        ("effective", "" if size is None else view.texts.say("number.effective", n=round(size))),
        ("df", "" if base.df is None else number(base.df)),
        ("missing", _lost(fact, view)),
    ]
    return [line(key, text, view) for key, text in rows if text]


def _lost(fact: Fact, view: View) -> str:
    share = missing(fact)
    if share is None:
        return ""
    return view.texts.say("number.missing", n=fact.base.missing or 0, share=view.texts.percent(share, 1))


def _missing(fact: Fact, view: View) -> tuple[str, ...]:
    """What the missing answers could change at most."""
    ends = bounds(fact)
    if ends is None:
        return ()
    low, high = (view.texts.percent(end, 1) for end in ends)
    return (view.texts.say("number.bounds", low=low, high=high),)


def _error(fact: Fact, told: Explanation, view: View) -> Part:
    say = view.texts.say
    way = _way(fact, view)
    wide = width(fact)
    rows = [
        ("way", say(f"number.way.{way}")),
        ("interval", told.interval),
        ("se", "" if fact.spread.se is None else _amount(fact.spread.se, fact, view)),
        ("width", "" if wide is None else say("number.width", share=view.texts.percent(wide))),
    ]
    meaning = (say(f"number.meaning.{_meaning(fact, view)}"),) if fact.spread.low is not None else ()
    return Part(
        "error", say("number.part.error"), tuple(line(k, text, view) for k, text in rows if text), notes=meaning
    )


def _way(fact: Fact, view: View) -> str:
    """How the error was found: a key of number.way."""
    if fact.reason.startswith("model.fay_herriot"):
        return "fay_herriot"
    if fact.reason.startswith("model."):
        return "area_rate"
    kind = family(fact.cell.indicator, view.pack)
    if kind == "hidden":
        return "lists"
    if fact.cell.indicator.startswith(COMPARED):
        return "compared"
    if fact.spread.kind is SpreadKind.NONE:
        return "count"
    if kind not in ASKED:
        return "carried"
    if fact.spread.kind is SpreadKind.MODEL:
        return "borrowed"
    return "share" if fact.unit == "share" else "mean"


def _meaning(fact: Fact, view: View) -> str:
    sample = view.material.sample
    if fact.spread.kind is SpreadKind.MODEL:
        return "model"
    return "sample" if sample is None or sample.probability else "not_drawn"


def _amount(value: float, fact: Fact, view: View) -> str:
    """A standard error: of a share in percentage points, else in the unit of the number."""
    if fact.unit == "share":
        return view.texts.say("number.points", points=view.texts.number(value * 100, 1))
    return written(value, fact.unit, view.texts)


def _verdicts(told: Explanation, view: View) -> Part:
    """The gate's two verdicts: is it precise enough, and could it give somebody away."""
    say = view.texts.say
    rows = ((say("verdict.precise_title"), told.precise), (say("verdict.safe_title"), told.safe))
    notes = tuple(note for note in told.notes if note not in (told.precise, told.safe))
    return Part("verdicts", say("number.part.verdicts"), rows, notes=notes)


def _cite(fact: Fact, told: Explanation, view: View, cited: Cited) -> Part:
    rows: Sequence[tuple[str, str]] = (
        ("source", told.source),
        ("made_on", told.date),
        ("run", cited.run),
        ("citation", citation(fact, view, cited)),
    )
    return Part("cite", view.texts.say("number.part.cite"), tuple(line(key, text, view) for key, text in rows if text))


def _again(fact: Fact, cited: Cited, view: View, *, notebook: bool) -> Part:
    """The command that computes the release again, and the lines that make this number from the office's own files."""
    say = view.texts.say
    command = f"sofra redo {cited.release}"
    if not notebook or cited.design is None:
        return Part("again", say("number.part.again"), notes=(say("number.again_release"),), code=command)
    notes = (say("number.again_release"), say("number.again_library"))
    return Part("again", say("number.part.again"), notes=notes, code=f"{command}\n\n{_lines(fact, cited)}")


def _lines(fact: Fact, cited: Cited) -> str:
    """Python that makes this number with the library."""
    cell = fact.cell
    groups = [] if cell.group == EVERYONE else [cell.group]
    indicator = cell.indicator.removesuffix(":people")
    return "\n".join(
        (
            "import sofra",
            f"pack = sofra.load_pack({cited.country!r})",
            'places = sofra.read_settlements("settlements.xlsx").items',
            'answers = sofra.read_answers("answers.xlsx", "form.xlsx")',
            f"weighed = sofra.weigh(answers, {_design(cited.design)}, places, pack)",
            f"chosen = {{'indicators': [{indicator!r}], 'groups': {groups!r}}}",
            f"facts = sofra.estimate(weighed, pack, places, {cell.period!r}, **chosen)",
            f"found = [fact for fact in facts if fact.cell.indicator == {str(cell.indicator)!r}",
            f"         and (fact.cell.place, fact.cell.group) == ({str(cell.place)!r}, {str(cell.group)!r})]",
        )
    )


def _design(design: Design | None) -> str:
    """The design as it is written in a notebook; totals that weights are raked to have a file of their own."""
    told = [
        f"{field.name}={getattr(design, field.name)!r}"
        for field in fields(Design)
        if field.name != "totals" and design is not None and getattr(design, field.name) != field.default
    ]
    return f"sofra.Design({', '.join(told)})"
