"""How the sample went, for the method chapter: counts and diagnostics, no answer."""

from collections.abc import Sequence

import numpy as np

from sofra.engine.frame import as_text
from sofra.needs.survey.diagnose import kish
from sofra.needs.weights import HOUSEHOLD, PERSON, Weighed
from sofra.types.evidence import SampleNote

INTERVIEW_DATE = "interview_date"
DIGITS = 12


def sample_note(weighed: Weighed) -> SampleNote:
    """Households and people asked, strata, units, design effect and range of the weights, days of the interviews.

    Weights are those of people where people were asked, otherwise of households. `missing` is the share of answers
    that are empty or unusable, by column.
    """
    table = weighed.table(PERSON)
    plan = weighed.sampling.plan
    days = _days(weighed)
    return SampleNote(
        households=weighed.tables[HOUSEHOLD].frame.size if HOUSEHOLD in weighed.tables else 0,
        people=weighed.tables[PERSON].frame.size if PERSON in weighed.tables else 0,
        held=weighed.held,
        strata=plan.strata,
        units=plan.units,
        lonely=int((plan.sampled == 1).sum()),
        rule=plan.lonely,
        deff_weights=_rounded(kish(table.weight)),
        weight_low=_rounded(float(table.weight.min())),
        weight_high=_rounded(float(table.weight.max())),
        margins=tuple(one.margin.name for one in weighed.tables.values() if one.margin.name),
        probability=weighed.probability,
        first_day=days[0] if days else "",
        last_day=days[-1] if days else "",
        missing=_missing(weighed),
        raked=tuple(weighed.raked),
        stages=1 if plan.inside is None else 2,
    )


def _days(weighed: Weighed) -> Sequence[str]:
    home = weighed.table(HOUSEHOLD).frame
    return sorted({day[:10] for day in as_text(home.column(INTERVIEW_DATE)) if day is not None})


def _missing(weighed: Weighed) -> dict[str, float]:
    return {
        name: _rounded(float(1.0 - np.mean(column.known)))
        for table in weighed.tables.values()
        for name, column in table.frame.columns.items()
        if not name.startswith("_")
    }


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
