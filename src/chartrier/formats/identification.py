"""Which PRONOM format a file has, found by its bytes in a confined process."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
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
from chartrier.records.finding import FindingKind

EXAMINER = ("-m", "chartrier.formats.examiner")
_UNKNOWN = "UNKNOWN"
_BATCH = 512
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


class FormatIdentifier:
    """Identifies files below one folder. One per operation, used by one thread.

    The process starts with the first question and again when it died. A file that kills it, or makes it late,
    costs only its own identification. After `patience` deaths the rest of the operation is not examined: a
    package made of such files takes bounded time. `seconds` is the time of one batch, to which is added time
    for the bytes.
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
        self._failures: dict[Path, FindingKind] = {}

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
        """End the process; a later question starts another."""
        if self._process is not None:
            self._process.close()
            self._process = None

    @property
    def failures(self) -> Mapping[Path, FindingKind]:
        """Why, for each file given so far that could not be examined (its format was returned as None)."""
        return MappingProxyType(self._failures)

    @property
    def confinement(self) -> Confinement:
        """What holds the process on this machine (starts it). Raises Unavailable."""
        return self._started().confinement

    def release(self) -> str:
        """The release of siegfried and of the PRONOM signatures. Raises Unavailable."""
        try:
            return str(self._started().ask(None, self._seconds))[:_LONGEST]
        except (Lost, Refused) as error:
            self.close()
            raise Unavailable(IDENTIFIER_DOWN, reason=str(error)[:200]) from error

    def identify(self, paths: Sequence[Path]) -> list[Format | None]:
        """The format of each file, in the same order; None when unknown, or when `failures` names the file.

        Raises Unavailable when the process cannot start.
        """
        return [found for start in range(0, len(paths), _BATCH) for found in self._batch(paths[start : start + _BATCH])]

    def _batch(self, paths: Sequence[Path]) -> list[Format | None]:
        if self._losses < self._patience:
            try:
                return self._examine(paths)
            except Refused:
                pass
            except Lost:
                self._bury()
        # One of them is the culprit: asking for each by itself says which.
        return [self._alone(path) for path in paths]

    def _alone(self, path: Path) -> Format | None:
        if self._losses >= self._patience:
            self._failures[path] = EXAMINATION_GIVEN_UP
            return None
        try:
            return self._examine([path])[0]
        except Refused:
            self._failures[path] = NOT_EXAMINED
        except Lost:
            self._failures[path] = EXAMINATION_STOPPED
            self._bury()
        return None

    def _bury(self) -> None:
        self._losses += 1
        self.close()

    def _examine(self, paths: Sequence[Path]) -> list[Format | None]:
        process = self._started()
        names = [os.fspath(path.absolute()) for path in paths]
        seconds = self._seconds + sum(map(_size, paths)) / _SLOWEST
        rows = process.ask(names, seconds)
        try:
            answers = [_read_row(row) for row in rows]
        except (TypeError, ValueError, KeyError, IndexError) as error:
            raise Lost("it does not answer what was asked") from error
        if len(answers) != len(paths):
            raise Lost("it does not answer what was asked")
        self._failures.update(
            (path, NOT_EXAMINED) for path, (_, examined) in zip(paths, answers, strict=True) if not examined
        )
        return [found for found, _ in answers]

    def _started(self) -> ConfinedProcess:
        if self._process is None:
            try:
                self._process = ConfinedProcess(self._program, [self._folder], self._bounds)
            except (Lost, Refused, OSError) as error:
                raise Unavailable(IDENTIFIER_DOWN, reason=str(error)[:200]) from error
        return self._process


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
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
    if len(match) != len(fields(Format)) or not all(isinstance(value, str) for value in match):
        raise TypeError("match")
    return Format(*(value[:_LONGEST] for value in match))
