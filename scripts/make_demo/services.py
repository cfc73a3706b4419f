"""The inventory of services: providers, sites, services and contracts, and what stands beside them."""

import re
import tomllib
from collections.abc import Mapping, Sequence

from scripts.make_demo.chance import Dice
from scripts.make_demo.places import BY_ID, degrees
from scripts.make_demo.words import document, table
from scripts.make_demo.workbook import FICTION_EN, FICTION_MK, Cell

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CONTENTS = {
    "INF": "information", "ASP": "counselling; legal", "COU": "counselling", "HOM-CARE": "care; meals",
    "HOM-PA": "care; skills", "HOM-LP": "education", "COM-DAY": "education; care; recreation; meals", "MAT": "meals",
    "EMP": "employment", "TRANS": "transport", "OUT-FOST": "care; housing", "OUT-SUP": "housing; skills",
    "OUT-RES": "care; housing; meals", "SAFE": "housing; counselling; legal", "HOT": "counselling; information",
    "FAC-KINDER": "education; care; meals", "FAC-SCHOOL": "education", "FAC-HEALTH": "health", "FAC-BUS": "transport",
}  # fmt: skip
FUNCTIONS = {
    "INF": "prevention; inclusion", "ASP": "prevention; support_family", "COU": "support_family",
    "HOM-CARE": "independent; respite", "HOM-PA": "independent", "HOM-LP": "inclusion", "COM-DAY": "inclusion; respite",
    "MAT": "crisis", "EMP": "inclusion", "TRANS": "independent; inclusion", "OUT-FOST": "instead_family",
    "OUT-SUP": "independent", "OUT-RES": "instead_family", "SAFE": "protection; crisis", "HOT": "protection; crisis",
}  # fmt: skip
TEAMS = {
    "INF": ("administration",), "ASP": ("social_worker", "psychologist"), "COU": ("psychologist", "social_worker"),
    "HOM-CARE": ("carer", "nurse"), "HOM-PA": ("assistant",), "HOM-LP": ("assistant",),
    "COM-DAY": ("defectologist", "carer", "driver"), "MAT": ("cook", "volunteer"), "EMP": ("social_worker",),
    "TRANS": ("driver",), "OUT-SUP": ("assistant", "social_worker"), "OUT-RES": ("carer", "nurse", "cook"),
    "SAFE": ("social_worker", "psychologist"), "HOT": ("psychologist",), "FAC-KINDER": ("pedagogue", "nurse", "cook"),
    "FAC-SCHOOL": ("teacher",), "FAC-HEALTH": ("doctor", "nurse"), "FAC-BUS": ("driver",),
}  # fmt: skip
Sheet = list[list[Cell]]


def service_sheets() -> dict[str, Sheet]:
    """The sheets of the services workbook."""
    about: Sheet = [
        ["about", "за табелата"],
        [FICTION_EN, FICTION_MK],
        ["All prices, costs and contracts are invented. So is the address of the safe house, and it is kept secret.",
         "Сите цени, трошоци и договори се измислени. И адресата на засолништето е измислена, и се чува во тајност."],
    ]  # fmt: skip
    return {
        "providers": table("providers.txt"), "sites": _at_points(table("sites.txt")), "services": _services(),
        "contracts": table("contracts.txt"), "hours": _hours(), "team": _team(), "payments": _payments(),
        "equipment": table("equipment.txt"), "planned": _at_points(table("planned.txt")), "assets": _assets(),
        "about": about,
    }  # fmt: skip


def _at_points(rows: Sheet) -> Sheet:
    """Rows with coordinates: the settlement's point, moved by the metres that the table gives."""
    header, *rest = rows
    kept = [name for name in header if name not in ("east_m", "north_m")]
    east, north = header.index("east_m"), header.index("north_m")
    done: Sheet = [[*kept, "lon", "lat"]]
    for row in rest:
        point: tuple[Cell, Cell] = (None, None)
        if row[east] is not None:
            place = BY_ID[str(row[header.index("settlement")])]
            point = degrees(place.x + float(str(row[east])) / 1000, place.y + float(str(row[north])) / 1000)
        done.append([*(cell for name, cell in zip(header, row, strict=True) if name in kept), *point])
    return done


