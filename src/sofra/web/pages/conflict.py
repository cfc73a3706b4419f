"""Two versions of the same thing side by side, so that a person can decide which stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form


@dataclass(frozen=True, slots=True)
class Differing:
    """One field in both versions, in words."""

    name: str
    theirs: str
    mine: str
    same: bool
    words: str = ""


def differing(form: Form, theirs: Mapping[str, Any], heads: Mapping[str, str] | None = None) -> list[Differing]:
    """Every visible field of the form beside what is saved now; of those in `heads` only, where heads are given."""
    return [
        _one(
            bound.name,
            _words(form, bound.name, theirs.get(bound.name)),
            _words(form, bound.name, form.cleaned_data.get(bound.name)),
            (heads or {}).get(bound.name, ""),
        )
        for bound in form.visible_fields()
        if heads is None or bound.name in heads
    ]


def _one(name: str, theirs: str, mine: str, words: str = "") -> Differing:
    return Differing(name, theirs, mine, theirs == mine, words)


def _words(form: Form, name: str, value: Any) -> str:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    labels = {str(code): str(words) for code, words in getattr(form.fields[name], "choices", ())}
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(part), str(part)) for part in value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return labels.get(str(value), "" if value is None else str(value))


def carried(form: Form, version: int) -> Sequence[tuple[str, str]]:
    """The writer's own form as hidden inputs, to be saved over the version that stands now."""
    sent = [(name, value) for name, values in form.data.lists() for value in values]  # type: ignore[attr-defined]
    return [(name, value) for name, value in sent if name not in {"version", "csrfmiddlewaretoken"}] + [
        ("version", str(version))
    ]
