"""Between the frozen types and what a database holds."""

from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sofra.store import models
from sofra.store.records import FACT_COLUMNS, as_columns, as_record, fact_columns, fact_of, from_record
from sofra.types.answers import Choice, Codebook, Design, Kind, Link, Variable
from sofra.types.errors import Issue, Severity, Where
from sofra.types.evidence import Measure, RegisterCount, Stakeholder, Voice
from sofra.types.fact import Base, Cell, Fact, Spread, SpreadKind, Status
from sofra.types.origin import Run
from sofra.types.place import AgeSex, Place
from sofra.types.planning import Action, Proposal
from sofra.types.supply import Capacity, Contract, Provider, Service, Site

VALUES = (
    Place(
        "P", {"en": "Town", "mk": "Град"}, "settlement", "A", 21.5, 41.5, (AgeSex("f", 0, 14, 7),), 9, None, {"k": "v"}
    ),
    Service("S", "INF", {"en": "Desk"}, "P1", ("T1",), ("A",), ("OLD",), Capacity(5, 4, None, "2026-05-01", "list")),
    Codebook(
        (Variable("age", Kind.INTEGER, {"en": "Age"}, "person", (Choice("1", {"en": "one"}),), ("-99",), 0, 120),)
    ),
    Link("alter", "age", {"ja": "yes"}, 0.5, True, 0.9, "name"),
    Design("w", "s", "u", "n", "p"),
    Issue("cell_not_number", Where("a.xlsx", "Data", 12, "age"), {"value": "x"}, Severity.ROW),
    Action("A1", "A bus", Proposal("g", "INF", "ALL", "M", "create", 5, "gap", sdg=("1.3",)), sdg=("1.3", "3.8")),
    Voice("Session", "focus group", "OLD", None, "transport", {"en": "No bus"}),
    Stakeholder({"en": "Red Cross"}, "civil", {"en": "Provider"}, 4, None, ("OLD",)),
    Measure("M1", {"en": "t"}, {"en": "o"}, "OLD", "INF", "r", None, "MKD", "", "done", {}),
)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_back_as_it_was(value):
    import json

    assert from_record(type(value), json.loads(json.dumps(as_record(value)))) == value


def test_what_an_old_bundle_does_not_say_takes_its_default():
    assert from_record(Capacity, {"places": 7}) == Capacity(7)


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (Place, models.PlaceRow), (Provider, models.ProviderRow), (Site, models.SiteRow), (Service, models.ServiceRow),
        (Contract, models.ContractRow), (RegisterCount, models.RegisterRow), (Voice, models.VoiceRow),
        (Stakeholder, models.StakeholderRow), (Measure, models.MeasureRow), (Action, models.ActionRow),
        (Run, models.RunRow),
    ],
)  # fmt: skip
def test_every_field_of_a_type_has_its_column(kind, table):
    columns = {field.name for field in table._meta.concrete_fields}

    assert {field.name for field in fields(kind)} <= columns


numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
counts = st.none() | st.integers(0, 10**6)
facts = st.builds(
    Fact,
    st.builds(Cell, st.text(max_size=9), st.text(max_size=9), st.text(max_size=9), st.just("2026")),
    numbers,
    st.just("share"),
    st.builds(Spread, st.sampled_from(SpreadKind), numbers, numbers, numbers),
    st.builds(Base, counts, counts, numbers, numbers, counts, counts),
    st.sampled_from(Status),
    st.just("run-1"),
    st.text(max_size=9),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(facts)
def test_a_fact_laid_flat_comes_back_to_the_last_digit(fact):
    columns = fact_columns(fact)

    assert fact_of([columns[name] for name in FACT_COLUMNS]) == fact


def test_columns_are_plain_json():
    assert as_columns(VALUES[1])["capacity"]["places"] == 5
    assert as_columns(VALUES[1])["sites"] == ["T1"]
