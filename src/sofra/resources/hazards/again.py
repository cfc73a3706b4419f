"""Access to services again, with the streets and the sites in a danger gone: minutes before and after, who loses it."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from sofra.engine.frame import Flags, Floats
from sofra.resources.digits import stored
from sofra.resources.hazards.overlay import Overlay, by_settlement, inside, open_sites, spot
from sofra.resources.hazards.reach import Cuttable, Journeys, journeys, located
from sofra.resources.travel.way import Spots, Way
from sofra.types.hazard import NETWORK, Access
from sofra.types.keys import ServiceKind
from sofra.types.place import Place
from sofra.types.supply import Inventory


def again(
    overlay: Overlay, way: Way | None, places: Sequence[Place], inventory: Inventory, *, kinds: Collection[ServiceKind]
) -> tuple[Access, ...]:
    """For every kind of service with a site on the map: who outside the danger still gets there, and how long it takes.

    The people are those outside the zones in settlements whose middle stays dry, by the registers; they are taken to
    set out from that middle. Empty where no streets are known (a straight line cannot be cut) or somebody is uncounted.
    """
    if not isinstance(way, Cuttable) or way.basis != NETWORK:
        return ()
    part = by_settlement(overlay.danger)
    living = [place for place in places if place.id in part and located(place)]
    if any(place.people is None for place in living):
        return ()
    homes = np.array([(place.lon, place.lat) for place in living], dtype=np.float64).reshape(-1, 2)
    dry = ~inside(overlay.shape, homes)
    people = np.array([(place.people or 0) * (1 - part[place.id]) for place in living]) * dry
    cut = way.cut([overlay.shape])
    return tuple(
        _access(kind, journeys(way, homes, spots, overlay.shape, cut=cut), people, overlay=overlay, spots=spots)
        for kind, spots in _offered(inventory, places, kinds)
    )


def _offered(
    inventory: Inventory, places: Sequence[Place], kinds: Collection[ServiceKind]
) -> Iterator[tuple[ServiceKind, Spots]]:
    """Where each kind of active service stands, in the order of `kinds`."""
    by_id, sites = {place.id: place for place in places}, open_sites(inventory)
    for kind in kinds:
        active = [one for one in inventory.services if one.kind == kind and one.status == "active"]
        named = dict.fromkeys(name for one in active for name in one.sites if name in sites)
        spots = [where for name in named if (where := spot(sites[name], by_id)) is not None]
        if spots:
            yield kind, np.array(spots, dtype=np.float64)


def _access(kind: ServiceKind, found: Journeys, people: Floats, *, overlay: Overlay, spots: Spots) -> Access:
    first = np.isfinite(found.before.minutes)
    still = first if found.after is None else first & np.isfinite(found.after.minutes)
    after = found.before if found.after is None else found.after
    return Access(
        kind,
        sites=len(spots),
        inside=int(inside(overlay.shape, spots).sum()),
        reached=stored(float(people[first].sum())),
        lost=stored(float(people[first & ~still].sum())),
        before=_mean(found.before.minutes, people, still),
        after=_mean(after.minutes, people, still),
    )


def _mean(minutes: Floats, people: Floats, among: Flags) -> float | None:
    """Average minutes of these people; None where there are none."""
    whole = float(people[among].sum())
    return stored(float((minutes[among] * people[among]).sum() / whole)) if whole > 0 else None
