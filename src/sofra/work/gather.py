"""What goes into a map today: everything in the workspace but answers, as one frozen value."""

import hashlib
import secrets
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.utils import timezone

from sofra.store import queries
from sofra.store.answers import Round
from sofra.store.inputs import Inputs
from sofra.store.records import as_record
from sofra.store.rows import canonical, round_input
from sofra.work.audit import earlier_counts

PRINTED = (
    "places", "inventory", "registers", "voices", "stakeholders", "measures", "roads", "hazard", "hidden", "networks",
    "disasters",
)  # fmt: skip
"""The inputs whose sha256 a Run keeps, besides the rounds of answers."""


def gather(period: str = "") -> Inputs:
    """Everything that a map of this period ("" for the workspace's) is made from, as it stands now."""
    found = queries.workspace()
    chosen = period or found.municipality.period
    standing = Round.objects.filter(withdrawn_on__isnull=True, period=chosen)
    day = timezone.localdate()
    return Inputs(
        municipality=found.municipality,
        period=chosen,
        day=day.isoformat(),
        seed=found.seed,
        speed_kmh=found.speed_kmh,
        places=tuple(queries.places()),
        inventory=queries.inventory(day),
        rounds=tuple(round_input(row) for row in standing),
        registers=tuple(queries.registers()),
        voices=tuple(queries.voices()),
        stakeholders=tuple(queries.stakeholders()),
        measures=tuple(queries.measures()),
        roads=tuple(queries.layer("roads")),
        hazard=tuple(queries.layer("hazard")),
        criteria=tuple(queries.pack().criteria),
        hidden=tuple(queries.histories()),
        office=_office(found.office),
        searches=tuple(queries.searches()),
        earlier=earlier_counts(),
        salt=secrets.token_hex(16),
        disasters=tuple(queries.disasters()),
        detour=found.detour,
        within=found.within,
        networks=queries.networks(),
    )


def prints(given: Inputs) -> dict[str, str]:
    """The sha256 of each input by its name, for the Run."""
    found = {f"answers: {round.name}": round.sha256 for round in given.rounds}
    for name in PRINTED:
        salt = given.salt if name == "registers" else ""
        found[name] = hashlib.sha256(salt.encode() + canonical(as_record(getattr(given, name)))).hexdigest()
    return found


def code_version() -> str:
    """The version of this installation; "source" when it runs from its source folder."""
    try:
        return version("sofra")
    except PackageNotFoundError:
        return "source"


def _office(folder: Path | None) -> dict[str, str]:
    if folder is None:
        return {}
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}
