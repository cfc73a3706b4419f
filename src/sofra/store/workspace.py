"""One workspace, one municipality: the folder and what its workspace.toml says."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sofra.types.errors import SourceError, Where, stop
from sofra.types.evidence import Municipality

FILE = "workspace.toml"
PACKS = "packs"
SECRET_FILE = "secret_key"  # noqa: S105 - the name of a file
DETOUR_IN_SPEED = 1.0
"""A file of before that states a speed but no detour meant the speed of the straight line itself."""
NOBODY = Municipality(name=MappingProxyType({"en": "—"}), country="mk", period="")


@dataclass(frozen=True, slots=True)
class Tiles:
    """A server of background pictures for maps: its address with {z}, {x}, {y}, and whom to name under them."""

    address: str
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Workspace:
    """What workspace.toml says: whose social map, how it is computed, how it is served.

    `database_url` empty means SQLite in the folder. `office` is the folder of the office's own pack files, None when
    there is none. `seed`, `speed_kmh`, `detour` and `within` go into every Run. `https` True when a server in
    front speaks https.
    """

    folder: Path
    municipality: Municipality = NOBODY
    database_url: str = ""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    https: bool = False
    address: str = "127.0.0.1"
    port: int = 8321
    seed: int = 2026
    speed_kmh: float = 40.0
    detour: float = 1.3
    within: float = 30.0
    author: str = ""
    secret_key: str = ""
    tiles: Tiles | None = None
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def office(self) -> Path | None:
        """The folder of the office's own pack files, None when there is none."""
        folder = self.folder / PACKS
        return folder if folder.is_dir() else None


def read_workspace(folder: Path) -> Workspace:
    """The workspace in this folder; an empty one where there is no workspace.toml yet.

    Raises SourceError when the file is not TOML or lacks the municipality's name or country.
    """
    file = folder / FILE
    if not file.is_file():
        return Workspace(folder)
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise stop(SourceError, "workspace_not_toml", Where(file=str(file)), detail=str(error)) from error
    serve, compute = found.get("serve", {}), found.get("map", {})
    default = Workspace(folder)
    return Workspace(
        folder,
        municipality=_municipality(found.get("municipality", {}), file),
        database_url=str(found.get("database", {}).get("url", "")),
        hosts=(*default.hosts, *serve.get("hosts", ())),
        https=bool(serve.get("https", default.https)),
        address=str(serve.get("address", default.address)),
        port=int(serve.get("port", default.port)),
        seed=int(compute.get("seed", default.seed)),
        speed_kmh=float(compute.get("speed_kmh", default.speed_kmh)),
        detour=float(compute.get("detour", DETOUR_IN_SPEED if "speed_kmh" in compute else default.detour)),
        within=float(compute.get("within", default.within)),
        author=str(found.get("report", {}).get("author", "")),
        secret_key=_secret(folder),
        tiles=_tiles(found.get("tiles", {})),
        options=MappingProxyType(dict(compute)),
    )


def _municipality(found: Mapping[str, Any], file: Path) -> Municipality:
    lacking = [name for name in ("name", "country", "period") if not found.get(name)]
    if lacking:
        raise stop(SourceError, "workspace_lacks", Where(file=str(file)), names=", ".join(lacking))
    name = found["name"] if isinstance(found["name"], dict) else {"en": str(found["name"])}
    return Municipality(
        name=MappingProxyType({"en": next(iter(name.values())), **name}),
        country=str(found["country"]),
        period=str(found["period"]),
        fictional=bool(found.get("fictional", False)),
        languages=tuple(found.get("languages", ("en",))),
        main_language=str(found.get("main_language", "en")),
    )


def _tiles(found: Mapping[str, Any]) -> Tiles | None:
    """Off unless [tiles] has an address with {z}, {x} and {y} that begins with http."""
    address = str(found.get("address", ""))
    fits = address.startswith(("https://", "http://")) and all(part in address for part in ("{z}", "{x}", "{y}"))
    return Tiles(address, str(found.get("attribution", ""))) if fits else None


def _secret(folder: Path) -> str:
    file = folder / SECRET_FILE
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""
