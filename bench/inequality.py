"""Does D vanish where there is no inequality, and do intervals of differences cover? python -m bench.inequality [n]."""

import sys
import time

import numpy as np

from sofra.engine.frame import Column, Frame
from sofra.needs.inequality.dissimilarity import CELLS, EFFECTS, dissimilarity
from sofra.needs.inequality.gaps import difference
from sofra.needs.inequality.groups import grouped
from sofra.needs.survey.design import Survey, survey

LEVELS = (3, 3, 3, 2)
"""54 cells."""


def main() -> None:
    """Two tables: D without inequality at n = 400, access 30 %; coverage of the interval of a difference."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for clustered in (False, True):
        for model in (CELLS, EFFECTS):
            begun = time.perf_counter()
            raw, corrected, shown, false = null_index(runs, model, clustered=clustered)
            print(
                f"D, no inequality, n=400, 54 cells, {'40 clusters' if clustered else 'simple'}, {model}:"
                f" raw {raw:.4f}, corrected {corrected:.4f} (shown from 0 up: {shown:.4f}), p<.05 in {false:.3f}"
                f" ({runs} runs, {time.perf_counter() - begun:.1f} s)",
                flush=True,
            )
    for clustered in (False, True):
        begun = time.perf_counter()
        covered, known = coverage(5 * runs, clustered=clustered)
        print(
            f"difference, n=400, {'40 clusters' if clustered else 'simple'}: covers {covered:.3f} of {known}"
            f" ({time.perf_counter() - begun:.1f} s)",
            flush=True,
        )


def null_index(runs: int, model: str, *, clustered: bool) -> tuple[float, float, float, float]:
    """Where all are equal: the means of raw and corrected D and of what is shown, how often D is called real."""
    found = []
    for run in range(runs):
        rng = np.random.default_rng([run, clustered])
        codes = {f"c{place}": rng.integers(0, size, 400) for place, size in enumerate(LEVELS)}
        sample = _sample(codes, _answers(rng, np.full(400, 0.3), clustered=clustered), clustered=clustered)
        d = dissimilarity(sample, "y", list(codes), model=model, seed=run)
        found.append((d.value, d.corrected, d.shown, d.p <= 0.05))
    raw, corrected, shown, false = np.array(found).mean(axis=0)
    return float(raw), float(corrected), float(shown), float(false)


def coverage(runs: int, *, clustered: bool) -> tuple[float, int]:
    """How often the interval of a difference of shares (35 % and 25 %) holds the true one, and of how many runs."""
    held = []
    for run in range(runs):
        rng = np.random.default_rng([run, clustered, 7])
        group = rng.integers(0, 2, 400)
        chance = np.where(group == 1, 0.35, 0.25)
        sample = _sample({"g": group}, _answers(rng, chance, clustered=clustered), clustered=clustered)
        found = difference(grouped(sample, "y", "g"), "1", "0")
        held.append(found.low <= 0.10 <= found.high)
    return float(np.mean(held)), len(held)


def _answers(rng: np.random.Generator, chance: np.ndarray, *, clustered: bool) -> np.ndarray:
    """0/1 answers; in clusters of ten whose level moves by 10 points up or down."""
    shift = np.repeat(rng.choice([-0.1, 0.1], 40), 10) if clustered else 0.0
    return (rng.random(len(chance)) < chance + shift).astype(np.float64)


def _sample(codes: dict[str, np.ndarray], y: np.ndarray, *, clustered: bool) -> Survey:
    known = np.ones(len(y), dtype=np.bool_)
    columns = {name: Column(values.astype(np.float64), known) for name, values in codes.items()}
    columns["y"] = Column(y, known)
    columns["unit"] = Column(np.arange(len(y)) // 10.0, known)
    columns["w"] = Column(np.ones(len(y)), known)
    return survey(Frame(len(y), columns), units=["unit"] if clustered else [], weight="w")


if __name__ == "__main__":
    main()
