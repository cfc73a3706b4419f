"""A document without the letters that no file format may hold: control characters from copied cells."""

import dataclasses
import re
from typing import Any

from sofra.types.document import Document

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def clean(document: Document) -> Document:
    """The same tree with every such letter left out of every text."""
    cleaned: Document = _clean(document)
    return cleaned


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _clean(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    if isinstance(value, list | tuple):
        return tuple(_clean(part) for part in value)
    return value
