"""Balanced half-samples need a matrix of +1 and -1 whose rows are all at right angles: Hadamard's."""

import numpy as np

from sofra.engine.frame import Codes
from sofra.types.errors import DesignError, stop

LARGEST = 2048


def hadamard(least: int) -> Codes:
    """The smallest matrix of at least this order that doubling and Paley's first construction give: (order, order).

    +1 and -1, H H' = order · I, the first row all +1. Orders 1, 2, and multiples of 4 (Paley 1933, On orthogonal
    matrices; Sylvester's doubling). Another matrix than R's survey::hadamard, with the same variance of totals.
    """
    order = next((one for one in range(max(1, least), LARGEST + 1) if _exists(one)), 0)
    if not order:
        raise stop(DesignError, "too_many_strata_for_halves", n=least, limit=LARGEST)
    found = _made(order)
    # Columns are turned round so that the first row is +1 throughout: every other row then sums to 0.
    return np.asarray(found * found[0][None, :], dtype=np.int64)


def _exists(order: int) -> bool:
    return order in (1, 2) or _of_prime(order) or (order % 2 == 0 and order > 2 and _exists(order // 2))


def _of_prime(order: int) -> bool:
    prime = order - 1
    return prime % 4 == 3 and all(prime % one for one in range(2, int(prime**0.5) + 1))


def _made(order: int) -> Codes:
    if order == 1:
        return np.ones((1, 1), dtype=np.int64)
    if _of_prime(order):
        return _paley(order - 1)
    half = _made(order // 2)
    return np.block([[half, half], [half, -half]])


def _paley(prime: int) -> Codes:
    """I + S with S the skew matrix of the quadratic residues of a prime that leaves 3 when divided by 4."""
    residue = np.full(prime, -1, dtype=np.int64)
    residue[(np.arange(1, prime) ** 2) % prime] = 1
    residue[0] = 0
    inner = residue[(np.arange(prime)[None, :] - np.arange(prime)[:, None]) % prime]
    skew = np.zeros((prime + 1, prime + 1), dtype=np.int64)
    skew[0, 1:], skew[1:, 0], skew[1:, 1:] = 1, -1, inner
    return skew + np.eye(prime + 1, dtype=np.int64)
