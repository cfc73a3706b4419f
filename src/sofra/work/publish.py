"""Making documents from a release, and approving a release."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from sofra.needs.registers import discrepancies, whole
from sofra.packs.texts import texts
from sofra.render.formats import FORMATS, render
from sofra.report.material import Hazard, Material
from sofra.report.templates import TEMPLATES
from sofra.store import queries
from sofra.store.documents import Blob, DocumentRow
from sofra.store.inputs import Inputs
from sofra.store.mapping import AnnexRow, Release
from sofra.store.notes import DocumentNote, ReleaseNote
from sofra.store.queries.journal import document_note
from sofra.store.records import as_record
from sofra.types.document import Document
from sofra.types.errors import Conflict, NotFound, stop
from sofra.types.furthest import Furthest
from sofra.types.hazard import KIND as HAZARDS
from sofra.types.hazard import Hazards
from sofra.types.hidden import HiddenNote
from sofra.types.inequality import KIND, Inequality
from sofra.types.place import Place
from sofra.types.protected import Attack
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.audit import audit, refuse
from sofra.work.compute import ATTACK


def compose_document(release: int, template: str, lang: str) -> Document:
    """The report of a release as a tree of plain values, for a preview on a page. Raises NotFound."""
    if template not in TEMPLATES:
        raise stop(NotFound, "template_unknown", template=template, known=", ".join(TEMPLATES))
    return TEMPLATES[template](material(release), texts(lang), queries.pack())


def make_document(actor: Actor, release: int, template: str, *, lang: str, format: str) -> DocumentNote:
    """A report of a release as a file, kept for download. `format` is a key of render.formats.FORMATS.

    Composed and rendered first, written then. Raises NotFound for an unknown template, format or language, Conflict
    for a release that would give somebody away.
    """
    check_allowed(actor, "publish.document")
    refuse(release, queries.annex(release, ATTACK, Attack) or Attack())
    if format not in FORMATS:
        raise stop(NotFound, "format_unknown", format=format, known=", ".join(FORMATS))
    content = render(compose_document(release, template, lang), format)
    name = f"{template}-{queries.release(release).period}-{lang}{FORMATS[format].suffix}"
    return keep_document(actor, release, {"template": template, "lang": lang, "format": format, "name": name}, content)


@act("publish.document")
def keep_document(actor: Actor, release: int, what: Mapping[str, str], content: bytes) -> Done[DocumentNote]:
    """A rendered report, kept under the sha256 of its bytes."""
    blob, _ = Blob.objects.get_or_create(sha256=hashlib.sha256(content).hexdigest(), defaults={"content": content})
    row = DocumentRow.objects.create(release_id=release, blob=blob, made_on=timezone.now(), made_by=actor.name, **what)
    return Done(document_note(row), f"document {row.pk}", {"release": release, "bytes": len(content)})


@act("publish.approve")
def approve_release(actor: Actor, release: int) -> Done[ReleaseNote]:
    """Approve a draft release; from now on it is the municipality's word.

    Raises Conflict for one that is no draft, and for one from which somebody who knows all that is public already could
    find out about a few people: the cell is named, and what pins it.
    """
    found = audit(release)
    refuse(release, found)
    AnnexRow.objects.update_or_create(release_id=release, kind=ATTACK, defaults={"content": as_record(found)})
    _move(release, ("draft",), state="approved", approved_on=timezone.now(), approved_by=actor.name)
    return Done(queries.release(release), f"release {release}")


@act("publish.withdraw")
def withdraw_release(actor: Actor, release: int) -> Done[ReleaseNote]:
    """Withdraw a release; it stays readable, and no page takes it as the newest."""
    _move(release, ("draft", "approved"), state="withdrawn", withdrawn_on=timezone.now())
    return Done(queries.release(release), f"release {release}")


def material(release: int) -> Material:
    """Everything that a report of this release is made from, as it stood then; the plan as it stands now."""
    given, note, ranking = queries.inputs(release), queries.release(release), queries.ranking(release)
    counts = queries.counts(release)
    return Material(
        municipality=given.municipality,
        made_on=timezone.localdate(note.made_on).isoformat(),
        author=queries.workspace().author,
        places=given.places,
        facts=queries.facts(release),
        gaps=queries.gaps(release),
        ranked=ranking.ranked if ranking else (),
        criteria=given.criteria,
        proposals=queries.proposals(release),
        actions=tuple(each.action for each in queries.plan().actions),
        inventory=given.inventory,
        stakeholders=given.stakeholders,
        voices=given.voices,
        measures=given.measures,
        registers=whole(counts.shown),
        discrepancies=discrepancies(counts.shown),
        hazards=tuple(_hazards(given)),
        sample=queries.sample(release),
        run=queries.run(release),
        release=str(release),
        roads=given.roads,
        counts=counts,
        recruitment=_recruitment(given),
        **_annexes(release),
    )


def _annexes(release: int) -> dict[str, Any]:
    """What a release says beside its numbers: comparisons, people on no list, searches, what an attacker finds out."""
    return {
        "inequality": queries.annex(release, KIND, Inequality),
        "hidden": queries.annex(release, "hidden", HiddenNote),
        "furthest": queries.annex(release, "furthest", Furthest),
        "attack": queries.annex(release, ATTACK, Attack),
        "dangers": queries.annex(release, HAZARDS, Hazards),
    }


def _recruitment(given: Inputs) -> str:
    """How the people of the newest round were found; empty without a round."""
    return given.rounds[-1].design.recruitment if given.rounds else ""


def _hazards(given: Inputs) -> Iterable[Hazard]:
    """Flood zones with the settlements whose middle lies in them."""
    from shapely.geometry import Point, shape

    settlements = [place for place in given.places if place.kind == "settlement" and place.lon is not None]
    for feature in given.hazard:
        zone = shape(feature["geometry"])
        touched = [place for place in settlements if zone.intersects(Point(place.lon, place.lat))]
        yield Hazard(_label(feature), tuple(place.id for place in touched), _people(touched))


def _label(feature: Mapping[str, Any]) -> dict[str, str]:
    properties = feature.get("properties") or {}
    named = {name.removeprefix("name_"): str(text) for name, text in properties.items() if name.startswith("name_")}
    return {"en": str(properties.get("name", "")), **named}


def _people(places: Sequence[Place]) -> int | None:
    counts = [place.people for place in places]
    return sum(count for count in counts if count is not None) if counts and None not in counts else None


def _move(release: int, states: Sequence[str], **columns: object) -> None:
    note = queries.release(release)
    if not Release.objects.filter(pk=release, state__in=states).update(**columns):
        raise stop(Conflict, "release_state", release=release, state=note.state)
