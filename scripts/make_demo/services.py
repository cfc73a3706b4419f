"""The inventory of services: providers, sites, services and contracts."""

from scripts.make_demo.places import BY_ID, degrees
from scripts.make_demo.services_text import CONTRACTS, PROVIDERS, SERVICES, SITES
from scripts.make_demo.workbook import FICTION_EN, FICTION_MK, Cell

NUMBERS = {"places", "users", "waiting", "staff", "cost_per_place_year", "amount_year"}


def service_sheets() -> dict[str, list[list[Cell]]]:
    """The five sheets of the services workbook."""
    about: list[list[Cell]] = [
        ["about", "за табелата"],
        [FICTION_EN, FICTION_MK],
        ["All prices, costs and contracts are invented. A safe house has no address here.",
         "Сите цени, трошоци и договори се измислени. Адресата на засолништето не се наведува."],
    ]  # fmt: skip
    return {
        "providers": _table(PROVIDERS), "sites": _sites(), "services": _table(SERVICES),
        "contracts": _table(CONTRACTS), "about": about,
    }  # fmt: skip


def _table(text: str) -> list[list[Cell]]:
    lines = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
    header = lines[0]
    return [list(header), *[[_cell(name, part) for name, part in zip(header, line, strict=True)] for line in lines[1:]]]


def _cell(name: str, text: str) -> Cell:
    if not text:
        return None
    return float(text) if name in NUMBERS else text


def _sites() -> list[list[Cell]]:
    """Sites with coordinates: the settlement's point, moved by the metres that the table gives."""
    header, *rows = _table(SITES)
    kept = [name for name in header if name not in ("east_m", "north_m")]
    east, north = header.index("east_m"), header.index("north_m")
    done: list[list[Cell]] = [[*kept, "lon", "lat"]]
    for row in rows:
        place = BY_ID[str(row[header.index("settlement")])]
        point: tuple[Cell, Cell] = (None, None)
        if row[east] is not None:
            point = degrees(place.x + int(str(row[east])) / 1000, place.y + int(str(row[north])) / 1000)
        done.append([*(cell for name, cell in zip(header, row, strict=True) if name in kept), *point])
    return done
