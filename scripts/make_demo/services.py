"""The inventory of services: providers, sites, services and contracts."""

from scripts.make_demo.places import BY_ID, degrees
from scripts.make_demo.words import table
from scripts.make_demo.workbook import FICTION_EN, FICTION_MK, Cell


def service_sheets() -> dict[str, list[list[Cell]]]:
    """The five sheets of the services workbook."""
    about: list[list[Cell]] = [
        ["about", "за табелата"],
        [FICTION_EN, FICTION_MK],
        ["All prices, costs and contracts are invented. A safe house has no address here.",
         "Сите цени, трошоци и договори се измислени. Адресата на засолништето не се наведува."],
    ]  # fmt: skip
    return {
        "providers": table("providers.txt"), "sites": _sites(), "services": table("services.txt"),
        "contracts": table("contracts.txt"), "about": about,
    }  # fmt: skip


def _sites() -> list[list[Cell]]:
    """Sites with coordinates: the settlement's point, moved by the metres that the table gives."""
    header, *rows = table("sites.txt")
    kept = [name for name in header if name not in ("east_m", "north_m")]
    east, north = header.index("east_m"), header.index("north_m")
    done: list[list[Cell]] = [[*kept, "lon", "lat"]]
    for row in rows:
        place = BY_ID[str(row[header.index("settlement")])]
        point: tuple[Cell, Cell] = (None, None)
        if row[east] is not None:
            point = degrees(place.x + float(str(row[east])) / 1000, place.y + float(str(row[north])) / 1000)
        done.append([*(cell for name, cell in zip(header, row, strict=True) if name in kept), *point])
    return done
