"""What every page needs: whose map it is, who reads, in which language, where in the journey."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from sofra.packs.texts import LANGUAGES, texts
from sofra.store import queries
from sofra.web.notices import heard
from sofra.work.policy import ALLOWED


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the journey in the rail: its name among the addresses and the texts, and its number."""

    name: str
    number: str = ""
    under: bool = False


RAIL: Sequence[Stop] = (
    Stop("home"),
    Stop("imports", "1"),
    Stop("needs", "2"),
    Stop("compare", under=True),
    Stop("resources", "3"),
    Stop("gaps", "4"),
    Stop("plan", "5"),
    Stop("priorities", under=True),
    Stop("follow_up", "6"),
    Stop("report"),
)
LANGUAGE_NAMES: Mapping[str, str] = {"en": "English", "mk": "Македонски"}


def spoken() -> str:
    """The language of this page: one of the shipped ones."""
    lang = (get_language() or "").split("-")[0]
    return lang if lang in LANGUAGES else LANGUAGES[0]


def page(request: HttpRequest) -> dict[str, Any]:
    """The names that the frame of every page uses."""
    lang = spoken()
    match = request.resolver_match
    member = getattr(request, "user", None)
    role = getattr(member, "role", "")
    return {
        "lang": lang,
        "texts": texts(lang),
        "municipality": queries.municipality(),
        "member": member,
        "may": frozenset(act for act, roles in ALLOWED.items() if role in roles),
        "pack": queries.pack(),
        "rail": RAIL,
        "here": (match.url_name or "").split("_at_")[0] if match else "",
        "languages": [(code, LANGUAGE_NAMES.get(code, code)) for code in LANGUAGES],
        "notices": heard(request),
    }
