"""The domains that numbers are made for: every group in every place, as sets of rows of one table."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.evaluate import TRUE, truth
from sofra.engine.frame import Codes, Flags
from sofra.engine.moments import Layout, cross, layout
from sofra.needs.tree import Tree, memberships
from sofra.needs.weights import HOUSEHOLD, PERSON, Table, Weighed
from sofra.packs.condition import parse
from sofra.types.catalogue import TargetGroup
from sofra.types.keys import EVERYONE, GroupId

SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class Domains:
    """Group g in place p is the domain g * places + p. `guarded` are the groups never shown for a settlement."""

    layout: Layout
    groups: Sequence[GroupId]
    guarded: frozenset[GroupId]
    tree: Tree

    @property
    def whole(self) -> Codes:
        """For every domain, the domain of the same group everywhere: (domains,)."""
        places = len(self.tree.ids)
        return np.repeat(np.arange(len(self.groups)) * places + self.tree.root, places)


def domains(weighed: Weighed, name: str, places: Codes, *, tree: Tree, groups: Sequence[TargetGroup]) -> Domains:
    """The groups, everyone first, crossed with the places, for the rows of this table.

    `places` (rows,) is each row's position in the tree. A household belongs to a group when one of its people does;
    who cannot be told to belong does not.
    """
    chosen = [group for group in groups if group.condition]
    table = weighed.table(name)
    columns = [np.ones(table.frame.size, dtype=np.bool_), *(_members(weighed, name, group) for group in chosen)]
    in_groups = layout(np.stack(columns, axis=1))
    crossed = cross(in_groups, memberships(places, tree), table.frame.size)
    guarded = frozenset(group.id for group in chosen if not group.by_settlement or group.sensitivity == SPECIAL)
    return Domains(crossed, [EVERYONE, *(group.id for group in chosen)], guarded, tree)


def _members(weighed: Weighed, name: str, group: TargetGroup) -> Flags:
    table, people = weighed.table(name), weighed.tables.get(PERSON)
    if name != HOUSEHOLD or people is None or people is table:
        return _holds(table, group)
    found = np.bincount(people.household[_holds(people, group)], minlength=table.frame.size)
    return np.asarray(found > 0, dtype=np.bool_)


def _holds(table: Table, group: TargetGroup) -> Flags:
    return np.asarray(truth(parse(group.condition), table.frame) == TRUE, dtype=np.bool_)
