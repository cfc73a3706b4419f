"""Who may sign in, and the language in which they read."""

from sofra.work.acts import Actor, Done, act


@act("people.add")
def add_member(
    actor: Actor, username: str, name: str, role: str, *, password: str = "", language: str = ""
) -> Done[str]:
    """Let somebody sign in; gives the password, a made-up one when none was chosen."""
    raise NotImplementedError


@act("people.language")
def change_language(actor: Actor, language: str) -> Done[str]:
    """Read in another language from now on. Raises NotFound for a language without texts."""
    raise NotImplementedError
