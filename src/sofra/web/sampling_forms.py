"""The forms of the sample planner."""

from typing import Any

from django import forms

from sofra.needs.sample.draw import METHODS
from sofra.web.forms import Pairs, amount, one_of, say, whole, words


class SampleForm(forms.Form):
    """Who is to be known how well; shares in per cent."""

    plan_name = words(limit=200)
    who = one_of(())
    recruitment = one_of(())
    points = amount(required=True)
    expected_share = amount(required=True)
    people_there = whole()
    response = amount(required=True)
    per_unit = whole()
    alike = amount()
    rule = one_of(())
    least = whole()

    def __init__(self, *args: Any, choices: dict[str, Pairs], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in choices.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]


class DrawForm(forms.Form):
    """How a plan is drawn, and from which list."""

    method = one_of([(name, say(f"sample.method.{name}")) for name in METHODS])
    seed = whole()
    reserve = amount()
    list = forms.FileField(required=False, widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}))
