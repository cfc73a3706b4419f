"""What a danger is called, also where only its id is known."""

import re

from sofra.packs.texts import Texts
from sofra.types.hazard import KINDS, Danger

ID = re.compile(rf"({'|'.join(KINDS)})(?:_(.+))?")


def danger_name(danger: Danger, texts: Texts) -> str:
    """A danger by kind, return period or level: "flood that comes about once in 100 years"."""
    if danger.years is not None:
        return texts.say(f"hazards.often.{danger.kind}", n=danger.years)
    if danger.level:
        return texts.say("hazards.level", kind=texts.say(f"hazards.kind.{danger.kind}"), level=danger.level)
    return texts.say(f"hazards.kind.{danger.kind}")


def name_of(id: str, texts: Texts) -> str:
    """The same from the id alone, as the indicators of facts carry it: "flood_100y"."""
    found = ID.fullmatch(id)
    if found is None:
        return id
    kind, rest = found[1], found[2] or ""
    years = re.fullmatch(r"(\d+(?:_\d+)?)y", rest)
    return danger_name(Danger(id, kind, rest, float(years[1].replace("_", ".")) if years else None), texts)
