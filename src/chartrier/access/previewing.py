"""Showing a document without opening it: its text, its pages as pictures, its sound as it is.

Nothing is kept of a picture but a small one: it is drawn when it is asked for. The text is that of the index; what was
not read yet is read now. Who may see it was decided before (`reading.open_document`).
"""

from __future__ import annotations

import io
import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from typing import Any, BinaryIO, cast
from uuid import UUID

from chartrier.access.extracting import kind_of_object, read_extract
from chartrier.access.fetching import fetch
from chartrier.access.findings import NOTHING_TO_READ
from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.preservation.damage import damages
from chartrier.catalog.texts.register import text_of
from chartrier.catalog.texts.thumbnails import thumbnail_of
from chartrier.copies.copies import Copies
from chartrier.errors import IntegrityFailure, NotFound, Unavailable
from chartrier.previews import findings
from chartrier.previews.findings import BUSY, NOT_PLAYED, TOO_BIG
from chartrier.previews.kinds import PICTURED, Kind, media_types
from chartrier.previews.limits import FILE_SIZE, LARGEST_SIDE, THUMBNAIL_SIDE
from chartrier.previews.previewer import Extract, Picture, Previewer, State
from chartrier.records.finding import FindingKind
from chartrier.vault.store import Store

PLAYED = frozenset(
    {
        "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/x-wav", "audio/webm", "audio/flac", "audio/aac",
        "video/mp4", "video/ogg", "video/webm",
    }
)  # fmt: skip
"""Media types that are given to the browser's player, and to nothing else."""
PLAYED_AS = {"application/mp4": "video/mp4"}
"""What PRONOM calls by a name that no player takes."""
CHUNK = 1 << 18
REMEMBERED = 4_096
"""Files that are not read whole again."""
READ_WHOLE = 1 << 30
"""Bytes of the longest sound or film that is read whole before it is played."""
AT_ONCE = 2
"""Documents that are read for people at the same time: each may take a gigabyte."""
PATIENCE = 20
"""Seconds that somebody waits for their turn."""
_TURNS = BoundedSemaphore(AT_ONCE)
WHY = {
    kind.code: kind
    for kind in (
        findings.NOTHING_TO_EXTRACT, findings.EMPTY, findings.UNREADABLE, findings.STOPPED, findings.TOO_BIG,
        findings.GIVEN_UP,
    )
}  # fmt: skip
"""By the code that the index keeps."""


@dataclass(frozen=True, slots=True)
class Preview:
    """How a document is shown. `pages`: of a PDF or a picture, from 1; None for what has none."""

    kind: Kind
    extract: Extract
    pages: int | None
    media_type: str | None
    """Of what is played."""
    undrawn: FindingKind | None = None
    """Why a picture, or a file without a byte, cannot be shown."""

    @property
    def why(self) -> FindingKind | None:
        """Why there is nothing to show, where there is nothing."""
        if self.undrawn is not None:
            return self.undrawn
        if self.extract.state is State.DONE or self.pages or self.media_type:
            return None
        return NOT_PLAYED if self.kind in (Kind.AUDIO, Kind.VIDEO) else self.extract.why


def preview(found: DataObject, copies: Copies) -> Preview:
    """What there is to show of an object. Raises IntegrityFailure, Unavailable."""
    kind = kind_of_object(found)
    if found.size == 0:
        return Preview(kind, Extract(State.NOTHING, why=findings.EMPTY), None, None, findings.EMPTY)
    media_type = _played(found) if kind in (Kind.AUDIO, Kind.VIDEO) else None
    known = text_of([found.tenant], found.id)
    if known is not None:
        mail = known.mail or {}
        extract = Extract(
            State(known.state),
            known.text or "",
            known.cut,
            known.pages,
            tuple((str(name), str(value)) for name, value in mail.get("headers", ())),
            tuple((str(name), str(media), size) for name, media, size in mail.get("attachments", ())),
            WHY.get(known.why or ""),
        )
    else:
        with one_turn(), Previewer(copies.staging) as previewer:
            extract = read_extract(found, copies, previewer)
    pages, undrawn = None, None
    if kind is Kind.PDF:
        pages = extract.pages
    elif kind is Kind.PICTURE:
        pages, undrawn = _pictures(found, copies)
    return Preview(kind, extract, pages, media_type, undrawn)


def draw(found: DataObject, copies: Copies, *, page: int = 0, side: int = LARGEST_SIDE) -> Picture:
    """A page of a document, counted from 0, no side longer than `side` pixels; made anew. Raises as `preview` does."""
    kind = kind_of_object(found)
    if kind in PICTURED and (found.size or 0) > FILE_SIZE:
        return Picture(State.TOO_BIG, why=TOO_BIG)
    with one_turn(), Previewer(copies.staging) as previewer:
        if kind in PICTURED:
            fetch(copies.stores, found, previewer.file)
        return previewer.picture(kind, page=page, side=side)


