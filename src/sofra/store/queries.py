"""Reading what is kept: every function gives frozen values; nothing here writes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sofra.packs.load import load
from sofra.store.notes import (
    ActionNote,
    DocumentNote,
    EventNote,
    HeldNote,
    JobNote,
    Kept,
    Outcome,
    PlanNote,
    Progress,
    RankingNote,
    ReleaseNote,
    RoundNote,
    VersionNote,
)
from sofra.store.people import Member
from sofra.store.workspace import Workspace
from sofra.types.catalogue import Pack
from sofra.types.evidence import Discrepancy, Measure, Municipality, RegisterCount, SampleNote, Stakeholder, Voice
from sofra.types.fact import Fact
from sofra.types.origin import Run
from sofra.types.place import Place
from sofra.types.planning import Gap, Proposal
from sofra.types.supply import Contract, Inventory, Provider, Service, Site


def workspace() -> Workspace:
    """This workspace's folder and what its workspace.toml says."""
    raise NotImplementedError


def municipality() -> Municipality:
    """Whose social map this is."""
    raise NotImplementedError


def pack() -> Pack:
    """The packs of this workspace: base, country and the office's own files."""
    raise NotImplementedError


def places() -> list[Place]:
    """All places in their order: municipality, areas, settlements."""
    raise NotImplementedError


def inventory(on: date | None = None) -> Inventory:
    """Everything there is on a day (today): removed things left out; services closed by then are "closed"."""
    raise NotImplementedError


def services(*, removed: bool = False) -> list[Kept[Service]]:
    """All services with the version to save against; with `removed`, the removed ones only."""
    raise NotImplementedError


def service(id: str) -> Kept[Service]:
    """One service, removed or not. Raises NotFound."""
    raise NotImplementedError


def provider(id: str) -> Kept[Provider]:
    """One provider. Raises NotFound."""
    raise NotImplementedError


def site(id: str) -> Kept[Site]:
    """One site. Raises NotFound."""
    raise NotImplementedError


def contract(id: str) -> Kept[Contract]:
    """One contract. Raises NotFound."""
    raise NotImplementedError


def registers() -> list[RegisterCount]:
    """All register counts."""
    raise NotImplementedError


def discrepancies() -> list[Discrepancy]:
    """Where two registers know different numbers of the same group in the same place."""
    raise NotImplementedError


def voices() -> list[Voice]:
    """All statements of focus groups and interviews."""
    raise NotImplementedError


def stakeholders() -> list[Stakeholder]:
    """All organisations with a part in the matter."""
    raise NotImplementedError


def measures() -> list[Measure]:
    """The measures of last period's social plan."""
    raise NotImplementedError


def layer(kind: str) -> list[Mapping[str, Any]]:
    """GeoJSON features of a map layer, "roads" or "flood"; empty when nobody brought one."""
    raise NotImplementedError


def rounds() -> list[RoundNote]:
    """The rounds of answers that stand, with counts."""
    raise NotImplementedError


def imports() -> list[Outcome]:
    """All files brought in, newest first."""
    raise NotImplementedError


def outcome(id: int) -> Outcome:
    """How one upload stands. Raises NotFound."""
    raise NotImplementedError


def held(round: int | None = None) -> list[HeldNote]:
    """Rows that wait for a correction."""
    raise NotImplementedError


def held_row(id: int) -> HeldNote:
    """One row that waits for a correction. Raises NotFound."""
    raise NotImplementedError


def releases() -> list[ReleaseNote]:
    """All social maps, newest first."""
    raise NotImplementedError


def latest() -> ReleaseNote | None:
    """The newest social map that is not withdrawn; None when there is none yet."""
    raise NotImplementedError


def release(id: int) -> ReleaseNote:
    """One social map. Raises NotFound."""
    raise NotImplementedError


def run(release: int) -> Run:
    """How a release was made."""
    raise NotImplementedError


def facts(release: int) -> tuple[Fact, ...]:
    """All numbers of a release (kept in memory, since a release never changes)."""
    raise NotImplementedError


def fact(release: int, indicator: str, place: str, group: str = "ALL") -> Fact:
    """One number. Raises NotFound."""
    raise NotImplementedError


def gaps(release: int) -> tuple[Gap, ...]:
    """All gaps of a release, found again from its facts."""
    raise NotImplementedError


def sample(release: int) -> SampleNote | None:
    """How the sample of a release went; None for a release without a survey."""
    raise NotImplementedError


def ranking(release: int) -> RankingNote | None:
    """The order of a release's gaps under the weights that count now."""
    raise NotImplementedError


def proposals(release: int) -> tuple[Proposal, ...]:
    """What could close each gap of a release."""
    raise NotImplementedError


def plan(*, removed: bool = False) -> PlanNote:
    """The plan of this period; with `removed`, its removed actions only."""
    raise NotImplementedError


def action(id: str) -> ActionNote:
    """One line of the plan. Raises NotFound."""
    raise NotImplementedError


def versions() -> list[VersionNote]:
    """The saved versions of the plan, newest first."""
    raise NotImplementedError


def documents(release: int | None = None) -> list[DocumentNote]:
    """The reports that were made, newest first."""
    raise NotImplementedError


def document_bytes(id: int) -> bytes:
    """The bytes of one report. Raises NotFound."""
    raise NotImplementedError


def jobs(*, open_only: bool = False) -> list[JobNote]:
    """Long work, newest first; `open_only` leaves out what is over."""
    raise NotImplementedError


def job(id: int) -> JobNote:
    """One piece of long work. Raises NotFound."""
    raise NotImplementedError


def events(limit: int = 100) -> list[EventNote]:
    """The last acts, newest first."""
    raise NotImplementedError


def members() -> Sequence[Member]:
    """Everybody who may sign in."""
    raise NotImplementedError


def steps() -> list[Progress]:
    """How far this municipality is, step by step, for Home."""
    raise NotImplementedError


__all__ = ["load"]
