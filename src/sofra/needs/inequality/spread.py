"""How far groups lie apart altogether: the measures of the WHO's HEAT, with right errors and without sampling noise.

Definitions: WHO, Handbook on health inequality monitoring 2013, and HEAT technical notes; in their plain units (no
factor 100 or 1000). Errors by the delta method on the covariance of all groups' means and shares of people, at once
for value and error (healthequal 1.0.1 scales the one and not the other).
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Floats
from sofra.needs.inequality.gaps import DRAWS, noise, plain
from sofra.needs.inequality.groups import Complex, Formula, Groups, at, bias, present
from sofra.needs.inequality.measure import Measure, without


def _mean(y: Complex, p: Complex) -> Complex:
    return np.asarray((p * y).sum() / p.sum())


def _bgv(y: Complex, p: Complex) -> Complex:
    return np.asarray((p * (y - _mean(y, p)) ** 2).sum() / p.sum())


def _mld(y: Complex, p: Complex) -> Complex:
    return np.asarray(-(p * np.log(y / _mean(y, p))).sum() / p.sum())


def _theil(y: Complex, p: Complex) -> Complex:
    share = y / _mean(y, p)
    return np.asarray((p * share * np.log(share)).sum() / p.sum())


def _far(y: Complex, p: Complex) -> Complex:
    return np.asarray((p * _abs(y - _mean(y, p))).sum() / p.sum())


SMOOTH: Mapping[str, Formula] = MappingProxyType(
    {
        "bgv": _bgv,
        "bgsd": lambda y, p: np.sqrt(_bgv(y, p)),
        "cov": lambda y, p: np.sqrt(_bgv(y, p)) / _mean(y, p),
        "mld": _mld,
        "theil": _theil,
        "mdm": _far,
        "mdmu": lambda y, p: np.asarray(_abs(y - _mean(y, p)).mean()),
        "idis": lambda y, p: np.asarray(_abs(y - _mean(y, p)).mean() / _mean(y, p)),
        "idisw": lambda y, p: _far(y, p) / _mean(y, p),
    }
)
"""Between-group variance, its root, the root over the mean; mean log deviation, Theil; mean distances from the mean
(weighted and not), and these over the mean (weighted and not)."""

AGAINST = ("mdr", "mdru", "mdb", "mdbu", "par", "paf")
"""Mean distance from a reference group or from the best, weighted and not; what the whole would gain at the level of
the reference, and that over the mean (population attributable risk and fraction)."""

LOGARITHMIC, OVER_MEAN = ("mld", "theil"), ("cov", "idis", "idisw", "paf", "mld", "theil")
LINEAR = ("par", "paf")


def spread(of: Groups, name: str, *, reference: str = "", better: str = "less", seed: int = 0) -> Measure:
    """One of SMOOTH or AGAINST over all groups in which somebody answered; `reference` a group's name.

    Noise inflates all but par and paf: `corrected` is without it. For the smooth ones the noise is ½ tr(H C); for those
    of distances it is what chance shows where all groups are equal, so that the truth lies between corrected and value.
    The interval is that of `corrected`: draws of the sampling noise around means drawn together by what noise explains.
    """
    here = present(of)
    reason = _meaningless(here, name, reference)
    if reason:
        return without(name, reason)
    formula = SMOOTH[name] if name in SMOOTH else _against(here, name, reference, better)
    if name in LINEAR:
        return plain(here, formula, name)
    value, se = at(here, formula)
    if here.df < 1:
        return without(name, "no_error")
    return _corrected(here, Measure(name, value, se), formula, seed)


def best(of: Groups, better: str) -> int:
    """Where the best off group stands."""
    return int(np.argmin(of.mean) if better == "less" else np.argmax(of.mean))


def _meaningless(of: Groups, name: str, reference: str) -> str:
    if not len(of.names):
        return "nobody"
    if len(of.names) < 2:
        return "one_group"
    if name in AGAINST and not name.startswith("mdb") and reference not in of.names:
        return "nobody"
    if of.alike:
        return "equal"
    if name in LOGARITHMIC and of.mean.min() <= 0:
        return "zero"
    return "zero" if name in OVER_MEAN and not of.part @ of.mean > 0 else ""


def _against(of: Groups, name: str, reference: str, better: str) -> Formula:
    at_ = best(of, better) if name.startswith("mdb") else list(of.names).index(reference)
    others = np.arange(len(of.names)) != at_
    formulas: dict[str, Formula] = {
        "par": lambda y, p: y[at_] - _mean(y, p),
        "paf": lambda y, p: y[at_] / _mean(y, p) - 1,
        "w": lambda y, p: np.asarray((p * _abs(y - y[at_])).sum() / p.sum()),
        "u": lambda y, _: np.asarray(_abs(y - y[at_])[others].mean()),
    }
    return formulas[name if name in LINEAR else "u" if name.endswith("u") else "w"]


def _corrected(of: Groups, found: Measure, formula: Formula, seed: int) -> Measure:
    """The measure without its noise, and the interval of that."""
    value, around = found.value or 0.0, float(of.part @ of.mean)
    whole = at(of, _bgv)[0]
    left = max(0.0, whole - bias(of, _bgv))
    near = around + (of.mean - around) * np.sqrt(left / whole if whole > 0 else 0.0)
    drawn = noise(of, seed, DRAWS // 4)
    under_null = _values(of, formula, around + drawn, found.name)
    p = float((1 + (under_null >= value).sum()) / (1 + len(under_null)))
    if found.name in ("bgv", "mld", "theil"):
        clean = value - bias(of, formula)
    elif found.name in ("bgsd", "cov"):
        clean = np.sqrt(left) / (around if found.name == "cov" else 1.0)
    else:
        clean = value - float(under_null.mean())
    clean = max(0.0, float(clean))
    off = _values(of, formula, near + drawn, found.name)
    low, high = np.quantile(off - off.mean(), [0.025, 0.975])
    return Measure(found.name, value, found.se, max(0.0, clean - float(high)), clean - float(low), p, clean)


def _values(of: Groups, formula: Formula, means: Floats, name: str) -> Floats:
    floor = 1e-9 if name in LOGARITHMIC else -np.inf
    part = of.part.astype(np.complex128)
    rows = np.maximum(means, floor).astype(np.complex128)
    return np.array([complex(formula(row, part)).real for row in rows])


def _abs(z: Complex) -> Complex:
    """The size of numbers, smooth but at 0: the sign of the real part turns the whole."""
    return np.where(z.real < 0, -z, z)
