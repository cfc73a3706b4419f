"""A sentence for the next page: what was done, and the way back where something was removed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from sofra.packs.texts import Gap


def tell(
    request: HttpRequest, key: str, undo: str = "", undo_values: Mapping[str, str] | None = None, **gaps: Gap
) -> None:
    """Keep a notice for the next page that this person opens; `undo` is the address that takes it back."""
    kept = request.session.get("notices", [])
    notice = {"key": key, "gaps": gaps, "undo": undo, "undo_values": dict(undo_values or {})}
    request.session["notices"] = [*kept, notice]


def heard(request: HttpRequest) -> Sequence[Mapping[str, Any]]:
    """The notices kept so far; they are shown once."""
    session = getattr(request, "session", None)
    return session.pop("notices", []) if session is not None and "notices" in session else []
