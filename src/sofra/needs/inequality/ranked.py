"""Inequality along an order (income classes, schooling): slope and relative index, concentration.

Groups stand from the worst to the best off; a group's rank is the share of people below it plus half its own (ridit).
Each group counts once by its people (healthequal 1.0.1 weights by population twice). Regression on ranks: Mackenbach
and Kunst 1997; concentration: Wagstaff 2005, Erreygers 2009. Errors count that the ranks are estimated too.
"""

from collections.abc import Callable, Sequence

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.inequality.gaps import logged, plain
from sofra.needs.inequality.groups import Complex, Formula, Groups, ordered
from sofra.needs.inequality.measure import Measure, without

STEPS = 60


def sii(of: Groups, order: Sequence[str], link: str = "logit", *, ranks_known: bool = False) -> Measure:
    """Slope index: the predicted mean at the top of the order less that at its bottom, from a weighted regression.

    `link` "logit" for shares, "linear" for anything. `ranks_known` True takes the ranks as given, as R's svyglm does.
    """
    return _along(of, order, "sii", lambda here: _sii(here, link, ranks_known))


def rii(of: Groups, order: Sequence[str], link: str = "logit", *, ranks_known: bool = False) -> Measure:
    """Relative index: the predicted mean at the top over that at the bottom; no number where either is not above 0."""
    return _along(of, order, "rii", lambda here: _rii(here, link, ranks_known), said=logged)


def aci(of: Groups, order: Sequence[str]) -> Measure:
    """Absolute concentration: Σ p (2 rank - 1) y; above 0 when the outcome sits with the better off."""
    return _along(of, order, "aci", lambda _: _aci)


def rci(of: Groups, order: Sequence[str], kind: str = "plain") -> Measure:
    """Relative concentration: aci over the mean.

    `kind` "wagstaff": over (1 - mean) too; "erreygers": 4 · aci; both for shares only.
    """
    if kind != "plain" and len(ordered(of, order).names) and not of.binary:
        return without("rci", "not_share")
    return _along(of, order, "rci", lambda _: CONCENTRATION[kind])


def _along(
    of: Groups,
    order: Sequence[str],
    name: str,
    made: Callable[[Groups], Formula],
    *,
    said: Callable[[Groups, Formula, str], Measure] = plain,
) -> Measure:
    if not order or len(set(order)) < len(order) or not set(of.names) <= set(order):
        return without(name, "unordered")
    here = ordered(of, order)
    if len(here.names) < 2:
        return without(name, "one_group" if len(here.names) else "nobody")
    return said(here, made(here), name) if not here.alike else without(name, "equal")


def ridits(p: Complex) -> Complex:
    """The rank of each group's middle, 0 to 1."""
    return np.asarray((np.cumsum(p) - p / 2) / p.sum())


def _aci(y: Complex, p: Complex) -> Complex:
    return np.asarray((p * (2 * ridits(p) - 1) * y).sum() / p.sum())


def _mean(y: Complex, p: Complex) -> Complex:
    return np.asarray((p * y).sum() / p.sum())


CONCENTRATION: dict[str, Formula] = {
    "plain": lambda y, p: _aci(y, p) / _mean(y, p),
    "wagstaff": lambda y, p: _aci(y, p) / (_mean(y, p) * (1 - _mean(y, p))),
    "erreygers": lambda y, p: 4 * _aci(y, p),
}


def _sii(of: Groups, link: str, known: bool) -> Formula:
    def slope(y: Complex, p: Complex) -> Complex:
        bottom, top = _ends(y, p, link, of.part if known else None)
        return top - bottom

    return slope


def _rii(of: Groups, link: str, known: bool) -> Formula:
    def quotient(y: Complex, p: Complex) -> Complex:
        bottom, top = _ends(y, p, link, of.part if known else None)
        return top / bottom

    return quotient


def _ends(y: Complex, p: Complex, link: str, fixed: Floats | None) -> tuple[Complex, Complex]:
    """What the regression predicts at rank 0 and at rank 1."""
    rank = ridits(p if fixed is None else fixed.astype(np.complex128))
    x = np.stack([np.ones(len(rank)), rank], axis=1)
    if link == "linear":
        value = np.linalg.solve((x * p[:, None]).T @ x, x.T @ (p * y))
        return value[0], value[0] + value[1]
    value = np.zeros(2, dtype=np.complex128)
    for _ in range(STEPS):
        mean = _expit(x @ value)
        step = np.linalg.solve((x * (p * mean * (1 - mean))[:, None]).T @ x, x.T @ (p * (y - mean)))
        value = value + step
        # Complex slopes need as many steps as the number itself: both stand still at the end.
        if np.abs(step.real).max() <= 1e-15 and np.abs(step.imag).max() <= 1e-36:
            break
        if not np.isfinite(step).all() or np.abs(value.real).max() > 50:
            return np.asarray(np.nan + 0j), np.asarray(np.nan + 0j)
    return _expit(value[0]), _expit(value[0] + value[1])


def _expit(x: Complex) -> Complex:
    return np.asarray(1 / (1 + np.exp(-x)))
