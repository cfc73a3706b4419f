"""`sofra`: the commands, loaded when they are called, with help in the reader's language."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from sofra.cli.words import language, plain, show, words
from sofra.types.errors import SofraError

COMMANDS = {
    "init": "init",
    "import": "bring",
    "roads": "roads",
    "inventory": "inventory",
    "lists": "lists",
    "weigh": "weigh",
    "sample": "sample",
    "map": "map_",
    "compare": "compare",
    "furthest": "furthest",
    "hazards": "hazards",
    "index": "index",
    "reach": "reach",
    "site": "site",
    "rounds": "rounds",
    "report": "report",
    "serve": "serve",
    "pack": "pack",
    "redo": "redo",
    "audit": "audit",
    "microdata": "microdata",
    "export": "export",
    "bundle": "bundle",
    "open": "open_",
    "demo": "demo",
}
"""Each command and the file in which it lives."""


class Commands(click.Group):
    """A group that knows the names of its commands and loads each only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands in the order of a municipality's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name with its words filled in; None for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"sofra.cli.{COMMANDS[cmd_name]}").command
        return in_words(found, cmd_name.replace(" ", "."))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, from the texts alone: nothing is loaded for it."""
        with formatter.section(plain("cli.commands")):
            formatter.write_dl([(name, plain(f"cli.{name}.short")) for name in COMMANDS])


def in_words(found: click.Command, key: str) -> click.Command:
    """A command with its help, its options and its example in the reader's language."""
    found.help = plain(f"cli.{key}.help") + "\n\n\b\n" + plain(f"cli.{key}.example")
    found.short_help = plain(f"cli.{key}.short")
    for parameter in found.params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            parameter.help = plain(f"cli.{key}.{parameter.name}")
    if isinstance(found, click.Group):
        for name, inner in found.commands.items():
            in_words(inner, f"{key}.{name}")
    return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--workspace", "-w", type=click.Path(file_okay=False, path_type=Path))
@click.option("--lang", "-l")
@click.version_option(package_name="sofra", message="sofra %(version)s")
@click.pass_context
def sofra(ctx: click.Context, workspace: Path | None, lang: str | None) -> None:  # noqa: ARG001 - read by `language`
    """From a municipality's own files to its social map and its social plan."""
    ctx.obj = workspace


def unusable(error: OSError) -> str:
    """Why a file or folder cannot be used, in the reader's language where that is known."""
    key = "file_missing" if isinstance(error, FileNotFoundError) else "file_closed"
    if not isinstance(error, FileNotFoundError | PermissionError):
        key = "no_file"
    return words().say(f"cli.{key}", file=str(error.filename or ""), detail=error.strerror or "")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line as a whole; gives the exit code: 0 done, 1 something is wrong, 2 the command was not understood.

    An error is shown as where, what and what to do, never as a traceback.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    language(given)
    sofra.help = plain("cli.sofra.help")
    for parameter in sofra.params:
        if isinstance(parameter, click.Option) and parameter.name in {"workspace", "lang"}:
            parameter.help = plain(f"cli.sofra.{parameter.name}")
    try:
        code = sofra.main(given, prog_name="sofra", standalone_mode=False)
    except SofraError as error:
        show(error.issues)
        return 1
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 1
    except click.Abort:
        click.echo(plain("cli.stopped"), err=True)
        return 1
    except OSError as error:
        click.echo(unusable(error), err=True)
        return 1
    return code if isinstance(code, int) else 0
