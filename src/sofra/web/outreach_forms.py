"""The forms of the mobile team."""

from typing import Any

from django import forms

from sofra.types.visiting import CONSENTS, MET, OUTCOMES, OVERRIDES, REFUSALS, ROLES
from sofra.web.forms import DegreesField, Pairs, _messages, amount, day, one_of, say, some_of, whole, words

CARS = 10
MONTHS_KEPT = ("3", "6", "12", "24", "60")
"""For how many months a household that was let go may be kept; an office chooses, no law is quoted here."""


def _codes(kind: str, codes: tuple[str, ...], *, empty: bool = False) -> Pairs:
    named = [(code, say(f"outreach.{kind}.{code}")) for code in codes]
    return [("", "–"), *named] if empty else named


def secret_words() -> forms.CharField:
    """A passphrase: never shown back, never completed by the browser."""
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(max_length=400, widget=widget, error_messages=_messages())


def clock(*, required: bool = False) -> forms.TimeField:
    """A time of the day."""
    widget = forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M")
    return forms.TimeField(required=required, widget=widget, error_messages=_messages())


class _Chosen(forms.Form):
    def __init__(self, *args: Any, choices: dict[str, Pairs] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in (choices or {}).items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]


class TeamForm(_Chosen):
    """A team: the act that established it and where its rounds begin; its seats come beside, row by row."""

    team_name = words(limit=200)
    team_act = words(required=False, limit=200)
    established_on = day()
    mandate = words(required=False, long=True, limit=2000)
    starts_at = one_of((), required=False)


class LockForm(forms.Form):
    """A new passphrase, twice, and that somebody read what losing it means."""

    passphrase = secret_words()
    passphrase_again = secret_words()
    understood = forms.BooleanField(required=False)


class UnlockForm(forms.Form):
    """The passphrase of a team."""

    passphrase = secret_words()


class RekeyForm(LockForm):
    """The old passphrase and a new one."""

    old_passphrase = secret_words()


class HouseholdForm(_Chosen):
    """A household: above what the team alone can open, below what the office may know."""

    client_name = words(limit=200)
    client_address = words(required=False, limit=300)
    client_phone = words(required=False, limit=60)
    client_lon = DegreesField(high=180, required=False)
    client_lat = DegreesField(high=90, required=False)
    client_note = words(required=False, long=True, limit=2000)
    client_settlement = one_of(())
    client_need = one_of(())
    client_people = whole()
    home_from = clock()
    home_until = clock()
    client_required = forms.BooleanField(required=False)
    client_groups = some_of(())


class VisitForm(_Chosen):
    """One visit, on a telephone at the door; how many pieces of help come beside, kind by kind."""

    visited_on = day(required=True)
    met = one_of(_codes("met", MET))
    visit_minutes = whole()
    visit_lacking = some_of(())
    visit_next = day()
    visit_note = words(required=False, long=True, limit=2000)


class ReferralForm(_Chosen):
    """Where a household is sent, and whether it agreed."""

    refer_kind = one_of(())
    to_whom = words(limit=200)
    sent_on = day(required=True)
    refer_consent = one_of(_codes("consent", CONSENTS), required=False)
    refer_override = one_of(_codes("override", OVERRIDES, empty=True), required=False)


class AnswerForm(forms.Form):
    """What the service said."""

    refer_answer = one_of(_codes("answer", ("accepted", "refused")))
    refer_answered_on = day(required=True)
    refer_refusal = one_of(_codes("refusal", REFUSALS, empty=True), required=False)


class EndForm(forms.Form):
    """What came of it."""

    refer_outcome = one_of(_codes("outcome", OUTCOMES))
    refer_outcome_on = day(required=True)
    refer_first_time = one_of(
        [("", say("web.outreach.not_asked")), ("yes", say("web.yes")), ("no", say("web.no"))], required=False
    )


class RoundsForm(_Chosen):
    """The days of a week, from when to when, with how many cars."""

    round_days = some_of(())
    shift_from = clock(required=True)
    shift_until = clock(required=True)
    cars = whole(required=True)


class MeetingForm(forms.Form):
    """The short record of a meeting; what is to be done comes beside, row by row."""

    met_on = day(required=True)
    present = some_of([(role, say(f"outreach.role.{role}")) for role in ROLES])
    decisions = words(required=False, long=True, limit=4000)
    next_meeting = day()


class RetentionForm(forms.Form):
    """For how long households that were let go are kept, and that deleting them is meant."""

    months_kept = one_of([(months, say(f"web.purge.months.m{months}")) for months in MONTHS_KEPT])
    sure = forms.BooleanField(required=False)


class PointsForm(_Chosen):
    """The fixed day in a village beside the team on the road: what each costs."""

    days_a_week = whole(required=True)
    walk_minutes = whole(required=True)
    served_a_day = whole(required=True)
    point_cost = amount()
    hour_cost = amount()
    km_cost = amount()
