"""A bundle as a file: what it says about itself, and its parts, each checked against its sha256."""

import hashlib
import json
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from sofra.store.workspace import FILE
from sofra.types.errors import SourceError, Where, stop

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_PART = 2 * 1024**3
"""Bytes of one part when unpacked; more is no municipality."""


def opened(path: Path) -> zipfile.ZipFile:
    """The bundle's zip. Raises SourceError when it is none."""
    if not path.is_file():
        raise stop(SourceError, "file_absent", Where(file=path.name), file=path.name)
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as broken:
        raise stop(SourceError, "bundle_not_zip", Where(file=path.name)) from broken


def read_manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    """What a bundle says about itself. Raises SourceError when it is no bundle, or a newer one than this Sofra."""
    if MANIFEST not in archive.namelist():
        raise stop(SourceError, "bundle_no_manifest", Where(file=path.name))
    found: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if found.get("format") != FORMAT:
        raise stop(SourceError, "bundle_newer", Where(file=path.name), format=str(found.get("format")))
    return found


def folder_files(path: Path) -> dict[str, bytes]:
    """workspace.toml and the office's pack files of a bundle, by their names. Raises SourceError when not whole."""
    with opened(path) as archive:
        prints = read_manifest(archive, path)["sha256"]
        names = [name for name in prints if name == FILE or name.startswith("packs/")]
        return {name: take(archive, name, prints[name], path) for name in names if _inside(name)}


def take(archive: zipfile.ZipFile, name: str, sha256: str | None, path: Path) -> bytes:
    """One part of a bundle. Raises SourceError when it is not there, too large, or not what the manifest says."""
    if name not in archive.namelist() or archive.getinfo(name).file_size > LARGEST_PART:
        raise stop(SourceError, "bundle_not_whole", Where(file=path.name), part=name)
    try:
        content = archive.read(name)
    except zipfile.BadZipFile as broken:
        raise stop(SourceError, "bundle_not_whole", Where(file=path.name), part=name) from broken
    if hashlib.sha256(content).hexdigest() != sha256:
        raise stop(SourceError, "bundle_not_whole", Where(file=path.name), part=name)
    return content


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return ".." not in path.parts and not path.is_absolute() and "\\" not in name and ":" not in name
