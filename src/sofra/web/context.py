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
    Stop("sampler", under=True),
    Stop("needs", "2"),
    Stop("compare", under=True),
    Stop("fieldwork", under=True),
    Stop("hidden", under=True),
    Stop("registers", under=True),
    Stop("furthest", under=True),
    Stop("scales", under=True),
    Stop("quality", under=True),
    Stop("resources", "3"),
    Stop("reach", under=True),
    Stop("roads", under=True),
    Stop("confirmations", under=True),
    Stop("accessibility", under=True),
    Stop("outreach", under=True),
    Stop("gaps", "4"),
    Stop("maps", under=True),
    Stop("hazards", under=True),
    Stop("plan", "5"),
    Stop("priorities", under=True),
    Stop("siting", under=True),
    Stop("follow_up", "6"),
    Stop("report"),
)
RIGHTS: Mapping[str, str] = {"confirmations": "inventory.invite"}
"""Stops that only some roles may open: for the others they are not in the rail."""
NUMBERED = frozenset(
    {
        "home",
        "needs",
        "gaps",
        "maps",
        "hazards",
        "why",
        "priorities",
        "plan",
        "siting",
        "follow_up",
        "report",
        "fieldwork",
        "quality",
    }
)
"""The pages with numbers from the survey: each says when the sample was not drawn with known probabilities."""

LANGUAGE_NAMES: Mapping[str, str] = {"en": "English", "mk": "Македонски"}


def spoken() -> str:
    """The language of this page: one of the shipped ones."""
    lang = (get_language() or "").split("-")[0]
    return lang if lang in LANGUAGES else LANGUAGES[0]


def here(name: str | None) -> str:
    """The stop of the rail to which an address belongs."""
    return (name or "").split("_at_")[0]


def not_drawn() -> bool:
    """True when the newest release stands on a sample without known probabilities."""
    note = queries.latest()
    sample = queries.sample(note.id) if note else None
    return sample is not None and not sample.probability


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
        "rail": [stop for stop in RAIL if stop.name not in RIGHTS or role in ALLOWED[RIGHTS[stop.name]]],
        "here": here(match.url_name) if match else "",
        "languages": [(code, LANGUAGE_NAMES.get(code, code)) for code in LANGUAGES],
        "notices": heard(request),
        "not_drawn": bool(match) and here(match.url_name) in NUMBERED and not_drawn(),
    }
