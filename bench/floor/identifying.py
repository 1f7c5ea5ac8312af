"""The PRONOM formats of files that lie in a folder, asked of the engine at once: no confinement, no pipe."""

from __future__ import annotations

import importlib
import time
from pathlib import Path
from typing import Any

from chartrier.formats.examiner import WORKERS

PATHS = ("folder",)


def measure(folder: Path) -> dict[str, Any]:
    names = sorted(str(path) for path in folder.iterdir())
    began = time.perf_counter()
    pygfried = importlib.import_module("pygfried")
    # The signatures are loaded with the first question.
    pygfried.identify_many([])
    ready = time.perf_counter()
    files = pygfried.identify_many(names, workers=WORKERS)["files"]
    seconds = time.perf_counter() - ready
    found = [match["id"] for file in files for match in file["matches"][:1] if match["id"] != "UNKNOWN"]
    return {"seconds": seconds, "loading": ready - began, "files": len(files), "identified": len(found)}
