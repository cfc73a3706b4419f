"""A network as bytes and back: kept under a key made of its source and its profile, checked when it is read."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from sofra.resources.travel.network import Loose, Segments
from sofra.resources.travel.profile import Profile
from sofra.resources.travel.sealed import sealed, unsealed
from sofra.resources.travel.signs import Turns
from sofra.resources.travel.streets import Streets, over

FORMAT, OLDER = "sofra-roads-2", "sofra-roads-1"
"""Changes whenever the same roads and profile would give another network, or the bytes another layout. The older one,
without signs about turning, is still read: releases stand on it."""

ARRAYS = ("spots", "start", "end", "metres", "forward", "backward", "local")
BANNED = "banned"


def packed(streets: Streets) -> bytes:
    """The network as bytes: pieces, profile and report."""
    pieces = _trimmed(streets.pieces)
    about = {"format": FORMAT, "profile": _plain(streets.profile), "loose": asdict(streets.loose),
             "signs": [pieces.turns.obeyed, pieces.turns.unclear]}  # fmt: skip
    return sealed(about, {name: getattr(pieces, name) for name in ARRAYS} | {BANNED: pieces.turns.banned})


def unpacked(content: bytes) -> Streets:
    """The network again, equal to what was packed. Raises SourceError when the bytes are damaged or of another format.

    Chains and the ground for snapping are laid anew; that takes about as long as reading them would.
    """
    about, arrays = unsealed(content, {FORMAT: (*ARRAYS, BANNED), OLDER: ARRAYS})
    turns = Turns(arrays.pop(BANNED), *about["signs"]) if BANNED in arrays else Turns()
    return over(_profile(about["profile"]), Segments(**arrays, turns=turns), Loose(**about["loose"]))


def _trimmed(pieces: Segments) -> Segments:
    """Without the points that no piece uses."""
    used, where = np.unique(np.concatenate([pieces.start, pieces.end]), return_inverse=True)
    half = len(pieces.start)
    rest = {name: getattr(pieces, name) for name in ARRAYS[3:]}
    ends = where[:half].astype(np.int64), where[half:].astype(np.int64)
    return Segments(pieces.spots[used], *ends, **rest, turns=pieces.turns)


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
