"""From released numbers and an inventory to a siting problem, and what hands do to it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.stages.tiny import DAY, DISABLED, HIDDEN, HILL, MILL, PLACES, TOWN, A, B, fact, inventory, pack, service

from sofra.packs.texts import LANGUAGES, texts
from sofra.plan.siting.frontier import frontier
from sofra.plan.siting.ground import Given, Ground, ground, kinds
from sofra.plan.siting.hand import Considered, lay, suggested
from sofra.plan.siting.problem import worth_of
from sofra.plan.siting.solve import solve
from sofra.plan.siting.wish import Step, Wish, read_steps
from sofra.plan.siting.words import as_action, certainty, gap, told
from sofra.resources.shown import shown
from sofra.resources.travel.straight import StraightLine
from sofra.types.fact import Fact, Status
from sofra.types.keys import EVERYONE
from sofra.types.supply import Inventory, Site

NEED = "needs.day_care:people"
SPOTS = tuple(replace(place, lon=21.90, lat=41.40) if place.id == MILL else place for place in PLACES)
FACTS = (
    fact(NEED, 40, place=TOWN),
    fact(NEED, 10, place=HILL),
    fact(NEED, None, place=MILL, status=Status.SUPPRESSED),
    fact(NEED, 24, place=A, group=DISABLED),
    fact(NEED, 12, place=TOWN, group=DISABLED),
    fact(NEED, None, place=HILL, group=DISABLED, status=Status.SUPPRESSED),
    fact(NEED, None, place=B, group=DISABLED, status=Status.SUPPRESSED),
    fact(NEED, None, place=TOWN, group=HIDDEN, status=Status.SUPPRESSED),
)
TOWN_SITE = Site("S1", {"en": "Town hall", "mk": "Општина"}, TOWN, 21.70, 41.40)


def stock(*services, sites: Sequence[Site] = (TOWN_SITE,)) -> Inventory:
    return replace(inventory(*services), sites=tuple(sites))


def made(wish: Wish = Wish(DAY, within=8.0), facts: Sequence[Fact] = FACTS, have: Inventory | None = None) -> Ground:
    day = service("day", DAY, 20, sites=("S1",))
    return ground(wish, Given(facts, have or stock(day), SPOTS, pack()), StraightLine())


def test_homes_are_the_settlements_and_sites_what_stands_with_every_settlement():
    found = made()

    assert [place.id for place in found.homes] == [TOWN, HILL, MILL]
    assert [(spot.id, spot.role) for spot in found.spots] == [
        ("S1", "stands"),
        (TOWN, "candidate"),
        (HILL, "candidate"),
        (MILL, "candidate"),
    ]
    # 0.1 degree of longitude at 41.4 degrees north is 8.34 km: 16.3 minutes at 40 km/h with a detour of 1.3.
    assert found.siting.minutes[1, 0] == pytest.approx(16.26, abs=0.05)


def test_a_withheld_need_is_nobody_and_said_not_to_be_known():
    found = made()

    assert list(found.everyone.people) == [40, 10, 0]
    assert list(found.everyone.known) == [True, True, False]


def test_a_group_whose_number_is_withheld_takes_its_areas_part_by_inhabitants():
    crowd = made().siting.groups[DISABLED]

    # The hill has 200 of the area's 800 people: a quarter of 24. The mill's area is withheld too.
    assert list(crowd.people) == [12, 6, 0]
    assert list(crowd.lent) == [False, True, False]
    assert list(crowd.known) == [True, True, False]


def test_a_group_that_a_survey_must_not_show_is_never_lent():
    facts = (*FACTS, fact(NEED, 8, place=A, group=HIDDEN))
    special = replace(pack().groups[HIDDEN], sensitivity="special")
    secret = replace(pack(), groups={**pack().groups, HIDDEN: special})

    found = ground(Wish(DAY), Given(facts, stock(), SPOTS, secret), StraightLine())

    assert not found.siting.groups[HIDDEN].known.any()


def test_where_nobody_asked_the_inhabitants_stand_for_the_need():
    found = made(facts=(), wish=Wish("TRANS"))

    assert found.need == ""
    assert list(found.everyone.people) == [600, 200, 200]


def test_a_safe_house_stands_nowhere_on_the_map_and_is_said_to_be_left_out():
    secret = replace(TOWN_SITE, hidden=True)
    have = shown(stock(service("safe", DAY, 5, sites=("S1",)), sites=[secret]))

    found = made(have=have)

    assert "S1" not in [spot.id for spot in found.spots]
    assert found.unlocated == 1


def test_a_service_for_one_area_is_out_of_reach_of_the_others():
    found = made(have=stock(service("day", DAY, 20, sites=("S1",), serves=(A,))))

    assert np.isfinite(found.siting.minutes[:2, 0]).all()
    assert np.isinf(found.siting.minutes[2, 0])


def test_a_service_that_shuts_a_group_out_does_not_serve_it():
    found = made(have=stock(service("day", DAY, 20, sites=("S1",), groups=(HIDDEN,))))
    done = lay(found, [Step("add", lon=21.70, lat=41.40)])

    change = done.effect.groups[DISABLED]
    # Everybody in the town was near the old one already; its disabled people come within only now.
    assert done.effect.everyone.gained == 0
    assert (change.before, change.gained) == (0, 12)


@pytest.mark.parametrize(
    ("wish", "code"),
    [(Wish(DAY, budget=100.0), "siting.cost_unknown"), (Wish(DAY, budget=100.0, size=5), "siting.cost_unknown")],
)
def test_a_budget_without_a_cost_is_said_not_to_count(wish: Wish, code: str):
    found = made(wish)

    assert [issue.code for issue in found.issues] == [code]
    assert found.siting.budget is None
    assert found.siting.new == 1


def test_a_budget_buys_as_many_as_it_pays_for():
    have = stock(replace(service("day", DAY, 20, sites=("S1",)), cost_per_place_year=1000.0))

    found = made(Wish(DAY, "nearest", size=10, budget=25_000.0), have=have)

    # 10 places at 1,000 a year: two new ones for 25,000.
    assert len(solve(found.siting, "nearest").chosen) <= 2
    assert found.siting.new is None


def test_moving_the_only_site_loses_the_town_and_gains_the_hill():
    done = lay(made(), [Step("move", "S1", 21.80, 41.40)])

    change = done.effect.everyone
    assert (change.lost, change.gained) == (40, 10)
    assert [place.id for place in done.near] == [HILL]
    assert texts("en").name(done.placed[0].name) == "Town hall"


def test_a_site_that_moves_takes_whom_it_took():
    found = made(have=stock(service("day", DAY, 20, sites=("S1",), groups=(HIDDEN,), serves=(A,))))
    done = lay(found, [Step("move", "S1", 21.90, 41.40)])

    assert np.isinf(done.effect.after[2])
    assert np.isfinite(done.effect.after[0])
    assert not done.siting.groups[DISABLED].open_to[-1]


def test_closing_is_no_spot_and_leaves_everybody_out_of_reach():
    done = lay(made(), [Step("close", "S1")])

    assert done.placed == (None,) or list(done.placed) == [None]
    assert not np.isfinite(done.effect.after).any()
    assert done.effect.mean_after is None


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([Step("close", "S9")], "siting.step_no_site"),
        ([Step("close", "S1"), Step("move", "S1", 21.8, 41.4)], "siting.step_no_site"),
        ([Step("add", lon=18.0, lat=42.0)], "siting.step_far"),
    ],
)
def test_a_step_that_makes_no_sense_is_left_out_and_told(steps: list[Step], code: str):
    done = lay(made(), steps)

    assert [issue.code for issue in done.issues] == [code]
    assert len(done.steps) == len(steps) - 1


def test_in_a_large_territory_only_the_largest_settlements_are_candidates(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sofra.plan.siting.ground.MOST_PAIRS", 6)
    monkeypatch.setattr("sofra.plan.siting.ground.LEAST_CANDIDATES", 1)

    found = made()

    assert [spot.id for spot in found.spots] == ["S1", TOWN, HILL]
    assert len(found.homes) == 3
    assert [issue.code for issue in found.issues] == ["siting.largest_only"]


class NoRoads(StraightLine):
    """A way on which nobody gets anywhere east of 21.85 degrees."""

    def each(self, homes, facilities, limit):
        east = np.asarray(facilities)[:, 0] > 21.85
        for found in StraightLine.each(self, homes, facilities, limit):
            yield replace(found, homes=found.homes[:0], minutes=found.minutes[:0]) if east[found.facility] else found


def test_a_place_that_no_road_reaches_is_said():
    day = service("day", DAY, 20, sites=("S1",))
    found = ground(Wish(DAY), Given(FACTS, stock(day), SPOTS, pack()), NoRoads())

    done = lay(found, [Step("add", lon=21.80, lat=41.40), Step("add", lon=21.87, lat=41.40)])

    assert [(issue.code, issue.values["step"]) for issue in done.issues] == [("siting.step_no_road", 2)]
    assert done.effect.everyone.lost == 0


def test_a_safe_house_is_no_kind_that_is_looked_for():
    secret = {kind: replace(entry, hidden=kind == DAY) for kind, entry in pack().services.items()}

    assert DAY not in kinds(replace(pack(), services=secret))
    assert DAY in kinds(pack())


def test_steps_are_read_from_an_address_and_written_back():
    codes = ["add,,21.70000,41.40000", "close,S1,,", "move,S1,21.80000,41.40000"]

    steps = read_steps([*codes, "fly,,1,2", "add,,x,y", "add,,,", "add,,500,41", "nonsense"])

    assert [step.code for step in steps] == codes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_action_holds_place_people_cost_minutes_and_certainty(lang: str):
    have = stock(replace(service("day", DAY, 20, sites=("S1",)), cost_per_place_year=1000.0))
    found = made(Wish(DAY, "nearest", size=10, within=8.0, lang=lang), have=have)
    best = solve(found.siting, "nearest")
    done = lay(found, suggested(found, best.chosen))

    action = as_action(Considered(found, best, done, by_hand=False), pack(), texts(lang))

    assert (action.cost, action.currency) == (10_000, "MKD")
    assert (action.baseline, action.target) == (40, 50)
    assert certainty(best, texts(lang)) in action.note
    assert "41.4000" in action.note
    assert action.proposal.place == HILL


def test_every_certainty_is_a_word_or_a_share():
    best = solve(made().siting, "covered")
    loose = replace(best, proved=False, gap=0.0042)

    assert gap(best, texts("en")) == "proved"
    assert gap(loose, texts("en")) == "at most 0.42%"
    assert "0.42%" in certainty(loose, texts("en"))
    assert gap(replace(best, gap=None, value=None), texts("en")) == "–"


def test_a_group_with_homes_that_are_not_counted_says_so():
    done = lay(made(), [Step("add", lon=21.90, lat=41.40)])

    everybody, disabled, hidden = told(done.effect, pack(), texts("en"))
    # At the mill nobody's number is known: what is gained there may not be told.
    assert everybody.gained == "withheld"
    assert disabled.gained == "withheld"
    assert hidden.gained == "withheld"


def test_a_group_withheld_by_settlement_is_told_from_the_number_of_the_municipality():
    facts = (*FACTS, fact(NEED, 30, group=DISABLED, low=20, high=50))
    done = lay(made(facts=facts), [Step("add", lon=21.90, lat=41.40)])
    change = done.effect.groups[DISABLED]

    # The hill or the mill comes within: 200 of the 1,000 inhabitants, so a fifth of 30, of 20 and of 50.
    assert change.whole is not None
    assert (change.whole.gained, change.whole.low, change.whole.high) == pytest.approx((6, 4, 10))
    _, disabled, hidden = told(done.effect, pack(), texts("en"))
    assert (disabled.gained, disabled.span, disabled.lost) == ("≈ 6", "4–10", "≈ 0")
    assert "as if this group lived where all inhabitants live" in disabled.note
    assert hidden.gained == "withheld"


def test_a_group_that_a_survey_must_not_show_is_not_told_from_the_municipality_either():
    special = replace(pack().groups[DISABLED], sensitivity="special")
    secret = replace(pack(), groups={**pack().groups, DISABLED: special})
    facts = (*FACTS, fact(NEED, 30, group=DISABLED, low=20, high=50))

    found = ground(Wish(DAY), Given(facts, stock(), SPOTS, secret), StraightLine())

    assert found.siting.groups[DISABLED].whole is None


def test_the_worth_of_a_choice_is_the_value_of_its_aim():
    found = made().siting
    for aim in ("covered", "nearest", "worst_off"):
        best = solve(found, aim)

        assert worth_of(found, found.opened(best.chosen), aim) == pytest.approx(best.value)
    assert worth_of(found, found.existing, "everybody") == 10


def test_nothing_to_gain_is_said():
    near = solve(replace(made().siting, within=60.0), "covered")

    assert [issue.code for issue in near.issues] == ["siting.nothing_to_gain"]


def test_a_municipality_without_coordinates_has_no_answer_and_no_frontier():
    found = ground(Wish(DAY), Given((), Inventory(), PLACES[:3], pack()), StraightLine())

    assert solve(found.siting, "covered").value is None
    assert frontier(found.siting) == ()
    assert EVERYONE not in found.siting.groups
