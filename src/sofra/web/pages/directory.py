"""The public directory as a reader sees it: every service in words, and the list to search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from babel import Locale

from sofra.packs.texts import Texts
from sofra.resources.confirmable import is_stale
from sofra.resources.public import Door, Listed, Wish, fitting, open_at
from sofra.types.catalogue import Pack
from sofra.types.keys import PlaceId
from sofra.types.place import Place
from sofra.web.pages.confirm import week

FRESH = 180
"""In days. A count of free places that is older says nothing about today."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages need to put a service into words: sentences, names of kinds, groups and places, the clock."""

    texts: Texts
    pack: Pack
    places: Mapping[PlaceId, Place]
    now: datetime

    def place(self, id: PlaceId) -> str:
        """A place by its name."""
        return self.texts.name(self.places[id].name) if id in self.places else str(id)

    def kind(self, one: Listed) -> str:
        """A kind of service by its name."""
        entry = self.pack.services.get(one.kind)
        return self.texts.name(entry.label) if entry else str(one.kind)


@dataclass(frozen=True, slots=True)
class Card:
    """One line of the list."""

    one: Listed
    kind: str
    where: str
    open: bool | None


@dataclass(frozen=True, slots=True)
class Page:
    """One service in words; an empty text was never written down."""

    one: Listed
    kind: str
    what: str
    way_in: str
    bring: str
    who: Sequence[str]
    week: Sequence[tuple[str, str]]
    open: bool | None
    price: str
    languages: Sequence[str]
    doors: Sequence[tuple[Door, str]]
    comes_home: bool
    free_places: str
    confirmed: str
    stale: bool
    dialled: str
    website: str


def wish_of(sent: Mapping[str, str]) -> Wish:
    """What somebody looks for, from the address of the page."""
    return Wish(
        sent.get("q", "").strip()[:100], sent.get("group", ""), sent.get("kind", ""), sent.get("place", ""),
        sent.get("language", ""), "open" in sent, "step_free" in sent, "free" in sent,
    )  # fmt: skip


def cards(found: Sequence[Listed], words: Words) -> list[Card]:
    """The services as lines of the list, by name."""
    made = [Card(one, words.kind(one), _where(one, words), open_at(one.hours, words.now)) for one in found]
    return sorted(made, key=lambda card: words.texts.name(card.one.name).casefold())


def matching(found: Sequence[Listed], wish: Wish, words: Words) -> list[Listed]:
    """The services that fit a wish."""
    above = {id: _above(id, words.places) for id in words.places}
    return fitting(found, wish, words={one.id: searchable(one, words) for one in found}, above=above, now=words.now)


def searchable(one: Listed, words: Words) -> str:
    """Everything in which the words of a search are looked for, in small letters and all languages."""
    entry = words.pack.services.get(one.kind)
    labels = [one.name, one.provider, one.description, one.way_in, *(door.name for door in one.doors)]
    labels += [words.pack.groups[id].label for id in one.groups if id in words.pack.groups]
    labels += [words.places[door.place].name for door in one.doors if door.place in words.places]
    labels += [entry.label, entry.what] if entry else []
    return " ".join(text for label in labels for text in label.values()).casefold()


def choices(found: Sequence[Listed], words: Words) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in the search: what some service is about, in the reader's order of letters."""
    kinds = {one.kind: words.kind(one) for one in found}
    meant = {id for one in found for id in one.groups if id in words.pack.groups}
    groups = {id: words.texts.name(words.pack.groups[id].label) for id in meant}
    homes = {id: words.texts.name(place.name) for id, place in words.places.items() if place.kind == "settlement"}
    spoken = {code: language_name(code, words.texts) for one in found for code in one.languages}
    named = {"kind": kinds, "group": groups, "place": homes, "language": spoken}
    return {name: sorted(pairs.items(), key=_by_words) for name, pairs in named.items()}  # type: ignore[attr-defined]


