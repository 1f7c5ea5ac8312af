"""A folder of the bench's own, on the disk that is measured."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch(chosen: Path | None) -> Iterator[Path]:
    """A new private folder below the chosen one (by default, where temporary files go), removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="chartrier-bench-", dir=chosen))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
