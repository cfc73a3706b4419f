"""The furthest behind in words: a group, its sentence, its details, the ladder as a table and as a picture."""

from collections.abc import Sequence

from sofra.packs.texts import Texts
from sofra.types.catalogue import Pack
from sofra.types.document import Chart, Mark, Table
from sofra.types.furthest import CONFIRMED, FoundGroup, Part, Rung, Search

CHART_MOST = 12
PRINT = 12
"""Letters of a plan's sha256 where there is no room for all 64."""


def outcome(search: Search, pack: Pack, texts: Texts) -> str:
    """What the search is about: the indicator's name."""
    indicator = pack.indicators.get(search.registered.plan.indicator)
    return texts.name(indicator.label) if indicator else str(search.registered.plan.indicator)


def described(search: Search, parts: Sequence[Part], texts: Texts) -> str:
    """A group by its categories: "women · aged 65 or more"."""
    labels = {
        (one.id, category.code): category.label
        for one in search.registered.plan.circumstances
        for category in one.categories
    }
    words = [texts.name(labels.get((part.circumstance, part.category), {"en": part.category})) for part in parts]
    return texts.say("furthest.and").join(words)


def sentence(search: Search, group: FoundGroup, texts: Texts) -> str:
    """What may be said of this group, in one sentence."""
    return texts.say(
        f"furthest.sentence.{group.verdict}",
        group=described(search, group.parts, texts),
        rate=texts.percent(group.rate.value),
        low=texts.percent(group.rate.low),
        high=texts.percent(group.rate.high),
        average=texts.percent(search.average or 0.0),
    )


def details(search: Search, group: FoundGroup, texts: Texts) -> list[str]:
    """What stands behind it: people, asked, stability, the wider group, the chance."""
    told = [
        texts.say("furthest.detail.people", affected=people(group.affected.value, texts),
                  low=people(group.affected.low, texts), high=people(group.affected.high, texts),
                  people=people(group.people.value, texts)),
        texts.say("furthest.detail.asked", n=group.asked),
        texts.say("furthest.detail.again", n=group.found_again),
    ]  # fmt: skip
    if group.explained is not None and group.simpler:
        wider, share = described(search, group.simpler, texts), texts.percent(group.explained)
        told.append(texts.say("furthest.detail.simpler", group=wider, share=share))
    small = group.chance < 0.001
    return [*told, texts.say("furthest.detail.chance_small" if small else "furthest.detail.chance",
                             **({} if small else {"chance": texts.percent(group.chance, 1)}))]  # fmt: skip


def about(search: Search, texts: Texts) -> list[str]:
    """How the search was made: timing, record, how many groups, against what, how many confirmed."""
    plan, found = search.registered, [texts.say(f"furthest.timing.{search.timing}")]
    if plan.on:
        day, time, who = texts.date(plan.on), plan.on[11:16], texts.person(plan.by) or "–"
        found.append(texts.say("furthest.about.registered", day=day, time=time, who=who, print=plan.digest))
    else:
        found.append(texts.say("furthest.about.print", print=plan.digest))
    if search.issues or search.average is None:
        return found
    average, asked = texts.percent(search.average), texts.number(search.asked)
    found.append(texts.say("furthest.about.searched", n=search.searched, asked=asked, average=average))
    found.append(texts.say(f"furthest.about.{search.test}", draws=plan.plan.draws))
    if not search.probability:
        found.append(texts.say("furthest.about.not_probability"))
    key = "confirmed" if search.behind else "none_confirmed"
    return [*found, texts.say(f"furthest.about.{key}", **({"n": search.behind} if search.behind else {}))]


def rung_name(rung: Rung, texts: Texts) -> str:
    """How many circumstances describe the groups of this rung."""
    return texts.say("furthest.about.rung", n=rung.circumstances)


def people(number: float, texts: Texts) -> str:
    """An estimated number of people: in tens from a hundred up."""
    return texts.number(round(number, -1) if number >= 100 else round(number))


def line(search: Search, group: FoundGroup, texts: Texts) -> tuple[str, ...]:
    """One group as cells: name, verdict, rate, band, people behind, asked, found again."""
    return (
        described(search, group.parts, texts),
        texts.say(f"furthest.verdict.{group.verdict}"),
        texts.percent(group.rate.value),
        band(group, texts),
        people(group.affected.value, texts),
        texts.number(group.asked),
        texts.number(group.found_again),
    )


def band(group: FoundGroup, texts: Texts) -> str:
    """The band of a rate: "31–74 %"."""
    return f"{texts.number(group.rate.low * 100)}–{texts.percent(group.rate.high)}"


def reach_lines(search: Search, texts: Texts) -> list[tuple[str, str, str]]:
    """What the sample could have found, as cells: circumstances, size of the group, share behind needed."""
    return [
        (
            texts.say("furthest.about.rung", n=one.circumstances),
            texts.say("furthest.reach.size", share=texts.percent(one.share)),
            texts.say("furthest.reach.never") if one.rate is None else texts.percent(one.rate),
        )
        for one in search.reach
    ]


def sheet(search: Search, pack: Pack, texts: Texts) -> Table:
    """All told groups of a search as a table for a workbook."""
    names = ("length", "group", "verdict", "rate", "band", "people", "asked", "again", "in_group", "chance", "simpler",
             "explained")  # fmt: skip
    rows = []
    for rung in search.rungs:
        for group in rung.groups:
            wider = described(search, group.simpler, texts) if group.simpler else "–"
            explained = "–" if group.explained is None else texts.percent(group.explained)
            size, chance = people(group.people.value, texts), texts.percent(group.chance, 1)
            more = (size, chance, wider, explained)
            rows.append((texts.number(rung.circumstances), *line(search, group, texts), *more))
    header = tuple(texts.say(f"web.furthest.column_{name}") for name in names)
    return Table(outcome(search, pack, texts), header, tuple(rows), "rllrrrrrrrlr", " ".join(about(search, texts)))


def ladder(search: Search, pack: Pack, texts: Texts, period: str) -> Chart:
    """The told groups as a picture: corrected rate and band, the average as a line, by length of their description."""
    title = texts.say("furthest.chart.title", indicator=outcome(search, pack, texts))
    first = [*search.groups][:CHART_MOST]
    marks = [_mark(search, group, texts) for group in first]
    told = "; ".join(_spoken(mark, group, texts) for mark, group in zip(marks, first, strict=True))
    average = texts.percent(search.average or 0.0)
    print_ = search.registered.digest[:PRINT]
    return Chart(
        kind="ladder",
        title=title,
        marks=(Mark("", search.average, series="average", text=average), *marks),
        axis=texts.say("furthest.chart.axis"),
        alt=texts.say(
            "furthest.chart.alt", title=title, average=average, told=told or texts.say("furthest.about.none")
        ),
        unit="share",
        source=texts.say("furthest.chart.source", period=period, n=search.asked, print=print_),
    )


def _mark(search: Search, group: FoundGroup, texts: Texts) -> Mark:
    rate = group.rate
    low, high = texts.number(rate.low * 100), texts.percent(rate.high)
    words = texts.say("furthest.chart.text", rate=texts.percent(rate.value), low=low, high=high)
    series = "ok" if group.verdict == CONFIRMED else "unreliable"
    return Mark(described(search, group.parts, texts), rate.value, rate.low, rate.high, series, words)


def _spoken(mark: Mark, group: FoundGroup, texts: Texts) -> str:
    verdict = texts.say(f"furthest.verdict.{group.verdict}")
    return texts.say("furthest.chart.told", label=mark.label, text=mark.text, verdict=verdict)
