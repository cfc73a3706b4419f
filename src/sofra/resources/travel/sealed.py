"""Arrays as bytes and back: a sha256 of the rest, then an .npz with what is said about them; no code in it."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sofra.types.errors import SourceError, stop

DIGEST = 32


def sealed(about: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The arrays with their description ("format" among it) as bytes."""
    stream = io.BytesIO()
    text = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    np.savez_compressed(stream, about=text, **arrays)  # type: ignore[arg-type]
    content = stream.getvalue()
    return hashlib.sha256(content).digest() + content


def unsealed(content: bytes, forms: Mapping[str, Sequence[str]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was said about the arrays, and the arrays that its form ("format") has.

    `forms`: the names of the arrays by form. Raises SourceError when damaged or of a form that is not among them.
    """
    if hashlib.sha256(content[DIGEST:]).digest() != content[:DIGEST]:
        raise stop(SourceError, "roads_kept_damaged")
    try:
        with np.load(io.BytesIO(content[DIGEST:]), allow_pickle=False) as kept:
            about: dict[str, Any] = json.loads(kept["about"].tobytes())
            arrays = {name: kept[name] for name in forms[about["format"]]}
    except (ValueError, KeyError, BadZipFile) as broken:
        raise stop(SourceError, "roads_kept_damaged") from broken
    return about, arrays
