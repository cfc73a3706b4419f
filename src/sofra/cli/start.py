"""Django made ready for a workspace: nothing that knows its models may be imported before."""

import os
from pathlib import Path

import click

from sofra.store.workspace import FILE
from sofra.types.errors import NotFound, Where, stop


def folder(ctx: click.Context) -> Path:
    """The workspace's folder: --workspace, else SOFRA_WORKSPACE, else ./workspace."""
    named = ctx.find_root().obj or os.environ.get("SOFRA_WORKSPACE") or "workspace"
    return Path(named).resolve()


def start(ctx: click.Context) -> Path:
    """Sofra running in an existing workspace. Raises NotFound where there is none."""
    found = folder(ctx)
    if not (found / FILE).is_file():
        raise stop(NotFound, "no_workspace", Where(file=str(found)), folder=str(found))
    begin(found)
    return found


def begin(found: Path) -> None:
    """Sofra running in this folder, its database as this version needs it."""
    os.environ["SOFRA_WORKSPACE"] = str(found)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sofra.settings")
    import django

    django.setup()
    from sofra.work.workspace import prepare_database

    prepare_database()
