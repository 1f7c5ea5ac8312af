"""Looking at the files that were sent, in a worker: each is read once, for its digest, its format and its first words.

Documents are opened by the confined processes only, within bounds of time and memory: what is late is known by its
name alone.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from uuid import UUID

from chartrier.errors import InvalidInput
from chartrier.formats.findings import EXTENSION_MISMATCH
from chartrier.formats.identification import File, Format, FormatIdentifier
from chartrier.formats.memory_files import SmallFile
from chartrier.packages.file_names import safe_extension
from chartrier.previews.kinds import PICTURED, TEXTUAL, Kind, kind_of
from chartrier.previews.limits import FILE_SIZE
from chartrier.previews.previewer import Beginning, Previewer, State
from chartrier.reception import findings as say
from chartrier.reception.naming import clean_line, day_in, title_of
from chartrier.reception.pieces import CHUNK, Piece
from chartrier.reception.reading import Said, read_words
from chartrier.reception.sight import Met, SeenFile, Sight, Source
from chartrier.records.finding import Finding, Findings, Place

MOST = 200
"""Files of a container that are told one by one."""
ASKED = 1_000
"""Digests that the archive is asked about at once."""
READING = 120.0
"""Seconds in which the words of the files of one upload are read; those after are known by their names."""
SMALL = 1 << 20
TOGETHER, HELD = 64, 16 << 20
"""Small files of a container, and their bytes, that are identified together."""
LOCKED = frozenset({"fmt/494"})
"""Office documents under a password, by PUID."""
EARLIEST = date(1500, 1, 1)
_OF_PROGRAMS = re.compile(
    r"microsoft .*|(?:untitled|sans (?:titre|nom)|document|doc|scan|num[ée]risation|impression|print|img|image"
    r"|(?:[a-z]+ )?digital camera|sony dsc|dcim.*"
    r"|pr[ée]sentation|classeur|book|page)[ _-]*[0-9]*|.*\.(?:docx?|odt|pdf|xlsx?|ods|indd|tmp|pub|rtf)|[0-9a-f_-]+"
)
"""What programs write in the place of a title."""


@dataclass(slots=True)
class Reader:
    """Who reads: one of each per upload."""

    identifier: FormatIdentifier
    previewer: Previewer
    today: date
    ends: float = field(default_factory=lambda: time.monotonic() + READING)

    @property
    def has_time(self) -> bool:
        return time.monotonic() < self.ends


def look_at(
    pieces: Sequence[Piece],
    reader: Reader,
    scratch: Path,
    findings: Findings,
    known: Callable[[Collection[str]], Mapping[str, tuple[UUID, str]]],
) -> Sight:
    """Look at all of them; what is worth saying of each is in the findings, which become those of the sight. `known`
    tells the units that hold the same bytes already, by SHA-512: asked of those only that are not told one by one.
    """
    seen: list[SeenFile] = []
    counts: Counter[str] = Counter()
    met: dict[str, Met] = {}
    first: dict[bytes, str] = {}
    rest: dict[str, str] = {}
    try:
        for piece, file, sha512, format_ in _identified(pieces, reader, scratch):
            puid = format_.puid if format_ is not None else ""
            counts[puid] += 1
            met.setdefault(puid, Met(_named(format_), 0, piece.name))
            if not piece.size:
                findings.add(say.EMPTY_FILE, Place(piece.name), name=piece.name)
            elif format_ is None:
                findings.add(say.UNKNOWN_FORMAT, Place(piece.name), name=piece.name)
            elif "extension mismatch" in format_.warning:
                findings.add(EXTENSION_MISMATCH, Place(piece.name), identified=format_.puid, name=format_.name)
            if len(seen) < MOST:
                seen.append(_seen(piece, file, sha512, format_, reader, findings))
            elif piece.size:
                # those that are told one by one are compared when they are
                if (other := first.get(bytes.fromhex(sha512))) is not None:
                    findings.add(say.SAME_CONTENT, Place(piece.name), name=piece.name, other=other)
                else:
                    rest[sha512] = piece.name
            if piece.size:
                first.setdefault(bytes.fromhex(sha512), piece.name)
        for some in _some_at_a_time(list(rest)):
            for sha512, (unit, title) in known(some).items():
                findings.append(already_there(rest[sha512], unit, title))
    except InvalidInput as problem:
        # a member of a container that is not what its container says
        findings.append(problem.finding.as_refusal())
    return Sight(
        tuple(seen),
        len(pieces),
        sum(piece.size for piece in pieces),
        {puid: replace(each, count=counts[puid]) for puid, each in met.items()},
        tuple(findings),
    )


def already_there(name: str, unit: UUID, title: str) -> Finding:
    """That the bytes of a file are in the archive, in this unit."""
    return Finding(say.ALREADY_THERE, Place(name, unit=str(unit)), {"name": name, "title": title})


def by_name(pieces: Sequence[Piece], findings: Findings) -> Sight:
    """What the names alone say, for want of a reader."""
    seen = tuple(_named_only(piece) for piece in pieces[:MOST])
    return Sight(seen, len(pieces), sum(piece.size for piece in pieces), {}, tuple(findings))


def proposed(name: str, said: Said, beginning: Beginning, today: date) -> tuple[str, Source, date | None, Source]:
    """Title and day, with where each is from: the words of the document before its properties, a day in the name
    before one that a program wrote.
    """
    title, title_from = title_of(name), Source.NAME
    if written := clean_line(said.title):
        title, title_from = written, Source.TEXT
    elif _is_title(own := clean_line(beginning.title), name):
        title, title_from = own, Source.PROPERTIES
    days = ((said.day, Source.TEXT), (day_in(name), Source.NAME), (beginning.day, Source.PROPERTIES))
    for day, source in days:
        if day is not None and EARLIEST <= day <= date(today.year + 1, 12, 31):
            return title, title_from, day, source
    return title, title_from, None, Source.NONE


def _identified(
    pieces: Sequence[Piece], reader: Reader, scratch: Path
) -> Iterator[tuple[Piece, File, str, Format | None]]:
    """Each piece with its bytes, their SHA-512 and their format, some at a time; a file of its own lies there as long
    as the caller looks at it.
    """
    batch: list[tuple[Piece, File, str]] = []
    held = 0
    for piece in pieces:
        if piece.path is None and piece.size < SMALL:
            data = b"".join(piece.chunks())
            batch.append((piece, SmallFile(data, safe_extension(piece.name)), hashlib.sha512(data).hexdigest()))
            held += len(data)
            if len(batch) >= TOGETHER or held >= HELD:
                yield from _formats(batch, reader)
                batch, held = [], 0
            continue
        yield from _formats(batch, reader)
        batch, held = [], 0
        if piece.path is not None:
            yield from _formats([(piece, piece.path, piece.sha512 or _digest(piece))], reader)
            continue
        own = scratch / f"member{safe_extension(piece.name)}"
        try:
            yield from _formats([(piece, own, _unpack(piece, own))], reader)
        finally:
            own.unlink(missing_ok=True)
    yield from _formats(batch, reader)


def _formats(
    batch: Sequence[tuple[Piece, File, str]], reader: Reader
) -> Iterator[tuple[Piece, File, str, Format | None]]:
    full = [file for piece, file, _ in batch if piece.size]
    found = dict(zip(full, reader.identifier.identify(full), strict=True)) if full else {}
    for piece, file, sha512 in batch:
        yield piece, file, sha512, found.get(file)


def _some_at_a_time(digests: Sequence[str]) -> Iterator[Sequence[str]]:
    for since in range(0, len(digests), ASKED):
        yield digests[since : since + ASKED]


def _seen(
    piece: Piece, file: File, sha512: str, format_: Format | None, reader: Reader, findings: Findings
) -> SeenFile:
    kind = kind_of(format_.mime if format_ is not None else None, piece.name)
    beginning = Beginning(State.NOTHING)
    if kind in TEXTUAL | PICTURED and 0 < piece.size <= FILE_SIZE and reader.has_time:
        _show(file, reader.previewer.file)
        beginning = reader.previewer.beginning(kind)
        if kind is Kind.PDF and beginning.state is State.FAILED and _holds(reader.previewer.file, b"/Encrypt"):
            findings.add(say.LOCKED, Place(piece.name), name=piece.name)
    if format_ is not None and format_.puid in LOCKED:
        findings.add(say.LOCKED, Place(piece.name), name=piece.name)
    title, title_from, day, day_from = proposed(piece.name, read_words(beginning.text), beginning, reader.today)
    scanned = kind is Kind.PDF and beginning.state is State.DONE and not beginning.text.strip()
    return SeenFile(piece.name, title, piece.size, day, title_from, day_from, format_, sha512, scanned)


def _named_only(piece: Piece) -> SeenFile:
    day = day_in(piece.name)
    return SeenFile(
        piece.name, title_of(piece.name), piece.size, day, Source.NAME, Source.NAME if day else Source.NONE,
        sha512=piece.sha512,
    )  # fmt: skip


def _is_title(title: str, name: str) -> bool:
    """Whether a person may have written it: programs put names of files and of themselves there."""
    plain = title.casefold().strip()
    stem = PurePosixPath(name).stem.casefold()
    return len(plain) > 3 and plain != stem and _OF_PROGRAMS.fullmatch(plain) is None


def _holds(file: BinaryIO, mark: bytes) -> bool:
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(mark) >= 0


def _show(file: File, out: BinaryIO) -> None:
    """Put the bytes of a file where the reading process looks."""
    out.seek(0)
    out.truncate()
    if isinstance(file, SmallFile):
        out.write(file.data)
        return
    with file.open("rb") as source:
        shutil.copyfileobj(source, out, CHUNK)


def _unpack(piece: Piece, path: Path) -> str:
    digest = hashlib.sha512()
    with path.open("xb") as out:
        for chunk in piece.chunks():
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


def _digest(piece: Piece) -> str:
    digest = hashlib.sha512()
    for chunk in piece.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _named(format_: Format | None) -> str:
    return " ".join(filter(None, (format_.name, format_.version))) if format_ is not None else ""