def _pictures(found: DataObject, copies: Copies) -> tuple[int | None, FindingKind | None]:
    """How many pictures a file has: a scanned register may be one TIFF of many; or why none can be shown."""
    made = thumbnail_of(found.tenant, found.id)
    if made is not None and made.state == State.DONE:
        return made.pages or 1, None
    # what an older version could not draw, this one may; if not, why is told
    drawn = draw(found, copies, side=THUMBNAIL_SIDE)
    return (drawn.pages or 1, None) if drawn.state is State.DONE else (None, drawn.why)


@contextmanager
def one_turn() -> Iterator[None]:
    """Wait for one's turn to read a document for somebody. Raises Unavailable (PRV-008)."""
    if not _TURNS.acquire(timeout=PATIENCE):
        raise Unavailable(BUSY)
    try:
        yield
    finally:
        _TURNS.release()


def _played(found: DataObject) -> str | None:
    known = [PLAYED_AS.get(media, media) for media in media_types((found.format or {}).get("mime"))]
    return next((media for media in known if media in PLAYED), None)


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes `first` to `last` (both within) of a document of `size` bytes."""

    media_type: str
    first: int
    last: int
    size: int
    chunks: Iterator[bytes]


def play(found: DataObject, copies: Copies, first: int, last: int | None) -> Part:
    """A part of a sound or a film, as a player asks for it, from the first copy that has it whole and intact.

    The whole is compared with its digest before a first part is given; then not again, as long as its file stays what
    it was. What is too long to be read while somebody waits comes from a copy in which no damage is known. Raises
    NotFound for what is not played or for a part beyond the end, Unavailable when no copy is there, IntegrityFailure
    when none has it.
    """
    media_type, size = _played(found), found.size or 0
    if media_type is None or not 0 <= first < size:
        raise NotFound(NOTHING_TO_READ, identifier=str(found.id), usage="")
    last = size - 1 if last is None else min(last, size - 1)
    problem: IntegrityFailure | Unavailable | None = None
    for store in _sound_first(found, copies):
        try:
            source = store.open(
                f"{found.tenant:09d}",
                found.versement,
                found.path or "",
                (found.pack_offset or 0) + first,
                last - first + 1,
            )
            if size <= READ_WHOLE:
                _require_intact(found, store, source)
        except (IntegrityFailure, Unavailable) as gone:
            problem = gone
            continue
        return Part(media_type, first, last, size, _chunks(source, last - first + 1))
    assert problem is not None
    raise problem


def _sound_first(found: DataObject, copies: Copies) -> list[Store]:
    """The copies, those last in which something was found that is not proven again."""
    names = [store.name for store in copies.stores]
    known = {each.copy for each in damages([found.tenant], names).get(found.tenant, [])}
    return sorted(copies.stores, key=lambda store: store.name in known)


Proven = tuple[int, UUID, str, int, int, int, int]
"""An object in a copy: collectivité, object, copy; device, number, size and time of change of the file it is in."""

_PROVEN: OrderedDict[Proven, None] = OrderedDict()
_PROVING = tuple(Lock() for _ in range(16))
"""A player asks for several parts at once: one of them reads the whole, the others wait for it."""


def _require_intact(found: DataObject, store: Store, source: BinaryIO) -> None:
    """Raises IntegrityFailure, the file being closed, when what a copy has of an object is not what was archived."""
    seen = os.fstat(source.fileno())
    key = (found.tenant, found.id, store.name, seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns)
    if key in _PROVEN:
        return
    proving = _PROVING[found.id.int % len(_PROVING)]
    if not proving.acquire(timeout=PATIENCE):
        # others are to be served meanwhile; the player asks again
        source.close()
        raise Unavailable(BUSY)
    try:
        if key not in _PROVEN:
            with one_turn():
                fetch([store], found, NOWHERE)
            _PROVEN[key] = None
            while len(_PROVEN) > REMEMBERED:
                _PROVEN.popitem(last=False)
    except (IntegrityFailure, Unavailable):
        source.close()
        raise
    finally:
        proving.release()


class _Nowhere(io.RawIOBase):
    """Where bytes go that are read for their digest alone."""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def truncate(self, size: int | None = None) -> int:
        return 0

    def write(self, data: Any) -> int:
        return len(data)


NOWHERE = cast(BinaryIO, _Nowhere())


def _chunks(source: BinaryIO, length: int) -> Iterator[bytes]:
    with source:
        while length > 0 and (chunk := source.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
