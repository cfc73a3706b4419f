"""Variances and quantiles against exact rational arithmetic, written a second time with fractions only."""

from fractions import Fraction as F
from itertools import groupby

import numpy as np
import pytest

from sofra.engine.frame import frame
from sofra.needs.survey.design import Survey, survey
from sofra.needs.survey.means import mean, ratio, total
from sofra.needs.survey.quantile import quantile

# st, town, home, w, y, x, towns, homes: the shared "tiny" design with its pairs as homes of towns, and a second stage.
TINY = [
    (1, 1, 1, 10, 1, 2, 4, 5),
    (1, 1, 2, 10, 2, 4, 4, 5),
    (1, 2, 1, 20, 3, 6, 4, 4),
    (1, 2, 2, 20, 5, 8, 4, 4),
    (2, 1, 1, 5, 8, 10, 3, 2),
    (2, 1, 2, 5, 13, 12, 3, 2),
    (2, 2, 1, 5, 21, 14, 3, 9),
    (2, 2, 2, 5, 34, 16, 3, 9),
]
NAMES = ("st", "town", "home", "w", "y", "x", "towns", "homes")


def made(seed: int) -> list[tuple[int, ...]]:
    """Three strata of two to four towns with two to five homes, whole numbers throughout."""
    rng = np.random.default_rng(seed)
    rows = []
    for st in range(1, 4):
        sampled = int(rng.integers(2, 5))
        towns = sampled + int(rng.integers(0, 4))
        for town in range(1, sampled + 1):
            homes = int(rng.integers(2, 6))
            all_homes = homes + int(rng.integers(0, 6))
            for home in range(1, homes + 1):
                w, y, x = (int(one) for one in rng.integers(1, 30, 3))
                rows.append((st, town, home, w, y, x, towns, all_homes))
    return rows


def design(rows: list[tuple[int, ...]]) -> Survey:
    table = frame([dict(zip(NAMES, row, strict=True)) for row in rows])
    keys = {"units": ["town", "home"], "strata": ["st"], "population": ["towns", "homes"]}
    return survey(table, weight="w", nested=True, **keys)


def exact_variance(rows: list[tuple[int, ...]], scores: list[F]) -> F:
    """Σ (1 - f) n/(n - 1) Σ (u - ū)² over towns in strata, plus f times the same over homes in towns."""
    found = F(0)
    pairs = list(zip(rows, scores, strict=True))
    for _, in_stratum in groupby(pairs, key=lambda pair: pair[0][0]):
        towns = [list(group) for _, group in groupby(list(in_stratum), key=lambda pair: pair[0][1])]
        f = F(len(towns), towns[0][0][0][6])
        found += (1 - f) * spread([sum((score for _, score in town), F(0)) for town in towns])
        for town in towns:
            inner = F(len(town), town[0][0][7])
            found += f * (1 - inner) * spread([score for _, score in town])
    return found


def spread(units: list[F]) -> F:
    n, middle = len(units), sum(units, F(0)) / len(units)
    return F(n, n - 1) * sum(((unit - middle) ** 2 for unit in units), F(0))


@pytest.mark.parametrize("rows", [TINY, made(1), made(2), made(3)], ids=["tiny", "one", "two", "three"])
def test_means_totals_and_ratios_of_two_stages_equal_exact_arithmetic(rows: list[tuple[int, ...]]) -> None:
    weight, y, x = ([F(row[place]) for row in rows] for place in (3, 4, 5))
    whole, sum_y, sum_x = sum(weight), dot(weight, y), dot(weight, x)
    m, r = sum_y / whole, sum_y / sum_x
    scores = {
        "mean": [w * (a - m) / whole for w, a in zip(weight, y, strict=True)],
        "total": [w * a for w, a in zip(weight, y, strict=True)],
        "ratio": [w * (a - r * b) / sum_x for w, a, b in zip(weight, y, x, strict=True)],
    }
    of = design(rows)

    found = {"mean": mean(of, "y"), "total": total(of, "y"), "ratio": ratio(of, "y", "x")}

    for name, value in {"mean": m, "total": sum_y, "ratio": r}.items():
        assert found[name].value[0] == pytest.approx(float(value), rel=1e-14)
        assert found[name].covariance[0, 0] == pytest.approx(float(exact_variance(rows, scores[name])), rel=1e-12)


def dot(one: list[F], other: list[F]) -> F:
    return sum((a * b for a, b in zip(one, other, strict=True)), F(0))


def exact_quantile(values: list[int], weights: list[F], share: F) -> int:
    """inf{x: F(x) >= p}, by fractions."""
    whole, reached = sum(weights), F(0)
    for value, weight in sorted(zip(values, weights, strict=True)):
        reached += weight
        if reached >= share * whole:
            return value
    return max(values)


SHARES = [F(k, 40) for k in range(41)]


@pytest.mark.parametrize("n", [3, 7, 10, 49, 200, 997])
@pytest.mark.parametrize("text", ["1", "0.1", "30.97", "6194.3333"])
def test_quantiles_of_a_simple_sample_with_ties_equal_the_exact_rule(n: int, text: str) -> None:
    # R sums such weights with rounding and then asks for equality: on a step it may be one value off.
    values = [int(one) for one in np.random.default_rng(n).integers(300, 900, n) // 7]
    of = survey(frame([{"y": value, "w": float(text)} for value in values]), weight="w")

    found = quantile(of, "y", [float(share) for share in SHARES]).value

    assert found.tolist() == [exact_quantile(values, [F(text)] * n, share) for share in SHARES]


@pytest.mark.parametrize("seed", range(5))
def test_quantiles_with_unequal_weights_of_four_decimals_equal_the_exact_rule(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = [int(one) for one in rng.integers(0, 12, 300)]
    weights = [F(int(one), 10_000) for one in rng.choice([1_500, 3_000, 7_500, 120_000], 300)]
    of = survey(frame([{"y": v, "w": float(w)} for v, w in zip(values, weights, strict=True)]), weight="w")

    found = quantile(of, "y", [float(share) for share in SHARES]).value

    assert found.tolist() == [exact_quantile(values, weights, share) for share in SHARES]


def test_the_lowest_quantile_is_the_lowest_answer_though_r_gives_the_second() -> None:
    of = survey(frame([{"y": value, "w": 1} for value in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]), weight="w")

    found = quantile(of, "y", (0.0, 0.05, 0.1, 0.1001)).value

    assert found.tolist() == [1, 1, 1, 2]
