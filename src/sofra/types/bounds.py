"""How far a cell may go: codes that an address can hold, numbers that people mean, texts that a page can show."""

MOST = 1_000_000_000_000
"""A thousand milliards: above it no office counts anything, in any currency."""

MOST_COUNTED = 2_000_000_000
"""What a column of whole numbers holds in every database; more people or places than these are a slip."""

LONGEST_CODE, LONGEST_LINE, LONGEST_TEXT = 80, 400, 10_000

TAKEN = frozenset(
    {"all", "new", "reach", "roads", "workbook"}
    | {"sheet.xlsx", "services.json", "organizations.json", "services.geojson"}
)
"""Words that stand in an address where the code of a record could stand: a record of this code would have no page.

A test holds them against the addresses of the pages.
"""


def fits_address(code: str) -> bool:
    """True when a record of this code has a page: no slash, no sign without a shape, not dots alone, short enough.

    An empty code fits: its record gets one.
    """
    strange = any(sign in "/\\" or not sign.isprintable() for sign in code)
    return not strange and len(code) <= LONGEST_CODE and (not code or bool(code.strip(". ")))


def countable(number: float) -> bool:
    """True for a number that somebody can mean: finite, and at most a thousand milliards either way."""
    return abs(number) <= MOST  # also False for NaN, and safe for a whole number that no float holds
