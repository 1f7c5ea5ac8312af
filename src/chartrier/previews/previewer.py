"""The text of documents and their pictures, asked of a confined process that is not believed either."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from chartrier.errors import Unavailable
from chartrier.formats.confinement.bounds import Bounds, Confinement
from chartrier.formats.confinement.process import ConfinedProcess, Lost, Refused
from chartrier.previews.findings import (
    GIVEN_UP,
    NO_PREVIEW,
    NOTHING_TO_EXTRACT,
    PREVIEWER_DOWN,
    STOPPED,
    TOO_BIG,
    UNREADABLE,
)
from chartrier.previews.kinds import PICTURED, TEXTUAL, Kind
from chartrier.previews.limits import (
    ATTACHMENTS,
    BEGINNING_LENGTH,
    HEADER_LENGTH,
    LARGEST_SIDE,
    PICTURE_SIZE,
    TEXT_LENGTH,
)
from chartrier.records.finding import FindingKind

MAKER = ("-m", "chartrier.previews.maker")
SECONDS = 30.0
"""For one document."""
MEDIA_TYPES = frozenset({"image/png", "image/jpeg"})


class State(StrEnum):
    """What became of a document. `GIVEN_UP` alone is to be tried again."""

    DONE = "done"
    NOTHING = "nothing"
    FAILED = "failed"
    TOO_BIG = "too_big"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a document, of at most `TEXT_LENGTH` characters; `cut`: it goes on. `why` is None when done.

    `pages`: those of a PDF, which a form feed parts in `text`. An e-mail has `headers` (name, value) and
    `attachments` (name, media type, bytes).
    """

    state: State
    text: str = ""
    cut: bool = False
    pages: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[tuple[str, str, int | None], ...] = ()
    why: FindingKind | None = None


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a document says of itself: `title`, `day`; and its first words, `BEGINNING_LENGTH` characters of them."""

    state: State
    title: str = ""
    day: date | None = None
    text: str = ""
    why: FindingKind | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A page or a picture, encoded anew as PNG or JPEG; `pages`: how many the document has."""

    state: State
    media_type: str = ""
    data: bytes = b""
    pages: int = 0
    why: FindingKind | None = None


