"""The plan: propose what closes a gap, add, change, remove and restore actions, save a version."""

from sofra.store.notes import ActionNote, VersionNote
from sofra.types.planning import Action, Proposal
from sofra.work.acts import Actor, Done, act


def propose(actor: Actor, gap: str, lang: str = "") -> Action:
    """An action that would close this gap (Gap.id of the newest release), to be looked at before it is added."""
    raise NotImplementedError


@act("plan.propose")
def add_proposal(actor: Actor, gap: str, lang: str = "") -> Done[ActionNote]:
    """Put the proposal for a gap into the plan as an action, ready to be edited."""
    raise NotImplementedError


@act("plan.add")
def add_action(actor: Actor, action: Action) -> Done[ActionNote]:
    """Add an action; an empty id gets one."""
    raise NotImplementedError


@act("plan.change")
def change_action(actor: Actor, action: Action, version: int) -> Done[ActionNote]:
    """Save a changed action over the version that was read. Raises Conflict when somebody saved meanwhile."""
    raise NotImplementedError


@act("plan.remove")
def remove_action(actor: Actor, action: str) -> Done[ActionNote]:
    """Take an action out of the plan; it can be restored."""
    raise NotImplementedError


@act("plan.restore")
def restore_action(actor: Actor, action: str) -> Done[ActionNote]:
    """Put a removed action back."""
    raise NotImplementedError


@act("plan.save")
def save_version(actor: Actor, note: str = "") -> Done[VersionNote]:
    """Freeze the plan as it stands under the next number."""
    raise NotImplementedError


__all__ = ["Proposal"]
