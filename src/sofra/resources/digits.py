"""Numbers as they are stored: to 12 significant digits, so that a sum in another order gives the same number."""


def stored(value: float) -> float:
    """The value to 12 significant digits."""
    return float(f"{value:.12g}")
