"""Rows of lists put together into persons: the likeliest pairs first, what a person decided before everything."""

from collections.abc import Mapping, Sequence

from sofra.engine.link import SURE, Pair

Decided = Mapping[tuple[int, int], str]
"""Pairs (smaller position first) that somebody looked at: "same" or "different"."""


def persons(lists: Sequence[int], pairs: Sequence[Pair], decided: Decided = {}) -> list[int]:  # noqa: B006 - read only
    """The number of the person behind each row, counted from 0 in the order of the rows.

    Two rows of one list become one person only when they were themselves found, or said, to be the same: a chain
    through another list does not make them so. A pair said to be different never becomes one.
    """
    sure = {(pair.one, pair.other) for pair in pairs if pair.likelihood >= SURE}
    sure |= {pair for pair, said in decided.items() if said == "same"}
    never = {pair for pair, said in decided.items() if said == "different"}
    first = sorted(pair for pair, said in decided.items() if said == "same")
    order = [*first, *((pair.one, pair.other) for pair in pairs)]
    members = {row: [row] for row in range(len(lists))}
    head = list(range(len(lists)))
    for pair in order:
        one, other = sorted((head[pair[0]], head[pair[1]]))
        if one == other or pair not in sure or pair in never:
            continue
        if all(_may(a, b, lists, sure=sure, never=never) for a in members[one] for b in members[other]):
            for row in members[other]:
                head[row] = one
            members[one] += members.pop(other)
    numbers = {top: number for number, top in enumerate(sorted(members))}
    return [numbers[top] for top in head]


def _may(a: int, b: int, lists: Sequence[int], *, sure: set[tuple[int, int]], never: set[tuple[int, int]]) -> bool:
    pair = (min(a, b), max(a, b))
    return pair not in never and (lists[a] != lists[b] or pair in sure)
