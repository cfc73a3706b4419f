"""OSRM's minutes between all pairs of some spots: python osrm_table.py EXTRACT PROFILE SPOTS.json FOLDER > minutes.json

Runs in a Python of its own (3.12, osrm-bindings). Prints {"minutes": table, "metres": snapping distances}.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import osrm


def main() -> None:
    """Builds the network in FOLDER and asks for the table."""
    extract, profile, spots, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
    copy = folder / extract.name
    shutil.copy(extract, copy)
    lua = Path(osrm.__file__).parent / "share" / "profiles" / f"{profile}.lua"
    network = copy.with_name(copy.name.replace(".osm.pbf", ".osrm"))
    for command in (["extract", "-p", str(lua), str(copy)], ["contract", str(network)]):
        subprocess.run([sys.executable, "-m", "osrm", *command], check=True, capture_output=True)
    engine = osrm.OSRM(storage_config=str(network), use_shared_memory=False, algorithm="CH")
    points = [(lon, lat) for lon, lat in json.loads(spots.read_text())]
    asked = osrm.TableParameters(coordinates=points, annotations=["duration"])
    found = engine.Table(asked)
    table = [[None if cell is None else float(cell) / 60 for cell in row] for row in found["durations"]]
    metres = [float(one["distance"]) for one in found["sources"]]
    print(json.dumps({"minutes": table, "metres": metres}))


if __name__ == "__main__":
    main()
