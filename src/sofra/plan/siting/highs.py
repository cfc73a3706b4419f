"""A mixed-integer programme solved by HiGHS, with the bound that it proved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sofra.plan.siting.problem import Floats

THREADS = 1
"""HiGHS keeps one pool of threads a process: another number in a later solve would leave it without a status."""

FEASIBLE, NONE, UNKNOWN = "feasible", "none", "unknown"


@dataclass(frozen=True, slots=True)
class Programme:
    """Minimise cost · x, low <= A x <= high, 0 <= x <= top, the first `whole` columns integer.

    `rows`, `columns`, `values` are the entries of A; `start` is a vector of the integer columns to begin
    from.
    """

    cost: Floats
    top: Floats
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Floats
    low: Floats
    high: Floats
    whole: int
    start: Floats | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """`state` "feasible", "none" (proved that there is no solution) or "unknown"; `x` when feasible; `bound` always.

    `bound` is proved: no x costs less (-inf when nothing was proved).
    """

    state: str
    x: Floats
    bound: float


def solve(programme: Programme, *, seconds: float = 60.0, enough: float = 0.0) -> Solved:
    """The cheapest x and the bound that HiGHS proved within these seconds; stops once the gap is at most `enough`.

    The word "optimal" is not taken from the solver: who asks recomputes the value and compares it with the bound.
    """
    import highspy  # heavy, and needed by nothing else

    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    options = {"output_flag": False, "threads": THREADS, "random_seed": 0, "time_limit": seconds}
    for name, value in {**options, "mip_rel_gap": enough, "mip_abs_gap": 1e-9}.items():
        highs.setOptionValue(name, value)
    highs.passModel(_model(programme, highspy))
    if programme.start is not None:
        columns = np.arange(programme.whole, dtype=np.int32)
        highs.setSolution(programme.whole, columns, programme.start)
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    nothing = np.empty(0)
    if status == highspy.HighsModelStatus.kInfeasible:
        return Solved(NONE, nothing, np.inf)
    bound = info.mip_dual_bound if programme.whole else info.objective_function_value
    known = float(bound) if np.isfinite(bound) else -np.inf
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Solved(UNKNOWN, nothing, known)
    if not programme.whole and status != highspy.HighsModelStatus.kOptimal:
        known = -np.inf
    return Solved(FEASIBLE, np.asarray(highs.getSolution().col_value, dtype=np.float64), known)


def _model(programme: Programme, highspy: Any) -> Any:
    from scipy.sparse import csc_array

    lp = highspy.HighsLp()
    rows, columns = len(programme.low), len(programme.cost)
    matrix = csc_array((programme.values, (programme.rows, programme.columns)), shape=(rows, columns))
    lp.num_col_, lp.num_row_ = columns, rows
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = programme.cost, np.zeros(columns), programme.top
    lp.row_lower_, lp.row_upper_ = programme.low, programme.high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    if programme.whole:
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger] * programme.whole + [kinds.kContinuous] * (columns - programme.whole)
    return lp


class Rows:
    """Rows gathered one block after another, for a Programme."""

    __slots__ = ("_columns", "_high", "_low", "_rows", "_values", "count")

    def __init__(self) -> None:
        self.count = 0
        self._rows: list[NDArray[np.int64]] = []
        self._columns: list[NDArray[np.int64]] = []
        self._values: list[Floats] = []
        self._low: list[Floats] = []
        self._high: list[Floats] = []

    def add(
        self,
        rows: Sequence[int] | NDArray[np.int64],
        columns: Sequence[int] | NDArray[np.int64],
        values: Sequence[float] | Floats,
        *,
        low: Sequence[float] | Floats,
        high: Sequence[float] | Floats,
    ) -> None:
        """A block of rows; `rows` count from 0 within the block, `low` and `high` have one number a row."""
        self._rows.append(np.asarray(rows, dtype=np.int64) + self.count)
        self._columns.append(np.asarray(columns, dtype=np.int64))
        self._values.append(np.asarray(values, dtype=np.float64))
        self._low.append(np.asarray(low, dtype=np.float64))
        self._high.append(np.asarray(high, dtype=np.float64))
        self.count += len(self._low[-1])

    def programme(self, cost: Floats, top: Floats, whole: int, start: Floats | None = None) -> Programme:
        """The programme of all rows gathered."""
        parts = [np.concatenate(part) for part in (self._rows, self._columns)]
        values, low, high = (np.concatenate(part) for part in (self._values, self._low, self._high))
        return Programme(cost, top, parts[0], parts[1], values, low, high, whole, start)
