"""The cast, a workspace of its own for every test, and a small municipality whose files fit on a screen."""

from pathlib import Path

import pytest

from sofra.types.evidence import Municipality

SMALLTOWN = Municipality(
    {"en": "Smalltown", "mk": "Малград"}, "mk", "2026", fictional=True, languages=("en", "mk"), main_language="en"
)


@pytest.fixture
def ana():
    """Ana coordinates: she maps."""
    from sofra.work.acts import Actor

    return Actor("ana", "coordinator")


@pytest.fixture
def besim():
    """Besim collects."""
    from sofra.work.acts import Actor

    return Actor("besim", "collector")


@pytest.fixture
def ceca():
    """Ceca approves."""
    from sofra.work.acts import Actor

    return Actor("ceca", "approver")


@pytest.fixture
def guest():
    """A guest looks on."""
    from sofra.work.acts import Actor

    return Actor("guest", "guest")


@pytest.fixture
def workspace(settings, tmp_path: Path, db) -> Path:
    """A workspace of its own, empty but for its workspace.toml."""
    from sofra.work.founding import create_workspace

    folder = create_workspace(tmp_path / "workspace", SMALLTOWN)
    settings.SOFRA_WORKSPACE = folder
    settings.AXES_ENABLED = False
    return folder


@pytest.fixture(scope="session")
def kept():
    """What the first test that needed it made: see tests/made_once.py."""
    return {}


@pytest.fixture
def smalltown(workspace, kept):
    """Smalltown with its places, services and survey brought in; see tests/smalltown.py for the files."""
    from tests.made_once import once
    from tests.smalltown import bring_all

    return once(kept, "smalltown", bring_all)


@pytest.fixture
def mapped(smalltown, ana, kept):
    """Smalltown with its first social map."""
    from tests.made_once import once

    from sofra.work.mapping import make_map

    return once(kept, "mapped", lambda: make_map(ana))
