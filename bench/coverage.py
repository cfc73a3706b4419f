"""How often the 95 % intervals of shares hold the true share: python -m bench.coverage [SURVEYS].

Surveys of 50, 100 and 400 people are drawn with true shares of 2 to 50 %: simple samples, and samples of units of five
people who resemble each other (intra-class correlation 0.05) with unequal weights. The interval is the one that every
released share gets (needs.intervals.share_interval), and beside it R's logit interval where one exists.
"""

import sys
from collections.abc import Callable

import numpy as np

from sofra.needs.intervals import logit_interval, share_interval

SHARES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)
SIZES = (50, 100, 400)
UNIT, ALIKE = 5, 0.05
SEED = 20261122


def main() -> None:
    """The table: one line a design and size, one column a true share, last the mean over shares from 2 to 50 %."""
    surveys = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    random = np.random.default_rng(SEED)
    heads = " | ".join(f"{share:.0%}" for share in SHARES)
    print(f"| design | n | interval | {heads} | 2–50 % |\n|---|---|---|{'---|' * (len(SHARES) + 1)}")
    for name, draw in DESIGNS.items():
        for n in SIZES:
            held = [_held(draw(random, n, np.full(surveys, share)), share) for share in SHARES]
            truth = random.uniform(0.02, 0.5, surveys * 2)
            held.append(_held(draw(random, n, truth), truth))
            for at, interval in enumerate(("released", "logit")):
                cells = " | ".join(f"{one[at]:.1%}" for one in held)
                print(f"| {name} | {n} | {interval} | {cells} |", flush=True)


def simple(random: np.random.Generator, n: int, truth: np.ndarray) -> dict[str, np.ndarray]:
    """Simple random samples from very many people."""
    share = random.binomial(n, truth) / n
    ones = np.ones(len(truth))
    return {
        "share": share,
        "variance": share * (1 - share) / (n - 1),
        "n": n * ones,
        "df": (n - 1) * ones,
        "deff": ones,
    }


def clustered(random: np.random.Generator, n: int, truth: np.ndarray) -> dict[str, np.ndarray]:
    """Units of five people who resemble each other (beta-binomial), weights between 0.5 and 1.5 by unit."""
    units, spread = n // UNIT, (1 - ALIKE) / ALIKE
    own = random.beta(truth[:, None] * spread, (1 - truth[:, None]) * spread, (len(truth), units))
    yes, weight = random.binomial(UNIT, own), random.uniform(0.5, 1.5, (len(truth), units))
    people = weight.sum(axis=1) * UNIT
    share = (weight * yes).sum(axis=1) / people
    scores = weight * (yes - UNIT * share[:, None]) / people[:, None]
    variance = units / (units - 1) * (scores**2).sum(axis=1)
    kish = units * (weight**2).sum(axis=1) / weight.sum(axis=1) ** 2
    ones = np.ones(len(truth))
    return {"share": share, "variance": variance, "n": n * ones, "df": (units - 1) * ones, "deff": kish}


DESIGNS: dict[str, Callable[..., dict[str, np.ndarray]]] = {"simple": simple, "units of five": clustered}


def _held(drawn: dict[str, np.ndarray], truth: object) -> tuple[float, float]:
    """How often the released interval holds the truth, and how often the logit interval does where it exists."""
    low, high = share_interval(**drawn)
    with np.errstate(all="ignore"):
        under, over = logit_interval(drawn["share"], drawn["variance"], drawn["df"])
    exists = np.isfinite(under)
    inside = (under <= truth) & (truth <= over)
    return float(((low <= truth) & (truth <= high)).mean()), float(inside[exists].mean())


if __name__ == "__main__":
    main()
