"""What a mobile team reached, counted and then rounded so that no household can be picked out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from sofra.types.visiting import Client, Referral, Tally, VisitMade

STEP = 5


def tally(clients: Sequence[Client], visits: Sequence[VisitMade], referrals: Sequence[Referral]) -> Tally:
    """Counts of what was done, in all and by group.

    Reached are households met at least once; first-time users those of them who began to use a service for the first
    time after a referral: SV8 is first-time users / reached.
    """
    met = [one for one in visits if one.outcome == "met"]
    reached = {one.pseudonym for one in met}
    first = {one.pseudonym for one in referrals if one.first_time and one.outcome in ("started", "ended")} & reached
    known = {one.pseudonym: one for one in clients}
    return Tally(
        clients=len(clients),
        visits=len(visits),
        met=len(met),
        reached=len(reached),
        people=sum(known[one].people for one in reached if one in known),
        first_time=len(first),
        referrals=len(referrals),
        accepted=sum(one.answer == "accepted" for one in referrals),
        overrides=sum(one.consent == "override" for one in referrals),
        lacking=_counted(kind for one in met for kind in one.lacking),
        help=_summed(one.help for one in met),
        refused=_counted(one.refusal for one in referrals if one.answer == "refused"),
        outcomes=_counted(one.outcome for one in referrals if one.outcome),
        groups=MappingProxyType(dict(_by_group(clients, reached, first))),
    )


def shown(count: int, step: int = STEP) -> int | None:
    """A count as anybody may see it: the nearest multiple of `step`; 1 to `step` - 1 are withheld (None)."""
    if 0 < count < step:
        return None
    return int((count + step / 2) // step * step)


def uptake(first_time: int | None, reached: int | None) -> float | None:
    """Share of the households reached that use a service for the first time (SV8), from counts as they are shown.

    None when one of the two is withheld or nobody was reached.
    """
    return first_time / reached if first_time is not None and reached else None


def _by_group(clients: Sequence[Client], reached: set[str], first: set[str]) -> Iterable[tuple[str, tuple[int, int]]]:
    for group in sorted({group for one in clients for group in one.groups}):
        of = {one.pseudonym for one in clients if group in one.groups}
        yield group, (len(of & reached), len(of & first))


def _counted(codes: Iterable[str]) -> Mapping[str, int]:
    return MappingProxyType(dict(sorted(Counter(codes).items())))


def _summed(gave: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for one in gave:
        total.update(one)
    return MappingProxyType(dict(sorted(total.items())))
