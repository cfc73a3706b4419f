"""The inventory for other directories: HSDS 3.1 and GeoJSON as they stand today, safe houses left out."""

from collections.abc import Sequence
from typing import Any

from sofra.resources.exchange.geo import geojson
from sofra.resources.exchange.hsds import Directory, organizations_out, services_out
from sofra.store import queries
from sofra.types.catalogue import Pack
from sofra.types.place import Place


def services_file(lang: str) -> dict[str, Any]:
    """A page of all services, as an HSDS interface gives it."""
    found = services_out(queries.inventory(), about(lang), queries.foreign())
    return _page(found)


def organizations_file(lang: str) -> dict[str, Any]:
    """A page of all organizations, those without a service as well."""
    return _page(organizations_out(queries.inventory(), about(lang), queries.foreign()))


def places_file(lang: str) -> dict[str, Any]:
    """Services with a spot, and assets with a spot or shape, as GeoJSON."""
    return geojson(queries.inventory(), about(lang).kinds, lang)


def _page(found: list[dict[str, Any]]) -> dict[str, Any]:
    n = len(found)
    numbers = {"total_items": n, "total_pages": 1, "page_number": 1, "size": n}
    return {**numbers, "first_page": True, "last_page": True, "empty": n == 0, "contents": found}


def about(lang: str = "") -> Directory:
    """For what and for whom an export in this language (the municipality's own) is made."""
    whose, pack = queries.municipality(), queries.pack()
    tongue = lang or whose.main_language
    names = {**whose.name}
    first = next(iter(names.values()), "")
    return Directory(
        municipality=names.get(tongue, first),
        country=whose.country.upper(),
        lang=tongue,
        places={place.id: place for place in queries.places()},
        kinds={kind: entry.label for kind, entry in pack.services.items()},
        lists=known_codes(pack, queries.places()),
        # Every language of the same directory sends the same record out under the same id.
        space=names.get(whose.main_language, first),
    )


def known_codes(pack: Pack, places: Sequence[Place]) -> dict[str, frozenset[str]]:
    """The codes that a service may name, by its field; of another directory's records only these are taken over."""
    terms = {name: frozenset(pack.terms.get(name, {})) for name in ("languages", "contents", "functions")}
    return {
        **terms,
        "groups": frozenset(map(str, pack.groups)),
        "serves": frozenset(str(place.id) for place in places),
        "team": frozenset(pack.terms.get("professions", {})),
    }
