"""The look that pictures, pages and papers share: calm colours that every eye can tell apart, one typeface."""

from pathlib import Path

INK = "#1f2a37"
TEAL = "#0f766e"
TEAL_PALE = "#a9d5cd"
AMBER = "#b45309"
AMBER_PALE = "#e9c48f"
ROSE = "#9f1239"
SAND = "#f5f1ea"
GREY = "#6b7280"
LINE = "#d6d3cc"
WHITE = "#ffffff"

CLASSES = ("#dcefeb", "#a9d5cd", "#6bb4a9", "#2f8f83", "#0b5d56")
"""Classes of a map from low to high; light and dark enough to be told apart in grey print too."""

WORSE = ("#f6e3cf", "#ecbd92", "#d68a5c", "#b04f45", "#761d35")
"""Classes of a map on which one end is worse: the colours that the pages use."""

WATER, FLOOD = "#8fb8d8", "#3b6fa5"

SERIES = (TEAL, AMBER, "#64748b", ROSE, "#c4a35a")
PINS = (("o", ROSE), ("s", AMBER), ("^", "#1d4ed8"), ("D", INK), ("v", "#7c3aed"), ("P", "#4d7c0f"))
"""Shape and colour of the pins of each layer: the shape carries the meaning where colours fail."""

FONT = "Noto Sans"
FONTS = Path(__file__).parent.parent / "fonts"

WIDE = 672
"""CSS pixels of a picture on paper and screen: 17.8 cm."""
NARROW = 328
"""CSS pixels of a picture on a telephone of 360 pixels."""

WEB_FONTS = Path(__file__).parent.parent / "web" / "static" / "vendor" / "noto-sans"
"""The same typeface for pages, in parts by script."""


def pin_look(number: int) -> tuple[str, str]:
    """Shape and colour of the pins of a layer; no two of the first 36 layers look the same."""
    turn = number // len(PINS)
    return PINS[number % len(PINS)][0], PINS[(number + turn) % len(PINS)][1]
