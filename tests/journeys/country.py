"""All of North Macedonia as OpenStreetMap knew it in 2019, as the files that an office would bring in."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

FOLDER = Path(os.environ.get("SOFRA_SHARED", ""), "data", "western_balkans_osm_2019")
SETTLEMENTS, SERVICES = FOLDER / "MKD_settlements.csv", FOLDER / "MKD_services.csv"
THERE = bool(os.environ.get("SOFRA_SHARED")) and SETTLEMENTS.is_file()
PACK_KINDS = {
    "school": "FAC-SCHOOL", "kindergarten": "FAC-KINDER", "hospital": "FAC-HEALTH", "clinic": "FAC-HEALTH",
    "doctors": "FAC-HEALTH", "pharmacy": "FAC-HEALTH", "bus_station": "FAC-BUS",
}  # fmt: skip
"""What a kind of node is in the packs; the others become kinds of the office's own."""


def write(folder: Path) -> dict[str, int]:
    """settlements.csv, services.xlsx and packs/services.csv; how many sites of each kind."""
    folder.mkdir(parents=True, exist_ok=True)
    _settlements(folder / "settlements.csv")
    kinds: dict[str, int] = {}
    nearest = _nearest()
    book = Workbook()
    providers, sites, services = book.active, book.create_sheet("sites"), book.create_sheet("services")
    providers.title = "providers"
    providers.append(["provider_id", "name_en", "name_mk", "sector"])
    providers.append(["OSM", "Not named in OpenStreetMap", "Не е именуван во OpenStreetMap", "public"])
    sites.append(["site_id", "name_en", "name_mk", "settlement", "step_free", "lon", "lat"])
    services.append(
        ["service_id", "kind", "name_en", "name_mk", "provider_id", "site_ids", "at_home", "places", "status"]
    )
    for row in csv.DictReader(SERVICES.open(encoding="utf-8")):
        kind = _kind(row["VALUE"])
        kinds[kind] = kinds.get(kind, 0) + 1
        name = row["NAME"] or row["VALUE"].replace("_", " ")
        spot = float(row["LON"]), float(row["LAT"])
        sites.append([f"S{row['ID']}", row["NAME_EN"] or name, name, nearest(*spot), None, *spot])
        # one place for each site: places for 1,000 people are then sites for 1,000 people
        services.append(
            [f"V{row['ID']}", kind, row["NAME_EN"] or name, name, "OSM", f"S{row['ID']}", "no", 1, "active"]
        )
    book.save(folder / "services.xlsx")
    _office(folder / "packs", [kind for kind in kinds if kind.startswith("OSM-")])
    return kinds


def _nearest() -> Callable[[float, float], str]:
    rows = list(csv.DictReader(SETTLEMENTS.open(encoding="utf-8")))
    spots = [(float(row["LON"]), float(row["LAT"])) for row in rows]

    def found(lon: float, lat: float) -> str:
        near = min(range(len(rows)), key=lambda at: (0.75 * (spots[at][0] - lon)) ** 2 + (spots[at][1] - lat) ** 2)
        return rows[near]["ID"]

    return found


def _kind(value: str) -> str:
    return PACK_KINDS.get(value, f"OSM-{value.upper().replace('_', '-')}")


def _settlements(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["code", "name_mk", "name_en", "kind", "parent", "lon", "lat", "population"])
        out.writerow(["MKD", "Северна Македонија", "North Macedonia", "municipality", "", "", "", ""])
        for row in csv.DictReader(SETTLEMENTS.open(encoding="utf-8")):
            people = round(float(row["POPULATION"])) if row["POPULATION"] else ""
            name = row["NAME"] or row["NAME_EN"] or f"node {row['ID']}"
            out.writerow([
                row["ID"], name, row["NAME_EN"] or name, "settlement", "MKD", row["LON"], row["LAT"], people,
            ])  # fmt: skip


def _office(folder: Path, kinds: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    lines = ["kind,facility,at_home,unit,label.en,label.mk,what.en,what.mk"]
    for kind in sorted(kinds):
        name = kind.removeprefix("OSM-").replace("-", " ").capitalize()
        lines.append(f"{kind},yes,no,places,{name},{name},{name} in OpenStreetMap,{name} во OpenStreetMap")
    (folder / "services.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
