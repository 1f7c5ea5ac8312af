"""Files handed to anybody: proven first, in a file without a name, and no more of them at once than the disk bears."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import BinaryIO

from django.http import FileResponse

from chartrier.copies.copies import Copies
from chartrier.copies.staging import unnamed_file
from chartrier.errors import Unavailable
from chartrier.opendata.findings import TOO_MANY_FILES

AT_ONCE = 4 << 30
"""Bytes of the files that this process hands out at a time; a larger one goes alone."""

_lock = Lock()
_handed: list[int] = [0]


def handed(copies: Copies, size: int, write: Callable[[BinaryIO], object], name: str, media: str) -> FileResponse:
    """The answer with a file of about this size, as `write` makes it. Raises Unavailable (ODT-042) while too much is
    handed out already, and what `write` raises.
    """
    with _lock:
        if _handed[0] and _handed[0] + size > AT_ONCE:
            raise Unavailable(TOO_MANY_FILES)
        _handed[0] += size
    try:
        file = _Handed(unnamed_file(copies.staging, write), size)
    except BaseException:
        _let_go(size)
        raise
    return FileResponse(file, as_attachment=True, filename=name, content_type=media)


class _Handed:
    """A file that lets go of its share when the answer closes it, as it does however it ends."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size = file, size
        self.read, self.seek, self.tell = file.read, file.seek, file.tell

    def close(self) -> None:
        if not self._file.closed:
            self._file.close()
            _let_go(self._size)


def _let_go(size: int) -> None:
    with _lock:
        _handed[0] -= size