def _services() -> Sheet:
    """The services with what else is known of them."""
    header, *rows = table("services.txt")
    more: Mapping[str, Mapping[str, Cell]] = tomllib.loads(document("service_more.toml"))
    added = list(dict.fromkeys(name for one in more.values() for name in one))
    done: Sheet = [[*header, "contents", "functions", *added]]
    for row in rows:
        kind, own = str(row[1]), more.get(str(row[0]), {})
        done.append([*row, CONTENTS.get(kind), FUNCTIONS.get(kind), *(own.get(name) for name in added)])
    return done


def _hours() -> Sheet:
    """Opening hours by day, where the words say them: "Mon–Fri 8–16", "Tue, Thu 10–14"."""
    done: Sheet = [["service_id", "day", "opens", "closes"]]
    for service, opening in _pairs("opening"):
        found = re.fullmatch(r"([A-Za-z–, ]+) (\d+)–(\d+)", opening)
        days = _days(found[1]) if found else ()
        done += [[service, str(day), f"{int(found[2]):02d}:00", f"{int(found[3]):02d}:00"] for day in days if found]
    return done


def _days(words: str) -> Sequence[int]:
    first, _, last = words.partition("–")
    if first in DAYS and last in DAYS:
        return range(DAYS.index(first) + 1, DAYS.index(last) + 2)
    named = [word.strip() for word in words.split(",")]
    if named == ["daily"]:
        return range(1, 8)
    return [DAYS.index(word) + 1 for word in named] if all(word in DAYS for word in named) else ()


def _team() -> Sheet:
    """The staff of each service by profession: the first profession has most of the posts."""
    done: Sheet = [["service_id", "profession", "posts", "trained", "training"]]
    header, *rows = table("services.txt")
    for row in rows:
        service, kind, posts = str(row[0]), str(row[1]), row[header.index("staff")]
        names = TEAMS.get(kind, ())
        for number, name in enumerate(names):
            if isinstance(posts, int | float) and (own := _posts(float(posts), number, len(names))):
                trained = float(round(own * Dice(f"team/{service}/{name}").share()))
                done.append([service, name, own, trained, "first aid" if trained else None])
    return done


def _posts(whole: float, number: int, of: int) -> float:
    others = float(int(whole * 0.25))
    return whole - others * (of - 1) if number == 0 else others


def _payments() -> Sheet:
    """Who pays what this year: what the contracts say."""
    header, *rows = table("contracts.txt")
    service, funder, amount, currency = (
        header.index(name) for name in ("service_id", "funder", "amount_year", "currency")
    )
    done: Sheet = [["service_id", "payer", "year", "amount", "currency"]]
    return done + [[row[service], row[funder], 2026, row[amount], row[currency]] for row in rows]


def _assets() -> Sheet:
    """The resources that are no services, with the columns of every kind."""
    found: Mapping[str, Mapping[str, Cell]] = tomllib.loads(document("assets.toml"))
    fixed = ["asset_kind", "name_en", "name_mk", "owner", "settlement", "east_m", "north_m"]
    own = list(dict.fromkeys(name for one in found.values() for name in one if name not in fixed))
    rows = [[id, *(one.get(name) for name in (*fixed, *own)), "2026-06-30"] for id, one in found.items()]
    return _at_points([["asset_id", *fixed, *own, "verified_on"], *rows])


def _pairs(column: str) -> list[tuple[str, str]]:
    header, *rows = table("services.txt")
    place = header.index(column)
    return [(str(row[0]), str(row[place])) for row in rows if row[place] is not None]
