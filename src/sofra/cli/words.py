"""What the command line says, and in which language."""

import os
import sys
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sofra.types.errors import Issue, Severity

if TYPE_CHECKING:
    from sofra.packs.texts import Texts

VARIABLE = "SOFRA_LANG"
TEXTS = Path(__file__).parents[1] / "packs" / "base" / "texts"


def language(arguments: Sequence[str]) -> str:
    """The language of this run: --lang, else SOFRA_LANG, else the workspace's, else English."""
    asked = _option(arguments, "--lang", "-l") or os.environ.get(VARIABLE) or _of_workspace(arguments)
    chosen = asked if asked and (TEXTS / asked / "cli.toml").is_file() else "en"
    os.environ[VARIABLE] = chosen
    return chosen


def words() -> "Texts":
    """The sentences of this run's language."""
    from sofra.packs.texts import texts

    return texts(os.environ.get(VARIABLE, "en"))


def plain(key: str) -> str:
    """A sentence of the help, without gaps: read alone, since all sentences and their grammar take a while to load."""
    found: Any = _help(os.environ.get(VARIABLE, "en"))
    for part in key.split("."):
        found = found[part]
    return str(found)


@cache
def _help(lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {"cli": {}}
    for file in sorted((TEXTS / lang).glob("cli*.toml")):
        found["cli"] |= tomllib.loads(file.read_text(encoding="utf-8"))["cli"]
    return found


def say(key: str, **gaps: str | int | float) -> None:
    """One sentence to whoever sits there."""
    click.echo(words().say(f"cli.{key}", **gaps))


def show(issues: Iterable[Issue]) -> None:
    """Issues as where, what and what to do, on the error stream; notes in a quieter colour."""
    spoken = words()
    for issue in issues:
        colour = "yellow" if issue.severity is Severity.NOTE else "red"
        where = spoken.where(issue.where)
        if where:
            click.secho(where, err=True, bold=True)
        click.secho("  " + spoken.what(issue), err=True, fg=colour)
        click.echo("  " + spoken.remedy(issue), err=True)


def told() -> "Teller":
    """Progress on the error stream: one line that grows, or one line a stage where nobody watches."""
    return Teller()


class Teller:
    """Progress as a person sees it."""

    def __init__(self) -> None:
        self.stage = ""
        self.live = sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """One step further."""
        sentence = words().say(f"jobs.stage.{stage}")
        share = words().percent(done / total if total else 0)
        if self.live:
            click.echo(f"\r\x1b[K{share:>6}  {sentence}", err=True, nl=False)
        elif stage != self.stage:
            click.echo(f"{share:>6}  {sentence}", err=True)
        self.stage = stage

    def end(self) -> None:
        """The line is done with."""
        if self.live and self.stage:
            click.echo("\r\x1b[K", err=True, nl=False)


def _option(arguments: Sequence[str], long: str, short: str) -> str:
    for number, argument in enumerate(arguments):
        if argument in (long, short):
            return next(iter(arguments[number + 1 :]), "")
        if argument.startswith(f"{long}="):
            return argument.partition("=")[2]
    return ""


def _of_workspace(arguments: Sequence[str]) -> str:
    named = _option(arguments, "--workspace", "-w") or os.environ.get("SOFRA_WORKSPACE", "workspace")
    try:
        found = tomllib.loads(Path(named, "workspace.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(found.get("municipality", {}).get("main_language", ""))
