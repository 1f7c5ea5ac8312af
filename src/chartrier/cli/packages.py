"""The packages named on a command line."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from chartrier.cli.findings import NO_SUCH_PACKAGE
from chartrier.errors import InvalidInput


def require_there(packages: Iterable[Path]) -> None:
    """Refuse a command line that names what does not exist: a slip of the finger is not a versement to journal.

    Raises InvalidInput.
    """
    for path in packages:
        if not os.path.lexists(path):
            raise InvalidInput(NO_SUCH_PACKAGE, path=str(path))
