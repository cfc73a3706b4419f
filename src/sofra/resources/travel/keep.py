"""A network as bytes and back: kept under a key made of its source and its profile, checked when it is read."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any
from zipfile import BadZipFile

import numpy as np

from sofra.resources.travel.network import Loose, Segments
from sofra.resources.travel.profile import Profile
from sofra.resources.travel.streets import Streets, over
from sofra.types.errors import SourceError, stop

FORMAT = "sofra-roads-1"
"""Changes whenever the same roads and profile would give another network, or the bytes another layout."""

ARRAYS = ("spots", "start", "end", "metres", "forward", "backward", "local")
DIGEST = 32


def key(source: str, profile: Profile, extra: str = "") -> str:
    """The name of a network in a cache: sha256 of source bytes (their sha256), profile, elevation and format."""
    text = json.dumps([FORMAT, source, extra, _plain(profile)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def packed(streets: Streets) -> bytes:
    """The network as bytes: a sha256 of the rest, then an .npz with pieces, profile and report; no code in it."""
    pieces = _trimmed(streets.pieces)
    about = {"format": FORMAT, "profile": _plain(streets.profile), "loose": asdict(streets.loose)}
    stream = io.BytesIO()
    text = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    np.savez_compressed(stream, about=text, **{name: getattr(pieces, name) for name in ARRAYS})
    content = stream.getvalue()
    return hashlib.sha256(content).digest() + content


def unpacked(content: bytes) -> Streets:
    """The network again, equal to what was packed. Raises SourceError when the bytes are damaged or of another format.

    Chains and the ground for snapping are laid anew; that takes about as long as reading them would.
    """
    if hashlib.sha256(content[DIGEST:]).digest() != content[:DIGEST]:
        raise stop(SourceError, "roads_kept_damaged")
    try:
        with np.load(io.BytesIO(content[DIGEST:]), allow_pickle=False) as kept:
            about = json.loads(kept["about"].tobytes())
            arrays = {name: kept[name] for name in ARRAYS}
    except (ValueError, KeyError, BadZipFile) as broken:
        raise stop(SourceError, "roads_kept_damaged") from broken
    if about["format"] != FORMAT:
        raise stop(SourceError, "roads_kept_damaged")
    return over(_profile(about["profile"]), Segments(**arrays), Loose(**about["loose"]))


def _trimmed(pieces: Segments) -> Segments:
    """Without the points that no piece uses."""
    used, where = np.unique(np.concatenate([pieces.start, pieces.end]), return_inverse=True)
    half = len(pieces.start)
    rest = {name: getattr(pieces, name) for name in ARRAYS[3:]}
    return Segments(pieces.spots[used], where[:half].astype(np.int64), where[half:].astype(np.int64), **rest)


def _plain(profile: Profile) -> dict[str, Any]:
    return {one.name: _bare(getattr(profile, one.name)) for one in fields(profile)}


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _bare(one) for name, one in sorted(value.items())}
    if isinstance(value, frozenset):
        return {"any": sorted(value)}
    return list(value) if isinstance(value, tuple) else value


def _profile(plain: Mapping[str, Any]) -> Profile:
    return Profile(**{name: _rich(value) for name, value in plain.items()})


def _rich(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"any"}:
            return frozenset(value["any"])
        return {name: _rich(one) for name, one in value.items()}
    return tuple(value) if isinstance(value, list) else value
