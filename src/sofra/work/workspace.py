"""The workspace itself: create it, write it into one file, open it elsewhere."""

from dataclasses import dataclass
from pathlib import Path

from sofra.types.evidence import Municipality
from sofra.work.acts import Actor


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file with a whole workspace: where it is, its sha256 and how many rows of each table it holds."""

    path: Path
    sha256: str
    rows: dict[str, int]


def create_workspace(folder: Path, municipality: Municipality, *, port: int = 8321) -> Path:
    """A new folder with workspace.toml, a secret key and an empty database. Raises Conflict when there is one."""
    raise NotImplementedError


def bundle(actor: Actor, path: Path, *, facts_only: bool = False) -> Bundle:
    """The workspace as one zip file; with `facts_only` released numbers and places, no answers, no inventory."""
    raise NotImplementedError


def open_bundle(actor: Actor, path: Path) -> Bundle:
    """Fill this empty workspace from a bundle. Raises SourceError when the file is not whole or not a bundle."""
    raise NotImplementedError
