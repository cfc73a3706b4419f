"""A search by hand, for reports: one group confirmed, one signal, one search that could not be made."""

from sofra.types.errors import Issue, Severity, Where
from sofra.types.furthest import (
    Category,
    Circumstance,
    FoundGroup,
    Furthest,
    Part,
    Reach,
    Registered,
    Rung,
    Search,
    SearchPlan,
    Span,
)
from sofra.types.keys import IndicatorId

SEX = Circumstance("sex", {"en": "Sex", "mk": "Пол"}, [
    Category("f", {"en": "women", "mk": "жени"}, "sex = 'f'"),
    Category("m", {"en": "men", "mk": "мажи"}, "sex = 'm'"),
])  # fmt: skip
HOME = Circumstance("household", {"en": "Household", "mk": "Домаќинство"}, [
    Category("alone", {"en": "living alone", "mk": "што живеат сами"}, "hh_size = 1"),
    Category("more", {"en": "not alone", "mk": "што не живеат сами"}, "hh_size > 1"),
])  # fmt: skip
PLAN = SearchPlan("poverty", IndicatorId("needs.home_care"), [SEX, HOME])
KEPT = Registered(PLAN, "ab" * 32, "2026-05-01T08:30:00.000000+00:00", "ana")

ALONE = FoundGroup(
    [Part("household", "alone")], "confirmed", Span(0.31, 0.24, 0.45), Span(1200.0, 1000.0, 1440.0),
    Span(372.0, 270.0, 560.0), 0.08, 96, 0.003, 97,
)  # fmt: skip
WOMEN_ALONE = FoundGroup(
    [Part("sex", "f"), Part("household", "alone")], "signal", Span(0.36, 0.17, 0.55), Span(700.0, 560.0, 870.0),
    Span(252.0, 120.0, 400.0), 0.047, 55, 0.09, 61, [Part("household", "alone")], 0.7,
)  # fmt: skip


def furthest() -> Furthest:
    """Two searches, the second without a result."""
    whole = Search(
        KEPT, "before", average=0.14, asked=1100, people=15000.0, units=45, test="units", behind=1,
        rungs=[Rung(1, 4, 3.05, [ALONE]), Rung(2, 4, 3.6, [WOMEN_ALONE])],
        reach=[Reach(1, 0.05, 0.34), Reach(2, 0.05, None)],
    )  # fmt: skip
    issue = Issue("furthest_few_rows", Where(), {"n": 40, "least": 100}, Severity.FILE)
    return Furthest([whole, Search(Registered(PLAN, "cd" * 32), "never", issues=[issue])])
