"""Signs about turning out of OpenStreetMap's relations: who may not, or must, go on by which way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sofra.sources.roads import Restriction
from sofra.types.errors import Issue, Severity, Where

KEY = "restriction"
KEYS = (KEY, "restriction:motorcar", "restriction:motor_vehicle", "restriction:vehicle", "restriction:conditional")
"""A relation with one of these is a sign for somebody in a car; those for buses, lorries or bicycles alone are not."""

TIMED = ("restriction:conditional", "day_on", "day_off", "hour_on", "hour_off")

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sign:
    """A relation as it stands: ids of its members by role, its rules by vehicle; `timed`: at some hours only."""

    before: frozenset[int]
    after: frozenset[int]
    points: tuple[int, ...]
    streets: tuple[int, ...]
    rules: Mapping[str, str]
    free: frozenset[str]
    timed: bool

    @property
    def plain(self) -> bool:
        """Whether it says, at all hours, something that is known."""
        return (
            not self.timed and bool(self.rules) and all(one.startswith(("no_", "only_")) for one in self.rules.values())
        )


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: ids of all ways of the extract, of the ways kept (one for each stretch), of the points kept
    (ascending)."""

    known: Longs
    ways: Longs
    points: Longs


def sign_of(relation: Any) -> Sign:
    """The sign that a relation of osmium stands for."""
    tags = {tag.k: tag.v for tag in relation.tags}
    roles: dict[tuple[str, str], list[int]] = {}
    for member in relation.members:
        roles.setdefault((member.role, member.type), []).append(member.ref)
    rules = {key.removeprefix(KEY).removeprefix(":"): tags[key] for key in KEYS[:-1] if key in tags}
    return Sign(
        frozenset(roles.get(("from", "w"), ())), frozenset(roles.get(("to", "w"), ())),
        tuple(roles.get(("via", "n"), ())), tuple(roles.get(("via", "w"), ())), rules,
        frozenset(part.strip() for part in tags.get("except", "").split(";") if part.strip()),
        any(key in tags for key in TIMED),
    )  # fmt: skip


def restrictions(signs: Sequence[Sign], read: Read, where: Where) -> tuple[list[Restriction], list[Issue]]:
    """The signs that stand on the roads that were kept, and how many of those cannot be obeyed.

    A sign over whole streets (via ways) is counted and not read, so is one that holds at some hours only, one whose
    words are not known and one that lacks a member. Signs beyond the roads that were kept are nobody's concern.
    """
    stretches = _stretches(signs, read.ways)
    known = set(read.known[np.isin(read.known, _members(signs))].tolist())
    found, over_streets, unclear = [], 0, 0
    for sign in signs:
        point = _place(sign.points, read.points)
        before, after = _of(sign.before, stretches), _of(sign.after, stretches)
        if sign.streets:
            over_streets += bool(before)
        elif point is None:
            unclear += bool(before) and not sign.points
        elif not sign.plain or not (sign.before and sign.after) or not sign.before | sign.after <= known:
            unclear += 1
        elif before and after:
            found.append(Restriction(point, before, after, sign.rules, sign.free))
    return found, list(_told(over_streets, unclear, where))


def _told(over_streets: int, unclear: int, where: Where) -> Iterator[Issue]:
    for code, n in (("roads_turns_over_streets", over_streets), ("roads_turns_unclear", unclear)):
        if n:
            yield Issue(code, where, {"n": n}, Severity.NOTE)


def _members(signs: Sequence[Sign]) -> Longs:
    return np.array(sorted({one for sign in signs for one in sign.before | sign.after}), dtype=np.int64)


def _stretches(signs: Sequence[Sign], ways: Longs) -> dict[int, list[int]]:
    """Id of a way that a sign names → the stretches of it that were kept."""
    found: dict[int, list[int]] = {}
    for number in np.flatnonzero(np.isin(ways, _members(signs))).tolist():
        found.setdefault(int(ways[number]), []).append(number)
    return found


def _of(ids: frozenset[int], stretches: Mapping[int, Sequence[int]]) -> frozenset[int]:
    return frozenset(number for one in ids for number in stretches.get(one, ()))


def _place(ids: Sequence[int], points: Longs) -> int | None:
    """The number of the one point among those that were kept."""
    if len(ids) != 1:
        return None
    at = int(np.searchsorted(points, ids[0]))
    return at if at < len(points) and points[at] == ids[0] else None
