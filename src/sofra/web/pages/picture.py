"""The map and the chart of Gaps as values: for the page, and as a picture for a letter with title, source and day."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sofra.gaps.words import group_name, service_name
from sofra.packs.texts import Texts
from sofra.store.notes import ReleaseNote
from sofra.types.catalogue import Pack
from sofra.types.document import Chart, Map, Mark
from sofra.types.evidence import Municipality
from sofra.types.fact import Fact
from sofra.types.keys import GroupId, ServiceKind
from sofra.types.place import Place
from sofra.web.context import not_drawn
from sofra.web.figures import by_model, figure
from sofra.web.pages.gaps import WORSE, Choice, lines, measured
from sofra.web.pages.released import Released
from sofra.web.pages.shades import Caption, Ground, Shade, shades, themed


def title(choice: Choice, pack: Pack, municipality: Municipality, texts: Texts) -> str:
    """What the picture shows, of whom and where."""
    return texts.say(
        "web.picture.title",
        measure=texts.say(f"web.measure.{'without' if choice.view == 'chart' else choice.measure}"),
        service=service_name(ServiceKind(choice.service), pack, texts),
        group=group_name(GroupId(choice.group), pack, texts),
        municipality=texts.name(municipality.name),
    )


def source(
    note: ReleaseNote, municipality: Municipality, texts: Texts, lent: Mapping[str, int] = MappingProxyType({})
) -> str:
    """Where the numbers come from, that the municipality is fictional, and how many a model lent, by sentence."""
    sentences = [texts.say("web.picture.source", period=note.period, day=texts.date(note.made_on))]
    sentences += [texts.say(f"web.picture.{how}", n=count) for how, count in lent.items() if count]
    if not_drawn():
        sentences.append(texts.say("web.sampler.not_drawn_short"))
    if municipality.fictional:
        sentences.append(texts.say("web.fictional"))
    return " · ".join(sentences)


def gap_shades(released: Released, places: Sequence[Place], choice: Choice, level: str = "settlement") -> list[Shade]:
    """Every place of the level with its number of the chosen measure."""
    return shades(places, level, lambda place: measured(released, place, choice))


def gap_map(
    released: Released,
    places: Sequence[Place],
    choice: Choice,
    texts: Texts,
    *,
    words: tuple[str, str],
    ground: Ground = Ground(),
) -> Map:
    """The settlements in the classes of the page; `words` are title and source."""
    worse = WORSE.get(choice.measure, "high")
    caption = Caption(words[0], texts.say(f"web.measure.{choice.measure}"), words[1], worse)
    return themed(gap_shades(released, places, choice), caption, texts, ground)


def gap_chart(
    released: Released, places: Sequence[Place], choice: Choice, texts: Texts, *, words: tuple[str, str]
) -> Chart:
    """People without a place, area by area, with their intervals; `words` are title and source."""
    found = lines(released, [place for place in places if place.kind == "area"], choice)
    marks = tuple(_mark(texts.name(line.place.name), line.gap.without, texts) for line in found if line.gap)
    axis = texts.say("web.gaps.without")
    return Chart("interval_bars", words[0], marks, axis, words[0], unit="people", source=words[1])


def lent(found: Sequence[Shade]) -> Mapping[str, int]:
    """How many places of the map carry a number of their area's share, and of a model, by sentence."""
    shaded = [shade for shade in found if shade.model]
    by = sum(by_model(shade.fact) for shade in shaded)
    return {"lent": len(shaded) - by, "lent_by_model": by}


def _mark(label: str, fact: Fact, texts: Texts) -> Mark:
    return Mark(label, fact.value, fact.spread.low, fact.spread.high, text=figure(fact, texts).text)
