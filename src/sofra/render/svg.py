"""Charts and maps as SVG for pages and papers, and as PNG for Word."""

from typing import Any

from sofra.packs.texts import texts
from sofra.render import maps
from sofra.render.canvas import drawing, png, svg
from sofra.render.charts import CHARTS
from sofra.render.look import WIDE
from sofra.types.document import Chart, Map


def chart(chart: Chart, lang: str, width: int = WIDE, name: str = "chart") -> str:
    """The chart as one <svg> element; `width` in CSS pixels, `name` starts its ids and is unique on a page."""
    with drawing():
        return svg(CHARTS[chart.kind](chart, texts(lang), width), chart.alt, name)


def map_(map_: Map, lang: str, width: int = WIDE, name: str = "map") -> str:
    """The map as one <svg> element."""
    with drawing():
        return svg(maps.draw(map_, texts(lang), width), map_.alt, name)


def picture(block: Chart | Map, lang: str, width: int = WIDE, name: str = "picture") -> str:
    """Either of them as one <svg> element."""
    return map_(block, lang, width, name) if isinstance(block, Map) else chart(block, lang, width, name)


def picture_png(block: Chart | Map, lang: str, width: int = WIDE) -> bytes:
    """The same picture as PNG."""
    with drawing():
        drawn: Any = (
            maps.draw(block, texts(lang), width)
            if isinstance(block, Map)
            else CHARTS[block.kind](block, texts(lang), width)
        )
        return png(drawn)
