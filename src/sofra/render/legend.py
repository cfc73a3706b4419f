"""The legend of a map as plain values: the same lines for the picture, the page and the paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sofra.packs.texts import Texts
from sofra.render.look import CLASSES, SAND, WHITE, WORSE, pin_look
from sofra.render.words import written
from sofra.types.document import Map, Shape

HATCHED, EMPTY, MODEL, PIN, LAYER, CLASS = "withheld", "none", "model", "pin", "layer", "class"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend: `kind` is one of the names above, `look` its colour, or the kind of its layer.

    `words` hold the count too; `count` is how many areas or points; `number` the class or the layer of pins.
    """

    kind: str
    words: str
    look: str = ""
    count: int = 0
    number: int = 0


def entries(map_: Map, texts: Texts) -> list[Entry]:
    """Classes with their counts, lowest first, then withheld, unknown, lent by a model, pins by layer, layers."""
    found = [*_classes(map_, texts), *_states(map_, texts)]
    layers = Counter(pin.layer for pin in map_.pins)
    for number, (layer, n) in enumerate(layers.items()):
        words = texts.say("maps.pins", layer=layer, n=n)
        found.append(Entry(PIN, words, pin_look(number)[1], n, number))
    found += [Entry(LAYER, layer.label, layer.kind) for layer in map_.layers if layer.label]
    return found


def state_of(shape: Shape) -> str:
    """ "value", "withheld" or "none": a value that is not there is unknown."""
    return EMPTY if shape.state == "value" and shape.value is None else shape.state


def class_of(value: float, breaks: Sequence[float]) -> int:
    """The number of the class that a value falls into: each break is the upper end of its class, inclusive."""
    return next((i for i, end in enumerate(breaks) if value <= end), max(0, len(breaks) - 1))


def color(number: int, map_: Map) -> str:
    """The fill of a class: pale to dark from low to high, and dark to pale where low is worse."""
    scale, count = WORSE if map_.worse else CLASSES, len(map_.breaks)
    if count == 0:
        return SAND
    if count == 1:
        return scale[2]
    place = round(number * (len(scale) - 1) / (count - 1))
    return scale[len(scale) - 1 - place] if map_.worse == "low" else scale[place]


def _classes(map_: Map, texts: Texts) -> list[Entry]:
    values = [shape.value for shape in map_.shapes if state_of(shape) == "value" and shape.value is not None]
    count = Counter(class_of(value, map_.breaks) for value in values)
    found: list[Entry] = []
    for number, end in enumerate(map_.breaks):
        high, n = written(end, map_.unit, texts), count[number]
        if number == 0:
            words = texts.say("maps.class_first", high=high, n=n)
        else:
            low = written(map_.breaks[number - 1], map_.unit, texts)
            words = texts.say("maps.class", low=low, high=high, n=n)
        found.append(Entry(CLASS, words, color(number, map_), n, number))
    return found


def _states(map_: Map, texts: Texts) -> list[Entry]:
    count = Counter(state_of(shape) for shape in map_.shapes)
    shown = [(HATCHED, SAND), *([(EMPTY, WHITE)] if map_.breaks or count[HATCHED] else [])]
    found = [
        Entry(kind, texts.say(f"maps.{kind}", n=count[kind]), look, count[kind]) for kind, look in shown if count[kind]
    ]
    lent = sum(shape.model and state_of(shape) == "value" for shape in map_.shapes)
    return [*found, *([Entry(MODEL, texts.say("maps.model", n=lent), color(1, map_), lent)] if lent else [])]
