"""What makes a function an act: it is allowed, it happens wholly or not at all, and it is recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from types import MappingProxyType
from typing import Concatenate, Generic, ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone

from sofra.packs.texts import KEEPER as KEEPER_NAME
from sofra.store.events import Event
from sofra.store.people import Member
from sofra.types.errors import NotAllowed, stop
from sofra.work.policy import may

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the name they sign in with, their role and their language."""

    name: str
    role: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an act did: its value for the caller; for the record the id of the thing and whole numbers only."""

    value: T
    target: str = ""
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def actor_of(member: Member) -> Actor:
    """This member as an actor; somebody who is not signed in is a guest."""
    if not member.is_authenticated:
        return Actor("", "guest")
    return Actor(member.username, member.role, member.language)


KEEPER = Actor(KEEPER_NAME, "coordinator")
"""Who holds the machine: whoever can run commands in the workspace's folder can open its database anyway."""


def check_allowed(actor: Actor, name: str) -> None:
    """Nothing when the actor's role may do this. Raises NotAllowed."""
    if not may(actor.role, name):
        raise stop(NotAllowed, "not_allowed", act=name, role=actor.role)


def act(name: str) -> Callable[[Callable[Concatenate[Actor, P], Done[T]]], Callable[Concatenate[Actor, P], T]]:
    """A function that does one thing for a person: role checked, one transaction, one event.

    The function gives a Done; its caller gets the value, the event gets the target and the counts.
    """

    def wrap(function: Callable[Concatenate[Actor, P], Done[T]]) -> Callable[Concatenate[Actor, P], T]:
        @wraps(function)
        def whole(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> T:
            check_allowed(actor, name)
            with transaction.atomic():
                done = function(actor, *args, **kwargs)
                _record(actor, name, done)
            return done.value

        whole.act = name  # type: ignore[attr-defined]
        return whole

    return wrap


def _record(actor: Actor, name: str, done: Done[T]) -> None:
    Event.objects.create(
        on=timezone.now(), who=actor.name, role=actor.role, act=name, target=done.target, counts=dict(done.counts)
    )
