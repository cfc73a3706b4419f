"""Change between two rounds, or any two estimates set against each other: the difference with its error.

Independent samples: variances add. Rounds that share units (the same settlements, the same households): what their unit
totals have in common is taken out, as R's svycontrast does on both rounds stacked in one design.
"""

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Column, Floats, Frame, as_text, codes
from sofra.needs.survey.design import Survey
from sofra.needs.survey.estimate import Estimate
from sofra.needs.survey.variance import of_units
from sofra.types.errors import DesignError, stop


def change(first: Estimate, second: Estimate, shared: Survey | None = None) -> Estimate:
    """Second less first, term by term, with errors.

    `shared` None: independent samples. Otherwise the one design that both were made in, `within(shared, round = …)`;
    then units that both rounds have make the error smaller (or larger) by what they have in common. Degrees of freedom:
    the sum of both for independent samples, those of the design for shared ones. Raises DesignError where the
    estimates have different terms, or were not made in this design.
    """
    if list(first.terms) != list(second.terms):
        raise stop(DesignError, "change_of_other_terms", first=", ".join(first.terms), second=", ".join(second.terms))
    covariance = first.covariance + second.covariance
    df = first.df + second.df
    if shared is not None:
        common = _common(first, second, shared)
        covariance = covariance - common - common.T
        df = shared.df
    probability = first.probability and second.probability
    value = np.asarray(second.value - first.value, dtype=np.float64)
    return Estimate(first.terms, value, covariance, df, first.n + second.n, probability)


def stacked(rounds: Sequence[Frame], names: Sequence[str], *, column: str = "round") -> Frame:
    """Rows of several rounds under each other, R's rbind, with the round's name in one more column.

    A column that a round does not have is unknown there. A unit that carries the same name in two rounds is the same
    unit in the design made of them; give it another name where it is not. Raises DesignError where a column is a
    number in one round and a text in another.
    """
    wanted = dict.fromkeys(name for one in rounds for name in one.columns)
    columns = {name: _joined([one.column(name) for one in rounds], name) for name in wanted}
    labels = [name for one, name in zip(rounds, names, strict=True) for _ in range(one.size)]
    place, texts = codes(labels)
    columns[column] = Column(place, np.ones(len(labels), dtype=np.bool_), texts)
    return Frame(len(labels), MappingProxyType(columns))


def _common(first: Estimate, second: Estimate, shared: Survey) -> Floats:
    """Covariance of the first with the second, (terms, terms)."""
    one, two = first.parts, second.parts
    if one is None or two is None or len(one) != len(two) or len(one) != _parts(shared):
        raise stop(DesignError, "change_of_other_designs")
    if shared.replicates is not None:
        return np.asarray(one.T @ two, dtype=np.float64)
    terms = one.shape[1]
    return of_units(shared, np.concatenate([one, two], axis=1))[:terms, terms:]


def _parts(shared: Survey) -> int:
    return shared.stages[-1].units if shared.replicates is None else int(shared.replicates.weight.shape[1])


def _joined(parts: Sequence[Column], name: str) -> Column:
    known = np.concatenate([part.known for part in parts])
    answered = [part for part in parts if part.known.any()]
    if all(part.texts is None for part in answered):
        return Column(np.concatenate([np.where(part.known, part.values, 0.0) for part in parts]), known)
    if any(part.texts is None for part in answered):
        raise stop(DesignError, "change_column_of_two_kinds", column=name)
    place, texts = codes([text or "" for part in parts for text in as_text(part)])
    return Column(place, known, texts)
