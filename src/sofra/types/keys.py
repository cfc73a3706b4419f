"""Names for the identifiers that travel through the house, so that a type checker tells them apart."""

from collections.abc import Mapping
from typing import NewType, TypeAlias

IndicatorId = NewType("IndicatorId", str)
"""Dotted: "needs.home_care". A measure made from one carries a suffix: "needs.home_care:people"."""

PlaceId = NewType("PlaceId", str)
GroupId = NewType("GroupId", str)
ServiceKind = NewType("ServiceKind", str)
"""A code of the canonical list, "HOM-CARE"."""

Lang = NewType("Lang", str)
"""A BCP 47 code: "en", "mk", "sq", "sr-Cyrl", "sr-Latn", "bs"."""

RunId = NewType("RunId", str)

EVERYONE = GroupId("ALL")
"""The group of all people of the place."""

Label: TypeAlias = Mapping[str, str]
"""One text in several languages, keyed by Lang; "en" is always there."""
