"""Which PRONOM format a file has, found by its bytes in a confined process."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

from chartrier.errors import Unavailable
from chartrier.formats.confinement.bounds import Bounds, Confinement
from chartrier.formats.confinement.process import ConfinedProcess, Lost, Refused
from chartrier.formats.findings import (
    EXAMINATION_GIVEN_UP,
    EXAMINATION_STOPPED,
    IDENTIFIER_DOWN,
    NOT_EXAMINED,
)
from chartrier.formats.memory_files import COUNT, MemoryFiles, SmallFile
from chartrier.records.finding import FindingKind

EXAMINER = ("-m", "chartrier.formats.examiner")
COLLECTING = {"GOGC": "off", "GOMEMLIMIT": "128MiB"}
"""When siegfried's runtime looks for garbage: once it has so much, and not while it loads its signatures, of which it
keeps all: half of the processor's time of a small versement.
"""
_UNKNOWN = "UNKNOWN"
_LONGEST = 1000
_SLOWEST = 10 << 20
"""Bytes a second that even a loaded machine examines: a tenth of what was measured without any match."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format as PRONOM identification gave it: strings, empty where PRONOM says nothing.

    `basis` is what it rests on (`byte match at …`, `extension match pdf`), `warning` siegfried's reserve on
    it.
    """

    puid: str
    name: str
    version: str
    mime: str
    basis: str
    warning: str

    @property
    def by_extension_only(self) -> bool:
        """Whether only the name speaks for it, no byte."""
        return self.warning.startswith("match on extension only")


File = Path | SmallFile
"""A file below the identifier's folder, or the bytes of a small one."""


_PARTS = len(fields(Format))


