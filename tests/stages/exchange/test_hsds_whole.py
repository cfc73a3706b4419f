"""Whatever a record of ours says goes out as valid HSDS and comes back, column by column; what others say stays."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stages.exchange.test_hsds import ABOUT, FOREIGN, PACK, TOWN

from sofra.resources.exchange.hsds import organizations_out, services_out
from sofra.sources.hsds.check import check
from sofra.sources.hsds.read import exchanged, tongue_of
from sofra.sources.hsds.said import KEPT_IN
from sofra.types.cells import built, flat, line
from sofra.types.columns import CODES, PROVIDERS, SERVICES, SITES, Column, Kind
from sofra.types.supply import Inventory, Opening, Service

TONGUE = tongue_of("en", PACK.services)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
DAYS = st.sampled_from(["", "2026", "2026-03", "2026-03-01", "yesterday"])
TIMES = st.sampled_from(["00:00", "08:00", "19:30", "23:59"])
ENDS = st.one_of(TIMES, st.just("24:00"))
"""A day ends at 24:00; nothing opens then: the inventory refuses it."""
MAIL = st.one_of(WORDS, st.sampled_from(["ana@example.org", "www.example.org", "https://example.org"]))


def cell(column: Column) -> st.SearchStrategy[Any]:
    """Whatever may stand in a cell of this column."""
    if column.kind == "code":
        return st.sampled_from([*CODES[column.of]] if column.of in CODES else ["COM-DAY", "COU", "nurse"])
    if column.several:
        return st.lists(st.sampled_from(["care", "sq", "mk", "PWD-A"]), unique=True, max_size=3).map(tuple)
    if column.kind in ("whole", "percent"):
        return st.one_of(st.none(), st.integers(0, 100))
    if column.kind == "number":
        return st.one_of(
            st.none(), st.floats(max(column.low or 0, -90), 90, allow_nan=False).map(lambda x: round(x, 5))
        )
    if column.kind == "sure":
        return st.sampled_from([None, True, False])
    times = ENDS if column.name == "closes" else TIMES
    return {"day": DAYS, "time": times}.get(column.kind, MAIL if column.name in ("email", "website") else WORDS)


def records(kind: Kind, **fixed: Any) -> st.SearchStrategy[Any]:
    """Records of a kind with anything in their columns and parts, and the fixed fields."""
    own = [column for column in kind.columns if column.name not in KEPT_IN and column.name not in fixed]
    cells = st.fixed_dictionaries({column.name: cell(column) for column in own})
    lines = {
        part.name: st.lists(st.fixed_dictionaries({c.name: cell(c) for c in part.columns}), max_size=3)
        for part in kind.parts
    }

    def make(said: tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]) -> Any:
        parts = {part.name: tuple(line(part, one) for one in said[1][part.name]) for part in kind.parts}
        return replace(built(kind, said[0], columns=own), **parts, **fixed)

    return st.tuples(cells, st.fixed_dictionaries(lines)).map(make)


def told(kind: Kind, record: Any) -> dict[str, Any]:
    columns = [column for column in kind.columns if column.name not in KEPT_IN]
    parts = {
        part.name: sorted(json.dumps(flat(one, part.columns)) for one in getattr(record, part.name))
        for part in kind.parts
    }
    return {**flat(record, columns), **parts}


@settings(max_examples=60, deadline=None)
@given(
    records(PROVIDERS, id="P1"),
    records(SITES, id="X1", place=TOWN.id),
    records(SERVICES, id="D1", provider="P1", sites=("X1",), serves=(TOWN.id,)),
)
def test_every_column_goes_out_as_valid_hsds_and_comes_back(provider: Any, site: Any, service: Any) -> None:
    there = Inventory((provider,), (site,), (service,))

    sent = json.loads(json.dumps(services_out(there, ABOUT)))
    whole = json.loads(json.dumps(organizations_out(there, ABOUT)))
    back = exchanged([("service", one) for one in sent], TONGUE).inventory

    assert [issue for one in sent for issue in check(one, "service")] == []
    assert [issue for one in whole for issue in check(one, "organization")] == []
    for kind, ours, theirs in (
        (PROVIDERS, provider, back.providers),
        (SITES, site, back.sites),
        (SERVICES, service, back.services),
    ):
        assert told(kind, theirs[0]) == told(kind, ours)
    assert back.services[0].serves == service.serves


def test_a_night_shelter_s_hours_go_out_over_midnight_and_come_back() -> None:
    night = Service("D2", "COU", {"en": "Night"}, "", hours=(Opening(6, "20:00", "08:00"),))  # type: ignore[arg-type]

    (sent,) = services_out(Inventory(services=(night,)), ABOUT)

    assert [(one["opens_at"], one["closes_at"]) for one in sent["schedules"]] == [("20:00", "08:00")]
    assert exchanged([("service", sent)], TONGUE).inventory.services[0].hours == night.hours


def test_what_changes_here_leaves_the_rest_of_a_foreign_list_as_it_came() -> None:
    monthly = {"id": "0b2c7c1e-4d0e-4b57-9a0f-0000000000a1", "freq": "MONTHLY", "bymonthday": "1,15",
               "valid_from": "2026-01-01", "opens_at": "09:00", "closes_at": "10:00"}  # fmt: skip
    weekly = {"id": "0b2c7c1e-4d0e-4b57-9a0f-0000000000a2", "freq": "WEEKLY", "byday": "MO", "interval": 1,
              "opens_at": "08:00", "closes_at": "12:00"}  # fmt: skip
    theirs: dict[str, Any] = {
        **FOREIGN,
        "schedules": [monthly, weekly],
        "languages": [{"id": "0b2c7c1e-4d0e-4b57-9a0f-0000000000a3", "code": "mk"}],
        "cost_options": [{"id": "0b2c7c1e-4d0e-4b57-9a0f-0000000000a4", "option": "over 60", "amount": 0}],
        "capacities": [{"id": "0b2c7c1e-4d0e-4b57-9a0f-0000000000a5", "available": 2, "updated": "2026-01-01T00:00:00Z",
                        "unit": {"id": "0b2c7c1e-4d0e-4b57-9a0f-0000000000a6", "name": "hours"}}],
        "funding": [{"id": "0b2c7c1e-4d0e-4b57-9a0f-0000000000a7", "source": "A foundation"}],
        "program": {"id": "0b2c7c1e-4d0e-4b57-9a0f-0000000000a8", "name": "P", "description": "P"},
    }  # fmt: skip
    came = exchanged([("service", theirs)], TONGUE)
    service = replace(
        came.inventory.services[0], hours=(Opening(2, "08:00", "12:00"),), languages=("mk", "sq"), staff=2.0,
        cost_per_place_year=100.0, groups=("PWD-A",),
    )  # fmt: skip

    (again,) = services_out(replace(came.inventory, services=(service,)), ABOUT, came.foreign)

    assert again["schedules"][0] == monthly
    assert [one.get("byday") for one in again["schedules"]] == [None, "TU"]
    assert [one["code"] for one in again["languages"]] == ["mk", "sq"]
    assert again["cost_options"][0] == theirs["cost_options"][0]
    for name in ("capacities", "funding", "program", "contacts"):
        assert again[name] == theirs[name]
    assert again["attributes"][0] == FOREIGN["attributes"][0]
    assert exchanged([("service", again)], TONGUE).inventory.services[0].staff == 2.0


def test_a_hidden_site_s_service_says_nothing_more_through_attributes() -> None:
    from tests.stages.exchange.test_hsds import OURS, REFUGE

    full = replace(
        REFUGE, source="Mill lane office", staff=3.0, quality="at the mill", name={"mk": "Мелница"},
        hours=(Opening(1, "08:00", "09:00"),),
    )  # fmt: skip

    (sent,) = services_out(replace(OURS, services=(full,)), ABOUT)

    text = json.dumps(sent, ensure_ascii=False)
    assert not [word for word in ("Mill", "mill", "Мелница", "08:00") if word in text]
