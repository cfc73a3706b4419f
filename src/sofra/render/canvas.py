"""A blank picture with the shipped typeface, and its way into SVG or PNG; the same input gives the same bytes."""

import io
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any
from xml.sax.saxutils import quoteattr

from sofra.render.look import FONT, FONTS, INK
from sofra.types.errors import MissingExtra, stop

_DRAWING = Lock()
"""matplotlib's settings are global: one picture at a time."""

_SETTINGS = {
    "font.family": FONT,
    "svg.fonttype": "none",
    "svg.hashsalt": "sofra",
    "text.color": INK,
    "axes.edgecolor": INK,
    "hatch.linewidth": 0.6,
    "path.simplify": True,
    "text.parse_math": False,
}


def figure(width: int, height: float) -> Any:
    """An empty matplotlib Figure, `width` CSS pixels wide and `height` inches high."""
    return _matplotlib().figure.Figure(figsize=(inches(width), height), facecolor="white")


def inches(width: int) -> float:
    """CSS pixels as inches."""
    return width / 96


def svg(figure: Any, alt: str, name: str) -> str:
    """The picture as one <svg> element with a text alternative; `name` keeps its ids apart from other pictures."""
    text = _save(figure, "svg").decode("utf-8")
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", text)
    text = re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', text)
    return text.replace("<svg ", f'<svg role="img" aria-label={quoteattr(alt)} ', 1).strip()


def png(figure: Any) -> bytes:
    """The picture as PNG, 200 dots an inch."""
    return _save(figure, "png")


def wrap(text: str, letters: int) -> str:
    """The text in lines of at most so many letters."""
    return "\n".join(textwrap.wrap(text, letters))


@contextmanager
def drawing() -> Iterator[None]:
    """Our settings for whoever draws or saves a picture inside the `with`."""
    with _DRAWING, _matplotlib().rc_context(_SETTINGS):
        yield


def _save(figure: Any, form: str) -> bytes:
    out = io.BytesIO()
    metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
    figure.savefig(out, format=form, dpi=200 if form == "png" else 72, metadata=metadata)
    return out.getvalue()


@cache
def _matplotlib() -> Any:
    try:
        import matplotlib
        import matplotlib.figure
        from matplotlib import font_manager
    except ImportError as missing:
        raise stop(MissingExtra, "extra_missing", extra="report", needed="matplotlib") from missing
    for font in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(str(font))
    return matplotlib
