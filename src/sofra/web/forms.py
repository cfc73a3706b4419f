"""Form fields whose messages are the packs' sentences, and the forms of the pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import lazy

from sofra.packs.texts import texts
from sofra.sources.degrees import degrees
from sofra.types.bounds import MOST, MOST_COUNTED
from sofra.web.context import spoken

Pairs = Sequence[tuple[str, str]]


def _say(key: str) -> str:
    return texts(spoken()).say(key)


say = lazy(_say, str)
"""A sentence in the language of whoever reads the page, looked up when the page is written."""


def _messages(**codes: str) -> dict[str, str]:
    named = {"required": "required", "invalid": "invalid", "max_length": "too_long",
             "null_characters_not_allowed": "invalid", **codes}  # fmt: skip
    return {code: say(f"web.error.{key}") for code, key in named.items()}


def _number(step: str) -> forms.NumberInput:
    return forms.NumberInput(attrs={"inputmode": "decimal", "step": step, "min": "0", "class": "short"})


def words(*, required: bool = True, long: bool = False, limit: int = 400, **attributes: str) -> forms.CharField:
    """A line of text, or a few lines."""
    widget = forms.Textarea(attrs={"rows": 3, **attributes}) if long else forms.TextInput(attrs=attributes)
    return forms.CharField(required=required, max_length=limit, widget=widget, error_messages=_messages())


def whole(*, required: bool = False, most: int = MOST_COUNTED) -> forms.IntegerField:
    """A whole number, not below zero and not more than can be counted."""
    messages = _messages(invalid="whole_number", min_value="negative", max_value="range")
    return forms.IntegerField(
        required=required, min_value=0, max_value=most, widget=_number("1"), error_messages=messages
    )


def amount(*, required: bool = False) -> forms.FloatField:
    """A number, not below zero."""
    messages = _messages(invalid="number", min_value="negative", max_value="range")
    return forms.FloatField(
        required=required, min_value=0, max_value=MOST, widget=_number("any"), error_messages=messages
    )


class DegreesField(forms.CharField):
    """A longitude (`high` 180) or latitude (90): decimal, or in degrees, minutes and seconds as a workbook has them."""

    def __init__(self, *, high: float, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "text", "class": "short"})
        super().__init__(widget=widget, error_messages=_messages(), **kwargs)
        self.high = high

    def clean(self, value: Any) -> float | None:  # type: ignore[override]
        """Decimal degrees, None for an empty field."""
        text = super().clean(value).strip()
        found = degrees(text) if text else None
        if text and found is None:
            raise forms.ValidationError(say("web.error.degrees"))
        if found is not None and not abs(found) <= self.high:
            raise forms.ValidationError(say("web.error.range"))
        return found


def day(*, required: bool = False) -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=required, widget=widget, error_messages=_messages(invalid="date"))


def one_of(pairs: Pairs, *, required: bool = True) -> forms.ChoiceField:
    """One of these codes."""
    return forms.ChoiceField(required=required, choices=pairs, error_messages=_messages(invalid_choice="choice"))


def some_of(pairs: Pairs) -> forms.MultipleChoiceField:
    """Any of these codes."""
    messages = _messages(invalid_choice="choice")
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(required=False, choices=pairs, widget=widget, error_messages=messages)


def version() -> forms.IntegerField:
    """The version of a record that the page was made from, carried along; None for a new one."""
    messages = _messages(invalid="whole_number")
    return forms.IntegerField(required=False, widget=forms.HiddenInput, error_messages=messages)


class SignInForm(forms.Form):
    """Who, and the password."""

    username = words(autocomplete="username", autocapitalize="none", spellcheck="false")
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": say("web.error.required")},
    )


class MemberForm(forms.Form):
    """Somebody who is to sign in, and their role."""

    member_name = words(limit=150, autocomplete="off")
    username = words(limit=60, autocomplete="off", autocapitalize="none", spellcheck="false")
    role = forms.ChoiceField()

    def __init__(self, *args: Any, roles: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["role"].error_messages |= _messages(invalid_choice="choice")


class CloseForm(forms.Form):
    """The day from which a service is closed."""

    closed_on = day(required=True)


class ActionForm(forms.Form):
    """One line of the plan."""

    title = words(long=True, limit=600)
    responsible = words(required=False)
    deadline = day()
    cost = amount()
    currency = words(required=False, limit=8)
    budget_line = words(required=False)
    funder = words(required=False)
    indicator = words(required=False)
    baseline = amount()
    target = amount()
    sdg = words(required=False)
    action_status = forms.ChoiceField()
    note = words(required=False, long=True, limit=2000)
    version = version()

    def __init__(self, *args: Any, statuses: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action_status"].choices = statuses  # type: ignore[attr-defined]
        self.fields["action_status"].error_messages |= _messages(invalid_choice="choice")
