"""What goes with what, other things equal: linear and logit regression with errors from the design (R's svyglm).

Coefficients solve Σ w x (y - μ) = 0; a row's score is (X'WX)⁻¹ w x (y - μ), and the design does the rest (Binder 1983).
A logit's coefficients are log odds ratios.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.estimate import Estimate, linearised
from sofra.needs.survey.matrix import Matrix, matrix
from sofra.needs.survey.verdict import Verdict
from sofra.types.errors import DesignError, Issue, Severity, Where, stop

LINEAR, LOGIT = "linear", "logit"
STEPS = 100
SMALL = 1e-13
CERTAIN = 1e-10


@dataclass(frozen=True, slots=True)
class Regression:
    """A fitted model: `estimate` its coefficients (df: design's less the columns but one), `origin` each one's term."""

    estimate: Estimate
    origin: Sequence[str]
    link: str

    @property
    def p(self) -> Floats:
        """How often chance alone would give a coefficient this far from 0, by Student's t: (terms,)."""
        from scipy.stats import t

        ratio = np.abs(self.estimate.value / self.estimate.se)
        return np.asarray(2.0 * t.sf(ratio, self.estimate.df), dtype=np.float64)


def regression(of: Survey, outcome: str, terms: Sequence[str], link: str = LINEAR) -> Regression:
    """The model outcome ~ terms on the rows where all is answered: svyglm(outcome ~ a + b, design, family).

    `link` "linear" (gaussian) or "logit" (quasibinomial, outcome 0/1 or a share). Raises DesignError when columns are
    missing, say the same (named), or tell the outcome without error (a logit then has no answer).
    """
    made, y = _rows(of, outcome, terms)
    asked = only(of, made.known)
    fit = _logit if link == LOGIT else _linear
    _distinct(made, asked)

    def valued(weight: Floats) -> Floats:
        return fit(made.x, y, weight)

    def scored(value: Floats) -> Floats:
        return _scores(made.x, y, value, link=link, weight=np.where(asked.inside, asked.weight, 0.0))

    found = linearised(asked, made.names, valued, scored)
    return Regression(replace(found, df=found.df + 1 - len(made.names)), made.term, link)


def term_test(of: Regression, *terms: str) -> Verdict:
    """Whether terms matter at all, together: the Wald F test of all their coefficients (R's regTermTest)."""
    from scipy.stats import f

    at = [position for position, term in enumerate(of.origin) if term in terms]
    if not at:
        raise stop(DesignError, "model_term_missing", Where(column=", ".join(terms)))
    value = of.estimate.value[at]
    statistic = float(value @ np.linalg.solve(of.estimate.covariance[np.ix_(at, at)], value)) / len(at)
    df = of.estimate.df
    return Verdict("Wald F", statistic, len(at), df, float(f.sf(statistic, len(at), df)))


def _rows(of: Survey, outcome: str, terms: Sequence[str]) -> tuple[Matrix, Floats]:
    made = matrix(of, [*terms])
    if outcome not in of.frame.columns:
        raise stop(DesignError, "model_column_missing", Where(column=outcome))
    column = of.frame.column(outcome)
    known = made.known & column.known
    return replace(made, known=known), np.where(known, column.values, 0.0).astype(np.float64)


def _linear(x: Floats, y: Floats, weight: Floats) -> Floats:
    root = np.sqrt(np.maximum(weight, 0.0))
    return np.asarray(np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0], dtype=np.float64)


def _logit(x: Floats, y: Floats, weight: Floats) -> Floats:
    """Newton's method; stops when a step no longer changes anything."""
    value = np.zeros(x.shape[1])
    for _ in range(STEPS):
        mean = _mean(x @ value)
        slope = weight * mean * (1.0 - mean)
        if (mean[weight > 0] * (1.0 - mean[weight > 0])).max() < CERTAIN:
            break
        step = np.linalg.solve((x * slope[:, None]).T @ x, x.T @ (weight * (y - mean)))
        value = value + step
        if np.abs(step).max() <= SMALL * (1.0 + np.abs(value).max()):
            return value
    raise stop(DesignError, "model_separated")


def _mean(linear: Floats) -> Floats:
    from scipy.special import expit

    return np.asarray(expit(linear), dtype=np.float64)


def _scores(x: Floats, y: Floats, value: Floats, *, link: str, weight: Floats) -> Floats:
    """(X'WX)⁻¹ x (y - μ), unweighted: (rows, columns)."""
    mean = _mean(x @ value) if link == LOGIT else x @ value
    slope = mean * (1.0 - mean) if link == LOGIT else np.ones(len(y))
    inverse = np.linalg.inv((x * (weight * slope)[:, None]).T @ x)
    return np.asarray((x * (y - mean)[:, None]) @ inverse, dtype=np.float64)


def _distinct(made: Matrix, asked: Survey) -> None:
    """Raises DesignError with every column that the columns before it already tell."""
    x = made.x[asked.inside & (asked.weight != 0)]
    if len(x) <= len(made.names):
        raise stop(DesignError, "model_too_few", n=len(x), terms=len(made.names))
    spans = np.maximum(np.abs(x).max(axis=0), 1e-300)
    corner = np.abs(np.diag(np.linalg.qr(x / spans, mode="r")))
    same = [name for name, left in zip(made.names, corner, strict=True) if left < 1e-9 * np.sqrt(len(x))]
    if same:
        raise DesignError(*(Issue("model_collinear", Where(column=name), {}, Severity.FILE) for name in same))
