"""The sample planner as a page: a wish from a form, a plan in sentences, its tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sofra.gaps.words import group_name
from sofra.needs.sample.allocate import RULES
from sofra.needs.sample.propose import Wished
from sofra.needs.sample.size import SMALL
from sofra.packs.texts import Texts
from sofra.report.sample_protocol import allocation_table, expected_table, points
from sofra.store import queries
from sofra.types.document import Table
from sofra.types.keys import EVERYONE, GroupId
from sofra.types.sampling import Recruitment, SamplePlan
from sofra.work import sampling as acts

INITIAL = {
    "plan_name": "", "who": str(EVERYONE), "recruitment": Recruitment.AREA.value, "points": 5, "expected_share": 50,
    "response": 85, "per_unit": 10, "alike": 5, "rule": "proportional", "least": 0,
}  # fmt: skip
"""A household survey of everybody, as it is usually done; a list of a group changes the first lines only."""


KINDS = ("municipality", "area", "settlement")


def choices(texts: Texts) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen in the form, code and words."""
    pack = queries.pack()
    groups = [str(EVERYONE), *(str(one) for one in pack.groups if one != EVERYONE)]
    return {
        "who": [(one, group_name(GroupId(one), pack, texts)) for one in groups],
        "recruitment": [(one.value, texts.say(f"sample.recruitment.{one.value}")) for one in Recruitment],
        "rule": [(one, texts.say(f"sample.rule.{one}")) for one in RULES if one in ("proportional", "equal", "power")],
    }


def wished(cleaned: Mapping[str, Any]) -> Wished:
    """The wish that a form says; per cent become shares."""
    return Wished(
        cleaned["plan_name"],
        GroupId(cleaned["who"]),
        Recruitment(cleaned["recruitment"]),
        cleaned["points"] / 100,
        cleaned["expected_share"] / 100,
        cleaned["people_there"] if cleaned["people_there"] is not None else _inhabitants(cleaned["who"]),
        cleaned["response"] / 100,
        cleaned["per_unit"] or 0,
        (cleaned["alike"] or 0) / 100,
        cleaned["rule"],
        cleaned["least"] or 0,
    )


def shown(plan: SamplePlan, texts: Texts) -> dict[str, Any]:
    """Everything that a page says of a plan: sentences, share-out, what to expect, what other sizes give."""
    return {
        "plan": plan,
        "sentences": list(sentences(plan, texts)),
        "allocation": allocation_table(plan.allocation, texts, names=place_names(texts)) if plan.allocation else None,
        "expected": expected(plan, texts, ("municipality", "area")),
        "by_settlement": expected(plan, texts, ("settlement",)),
        "steps": [(n, points(width, texts)) for n, width in acts.steps(plan)],
    }


def sentences(plan: SamplePlan, texts: Texts) -> Iterable[str]:
    """The plan in sentences, the answer first."""
    say, number = texts.say, texts.number
    wished = points(plan.half_width, texts)
    if plan.enough:
        yield say("sample.say.needed", points=wished, n=plan.interviews)
    else:
        reach = acts.reach(plan)
        reached = "–" if reach is None else points(reach, texts)
        yield say("sample.say.not_enough", points=wished, n=plan.interviews, reach=reached)
    if plan.population is not None:
        yield say("sample.say.part", n=plan.interviews, population=plan.population,
                  part=texts.percent(plan.interviews / plan.population))  # fmt: skip
    if plan.census:
        small = plan.population is not None and plan.population <= SMALL
        key = "census_chosen" if plan.recruitment is Recruitment.CENSUS else "census_small" if small else "census_large"
        yield say(f"sample.say.{key}", n=plan.population or 0)
    elif plan.response < 1:
        yield say("sample.say.approached", n=plan.approached, response=texts.percent(plan.response))
    if plan.deff > 1:
        yield say("sample.say.spots", n=plan.per_unit, deff=number(plan.deff, 2))
    if not plan.chances_known:
        yield say("sample.say.not_drawn")
        yield say(f"sample.say.{plan.recruitment}")


def expected(plan: SamplePlan, texts: Texts, kinds: Sequence[str] = KINDS) -> Table | None:
    """The table of what to expect in places of these kinds; None where nobody knows who lives where."""
    pack, kept = queries.pack(), {place.id for place in queries.places() if place.kind in kinds}
    found = [one for one in acts.expected(plan) if one.place in kept]
    groups = {one.group: group_name(one.group, pack, texts) for one in found}
    return expected_table(found, texts, places=place_names(texts), groups=groups) if found else None


def place_names(texts: Texts) -> Mapping[str, str]:
    """What each place is called."""
    return {str(place.id): texts.name(place.name) for place in queries.places()}


def _inhabitants(who: str) -> int | None:
    """All inhabitants, when everybody is asked about and somebody counted them."""
    counts = [place.people for place in queries.places() if place.kind == "settlement"]
    known = [count for count in counts if count is not None]
    return sum(known) if who == EVERYONE and counts and len(known) == len(counts) else None
