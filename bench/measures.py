"""What is measured: each function does one job and gives what it did in a few words."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.town import DESIGN, town

Measure = Callable[[Path], tuple[float, str]]


def whole_map(folder: Path) -> tuple[float, str]:
    """Weights, estimates with their errors, the gate and the gaps of a town of 5,000 answers."""
    from sofra.gaps.find import find
    from sofra.needs.estimate import estimate
    from sofra.needs.gate import gate
    from sofra.needs.weights import weigh
    from sofra.types.keys import RunId

    batch, places, pack = town()
    begun = time.perf_counter()
    weighed = weigh(batch, DESIGN, places, pack)
    facts = gate(estimate(weighed, pack, places, "2026", origin=RunId("bench")), places, pack.gate)
    gaps = find(facts, pack, places, "2026")
    return time.perf_counter() - begun, f"{len(facts):,} facts, {len(gaps):,} gaps"


def help_page(folder: Path) -> tuple[float, str]:
    """`sofra --help`, the middle of nine starts."""
    command = [sys.executable, "-c", "from sofra.cli.main import main; main()", "--help"]
    return _middle(lambda: subprocess.run(command, check=True, capture_output=True), 9), "the middle of 9 starts"


def gaps_page(folder: Path) -> tuple[float, str]:
    """The Gaps page of the demo as the server gives it, the middle of 15 after the first."""
    client, release = _signed_in(folder)
    begun = time.perf_counter()
    client.get("/gaps/")
    first = time.perf_counter() - begun
    return _middle(lambda: client.get("/gaps/"), 15), f"{release.facts:,} facts; the first after a start {first:.2f} s"


def report_pdf(folder: Path) -> tuple[float, str]:
    """The social mapping report of the demo in Macedonian as PDF, imports included."""
    _workspace(folder)
    begun = time.perf_counter()
    from sofra.render.formats import render
    from sofra.store import queries
    from sofra.work.publish import compose_document

    release = queries.latest()
    content = render(compose_document(release.id, "social_map", "mk"), "pdf")
    return time.perf_counter() - begun, f"{len(content) // 1024:,} kB"


def load_demo(folder: Path) -> tuple[float, str]:
    """`sofra demo`: an empty folder to the whole map, imports of Python included."""
    command = [sys.executable, "-c", "from sofra.cli.main import main; main()", "demo", str(folder / "demo")]
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun, "13 files, one map"


def furthest_town(folder: Path) -> tuple[float, str]:
    """The search for the furthest behind in a town's survey: 600 people, 8 circumstances, up to three at a time."""
    import sofra.needs.furthest.search  # noqa: F401 - the job is the search, not Python's imports
    from bench.furthest import searched, survey

    world = survey("strong", 1)
    begun = time.perf_counter()
    found = searched(world, 1)
    return time.perf_counter() - begun, f"{found.searched:,} groups, {found.behind} confirmed"


def furthest_register(folder: Path) -> tuple[float, str]:
    """The same in a register of 100,000 people, 12 circumstances."""
    import sofra.needs.furthest.search  # noqa: F401
    from bench.furthest import register, searched

    world = register()
    begun = time.perf_counter()
    found = searched(world, 1)
    return time.perf_counter() - begun, f"{found.searched:,} groups, {found.behind} confirmed"


MEASURES: dict[str, tuple[str, str, Measure]] = {
    "load_demo": ("Demo municipality from files to map", "–", load_demo),
    "whole_map": ("Whole map: 5,000 × 200, 60 indicators × 20 groups × 40 places", "15 s, 1 GB", whole_map),
    "help_page": ("`sofra --help`", "0.3 s", help_page),
    "gaps_page": ("Gaps page", "0.3 s", gaps_page),
    "furthest_town": ("Furthest behind: 600 people, 8 circumstances, depth 3", "1 s", furthest_town),
    "furthest_register": ("Furthest behind: 100,000 people, 12 circumstances, depth 3", "10 s", furthest_register),
    "report_pdf": ("Report as PDF", "10 s", report_pdf),
}


def _middle(job: Callable[[], object], times: int) -> float:
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        job()
        took.append(time.perf_counter() - begun)
    return sorted(took)[times // 2]


def _workspace(folder: Path) -> None:
    os.environ["SOFRA_WORKSPACE"] = str(folder / "demo")
    os.environ["DJANGO_SETTINGS_MODULE"] = "sofra.settings"
    import django

    django.setup()


def _signed_in(folder: Path):
    _workspace(folder)
    from django.test import Client

    from sofra.store import queries
    from sofra.store.people import Member

    client = Client(SERVER_NAME="localhost")
    client.force_login(Member.objects.get(username="ana"), backend="django.contrib.auth.backends.ModelBackend")
    return client, queries.latest()
