"""The form of any record of the inventory, made from its columns; its lines (hours, staff, payments) too."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from sofra.sources.cells import Bad, number
from sofra.sources.cells import day as read_day
from sofra.sources.records import ANGLES
from sofra.types.bounds import LONGEST_LINE, LONGEST_TEXT, MOST
from sofra.types.columns import Column, Flat, Part
from sofra.web.forms import DegreesField, Pairs, _messages, one_of, say, some_of, version, whole, words

Choices = Mapping[str, Pairs]
"""What may be chosen, by the name of the list."""

NUMBERS = frozenset(map(str, range(100)))
"""What the lines of a part may be numbered by in the form."""

PARTLY = (4, 7)
"""A day of which only the year, or the year and the month, is known."""


class DayField(forms.CharField):
    """A day, a month or a year as ISO text; other ways to write a day are read too."""

    def clean(self, value: Any) -> str:
        """The day as text, "" for none."""
        text = super().clean(value).strip()
        if not text or (len(text) in PARTLY and text[:4].isdigit() and text[5:].isdigit() == (len(text) == 7)):
            return text
        found = read_day(text)
        if isinstance(found, Bad):
            raise forms.ValidationError(say("web.error.date"))
        return str(found)


class AmountField(forms.CharField):
    """A number within limits; a comma may stand for the point."""

    def __init__(self, *, low: float | None, high: float | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.low, self.high = low, high

    def clean(self, value: Any) -> float | None:  # type: ignore[override]
        """The number, None for an empty field."""
        text = super().clean(value).strip()
        found = number(text) if text else None
        if text and found is None:
            raise forms.ValidationError(say("web.error.number"))
        if found is not None and self.low == 0 and found < 0:
            raise forms.ValidationError(say("web.error.negative"))
        outside = found is not None and (found < (self.low or found) or found > (self.high or found) or found > MOST)
        if outside:
            raise forms.ValidationError(say("web.error.range"))
        return found


class TimeField(forms.CharField):
    """A time of the day as "08:00"."""

    def clean(self, value: Any) -> str:
        """The time as text, "" for none."""
        text = super().clean(value).strip().replace(".", ":")
        hours, _, minutes = text.partition(":")
        if not text:
            return ""
        if not (hours.isdecimal() and minutes[:2].isdecimal() and int(hours) <= 24 and int(minutes[:2]) < 60):
            raise forms.ValidationError(say("web.error.time"))
        return f"{int(hours):02d}:{minutes[:2]}"


def field_of(column: Column, choices: Choices, initial: Flat = None) -> forms.Field:
    """The form field that asks for a column."""
    needed = column.needed
    if column.kind in ("codes", "links"):
        return some_of(_with_old(choices.get(column.of, ()), initial))
    if column.kind in ("code", "link"):
        return one_of([("", "–"), *_with_old(choices.get(column.of, ()), initial)], required=needed)
    if column.kind == "sure":
        return one_of(choices["plain" if column.of == "plain" else "sure"], required=False)
    if column.kind == "whole":
        return whole(required=needed)
    if column.kind == "number" and (column.low, column.high) in ANGLES:
        return DegreesField(high=column.high or 0, required=needed)
    if column.kind in ("number", "percent"):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
        return AmountField(low=column.low, high=column.high, required=needed, widget=widget, error_messages=_messages())
    if column.kind == "day":
        kind = "text" if len(str(initial or "")) in PARTLY else "date"
        return DayField(required=needed, widget=forms.TextInput(attrs={"type": kind}), error_messages=_messages())
    if column.kind == "time":
        return TimeField(required=needed, widget=forms.TextInput(attrs={"type": "time"}), error_messages=_messages())
    return words(
        required=needed, long=column.kind == "long", limit=LONGEST_TEXT if column.kind == "long" else LONGEST_LINE
    )


def _with_old(pairs: Pairs, value: Flat) -> Pairs:
    """The choices, with what was chosen before and is on the list no more."""
    old = value if isinstance(value, tuple) else (value,) if isinstance(value, str) and value else ()
    known = {code for code, _ in pairs}
    return [*pairs, *((code, code) for code in old if code not in known)]


class RecordForm(forms.Form):
    """A record, or one section of it. `lines` are the lines that each part has now; some empty ones follow."""

    version = version()

    def __init__(
        self, data: Any = None, *, columns: Sequence[Column], parts: Sequence[Part], choices: Choices,
        initial: Mapping[str, Any], lines: Mapping[str, Sequence[Mapping[str, Flat]]],
    ) -> None:  # fmt: skip
        super().__init__(data, initial=dict(initial))
        self.columns, self.parts = columns, parts
        for column in columns:
            self.fields[column.name] = field_of(column, choices, initial.get(column.name))
        self.rows = {part.name: self._rows(part, choices, lines.get(part.name, ())) for part in parts}

    def cells(self) -> dict[str, Flat]:
        """What the form says, column by column."""
        return {column.name: _flat(column, self.cleaned_data[column.name]) for column in self.columns}

    def lines(self, part: Part) -> list[dict[str, Flat]]:
        """The lines of a part that say anything."""
        found = []
        for row in self.rows[part.name]:
            said = {column.name: _flat(column, self.cleaned_data.get(name)) for column, name in row}
            if any(value not in ("", None, ()) for value in said.values()):
                found.append(said)
        return found

    def clean(self) -> dict[str, Any]:
        """Every line that says anything says what it must."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for part in self.parts:
            for row in self.rows[part.name]:
                if any(found.get(name) not in ("", None) for _, name in row):
                    for column, name in row:
                        if column.needed and found.get(name) in ("", None) and name not in self.errors:
                            self.add_error(name, forms.ValidationError(say("web.error.required")))
        return found

    def _rows(
        self, part: Part, choices: Choices, lines: Sequence[Mapping[str, Flat]]
    ) -> list[list[tuple[Column, str]]]:
        spare = 4 if part.name == "hours" else 2
        sent = [key.split("-")[1] for key in self.data or () if key.startswith(f"{part.name}-")]
        count = max([len(lines) + spare, *(int(one) + 1 for one in sent if one in NUMBERS)])
        rows = []
        for place in range(count):
            old = lines[place] if place < len(lines) else {}
            row = []
            for column in part.columns:
                name = f"{part.name}-{place}-{column.name}"
                self.fields[name] = field_of(column, choices, old.get(column.name))
                self.fields[name].required = False
                self.initial[name] = old.get(column.name)
                row.append((column, name))
            rows.append(row)
        return rows


def _flat(column: Column, value: Any) -> Flat:
    if column.kind == "sure":
        return {"yes": True, "no": False}.get(value)
    if column.several:
        return tuple(value or ())
    if column.kind in ("whole", "number", "percent"):
        found: Flat = value
        return found
    return "" if value is None else str(value)