def page(one: Listed, words: Words) -> Page:
    """One service in words."""
    texts, entry = words.texts, words.pack.services.get(one.kind)
    return Page(
        one=one,
        kind=words.kind(one),
        what=texts.name(one.description) or (texts.name(entry.what) if entry else ""),
        way_in=texts.name(one.way_in),
        bring=texts.name(one.bring),
        who=_who(one, words),
        week=week(one.hours, texts),
        open=open_at(one.hours, words.now),
        price=price(one, texts),
        languages=[language_name(code, texts) for code in one.languages],
        doors=[(door, words.place(door.place)) for door in one.doors],
        comes_home=comes_home(one, words.pack),
        free_places=_free_places(one, words),
        confirmed=one.confirmed_on,
        stale=is_stale(one.confirmed_on, words.now.date(), words.pack.upkeep.stale_days),
        dialled="".join(sign for sign in one.contact.phone if sign.isdigit() or sign == "+"),
        website=_linked(one.contact.website),
    )


def price(one: Listed, texts: Texts) -> str:
    """What a user pays, in words; "" when nobody said."""
    if one.free:
        return texts.say("directory.is_free")
    fee = one.fee
    if fee.amount is None:
        return one.price
    amount = texts.number(fee.amount, 0 if float(fee.amount).is_integer() else 2)
    per = f"directory.per.{fee.per}"
    if texts.knows(per):
        return texts.say("directory.costs_per", amount=amount, currency=fee.currency, per=texts.say(per))
    return texts.say("directory.costs", amount=amount, currency=fee.currency)


def comes_home(one: Listed, pack: Pack) -> bool:
    """True for a kind of service that is brought to people's homes; others without a door are called or asked."""
    entry = pack.services.get(one.kind)
    return entry is not None and entry.at_home


def language_name(code: str, texts: Texts) -> str:
    """A language by its name in the reader's language; its code where nobody knows it."""
    own = f"directory.tongue.{code}"
    if texts.knows(own):
        return texts.say(own)
    known: Mapping[str, str] = Locale.parse(texts.lang).languages
    return known.get(code) or known.get(code.split("-")[0]) or code


def without_hours(found: Sequence[Listed], wish: Wish, words: Words) -> int:
    """How many services a search for open ones leaves out because nobody wrote their hours as a table."""
    if not wish.open_now:
        return 0
    return sum(not one.hours for one in matching(found, replace(wish, open_now=False), words))


def _who(one: Listed, words: Words) -> list[str]:
    texts, ages = words.texts, one.eligibility
    groups = [texts.name(words.pack.groups[id].label) for id in one.groups if id in words.pack.groups]
    meant = texts.say("directory.groups", groups=", ".join(groups)) if groups else texts.say("directory.everybody")
    lines = [meant]
    if ages.age_from is not None and ages.age_to is not None:
        lines.append(texts.say("directory.age_between", low=ages.age_from, high=ages.age_to))
    elif ages.age_from is not None:
        lines.append(texts.say("directory.age_from", low=ages.age_from))
    elif ages.age_to is not None:
        lines.append(texts.say("directory.age_to", high=ages.age_to))
    if not one.sheltered:
        where = ", ".join(words.place(id) for id in one.serves)
        lines.append(texts.say("directory.only_places", places=where) if where else texts.say("directory.everywhere"))
    said = texts.name(ages.words)
    return [*lines, said] if said else lines


def _where(one: Listed, words: Words) -> str:
    if one.sheltered:
        return words.texts.say("directory.sheltered_short")
    if not one.doors:
        return words.texts.say("directory.at_home_short" if comes_home(one, words.pack) else "directory.no_place_short")
    return ", ".join(dict.fromkeys(words.place(door.place) for door in one.doors))


def _free_places(one: Listed, words: Words) -> str:
    if one.free_places is None or is_stale(one.counted_on, words.now.date(), FRESH):
        return ""
    key = "directory.free_places" if one.free_places else "directory.no_free_places"
    return words.texts.say(key, day=words.texts.date(one.counted_on))


def _linked(website: str) -> str:
    """An address that may be a link: of the web, and nothing else that a browser would run."""
    if not website:
        return ""
    whole = website if "://" in website else f"https://{website}"
    return whole if whole.startswith(("https://", "http://")) else ""


def _above(id: PlaceId, places: Mapping[PlaceId, Place]) -> Sequence[PlaceId]:
    found: list[PlaceId] = []
    while (place := places.get(id)) and place.parent and place.parent not in found:
        id = PlaceId(place.parent)
        found.append(id)
    return found


def _by_words(pair: tuple[str, str]) -> str:
    return pair[1].casefold()
