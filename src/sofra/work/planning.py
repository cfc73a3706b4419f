"""The plan: propose what closes a gap, add, change, remove and restore actions, save a version."""

import hashlib
import json
from dataclasses import replace

from django.db.models import F
from django.utils import timezone

from sofra.packs.texts import texts
from sofra.plan.act import as_action
from sofra.plan.propose import propose as plan_for
from sofra.store.notes import ActionNote, ReleaseNote, VersionNote
from sofra.store.planning import ActionRow, PlanRow, PlanVersion
from sofra.store.queries import action, facts, gaps, inputs, municipality, pack, plan
from sofra.store.queries.plan import version_note
from sofra.store.records import as_columns, as_record
from sofra.types.errors import Conflict, NotFound, stop
from sofra.types.planning import Action
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.keeping import new_id
from sofra.work.priorities import newest_release


def propose(actor: Actor, gap: str, lang: str = "") -> Action:
    """An action that would close this gap (Gap.id of the newest release), to be looked at before it is added.

    Raises NotFound when there is no proposal for the gap.
    """
    check_allowed(actor, "plan.propose")
    return _proposed(newest_release(), gap, lang or actor.language)


@act("plan.propose")
def add_proposal(actor: Actor, gap: str, lang: str = "") -> Done[ActionNote]:
    """Put the proposal for a gap into the plan as an action, ready to be edited."""
    return put_in_plan(_proposed(newest_release(), gap, lang or actor.language))


@act("plan.add")
def add_action(actor: Actor, action: Action) -> Done[ActionNote]:
    """Add an action; an empty id gets one."""
    return put_in_plan(action)


@act("plan.change")
def change_action(actor: Actor, action: Action, version: int) -> Done[ActionNote]:
    """Save a changed action over the version that was read. Raises Conflict when somebody saved meanwhile."""
    columns = {name: value for name, value in as_columns(action).items() if name != "id"}
    return _over(action.id, version, **columns)


@act("plan.remove")
def remove_action(actor: Actor, action: str) -> Done[ActionNote]:
    """Take an action out of the plan; it can be restored."""
    return _over(action, None, removed_on=timezone.now())


@act("plan.restore")
def restore_action(actor: Actor, action: str) -> Done[ActionNote]:
    """Put a removed action back."""
    return _over(action, None, removed_on=None)


@act("plan.save")
def save_version(actor: Actor, note: str = "") -> Done[VersionNote]:
    """Freeze the plan as it stands under the next number. Raises NotFound for an empty plan."""
    found = plan()
    if not found.actions:
        raise stop(NotFound, "plan_empty")
    content = [as_record(each.action) for each in found.actions]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    row = PlanVersion.objects.create(
        plan_id=found.id,
        number=found.versions + 1,
        note=note,
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        made_on=timezone.now(),
        made_by=actor.name,
    )
    return Done(version_note(row), f"plan {found.period}", {"version": row.number, "actions": len(content)})


def put_in_plan(given: Action) -> Done[ActionNote]:
    """An action as the last line of the plan; an empty id gets one. Raises Conflict when the id is taken."""
    named = given if given.id else replace(given, id=new_id("AC"))
    if ActionRow.objects.filter(pk=named.id).exists():
        raise stop(Conflict, "id_taken", id=named.id)
    row, _ = PlanRow.objects.get_or_create(period=municipality().period)
    ActionRow.objects.create(plan=row, position=row.actions.count(), **as_columns(named))
    return Done(action(named.id), f"action {named.id}")


def _proposed(release: ReleaseNote, gap: str, lang: str) -> Action:
    chosen = next((each for each in gaps(release.id) if each.id == gap), None)
    given = inputs(release.id)
    found = plan_for([chosen], given.inventory, pack(), given.places, facts=facts(release.id)) if chosen else []
    if not found:
        raise stop(NotFound, "no_proposal", gap=gap)
    services = given.inventory.services
    return replace(as_action(found[0], pack(), texts(lang), places=given.places, services=services), id="")


def _over(id: str, version: int | None, **columns: object) -> Done[ActionNote]:
    read = action(id).version if version is None else version
    action(id)
    if not ActionRow.objects.filter(pk=id, version=read).update(**columns, version=F("version") + 1):
        raise stop(Conflict, "changed_meanwhile", id=id)
    return Done(action(id), f"action {id}", {"version": read + 1})
