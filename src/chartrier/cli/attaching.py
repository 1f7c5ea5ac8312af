"""A document attached to what somebody decides, read from the file that a command line names."""

from __future__ import annotations

from pathlib import Path

from chartrier.cli.findings import TOO_LARGE_TO_ATTACH, UNREADABLE_FILE
from chartrier.errors import InvalidInput
from chartrier.records.attached import LARGEST, AttachedFile


def attached(path: Path | None) -> AttachedFile | None:
    """The document, None where none is named. Raises InvalidInput when it cannot be read, or is too large."""
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise InvalidInput(UNREADABLE_FILE, path=str(path)) from None
    if len(data) > LARGEST:
        raise InvalidInput(TOO_LARGE_TO_ATTACH, path=str(path), limit=LARGEST >> 20)
    return AttachedFile(path.name, data)