class Previewer:
    """Reads the document that was written to its `file`. One per operation or request, of one tenant, for one thread.

    `file` lies in `folder` without a name: whatever ends us, nothing is left of it. The process inherits it, and opens
    no file at all but the program's own.

    The process starts with the first question, and again when it died. A document that kills it, or makes it late,
    costs only its own preview; after `patience` deaths the rest is given up, so that hostile documents take bounded
    time. `seconds` is the time of one document.
    """

    def __init__(
        self,
        folder: Path,
        *,
        bounds: Bounds | None = None,
        seconds: float = SECONDS,
        patience: int = 20,
        program: Sequence[str] = MAKER,
    ) -> None:
        self.file: BinaryIO = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed with us
        self._program = program
        self._bounds = bounds or Bounds()
        self._seconds = seconds
        self._patience = patience
        self._losses = 0
        self._process: ConfinedProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, and let go of the file."""
        self._end()
        self.file.close()

    def write(self, data: bytes) -> None:
        """Have this document in the place of the one before."""
        self.file.seek(0)
        self.file.truncate()
        self.file.write(data)

    @property
    def confinement(self) -> Confinement:
        """What holds the process on this machine (starts it). Raises Unavailable."""
        return self._started().confinement

    def text(self, kind: Kind) -> Extract:
        """The text of the document. Raises Unavailable when the process cannot start."""
        if kind not in TEXTUAL:
            return Extract(State.NOTHING, why=NOTHING_TO_EXTRACT)
        answer, state, why = self._ask({"do": "text", "kind": str(kind)})
        if answer is None:
            return Extract(state, why=why)
        try:
            found = _read_extract(answer)
        except (TypeError, ValueError, KeyError):
            return self._not_believed_text()
        if not found.text.strip() and not found.headers:
            return Extract(State.NOTHING, pages=found.pages, why=NOTHING_TO_EXTRACT)
        return found

    def beginning(self, kind: Kind) -> Beginning:
        """What the document says it is. Raises Unavailable as `text` does."""
        if kind not in TEXTUAL | PICTURED:
            return Beginning(State.NOTHING, why=NOTHING_TO_EXTRACT)
        answer, state, why = self._ask({"do": "beginning", "kind": str(kind)})
        if answer is None:
            return Beginning(state, why=why)
        try:
            return Beginning(
                State.DONE,
                " ".join(_clean(answer["title"], HEADER_LENGTH).split()),
                _day(answer["day"]),
                _clean(answer["text"], BEGINNING_LENGTH),
            )
        except (TypeError, ValueError, KeyError):
            self._bury()
            return Beginning(State.FAILED, why=STOPPED)

    def picture(self, kind: Kind, *, page: int = 0, side: int = LARGEST_SIDE) -> Picture:
        """A page, counted from 0, no side longer than `side` pixels. Raises Unavailable as `text` does."""
        if kind not in PICTURED:
            return Picture(State.NOTHING, why=NO_PREVIEW)
        question = {"do": "picture", "kind": str(kind), "number": page, "side": side}
        answer, state, why = self._ask(question)
        if answer is None:
            return Picture(state, why=why)
        try:
            return _read_picture(answer)
        except (TypeError, ValueError, KeyError):
            self._bury()
            return Picture(State.FAILED, why=STOPPED)

    def _not_believed_text(self) -> Extract:
        """A process that does not answer what was asked is no more what we started."""
        self._bury()
        return Extract(State.FAILED, why=STOPPED)

    def _ask(self, question: dict[str, Any]) -> tuple[dict[str, Any] | None, State, FindingKind | None]:
        if self._losses >= self._patience:
            return None, State.GIVEN_UP, GIVEN_UP
        try:
            self.file.flush()
            answer = self._started().ask({**question, "file": self.file.fileno()}, self._seconds)
        except Refused:
            return None, State.FAILED, UNREADABLE
        except Lost:
            self._bury()
            return None, State.FAILED, STOPPED
        if not isinstance(answer, dict) or answer.get("state") not in ("done", "too_big"):
            self._bury()
            return None, State.FAILED, STOPPED
        if answer["state"] == "too_big":
            return None, State.TOO_BIG, TOO_BIG
        return answer, State.DONE, None

    def _bury(self) -> None:
        self._losses += 1
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    def _started(self) -> ConfinedProcess:
        if self._process is None:
            try:
                self._process = ConfinedProcess(self._program, [], self._bounds, inherited=[self.file.fileno()])
            except (Lost, Refused, OSError) as error:
                raise Unavailable(PREVIEWER_DOWN, reason=str(error)[:200]) from error
        return self._process


def _read_extract(answer: dict[str, Any]) -> Extract:
    pages = answer.get("pages")
    if pages is not None:
        pages = _natural(pages)
    return Extract(
        State.DONE,
        _clean(answer["text"], TEXT_LENGTH),
        bool(answer["cut"]),
        pages,
        tuple((_clean(name, 80), _clean(value, HEADER_LENGTH)) for name, value in answer.get("headers", ())[:80]),
        tuple(
            (_clean(name, HEADER_LENGTH), _clean(media, HEADER_LENGTH), None if size is None else _natural(size))
            for name, media, size in answer.get("attachments", ())[:ATTACHMENTS]
        ),
    )


def _read_picture(answer: dict[str, Any]) -> Picture:
    media_type, data = answer["media_type"], base64.b64decode(answer["data"], validate=True)
    if media_type not in MEDIA_TYPES or not 0 < len(data) <= PICTURE_SIZE:
        raise ValueError("picture")
    return Picture(State.DONE, media_type, data, _natural(answer["pages"]))


def _day(text: Any) -> date | None:
    """None for a day that no calendar has: documents are full of them."""
    try:
        return date.fromisoformat(_clean(text, 10))
    except ValueError:
        return None


def _natural(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("number")
    return value


def _clean(text: Any, length: int) -> str:
    """Text that a database takes: no NUL, no half of a character."""
    if not isinstance(text, str):
        raise TypeError("text")
    return text[:length].replace("\0", " ").encode("utf-8", "replace").decode()
