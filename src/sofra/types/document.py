"""A report as a tree of plain values: no decision is left to whoever renders it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words. `style` is "plain", "lead", "note" or "quote"."""

    text: str
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts; numbered when the order counts."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with ready-written cells. `align` has one letter a column: "l" text, "r" number, "c" mark."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, dot or share of a chart: value with its interval in the chart's unit; None is withheld."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    series: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers. `kind` is a key of the table of charts; `alt` says in words what it shows."""

    kind: str
    title: str
    marks: Sequence[Mark]
    axis: str
    alt: str
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One area of a map: GeoJSON geometry, value (None withheld or nothing known), printed value, class.

    `state` is "value", "withheld" or "none" (nobody lives there or nothing was asked); `model` True where a model lent
    the value. `text` is printed on the area; `told` says more where there is room ("" = the text is enough). A point
    for a geometry is drawn as a dot.
    """

    id: str
    label: str
    geometry: Any
    value: float | None = None
    text: str = ""
    state: str = "value"
    model: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """One point of a map: a service, a school; `layer` groups pins in the legend, `id` and `text` say more of it."""

    label: str
    lon: float
    lat: float
    layer: str
    id: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """What lies under or over the theme of a map: `kind` "outline", "roads", "water", "hazard" or "route".

    `features` are GeoJSON features; `label` is its name in the legend.
    """

    kind: str
    label: str
    features: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Map:
    """A map of one variable, with pins, lines and layers beside it. `breaks` are the upper ends of its classes.

    `worse` says which end of the variable is worse, and so darker in warm colours: "high", "low", or "" (neither).
    `subject` is what a row of its table is called ("Settlement"), `notes` are sentences under it.
    """

    title: str
    shapes: Sequence[Shape]
    alt: str
    legend: str
    pins: Sequence[Pin] = ()
    lines: Sequence[Any] = ()
    breaks: Sequence[float] = ()
    unit: str = ""
    source: str = ""
    layers: Sequence[Layer] = ()
    worse: str = ""
    subject: str = ""
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: a heading, what stands in it, and its sections."""

    title: str
    blocks: Sequence["Block"] = ()
    sections: Sequence["Section"] = ()


Block: TypeAlias = Paragraph | Bullets | Table | Chart | Map


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `banner` stands on every page (a demo says that it is fictional); `lang` is a Lang."""

    title: str
    subtitle: str
    lang: str
    date: str
    author: str
    sections: Sequence[Section]
    banner: str = ""
    template: str = "social_map"
    contents: bool = True
    facts: Sequence[tuple[str, str]] = ()
