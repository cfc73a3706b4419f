"""A workspace in one zip file: a manifest, one file of JSON lines a table, the blobs, each with its sha256."""

import hashlib
import json
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import BinaryField, Field, Model
from django.utils import timezone

from sofra.store import models, queries
from sofra.store.inputs import Inputs
from sofra.store.queries.releases import forget
from sofra.store.records import as_record, from_record
from sofra.store.rows import canonical
from sofra.store.workspace import FILE
from sofra.work.compute import COUNTS
from sofra.work.gather import code_version
from sofra.work.zipped import FORMAT, MANIFEST, opened, read_manifest, take

TABLES: tuple[type[Model], ...] = (
    models.Member, models.PlaceRow, models.ProviderRow, models.SiteRow, models.ServiceRow, models.ContractRow,
    models.EquipmentRow, models.PlannedRow, models.AssetRow, models.ForeignRow, models.WorkbookRow,
    models.InvitationRow, models.ConfirmationRow, models.SwitchRow, models.AuditRow,
    models.CodebookRow, models.Round, models.Submission, models.HeldRow, models.ImportRow, models.RegisterRow,
    models.VoiceRow, models.StakeholderRow, models.MeasureRow, models.LayerRow, models.ListRow, models.EntryRow,
    models.PairRow, models.HiddenRow, models.ExplainedRow, models.Blob, models.PhotoRow, models.RunRow,
    models.SearchRow, models.RoadsRow, models.DisasterRow,
    models.TeamRow, models.ClientRow, models.VisitRow, models.ReferralRow, models.WeekRow,
    models.MeetingRow,
    models.Release, models.FactRow, models.AnnexRow, models.Ranking, models.PlanRow, models.ActionRow,
    models.PlanVersion, models.SamplePlanRow, models.SampleDrawRow, models.DocumentRow, models.Event,
)  # fmt: skip
"""In the order in which they can be filled: what is pointed at comes first. Jobs stay where they were asked for."""

FACTS_ONLY: frozenset[type[Model]] = frozenset(
    {models.PlaceRow, models.Blob, models.RunRow, models.Release, models.FactRow, models.AnnexRow, models.Ranking}
)
"""What a region gets."""

SECRET = {"password": "!", "last_login": None}
"""Columns that never leave, with what stands there instead."""

SEALED: Mapping[type[Model], Mapping[str, object]] = {
    models.TeamRow: {"lock": None, "relocked_on": None},
    models.ClientRow: {"sealed": ""},
    models.VisitRow: {"sealed": ""},
    models.WeekRow: {"sealed": ""},
}
"""Names of a mobile team's households: they leave only in a full backup, which says so."""

BARE = {"marks": {}, "near": {}}
"""Pseudonyms of a list stay in the office as well: of its people only their numbers leave."""


def pack_up(path: Path, *, facts_only: bool, with_names: bool = False) -> tuple[dict[str, int], str]:
    """The workspace as a zip at this path: rows by table, and the sha256 of the file.

    What a mobile team sealed stays behind, unless `with_names`.
    """
    counts: dict[str, int] = {}
    prints: dict[str, str] = {}
    # Written beside and then moved: a half-written bundle never stands under the name.
    half = path.with_name(path.name + ".part")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            if facts_only and table not in FACTS_ONLY:
                continue
            lines, name = list(_lines(table, facts_only=facts_only, with_names=with_names)), table.__name__
            counts[name] = len(lines)
            prints[name] = _put(archive, _file(name), b"".join(lines))
        toml = (queries.workspace().folder / FILE).read_bytes()
        prints[FILE] = _put(archive, FILE, toml)
        for name, text in _office():
            prints[name] = _put(archive, name, text)
        archive.writestr(
            MANIFEST, json.dumps(_manifest(counts, prints, facts_only=facts_only) | {"names": with_names}, indent=1)
        )
    half.replace(path)
    return counts, hashlib.sha256(path.read_bytes()).hexdigest()


def unpack(path: Path) -> tuple[dict[str, int], str]:
    """The rows of a bundle into an empty database: rows by table, and the sha256 of the file."""
    with opened(path) as archive:
        manifest = read_manifest(archive, path)
        for table in TABLES:
            if table.__name__ in manifest["rows"]:
                content = take(archive, _file(table.__name__), manifest["sha256"].get(table.__name__), path)
                _fill(table, content)
    _reset_numbers()
    forget()
    return manifest["rows"], hashlib.sha256(path.read_bytes()).hexdigest()


def _manifest(rows: Mapping[str, int], prints: Mapping[str, str], *, facts_only: bool) -> dict[str, object]:
    return {
        "format": FORMAT,
        "kind": "facts" if facts_only else "workspace",
        "sofra": code_version(),
        "made_on": timezone.now().isoformat(timespec="seconds"),
        "municipality": as_record(queries.municipality()),
        "rows": rows,
        "sha256": prints,
    }


def _lines(table: type[Model], *, facts_only: bool, with_names: bool) -> Iterator[bytes]:
    wanted = table.objects.order_by("pk")  # type: ignore[attr-defined]
    if facts_only and table is models.Blob:
        yield from _bare_inputs()
        return
    if facts_only and table is models.AnnexRow:
        # Of what stands beside the numbers a region gets the rounded counts alone: what an attacker finds in a draft
        # names cells, and what was searched names who registered it.
        wanted = wanted.filter(kind=COUNTS)
    for row in wanted.iterator(chunk_size=500):
        record = {field.attname: _plain(getattr(row, field.attname)) for field in table._meta.concrete_fields}
        if table is models.Member:
            record |= SECRET
        if table is models.EntryRow:
            record |= BARE
        if not with_names:
            record |= SEALED.get(table, {})
        yield canonical(record) + b"\n"


def _bare_inputs() -> Iterator[bytes]:
    """The inputs of releases with places only: inventory, voices and names of stakeholders stay in their town."""
    used = models.Release.objects.values("inputs_id")
    for blob in models.Blob.objects.filter(pk__in=used).order_by("pk"):
        full = from_record(Inputs, json.loads(bytes(blob.content)))
        bare = Inputs(full.municipality, full.period, full.day, full.seed, full.speed_kmh, places=full.places)
        content = canonical(as_record(bare))
        yield canonical({"sha256": blob.pk, "content": {"b64": b64encode(content).decode()}}) + b"\n"


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return {"b64": b64encode(bytes(value)).decode()}
    return value.isoformat() if isinstance(value, date | datetime) else value


def _fill(table: type[Model], content: bytes) -> None:
    fields = {field.attname: field for field in table._meta.concrete_fields}
    rows = (
        table(**{name: _value(fields[name], value) for name, value in json.loads(line).items() if name in fields})
        for line in content.splitlines()
    )
    table.objects.bulk_create(rows, batch_size=500)  # type: ignore[attr-defined]


def _value(field: "Field[Any, Any]", value: Any) -> Any:
    if value is None or not isinstance(field, BinaryField):
        return value if field.get_internal_type() == "JSONField" else field.to_python(value)
    return b64decode(value["b64"])


def _reset_numbers() -> None:
    """New rows get numbers after those that came in (PostgreSQL counts by itself)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(TABLES)):
            cursor.execute(statement)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> str:
    archive.writestr(name, content)
    return hashlib.sha256(content).hexdigest()


def _office() -> Iterable[tuple[str, bytes]]:
    folder = queries.workspace().office
    if folder is not None:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield f"packs/{file.relative_to(folder).as_posix()}", file.read_bytes()


def _file(name: str) -> str:
    return f"tables/{name}.jsonl"
