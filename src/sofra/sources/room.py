"""How much memory this machine has left, and how much of a road extract fits into it."""

import os
from pathlib import Path

from sofra.sources.files import MEGABYTE

MEMINFO = Path("/proc/meminfo")
CONTAINER = Path("/sys/fs/cgroup")

BYTES_A_POINT = 1_000
"""What a point of a road takes while its networks are made, and later while all three are open: measured on 1.6 million
points (bench.extract)."""

MEGABYTES_A_MEGABYTE = 1.7
"""What an extract takes while it is read, for each of its own megabytes: measured on 300 MB (bench.extract)."""

MOST_POINTS, FEWEST_POINTS = 8_000_000, 200_000
"""More are refused on any machine; so many are tried on any: less than a middling municipality is of no use."""


def free_megabytes() -> float | None:
    """Memory that may still be taken, of the machine or the container; half of all where none tells what is free."""
    told = [one for one in (_of_machine(), _of_container()) if one is not None]
    return min(told, default=None)


def _of_machine() -> float | None:
    if MEMINFO.is_file():
        for line in MEMINFO.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) / 1024
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / MEGABYTE / 2
    return None


def _of_container() -> float | None:
    """What the limit of a container (cgroup 2) leaves; None without one."""
    most, used = CONTAINER / "memory.max", CONTAINER / "memory.current"
    if not most.is_file() or not used.is_file() or most.read_text(encoding="ascii").strip() == "max":
        return None
    return (int(most.read_text(encoding="ascii")) - int(used.read_text(encoding="ascii"))) / MEGABYTE


def most_points() -> int:
    """As many points of roads as this machine can work with now."""
    free = free_megabytes()
    fit = MOST_POINTS if free is None else round(free * MEGABYTE / BYTES_A_POINT, -4)
    return int(min(MOST_POINTS, max(FEWEST_POINTS, fit)))


def needed_megabytes(size: float) -> float:
    """Memory that reading an extract takes; `size` in megabytes."""
    return 100 + MEGABYTES_A_MEGABYTE * size
