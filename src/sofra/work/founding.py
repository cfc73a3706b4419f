"""The folder of a workspace, before there is a database: workspace.toml, its secret key, the office's pack files."""

import re
import secrets
import shutil
from pathlib import Path

from sofra.packs.load import load
from sofra.packs.texts import texts
from sofra.store.workspace import FILE, PACKS, SECRET_FILE, read_workspace
from sofra.types.errors import Conflict, Where, stop
from sofra.types.evidence import Municipality
from sofra.work.zipped import folder_files

PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
DEMO = Path(__file__).parents[1] / "demo"
"""The demo's files, as a municipality would hold them."""


def create_workspace(folder: Path, municipality: Municipality, *, port: int = 8321, packs: Path | None = None) -> Path:
    """A new folder with workspace.toml, a secret key and a copy of the office's own pack files (`packs`).

    Raises Conflict when there is a workspace already or the period is neither a year nor a day, PackError for a country
    without a pack, a language without texts or unreadable pack files.
    """
    load(municipality.country, packs)
    texts(municipality.main_language)
    if not PERIOD.fullmatch(municipality.period):
        raise stop(Conflict, "period_unclear", period=municipality.period)
    made = write_folder(folder, workspace_toml(municipality, port))
    if packs is not None:
        shutil.copytree(packs, made / PACKS)
    return made


def folder_from_bundle(bundle: Path, folder: Path) -> Path:
    """A new folder with the workspace.toml and the office's pack files of a bundle, and a secret key of its own.

    Raises SourceError when the file is no whole bundle, Conflict when there is a workspace already.
    """
    files = folder_files(bundle)
    made = write_folder(folder, files.pop(FILE, b"").decode("utf-8"))
    for name, content in files.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return made


def demo_municipality() -> Municipality:
    """The fictional municipality Trpezica."""
    return read_workspace(DEMO).municipality


def write_folder(folder: Path, toml: str) -> Path:
    """A new folder with this workspace.toml and a secret key of its own. Raises Conflict when there is one."""
    if (folder / FILE).exists():
        raise stop(Conflict, "workspace_there", Where(file=str(folder)), folder=folder.name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(toml, encoding="utf-8")
    secret = folder / SECRET_FILE
    secret.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    secret.chmod(0o600)
    return folder


def workspace_toml(municipality: Municipality, port: int) -> str:
    """The text of workspace.toml for a municipality, with what may be changed later."""
    names = "\n".join(f"name.{lang} = {quoted(text)}" for lang, text in municipality.name.items())
    languages = ", ".join(quoted(lang) for lang in municipality.languages)
    return f"""# One workspace, one municipality. Lines may be changed; start Sofra again afterwards.
[municipality]
{names}
country = {quoted(municipality.country)}
period = {quoted(municipality.period)}
fictional = {str(municipality.fictional).lower()}
languages = [{languages}]
main_language = {quoted(municipality.main_language)}

[serve]
address = "127.0.0.1"
port = {port}
hosts = []
https = false

[map]
seed = 2026
# Without roads: a straight line times detour at speed_kmh; within: minutes that count as within reach.
speed_kmh = 40.0
detour = 1.3
within = 30.0

[report]
author = ""

# [database]
# url = "postgresql://user:password@server/database"
"""


def quoted(text: str) -> str:
    """A text as a TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter >= " " else f"\\u{ord(letter):04x}" for letter in escaped) + '"'
