"""On what it was measured."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.archive import Archive

PACKAGES = ("chartrier", "django", "granian", "psycopg", "lxml", "pygfried", "bagit", "ocfl-py", "opf-fido")


def machine(folder: Path) -> dict[str, str]:
    """Words for a table; `folder` is where the copies were written."""
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    return {
        "processeur": f"{_processor()}, {os.cpu_count()} cœurs",
        "mémoire": f"{int(memory[1]) / (1 << 20):.0f} Gio" if memory else "?",
        "système de fichiers": _file_system(folder),
        "noyau": platform.release(),
        "Python": platform.python_version(),
    }


def versions(archive: Archive) -> dict[str, str]:
    found = {"PostgreSQL": archive.psql("-At", "-c", "SHOW server_version").answer.strip()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found


def load() -> float:
    """Processes that want to run, over the last minute."""
    return os.getloadavg()[0]


def _processor() -> str:
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return found[1].strip() if found else platform.machine()


def _file_system(folder: Path) -> str:
    """The type of the file system that is mounted nearest above the folder."""
    mounted = (line.split() for line in Path("/proc/mounts").read_text().splitlines())
    above = [(len(place), kind) for _, place, kind, *_ in mounted if folder.is_relative_to(place)]
    return max(above)[1] if above else "?"