class FormatIdentifier:
    """Identifies files below one folder, and small ones in memory. One per operation.

    The process starts with the first question, or ahead of it (`start`), and again when it died. It is spoken to by a
    thread that lives as long as the identifier: whoever asks may go on meanwhile (`submit`). A file that kills the
    process, or makes it late, costs only its own identification. After `patience` deaths the rest of the operation is
    not examined: a package made of such files takes bounded time. `seconds` is the time of one batch, to which is
    added time for the bytes.
    """

    def __init__(
        self,
        folder: Path,
        *,
        bounds: Bounds | None = None,
        seconds: float = 30,
        patience: int = 20,
        program: Sequence[str] = EXAMINER,
    ) -> None:
        self._folder = folder
        self._program = program
        self._bounds = bounds or Bounds()
        self._seconds = seconds
        self._patience = patience
        self._losses = 0
        self._process: ConfinedProcess | None = None
        self._memory: MemoryFiles | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._closing = False
        self._failures: dict[File, FindingKind] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, without waiting for answers; a later question starts another."""
        self._closing = True
        if self._process is not None:
            self._process.kill()
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)
            self._thread = None
        self._end()
        if self._memory is not None:
            self._memory.close()
            self._memory = None
        self._closing = False

    @property
    def failures(self) -> Mapping[File, FindingKind]:
        """Why, for each file given so far that could not be examined (its format was returned as None)."""
        return MappingProxyType(self._failures)

    @property
    def confinement(self) -> Confinement:
        """What holds the process on this machine (starts it). Raises Unavailable."""
        return self._worker().submit(lambda: self._started().confinement).result()

    def release(self) -> str:
        """The release of siegfried and of the PRONOM signatures. Raises Unavailable."""
        return self._worker().submit(self._release).result()

    def start(self) -> None:
        """Have the process start meanwhile; if it cannot, the first question will say so."""

        def started() -> None:
            with suppress(Unavailable):
                self._started()

        self._worker().submit(started)

    def submit(self, files: Sequence[File]) -> Future[list[Format | None]]:
        """What `identify` answers, later. Questions are answered in their order."""
        return self._worker().submit(self._identify, list(files))

    def identify(self, files: Sequence[File]) -> list[Format | None]:
        """The format of each file, in the same order; None when unknown, or when `failures` names the file.

        Raises Unavailable when the process cannot start.
        """
        return self.submit(files).result()

    def _worker(self) -> ThreadPoolExecutor:
        """The one thread that makes the process, which dies with it, and speaks to it."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="formats")
        return self._thread

    def _release(self) -> str:
        try:
            return str(self._started().ask(None, self._seconds))[:_LONGEST]
        except (Lost, Refused) as error:
            self._end()
            raise Unavailable(IDENTIFIER_DOWN, reason=str(error)[:200]) from error

    def _identify(self, files: Sequence[File]) -> list[Format | None]:
        return [found for start in range(0, len(files), COUNT) for found in self._batch(files[start : start + COUNT])]

    def _batch(self, files: Sequence[File]) -> list[Format | None]:
        if self._losses < self._patience:
            try:
                return self._examine(files)
            except Refused:
                pass
            except Lost:
                self._bury()
        # One of them is the culprit: asking for each by itself says which.
        return [self._alone(file) for file in files]

    def _alone(self, file: File) -> Format | None:
        if self._losses >= self._patience:
            self._failures[file] = EXAMINATION_GIVEN_UP
            return None
        try:
            return self._examine([file])[0]
        except Refused:
            self._failures[file] = NOT_EXAMINED
        except Lost:
            self._failures[file] = EXAMINATION_STOPPED
            self._bury()
        return None

    def _bury(self) -> None:
        self._losses += 1
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    def _examine(self, files: Sequence[File]) -> list[Format | None]:
        process = self._started()
        seconds = self._seconds + sum(map(_size, files)) / _SLOWEST
        rows = process.ask(self._names(files), seconds)
        try:
            answers = [_read_row(row) for row in rows]
        except (TypeError, ValueError, KeyError, IndexError) as error:
            raise Lost("it does not answer what was asked") from error
        if len(answers) != len(files):
            raise Lost("it does not answer what was asked")
        self._failures.update(
            (file, NOT_EXAMINED) for file, (_, examined) in zip(files, answers, strict=True) if not examined
        )
        return [found for found, _ in answers]

    def _names(self, files: Sequence[File]) -> list[str]:
        """By what path the process finds each file."""
        assert self._memory is not None
        shown = iter(self._memory.show([file for file in files if isinstance(file, SmallFile)]))
        return [os.fspath(file.absolute()) if isinstance(file, Path) else next(shown) for file in files]

    def _started(self) -> ConfinedProcess:
        if self._process is None:
            try:
                if self._memory is None:
                    self._memory = MemoryFiles(self._folder)
                self._process = ConfinedProcess(
                    self._program,
                    [self._folder],
                    self._bounds,
                    inherited=self._memory.descriptors,
                    environment=COLLECTING,
                )
            except (Lost, Refused, OSError) as error:
                raise Unavailable(IDENTIFIER_DOWN, reason=str(error)[:200]) from error
        if self._closing:
            raise Unavailable(IDENTIFIER_DOWN, reason="closing")
        return self._process


def _size(file: File) -> int:
    try:
        return len(file.data) if isinstance(file, SmallFile) else file.stat().st_size
    except OSError:
        return 0


def _read_row(row: Any) -> tuple[Format | None, bool]:
    """The format in one row, and whether the file was examined; not trusted: it comes from a parser."""
    matches, error = row
    if not isinstance(error, str):
        raise TypeError("error")
    found = [_read_match(match) for match in matches if match[0] != _UNKNOWN]
    if not found or error:
        return None, not error
    first, *others = found
    if not others:
        return first, True
    also = "multiple matches: " + ", ".join(each.puid for each in others)
    warning = "; ".join(filter(None, (first.warning, also)))[:_LONGEST]
    return replace(first, warning=warning), True


def _read_match(match: Any) -> Format:
    if len(match) != _PARTS or not all(isinstance(value, str) for value in match):
        raise TypeError("match")
    return Format(*(value[:_LONGEST] for value in match))
