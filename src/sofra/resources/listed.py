"""What may be chosen in the inventory: the codes of every list in words, and the records that others point at."""

from collections.abc import Mapping, Sequence

from sofra.packs.texts import LANGUAGES, Texts, texts
from sofra.types.catalogue import Pack
from sofra.types.columns import CODES, Column
from sofra.types.keys import Label
from sofra.types.place import Place
from sofra.types.supply import Inventory


def codes(of: str, pack: Pack, said: Texts) -> dict[str, str]:
    """The codes of a list with their words; empty for a list that nobody knows."""
    if of in CODES:
        return {code: said.say(f"inventory.code.{of}.{code}") for code in CODES[of]}
    return {code: said.name(label) for code, label in _labels(of, pack).items()}


def spellings(pack: Pack) -> dict[str, dict[str, Sequence[str]]]:
    """Every list with its codes and the words of all languages, for reading what somebody typed."""
    tongues = [texts(lang) for lang in LANGUAGES]
    fixed: dict[str, dict[str, Sequence[str]]] = {
        of: {code: [one.say(f"inventory.code.{of}.{code}") for one in tongues] for code in CODES[of]} for of in CODES
    }
    named = ("service_kind", "groups", "assets", *pack.terms)
    packed: dict[str, dict[str, Sequence[str]]] = {
        of: {code: list(label.values()) for code, label in _labels(of, pack).items()} for of in named
    }
    return {**fixed, **packed}


def links(of: str, inventory: Inventory, places: Sequence[Place], said: Texts) -> dict[str, str]:
    """The records of a kind by their ids, with their names; hidden sites only where the inventory shows their name."""
    if of == "places":
        return {place.id: said.name(place.name) for place in places}
    return {thing.id: said.name(thing.name) or thing.id for thing in getattr(inventory, of)}


def head(kind: str, column: str, said: Texts) -> str:
    """What a column is called, in a form and in a workbook alike."""
    own = f"inventory.field.{kind}_{column}"
    return said.say(own if said.knows(own) else f"inventory.field.{column}")


def detail_columns(pack: Pack, asset: str = "") -> tuple[Column, ...]:
    """The columns of their own that assets have: those of one kind, or of all kinds together."""
    wanted = pack.assets[asset].details if asset in pack.assets else () if asset else tuple(pack.details)
    return tuple(
        Column(f"detail_{code}", pack.details[code].kind, path=("details", code), section="details")
        for code in wanted
        if code in pack.details
    )


def detail_name(column: str, pack: Pack, said: Texts) -> str:
    """What a detail of an asset is called."""
    return said.name(pack.details[column.removeprefix("detail_")].label)


def name_of(kind: str, column: str, pack: Pack, said: Texts) -> str:
    """What any column is called: a detail by the packs, every other by the texts."""
    return detail_name(column, pack, said) if column.startswith("detail_") else head(kind, column, said)


def _labels(of: str, pack: Pack) -> Mapping[str, Label]:
    if of == "service_kind":
        return {kind: entry.label for kind, entry in pack.services.items()}
    if of == "groups":
        return {group: entry.label for group, entry in pack.groups.items()}
    if of == "assets":
        return {code: entry.label for code, entry in pack.assets.items()}
    return pack.terms.get(of, {})
