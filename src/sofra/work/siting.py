"""Where the next one should stand: worked out from released numbers, changed by hand, saved as an action."""

from collections.abc import Sequence

from sofra.packs.texts import texts
from sofra.plan.siting.frontier import Point, frontier
from sofra.plan.siting.ground import Given, Ground, ground
from sofra.plan.siting.hand import Considered, lay, suggested
from sofra.plan.siting.solve import solve
from sofra.plan.siting.wish import Step, Wish
from sofra.plan.siting.words import as_action
from sofra.resources.shown import shown
from sofra.resources.travel.way import Way
from sofra.store import queries
from sofra.store.notes import ActionNote
from sofra.types.errors import NotFound, stop
from sofra.types.planning import Action
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.planning import put_in_plan
from sofra.work.priorities import newest_release
from sofra.work.travelling import ways_of

SECONDS = 10.0
"""A reader waits no longer for one programme; what is not proved by then shows as a gap."""


MOST_PAIRS = 30_000
"""Pairs of home and site up to which a page works out all trade-offs while somebody waits."""


def consider(wish: Wish, steps: Sequence[Step] | None = None) -> Considered:
    """The best answer to a wish and what the steps do; without steps (None) those of the answer itself.

    From the numbers of the newest release and the inventory of today. Raises NotFound when there is no release.
    """
    made = standing(wish)
    best = solve(made.siting, wish.objective, seconds=SECONDS)
    done = suggested(made, best.chosen) if steps is None else steps
    return Considered(made, best, lay(made, done), steps is not None)


def trade_off(made: Ground) -> Sequence[Point]:
    """The points between the shortest way on the whole and the shortest longest way; none where that takes minutes."""
    if made.siting.minutes.size > MOST_PAIRS:
        return ()
    return frontier(made.siting, seconds=SECONDS)


def standing(wish: Wish) -> Ground:
    """The problem of a wish, from what is released and what stands today."""
    release = newest_release()
    given = Given(queries.facts(release.id), shown(queries.inventory()), queries.places(), queries.pack())
    return ground(wish, given, way(wish.mode))


def way(mode: str) -> Way:
    """The way of travelling by this mode: over the roads that were brought, else a straight line with a detour."""
    return ways_of(queries.workspace(), queries.pack(), queries.networks()).by_mode[mode]


def propose(actor: Actor, wish: Wish, steps: Sequence[Step] | None = None, lang: str = "") -> ActionNote:
    """Put what lies on the map into the plan as an action, with people gained, minutes, cost and certainty.

    Worked out before the database is asked to write: nobody else waits meanwhile. Raises NotFound when nothing lies on
    the map.
    """
    check_allowed(actor, "siting.propose")
    found = consider(wish, steps)
    if not found.laid.steps:
        raise stop(NotFound, "siting_nothing_placed")
    return _put(actor, as_action(found, queries.pack(), texts(lang or actor.language)))


@act("siting.propose")
def _put(actor: Actor, action: Action) -> Done[ActionNote]:
    return put_in_plan(action)
