"""The municipal job raked to an office's totals gives the errors of the analyst's bench, which are R's."""

from dataclasses import replace

import numpy as np
import pytest
from tests.spec.reference import asked
from tests.spec.test_spec_weights import AGE, AREA, SEX, one, town, two

from sofra.needs.margins import fit, nothing
from sofra.needs.raked import raked_margin
from sofra.needs.survey.calibrate import calibrate
from sofra.needs.survey.design import within
from sofra.needs.survey.means import mean, total
from sofra.types.answers import Design, KnownTotal

TOTALS = [
    KnownTotal(margin, category, float(count))
    for margin, parts in {**SEX, **AGE, **AREA}.items()
    for category, count in parts.items()
]
ONE = (Design(weight="w", stratum="stratum", unit="psu", nested=True), ())
TWO = (
    Design(weight="w", stratum="stratum", unit="psu", units_in_stratum="N", households_in_unit="M", nested=True),
    ("stratum", "psu", "hh"),
)


@pytest.mark.parametrize(("design", "home", "bench"), [(*ONE, one), (*TWO, two)])
def test_the_error_of_a_raked_map_is_that_of_r(design, home, bench):
    job = asked(town(), design, home=home)
    rows = np.full(town().size, -1)
    margin, _ = raked_margin(town(), job.table.base, TOTALS, first=nothing(town().size), place=rows, places=())
    job = replace(job, table=replace(job.table, weight=fit(job.table.base, margin), margin=margin))
    sample = calibrate(bench(), {**SEX, **AGE, **AREA}, distance="raking")

    means, _ = job.mean("income", by="age")
    totals, errors = job.total("need", by="sex")

    np.testing.assert_allclose(job.table.weight, sample.weight, rtol=1e-9)
    for number, age in enumerate(("0-17", "18-64", "65+")):
        found = mean(within(sample, f"age = '{age}'"), "income")
        np.testing.assert_allclose([means.value[number], means.se[number]], [found.value[0], found.se[0]], rtol=1e-8)
    for number, sex in enumerate("fm"):
        found = total(within(sample, f"sex = '{sex}'"), "need")
        np.testing.assert_allclose([totals[number], errors[number]], [found.value[0], found.se[0]], rtol=1e-8)
