"""`sofra import`: a file into the workspace."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sofra.cli.start import start
from sofra.cli.words import say, show, words
from sofra.types.errors import Conflict, Issue, Severity, SourceError, Where, stop

if TYPE_CHECKING:
    from sofra.store.notes import Outcome
    from sofra.work.reading import Incoming, Settled

KINDS = (
    "answers",
    "settlements",
    "boundaries",
    "inventory",
    "hsds",
    "osm_services",
    "register",
    "stakeholders",
    "measures",
    "notes",
    "roads",
    "water",
    "hazard",
    "disasters",
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 25
"""Issues shown one by one; of the rest only the number."""


@click.command()
@click.argument("file", type=FILE)
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--form", type=FILE)
@click.option("--persons", type=FILE, multiple=True)
@click.option("--links", type=FILE)
@click.option("--suggest-links", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--columns", type=FILE)
@click.option("--design", multiple=True, metavar="PART=COLUMN")
@click.option("--household", default="")
@click.option("--accept", multiple=True)
@click.option("--recruitment", default="")
@click.option("--name", default="")
@click.option("--period", default="")
@click.option("--check", is_flag=True)
@click.option("--apply", "applied", is_flag=True)
@click.option("--remove", is_flag=True)
@click.pass_context
def command(ctx: click.Context, file: Path, **given: Any) -> int:
    """A file into the workspace."""
    design = _design(given["design"])
    start(ctx)
    from sofra.work import collect
    from sofra.work.acts import KEEPER

    form = _incoming(given["form"]) if given["form"] else None
    persons = [_incoming(path) for path in given["persons"]]
    settled = _settled(given, design)
    outcome = collect.upload(
        KEEPER, _incoming(file), kind=given["kind"] or "", form=form, persons=persons, settled=settled
    )
    _tell(outcome)
    if given["suggest_links"] and outcome.links:
        _write_links(outcome, given["suggest_links"])
        return _dropped(outcome) and 0
    if outcome.kind not in ("ready", "rows_wrong"):
        return _dropped(outcome)
    if given["check"]:
        return _dropped(outcome) and 0
    if outcome.held and not outcome.good:
        show([Issue("import_nothing_good", Where(file=outcome.name), {"n": outcome.held})])
        return _dropped(outcome)
    done = collect.accept(
        KEEPER, outcome.id, name=given["name"], period=given["period"], recruitment=given["recruitment"]
    )
    return _done(done, applied=given["applied"], remove=given["remove"])


def _done(done: "Outcome", *, applied: bool, remove: bool) -> int:
    """What was taken in; of another directory or a map, what it would change."""
    if done.list is not None:
        from sofra.cli.inventory import tell_list

        return tell_list(done.list, applied=applied, remove=remove)
    say("import.accepted", n=done.good, file=done.name, kind=words().say(f"work.kind.{done.file_kind}"))
    return 0


def _dropped(outcome: "Outcome") -> int:
    """The upload is taken back: on the command line the file is brought again, with more options."""
    from sofra.work import collect
    from sofra.work.acts import KEEPER

    if outcome.kind != "refused":
        collect.withdraw(KEEPER, outcome.id)
    return 1


def _tell(outcome: "Outcome") -> None:
    worst = [issue for issue in outcome.issues if issue.severity is not Severity.NOTE]
    show(worst[:SHOWN])
    if len(worst) > SHOWN:
        say("import.more", n=len(worst) - SHOWN)
    show(issue for issue in outcome.issues if issue.severity is Severity.NOTE)
    kind = words().say(f"work.kind.{outcome.file_kind}") if outcome.file_kind else ""
    say(f"import.{outcome.kind}", file=outcome.name, kind=kind, good=outcome.good, held=outcome.held)
    if outcome.kind == "columns_wrong" and outcome.wanted:
        say("import.found", columns=", ".join(outcome.found[:60]))
        if outcome.file_kind != "answers":
            say("import.wanted", columns=", ".join(outcome.wanted))


def _write_links(outcome: "Outcome", path: Path) -> None:
    from sofra.sources.links import write_links
    from sofra.store import queries

    write_links(outcome.links, path, variables=queries.pack().variables, lang=words().lang)
    say("import.links_written", n=len(outcome.links), file=str(path))


def _settled(given: dict[str, Any], design: dict[str, str]) -> "Settled":
    from sofra.sources.columns import column_map
    from sofra.sources.links import read_links
    from sofra.work.reading import Settled

    return Settled(
        columns=column_map(_json(given["columns"])) if given["columns"] else None,
        links=tuple(read_links(given["links"])) if given["links"] else None,
        design=design,
        accept=tuple(given["accept"]),
        household=given["household"],
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise stop(SourceError, "columns_not_json", Where(file=path.name), detail=str(error)) from error
    return found


def _design(parts: Sequence[str]) -> dict[str, str]:
    known = ("weight", "stratum", "unit", "units_in_stratum", "households_in_unit", "place", "lonely")
    found: dict[str, str] = {}
    for part in parts:
        name, _, column = part.partition("=")
        if name not in known or not column:
            raise stop(Conflict, "design_part", Where(column=name), part=part, known=", ".join(known))
        found[name] = column
    return found


def _incoming(path: Path) -> "Incoming":
    from sofra.work.reading import Incoming

    return Incoming(path.name, path.read_bytes())
