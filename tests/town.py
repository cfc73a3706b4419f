"""The demo municipality made once for a whole run (scripts/run_tests.sh), so that every process takes a copy."""

import os
import shutil
import sqlite3
from pathlib import Path

from django.db import connection

from sofra.store.workspace import FILE

MADE = os.environ.get("SOFRA_TEST_DEMO", "")
BOOK = "sofra.db"


def copied(folder: Path) -> bool:
    """The made workspace laid into ``folder``; False where none was made and the demo has to be loaded."""
    if not MADE:
        return False
    shutil.copytree(MADE, folder, dirs_exist_ok=True)
    return True


def filled(folder: Path) -> bool:
    """The test database filled from a copy of the made workspace; False where there is none, or on PostgreSQL."""
    if connection.vendor != "sqlite" or not copied(folder):
        return False
    connection.ensure_connection()
    source = sqlite3.connect(folder / BOOK)
    source.backup(connection.connection)
    source.close()
    return (folder / FILE).is_file()
