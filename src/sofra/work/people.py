"""Who may sign in, and the language in which they read."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sofra.packs.texts import LANGUAGES
from sofra.store.people import Member
from sofra.store.queries import member, municipality
from sofra.types.errors import Conflict, NotFound, SourceError, stop
from sofra.work.acts import Actor, Done, act


@act("people.add")
def add_member(
    actor: Actor, username: str, name: str, role: str, *, password: str = "", language: str = ""
) -> Done[str]:
    """Let somebody sign in; gives the password, a made-up one when none was chosen.

    Raises Conflict for a name that is taken, NotFound for an unknown role, SourceError for a weak password.
    """
    _check_role(role)
    if Member.objects.filter(username__iexact=username).exists():
        raise stop(Conflict, "name_taken", name=username)
    chosen = password or secrets.token_urlsafe(12)
    _check_password(chosen)
    Member.objects.create_user(
        username, password=chosen, name=name, role=role, language=language or municipality().main_language
    )
    return Done(chosen, f"member {username}")


@act("people.role")
def change_role(actor: Actor, username: str, role: str) -> Done[str]:
    """Another role for somebody, from their next page on.

    Raises NotFound for an unknown role, Conflict when nobody would be left to coordinate.
    """
    _check_role(role)
    person = member(username)
    if role != Member.Role.COORDINATOR:
        _check_coordinated_without(username)
    person.role = role
    person.save(update_fields=["role"])
    return Done(role, f"member {username}")


@act("people.off")
def switch_off(actor: Actor, username: str) -> Done[str]:
    """Somebody who left no longer signs in; what they did keeps their name.

    Raises Conflict when nobody would be left to coordinate.
    """
    person = member(username)
    _check_coordinated_without(username)
    person.is_active = False
    person.save(update_fields=["is_active"])
    return Done(username, f"member {username}")


@act("people.on")
def switch_on(actor: Actor, username: str) -> Done[str]:
    """Somebody who was switched off signs in again. Raises NotFound."""
    if not Member.objects.filter(username=username).update(is_active=True):
        raise stop(NotFound, "not_found", thing="member", id=username)
    return Done(username, f"member {username}")


@act("people.password")
def new_password(actor: Actor, username: str) -> Done[str]:
    """A new made-up password for somebody who lost theirs; the old one no longer opens."""
    person = member(username)
    chosen = secrets.token_urlsafe(12)
    person.set_password(chosen)
    person.save(update_fields=["password"])
    return Done(chosen, f"member {username}")


@act("people.language")
def change_language(actor: Actor, language: str) -> Done[str]:
    """Read in another language from now on. Raises NotFound for a language without texts."""
    if language not in LANGUAGES:
        raise stop(NotFound, "language_unknown", lang=language, known=", ".join(LANGUAGES))
    if actor.name:
        person = member(actor.name)
        person.language = language
        person.save(update_fields=["language"])
    return Done(language, f"member {actor.name}")


def _check_role(role: str) -> None:
    if role not in Member.Role.values:
        raise stop(NotFound, "role_unknown", role=role, known=", ".join(Member.Role.values))


def _check_coordinated_without(username: str) -> None:
    """Without a coordinator nobody could add members or make a map any more."""
    coordinators = Member.objects.filter(role=Member.Role.COORDINATOR, is_active=True)
    if coordinators.filter(username=username).exists() and not coordinators.exclude(username=username).exists():
        raise stop(Conflict, "last_coordinator", name=username)


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as weak:
        raise stop(SourceError, "password_weak", n=10) from weak
