"""All hierarchical models of some lists: which pairs, triples and larger sets of lists depend on each other."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import numpy as np

from sofra.engine.frame import Floats

Term = frozenset[int]
Model = frozenset[Term]
MOST_LISTS = 5


@cache
def models(lists: int) -> tuple[Model, ...]:
    """Every hierarchical model with all single lists and without the set of all lists: 8 for 3, 113 for 4, 6,893 for 5.

    A model is its terms of two lists and more; with a term it has all parts of that term. The one without terms takes
    lists as independent.
    """
    return tuple(_grown(lists, 2, frozenset()))


def _grown(lists: int, order: int, below: Model) -> Iterator[Model]:
    if order == lists:
        yield below
        return
    allowed = [
        frozenset(term)
        for term in combinations(range(lists), order)
        if order == 2 or all(frozenset(part) in below for part in combinations(term, order - 1))
    ]
    for count in range(len(allowed) + 1):
        for chosen in combinations(allowed, count):
            yield from _grown(lists, order + 1, below | frozenset(chosen))


def columns(on: Floats, model: Model) -> Floats:
    """The design of a model: (cells, 1 + lists + terms), a one, each list, and the product of the lists of each term.

    With ones and zeros the first coefficient is the logarithm of the people on no list.
    """
    terms = sorted((sorted(term) for term in model), key=lambda term: (len(term), term))
    parts = [np.ones(len(on)), *on.T, *(on[:, term].prod(axis=1) for term in terms)]
    return np.stack(parts, axis=1)


def written(model: Model, lists: int) -> str:
    """The model by its largest terms: "A*B C"; lists are A, B, C … in their order."""
    singles = [frozenset({one}) for one in range(lists)]
    largest = [term for term in (*model, *singles) if not any(term < other for other in model)]
    ordered: Sequence[Sequence[int]] = sorted(sorted(term) for term in largest)
    return " ".join("*".join(chr(ord("A") + one) for one in term) for term in ordered)
