"""What fitting did to the weights: how far they moved, what their spread costs, where they are worst."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.survey.design import Survey
from sofra.needs.survey.totals import Totals, known

WORST = 5


@dataclass(frozen=True, slots=True)
class ClassWeights:
    """One class: rows in it, what they stood for before and after the fit, the design effect of weights inside it."""

    name: str
    rows: int
    before: float
    after: float
    total: float
    effect: float

    @property
    def factor(self) -> float:
        """What the class as a whole was multiplied by; 1 where nothing stood before."""
        return self.after / self.before if self.before else 1.0


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A fit of weights at a glance.

    `rows` with a weight above 0; `effect_before` and `effect` how much unequal weights alone inflate a variance (Kish
    1965, section 11.7), `effective` the rows that are left by it; `least`, `most` the range of the factors, `spread`
    their coefficient of variation; `smallest`, `largest` weights; `negative` weights below 0; `classes` of all margins,
    `worst` those whose factor is furthest from 1 first.
    """

    rows: int
    effect_before: float
    effect: float
    effective: float
    least: float
    most: float
    spread: float
    smallest: float
    largest: float
    negative: int
    classes: Sequence[ClassWeights]
    worst: Sequence[ClassWeights]


def diagnose(before: Survey, after: Survey, totals: Totals | None = None) -> Diagnosis:
    """What became of the weights between two surveys of the same rows; with `totals`, class by class."""
    inside = after.inside & (before.weight != 0)
    classes = _classes(before, after, totals) if totals else []
    return compared(before.weight[inside], after.weight[inside], classes)


def compared(old: Floats, new: Floats, classes: Sequence[ClassWeights] = ()) -> Diagnosis:
    """What became of these weights, (rows,) each, none of the old ones 0; `classes` as they are to be told."""
    factor = new / old
    furthest = sorted(classes, key=lambda one: -abs(np.log(max(one.factor, 1e-300))))
    effect = kish(new)
    return Diagnosis(
        rows=len(new),
        effect_before=kish(old),
        effect=effect,
        effective=len(new) / effect,
        least=float(factor.min()),
        most=float(factor.max()),
        spread=float(factor.std() / factor.mean()),
        smallest=float(new.min()),
        largest=float(new.max()),
        negative=int((new < 0).sum()),
        classes=classes,
        worst=furthest[:WORST],
    )


def kish(weight: Floats) -> float:
    """How much unequal weights alone inflate a variance: n Σw²/(Σw)² (Kish 1965, section 11.7)."""
    return float(len(weight) * (weight**2).sum() / weight.sum() ** 2)


def _classes(before: Survey, after: Survey, totals: Totals) -> list[ClassWeights]:
    found = []
    for margin in known(after, totals).classes:
        for number, name in enumerate(margin.names):
            here = margin.cell == number
            old, new = before.weight[here], after.weight[here]
            label, total = " × ".join(margin.columns) + ": " + name, float(margin.totals[number])
            sums = float(old.sum()), float(new.sum())
            found.append(ClassWeights(label, int(here.sum()), *sums, total, kish(new) if sums[1] else 1.0))
    return found
