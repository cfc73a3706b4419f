"""The second verdict: is a number precise enough to be shown without a warning?

Shares by the rules of the National Center for Health Statistics (Parker and others 2017, Vital and Health Statistics,
Series 2 No 175): at least thirty asked, and thirty effectively; the 95 % interval of Korn and Graubard narrower than
five points is shown, thirty points and more is not reliable, between them it must not be wider than 130 % of the share;
fewer than eight degrees of freedom are looked at by somebody before the number leaves. A country that follows the habit
of MICS and DHS says so in its pack: fewer than 25 asked are not shown, 25 to 49 stand in brackets.
"""

from sofra.types.catalogue import GateRules
from sofra.types.fact import Fact, SpreadKind

BORROWED, LARGE_ERROR, WIDE = "gate.borrowed_error", "gate.large_error", "gate.wide_interval"
BELOW_RELIABLE, EFFECTIVE, RELATIVE = "gate.below_reliable", "gate.small_effective", "gate.wide_relative"
FEW_DF, BRACKETS, BELOW_BANDS = "gate.few_df", "gate.brackets", "gate.below_bands"


def imprecise(fact: Fact, rules: GateRules) -> str:
    """Why this number is not precise enough, as the key of a text; "" when it is."""
    if fact.spread.kind is SpreadKind.MODEL:
        return fact.reason or BORROWED
    if rules.precision == "bands":
        return _band(fact.base.n, rules) or _error(fact, rules)
    small = _small(fact, rules)
    if small:
        return small
    return (_width(fact, rules) if fact.unit == "share" else _error(fact, rules)) or _review(fact, rules)


def _small(fact: Fact, rules: GateRules) -> str:
    n, deff = fact.base.n, fact.base.deff
    if n is None:
        return ""
    if n < rules.reliable_base:
        return BELOW_RELIABLE
    # A design effect below one comes from too few units: nobody counts for more than one.
    return EFFECTIVE if deff is not None and n / max(1.0, deff) < rules.reliable_effective else ""


def _band(n: int | None, rules: GateRules) -> str:
    if n is None or n >= rules.bands_full:
        return ""
    return BELOW_BANDS if n < rules.bands_least else BRACKETS


def _width(fact: Fact, rules: GateRules) -> str:
    low, high, share = fact.spread.low, fact.spread.high, fact.value
    if low is None or high is None or share is None:
        return ""
    width = high - low
    if width > 2 * rules.widest_interval:
        return WIDE
    return RELATIVE if width > rules.narrow and width > rules.widest_relative * share else ""


def _error(fact: Fact, rules: GateRules) -> str:
    se, value = fact.spread.se, fact.value
    if fact.unit == "share" or se is None or not value:
        return ""
    return LARGE_ERROR if se > rules.largest_cv * abs(value) else ""


def _review(fact: Fact, rules: GateRules) -> str:
    df = fact.base.df
    return FEW_DF if df is not None and df < rules.least_df else ""
