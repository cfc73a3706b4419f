"""What exact statements tell without a programme: numbers that are sums of others, and tables that are far apart.

Both save the attacker (`sofra.needs.disclosure.attack`) programmes and change none of his results: what adding and
subtracting gives is pinned, and where a straight walk shows that a number may have many values, it is not.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sofra.needs.disclosure.attack import Atom, Floats, Known, Target

TINY, SPANNED = 1e-9, 1e-7


def exactly(known: Sequence[Known], targets: Sequence[Target]) -> list[list[str]]:
    """For each target that is a sum of statements, the names of those whose adding and subtracting gives it.

    As few as possible: the least sum of factors, by a linear programme, of the targets in the span of the statements.
    """
    atoms = _open(known)
    if not atoms:
        return []
    matrix, _ = _equations(known, atoms)
    at = {atom: column for column, atom in enumerate(atoms)}
    wanted = np.zeros((len(atoms), len(targets)))
    for column, one in enumerate(targets):
        wanted[[at[atom] for atom in one.parts if atom in at], column] = 1.0
    left = wanted - matrix.T @ np.linalg.lstsq(matrix.T, wanted, rcond=None)[0]
    found = np.flatnonzero(np.abs(left).max(axis=0) < SPANNED)
    return [[known[row].what for row in _factors(matrix, wanted[:, column])] for column in found]


def walks(known: Sequence[Known], targets: Sequence[Target]) -> Iterator[Mapping[Atom, float]]:
    """Two tables a target, where the statements leave it open: one with less of it, one with more.

    From a table well inside all statements, along the target as far as it can change with every sum unchanged (its
    projection on the null space), until a count would fall below zero. Statements must be exact.
    """
    open_ = _open(known)
    atoms = list(dict.fromkeys(atom for one in known for atom in one.parts))
    if not open_:
        return
    matrix, sums = _equations(known, open_)
    start = _inside(matrix, sums)
    if start is None:
        return
    free = np.eye(len(open_)) - matrix.T @ np.linalg.pinv(matrix @ matrix.T, hermitian=True) @ matrix
    at = {atom: column for column, atom in enumerate(open_)}
    for one in targets:
        way = free[:, [at[atom] for atom in one.parts if atom in at]].sum(axis=1)
        for sign in (1.0, -1.0):
            if np.abs(way).max() > TINY:
                found = _walked(start, sign * way)
                yield dict.fromkeys(atoms, 0.0) | dict(zip(open_, found.tolist(), strict=True))


def _open(known: Sequence[Known]) -> list[Atom]:
    """The counts that no statement says to be zero."""
    none = {atom for one in known if one.high == 0 for atom in one.parts}
    return [atom for atom in dict.fromkeys(atom for one in known for atom in one.parts) if atom not in none]


def _factors(matrix: Floats, wanted: Floats) -> list[int]:
    """The statements that make up a number, by a programme for the least sum of factors; all where it finds none."""
    from scipy.optimize import linprog

    found = linprog(np.ones(2 * len(matrix)), A_eq=np.hstack([matrix.T, -matrix.T]), b_eq=wanted, method="highs")
    if found.x is None:
        return list(range(len(matrix)))
    return np.flatnonzero(np.abs(found.x[: len(matrix)] - found.x[len(matrix) :]) > SPANNED).tolist()


def _equations(known: Sequence[Known], atoms: Sequence[Atom]) -> tuple[Floats, Floats]:
    """(statements, counts) 1 where a count is a part, and (statements,) what the sum is."""
    at = {atom: column for column, atom in enumerate(atoms)}
    matrix = np.zeros((len(known), len(atoms)))
    for row, one in enumerate(known):
        matrix[row, [at[atom] for atom in one.parts if atom in at]] = 1.0
    return matrix, np.array([one.high for one in known], dtype=np.float64)


def _inside(matrix: Floats, sums: Floats) -> Floats | None:
    """(counts,) a table whose least count is as large as it can be; None where no table fits."""
    from scipy.optimize import linprog

    n = matrix.shape[1]
    found = linprog(
        np.append(np.zeros(n), -1.0),
        A_eq=np.column_stack([matrix, matrix.sum(axis=1)]),  # every count is the least one and something
        b_eq=sums,
        bounds=[(0, None)] * (n + 1),
        method="highs",
    )
    return None if found.x is None else np.asarray(found.x[:n] + found.x[n])


def _walked(start: Floats, way: Floats) -> Floats:
    down = way < -TINY
    far = (start[down] / -way[down]).min(initial=np.inf)
    return np.maximum(start + (far if np.isfinite(far) else 0.0) * way, 0.0)
