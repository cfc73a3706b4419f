"""Values and words of pictures in the reader's language."""

from sofra.packs.texts import Texts

DECIMALS = {"share": 0, "people_per_place": 1, "places_per_1000": 2, "score": 2}


def written(value: float, unit: str, texts: Texts) -> str:
    """A value as its unit wants it: shares as per cent, everything else as a number."""
    if unit == "share":
        return texts.percent(value)
    return texts.number(value, DECIMALS.get(unit, 0) if value < 100 else 0)
