"""What keeps numbers of a question from being defended, as Issues, and intervals that do not feign certainty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sofra.engine.frame import Codes, Flags, Floats
from sofra.needs.survey.by import domains
from sofra.needs.survey.design import Survey, only
from sofra.needs.survey.effect import all_taken
from sofra.needs.survey.estimate import Estimate
from sofra.needs.survey.means import Answers, answers
from sofra.needs.survey.variance import lonely
from sofra.types.errors import Issue, Severity, Where

MUCH_MISSING = 0.10
"""From this share of rows without an answer on, the reader is told: those who answered may differ from the rest."""
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class _Question:
    """The columns of a question as terms, and each row's domain; `names` is one empty name without groups."""

    of: Survey
    found: Answers
    code: Codes
    names: Sequence[str]

    @property
    def counted(self) -> Flags:
        """Rows that answered, with a weight, in a domain: (rows,)."""
        return self.of.inside & self.found.known & (self.of.weight > 0) & (self.code >= 0)


def doubts(of: Survey, *columns: str, groups: Sequence[str] = ()) -> tuple[Issue, ...]:
    """Everything about these columns, in these groups, that leaves a number without a value or an error, all at once.

    FILE: nothing can be estimated (all weights zero, a lonely unit under "fail"). CELL: one number is missing (a domain
    where nobody answered, equal answers, too few units). NOTE: a number stands, but reads differently (many without an
    answer, rows of weight zero).
    """
    question = _question(of, columns, groups)
    stops = [*_stops(of)]
    if stops:
        return tuple(stops)
    return (*_notes(of, columns), *_no_freedom(question), *_cells(question))


def defended(
    of: Survey, estimate: Estimate, columns: Sequence[str], *, groups: Sequence[str] = (), level: float = 0.95
) -> tuple[Floats, Floats]:
    """The ends of each term's interval, (terms,), NaN where equal answers would make it a point.

    `estimate` is what `columns` (and `groups`, by `by`) gave. When everybody asked gave one answer, the sample shows
    no spread, and a width of zero would claim that nobody else differs: `doubts` names the reason. Where every unit
    was in the sample the point is the truth, and stays.
    """
    low, high = estimate.interval(level)
    if all_taken(of):
        return low, high
    flat = _flat(_question(of, columns, groups))
    pointed = estimate.se <= ROUNDING * np.maximum(1.0, np.abs(estimate.value))
    unsaid = pointed & (flat if len(flat) == len(pointed) else pointed)
    return np.where(unsaid, np.nan, low), np.where(unsaid, np.nan, high)


def _question(of: Survey, columns: Sequence[str], groups: Sequence[str]) -> _Question:
    if not groups:
        return _Question(of, answers(of, columns), np.zeros(of.size, dtype=np.int64), ("",))
    code, names = domains(of, groups)
    return _Question(of, answers(of, columns), code, names)


def _stops(of: Survey) -> Iterator[Issue]:
    if of.inside.any() and not (of.weight[of.inside] > 0).any():
        yield Issue("survey_weights_zero", Where(), {"n": int(of.inside.sum())}, Severity.FILE)
    alone = sum(int(lonely(of, number).sum()) for number in range(len(of.stages)))
    if alone and of.lonely == "fail" and of.replicates is None:
        yield Issue("lonely_stratum", Where(), {"n": alone}, Severity.FILE)


def _notes(of: Survey, columns: Sequence[str]) -> Iterator[Issue]:
    idle = int((of.inside & (of.weight == 0)).sum())
    if idle:
        yield Issue("survey_weight_zero", Where(), {"n": idle}, Severity.NOTE)
    asked = int(of.inside.sum())
    for column in columns:
        gone = int((of.inside & ~of.frame.column(column).known).sum())
        if asked and MUCH_MISSING <= gone / asked < 1:
            values = {"n": gone, "percent": round(100 * gone / asked)}
            yield Issue("survey_answers_missing", Where(column=column), values, Severity.NOTE)


def _no_freedom(question: _Question) -> Iterator[Issue]:
    asked = only(question.of, question.counted)
    if question.counted.any() and asked.df < 1 and not all_taken(question.of):
        yield Issue("survey_too_few_units", Where(), {}, Severity.CELL)


def _cells(question: _Question) -> Iterator[Issue]:
    """Domains where nobody answered, and terms on which all answers of a domain are equal."""
    size = np.bincount(question.code[question.counted], minlength=len(question.names))
    for name, n in zip(question.names, size, strict=True):
        if not n:
            code = "survey_domain_empty" if name else "survey_nobody_answered"
            yield Issue(code, Where(), {"domain": name}, Severity.CELL)
    if all_taken(question.of):
        return
    flat = _flat(question).reshape(-1, len(question.names))
    for term, places in zip(question.found.terms, flat, strict=True):
        for name in np.array(question.names)[places]:
            code = "survey_answers_equal_in" if name else "survey_answers_equal"
            yield Issue(code, Where(column=term), {"column": term, "domain": str(name)}, Severity.CELL)


def _flat(question: _Question) -> Flags:
    """Whether all answers of a domain to a term are equal, terms outermost: (terms · domains,); False for nobody."""
    code, size = question.code[question.counted], len(question.names)
    found = []
    for y in question.found.y[question.counted].T:
        low, high = np.full(size, np.inf), np.full(size, -np.inf)
        np.minimum.at(low, code, y)
        np.maximum.at(high, code, y)
        found.append(low == high)
    return np.concatenate(found) if found else np.zeros(0, dtype=np.bool_)
