"""Proposals for links: how alike a foreign question and a variable of the packs look, by name, words and codes."""

from collections.abc import Iterator, Mapping
from itertools import product

from rapidfuzz import fuzz

from sofra.sources.cells import spellings
from sofra.sources.names import fold, likeness
from sofra.types.answers import Codebook, Kind, Link, Variable

LEAST = 0.68
CODES_WEIGHT = 0.25
NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER})
CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES})
SAME = (
    frozenset({"yes", "da", "po", "true", "oui", "evet", "y"}),
    frozenset({"no", "ne", "jo", "false", "non", "hayir", "n"}),
    frozenset({"f", "female", "zhensko", "zhena", "zhenski", "femer", "femnor", "woman"}),
    frozenset({"m", "male", "mashko", "mazh", "mashki", "mashkull", "man"}),
    frozenset({"dk", "dont know", "don t know", "do not know", "ne znae", "ne znam"}),
    frozenset({"na", "refused", "prefer not answer", "prefer not to answer", "odbi"}),
)


def propose(codebook: Codebook, variables: Mapping[str, Variable]) -> list[Link]:
    """One link at most for each variable and each column, best first, none confirmed.

    `score` is 0 to 1: the better of name and label, a quarter of it by codes where both have codes. A column is never
    proposed for a variable of another table or of a kind that it cannot become.
    """
    pairs = [
        link
        for column, target in product(codebook.variables, variables.values())
        if column.table == target.table and (link := _pair(column, target)) is not None
    ]
    pairs.sort(key=lambda link: (-link.score, link.variable, link.column))
    chosen: list[Link] = []
    columns: set[str] = set()
    targets: set[str] = set()
    for link in pairs:
        if link.column not in columns and link.variable not in targets:
            chosen.append(link)
            columns.add(link.column)
            targets.add(link.variable)
    return chosen


def _pair(column: Variable, target: Variable) -> Link | None:
    if not could_become(column, target) or (target.choices and not column.choices and not _numeric(target)):
        return None
    name = likeness(column.name, target.name)
    label = max((_worded(one, other) for one, other in _labels(column, target)), default=0.0)
    words, reason = max((name, "name"), (label, "label"))
    if words < LEAST:
        return None
    codes = match_codes(column, target)
    score = words
    if column.choices and target.choices:
        share = len(codes) / len(column.choices)
        score = (1 - CODES_WEIGHT) * words + CODES_WEIGHT * share
        reason = "codes" if share > words else reason
    if score < LEAST:
        return None
    same = all(foreign == own for foreign, own in codes.items())
    return Link(column.name, target.name, {} if same else codes, 1.0, False, round(score, 3), reason)


def _labels(column: Variable, target: Variable) -> Iterator[tuple[str, str]]:
    """Labels of the same language first; any two where they share none."""
    shared = [lang for lang in column.label if lang in target.label]
    if shared:
        yield from ((column.label[lang], target.label[lang]) for lang in shared)
    else:
        yield from product(column.label.values(), target.label.values())


def _worded(one: str, other: str) -> float:
    """How alike two questions are; all words of the shorter within the longer count 0.7, since forms ask at length."""
    return max(likeness(one, other), 0.7 * fuzz.token_set_ratio(fold(one), fold(other)) / 100)


def match_codes(column: Variable, target: Variable) -> dict[str, str]:
    """The packs' code for each foreign code that has a clear counterpart, by code, label, or a common word."""
    own = {code: code for code in target.missing} | spellings(target)
    out: dict[str, str] = {}
    for choice in column.choices:
        words = [choice.code, *choice.label.values()]
        found = next((own[word] for word in words if word in own), None)
        found = found or next((own[fold(word)] for word in words if fold(word) in own), None)
        found = found or _by_meaning({fold(word) for word in words}, own)
        if found is not None:
            out[choice.code] = found
    return out


def _by_meaning(words: set[str], own: Mapping[str, str]) -> str | None:
    for meaning in SAME:
        if words & meaning:
            return next((code for spelling, code in own.items() if fold(spelling) in meaning), None)
    return None


def could_become(column: Variable, target: Variable) -> bool:
    """True when a link with the right codes or factor could turn one into the other."""
    if target.kind in NUMBERS:
        return column.kind in NUMBERS
    if target.kind in CHOSEN:
        return column.kind in CHOSEN or column.kind is Kind.INTEGER
    if target.kind is Kind.DATE:
        return column.kind in (Kind.DATE, Kind.TEXT)
    return True


def fits(column: Variable, target: Variable) -> bool:
    """True when the column's answers are the variable's answers as they stand, without a change of codes."""
    if not could_become(column, target):
        return False
    if not target.choices or not column.choices:
        return not target.choices or column.kind not in NUMBERS or _numeric(target)
    known = {choice.code for choice in target.choices} | set(target.missing)
    return any(choice.code in known for choice in column.choices)


def _numeric(target: Variable) -> bool:
    return all(choice.code.lstrip("-").isdigit() for choice in target.choices)
