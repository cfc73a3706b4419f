"""The table of readers: one line a kind of source. To add one, write its file and its line."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sofra.sources.answers import read_answers
from sofra.sources.boundaries import read_boundaries
from sofra.sources.disasters import read_disasters
from sofra.sources.features import read_roads
from sofra.sources.form import read_form
from sofra.sources.hsds.read import read_hsds
from sofra.sources.inventory import read_inventory
from sofra.sources.measures import read_measures
from sofra.sources.osm_services import read_osm_services
from sofra.sources.registers import read_register
from sofra.sources.settlements import read_settlements
from sofra.sources.stakeholders import read_stakeholders
from sofra.sources.voices import read_notes
from sofra.sources.zones import read_hazard

READERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "answers": read_answers,
        "boundaries": read_boundaries,
        "form": read_form,
        "disasters": read_disasters,
        "hazard": read_hazard,
        "hsds": read_hsds,
        "inventory": read_inventory,
        "measures": read_measures,
        "notes": read_notes,
        "osm_services": read_osm_services,
        "register": read_register,
        "roads": read_roads,
        "settlements": read_settlements,
        "stakeholders": read_stakeholders,
    }
)
