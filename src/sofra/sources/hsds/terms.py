"""The words by which Sofra and HSDS understand each other: taxonomies of our own, units, options, days."""

from collections.abc import Mapping
from types import MappingProxyType

KIND, GROUP, CONTENT, FUNCTION, STATUS, PLACES, SECTOR = (
    "sofra:service-kind",
    "sofra:group",
    "sofra:content",
    "sofra:function",
    "sofra:status",
    "sofra:places",
    "sofra:sector",
)
"""Taxonomies of attributes: what HSDS has no field for."""

SAID = "sofra:said"
"""One attribute for each column that no field of the standard holds: its name as code, its content as JSON."""

NO_ADDRESS = "-"
"""HSDS asks for a street and a postal code; a village has neither."""

PLACE_URI = "urn:sofra:place:"
UNIT_PLACES, UNIT_WAITING = "places", "persons waiting"
USER_FEE, UNIT_COST = "user fee", "public unit cost per place and year"
MIDNIGHT, MIDNIGHT_OUT = "24:00", "23:59"
"""A day ends at 24:00 for us; the standard's times end a minute before. Where 23:59 is meant, the notes say so."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STATUS_OUT: Mapping[str, str] = MappingProxyType({"active": "active", "planned": "inactive", "closed": "defunct"})
STATUS_IN: Mapping[str, str] = MappingProxyType(
    {"active": "active", "inactive": "closed", "defunct": "closed", "temporarily closed": "closed"}
)
"""What nobody gives today is closed for us; our own planned services carry an attribute that says so."""
