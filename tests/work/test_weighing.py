"""An office's totals on a round of answers: who may give them, and what the journal keeps."""

import pytest
from tests.smalltown import bring_all

from sofra.store.answers import Round
from sofra.store.events import Event
from sofra.types.answers import KnownTotal
from sofra.types.errors import DesignError, NotAllowed, NotFound
from sofra.work.acts import KEEPER, Actor
from sofra.work.weighing import keep_totals, try_totals

pytestmark = pytest.mark.django_db
TOTALS = (KnownTotal("area", "A", 700.0), KnownTotal("area", "B", 300.0))


@pytest.fixture
def town():
    """Smalltown's files, taken in."""
    bring_all()


def test_kept_totals_stand_in_the_design_and_the_journal_knows_their_number(town):
    found = keep_totals(KEEPER, 0, TOTALS)

    assert [one.total for one in found.diagnosis.classes] == [700, 300]
    assert [one.after for one in found.diagnosis.classes] == pytest.approx([700, 300])
    assert [one["total"] for one in Round.objects.get().design["totals"]] == [700, 300]
    event = Event.objects.filter(act="collect.weigh").get()
    assert (event.target, event.counts) == (str(found.round), {"totals": 2})


def test_totals_that_contradict_the_places_change_nothing(town):
    with pytest.raises(DesignError):
        keep_totals(KEEPER, 0, (KnownTotal("area", "A", 10.0), KnownTotal("area", "B", 5.0)))

    assert not Round.objects.get().design.get("totals")
    assert not Event.objects.filter(act="collect.weigh").exists()


def test_a_collector_may_not_give_totals(town):
    with pytest.raises(NotAllowed):
        try_totals(Actor("besim", "collector"), 0, TOTALS)


def test_a_round_that_is_not_there_is_told():
    with pytest.raises(NotFound):
        try_totals(KEEPER, 0, TOTALS)
