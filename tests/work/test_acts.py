"""What makes a function an act: allowed, whole, recorded."""

import ast
from pathlib import Path

import pytest

import sofra
from sofra.packs.texts import LANGUAGES, texts
from sofra.store import queries
from sofra.store.supply import ProviderRow
from sofra.types.errors import NotAllowed, SourceError, stop
from sofra.types.supply import Provider, Service
from sofra.work.acts import Actor, Done, act
from sofra.work.inventory import add_record, remove_record
from sofra.work.policy import ALLOWED, may

WORK = Path(sofra.__file__).parent / "work"


def named_acts() -> set[str]:
    """All names given to @act or check_allowed in work/."""
    return {
        call.args[-1].value
        for file in WORK.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"act", "check_allowed"}
        and isinstance(call.args[-1], ast.Constant)
    }


def test_every_act_has_a_line_in_the_policy_and_every_line_an_act():
    assert named_acts() == set(ALLOWED)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_act_has_a_sentence_for_the_journal(lang):
    words = texts(lang)

    sentences = {name: words.say(f"events.{name}", who="Ana", target="release 1") for name in ALLOWED}

    assert all("Ana" in sentence for sentence in sentences.values())


def test_a_guest_may_only_read_take_a_report_and_choose_a_language():
    assert {name for name in ALLOWED if may("guest", name)} == {"publish.document", "people.language", "jobs.ask"}


def test_only_the_approver_approves():
    assert ALLOWED["publish.approve"] == {"approver"}


def test_a_role_that_nobody_knows_may_nothing():
    assert not any(may("mayor", name) for name in ALLOWED)


def test_what_is_not_allowed_changes_nothing_and_is_not_recorded(workspace, guest):
    with pytest.raises(NotAllowed):
        add_record(guest, Provider("P1", {"en": "Red Cross"}, "civil"))

    assert not ProviderRow.objects.exists()
    assert queries.events() == []


def test_an_act_is_recorded_with_who_what_and_counts(workspace, besim):
    add_record(besim, Provider("P1", {"en": "Red Cross"}, "civil"))

    event = queries.events()[0]

    assert (event.who, event.role, event.act, event.target) == ("besim", "collector", "inventory.add", "provider P1")
    assert event.counts == {"version": 1}


def test_an_act_that_fails_leaves_nothing_behind(workspace, ana):
    @act("inventory.add")
    def add_two(actor: Actor) -> Done[None]:
        """Fails after the first of two."""
        ProviderRow.objects.create(id="P1", name={"en": "First"}, sector="civil")
        raise stop(SourceError, "id_unknown", id="P2")

    with pytest.raises(SourceError):
        add_two(ana)

    assert not ProviderRow.objects.exists()
    assert queries.events() == []


def test_a_collector_adds_but_does_not_remove(smalltown, besim):
    with pytest.raises(NotAllowed):
        remove_record(besim, Service, "S1")

    assert not queries.service("S1").removed
