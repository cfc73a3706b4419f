"""What fitting did to the weights of a survey of the social map, class by class of the office's totals."""

from collections.abc import Sequence

import numpy as np

from sofra.needs.raked import labelled
from sofra.needs.survey.diagnose import ClassWeights, Diagnosis, compared, kish
from sofra.needs.weights import PERSON, Weighed
from sofra.types.answers import KnownTotal
from sofra.types.place import Place


def moved(weighed: Weighed, totals: Sequence[KnownTotal] = (), places: Sequence[Place] = ()) -> Diagnosis:
    """How far the weights of the people (or of the only rows) moved from their base weights to the fitted ones."""
    table = weighed.table(PERSON)
    classes = []
    for margin in dict.fromkeys(total.margin for total in totals):
        parts = [total for total in totals if total.margin == margin]
        labels = labelled(table.frame, margin, parts, place=table.place, places=places)
        for part in parts:
            here = np.array([label == part.category for label in labels], dtype=np.bool_)
            old, new = table.base[here], table.weight[here]
            effect = kish(new) if len(new) else 1.0
            sums = float(old.sum()), float(new.sum())
            classes.append(ClassWeights(f"{margin}: {part.category}", int(here.sum()), *sums, part.total, effect))
    return compared(table.base, table.weight, classes)
