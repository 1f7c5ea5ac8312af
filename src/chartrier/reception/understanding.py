"""What is understood of the files before anybody confirms: titles, dates, formats, what is there already.

Files themselves are opened by the confined examiner of formats only; titles and dates come from their names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chartrier.catalog.archive import questions
from chartrier.formats.identification import Format, FormatIdentifier
from chartrier.reception import findings as say
from chartrier.reception.naming import day_in, title_of, year_in
from chartrier.reception.pieces import Piece
from chartrier.records.finding import Findings, Place
from chartrier.records.tenant import Tenant

LARGEST_READ = 64 << 20
"""Bytes of a file whose digest is computed while somebody waits; the ingest computes all of them."""

MOST = 200
"""Files that are looked at one by one while somebody waits."""


@dataclass(frozen=True, slots=True)
class SeenFile:
    """One file: `format` None when it is not recognised, or was not looked at."""

    name: str
    title: str
    size: int
    day: date | None
    format: Format | None


@dataclass(frozen=True, slots=True)
class Seen:
    """All files; `looked_at` of them one by one. `title` and `year` are proposals."""

    files: Sequence[SeenFile]
    count: int
    size: int
    looked_at: int
    title: str
    year: int | None


def look(pieces: Sequence[Piece], tenant: Tenant, identifier: FormatIdentifier, findings: Findings) -> Seen:
    """Look at the files. What is worth saying is in the findings; only warnings are added."""
    watched = pieces[:MOST]
    formats = _formats(watched, identifier, findings)
    _tell_known(watched, tenant, findings)
    files = [
        SeenFile(piece.name, title_of(piece.name), piece.size, day_in(piece.name), formats.get(piece.name))
        for piece in watched
    ]
    years = {year for piece in pieces if (year := year_in(piece.name)) is not None}
    return Seen(
        files=files,
        count=len(pieces),
        size=sum(piece.size for piece in pieces),
        looked_at=len(watched),
        title=files[0].title if len(files) == 1 else _common_folder(pieces),
        year=years.pop() if len(years) == 1 else None,
    )


def _formats(pieces: Sequence[Piece], identifier: FormatIdentifier, findings: Findings) -> dict[str, Format]:
    """Of those that lie by themselves; the ingest identifies what is in a container."""
    alone = [piece for piece in pieces if piece.path is not None and piece.size]
    found = identifier.identify([piece.path for piece in alone if piece.path is not None])
    for piece, format_ in zip(alone, found, strict=True):
        if format_ is None:
            findings.add(say.UNKNOWN_FORMAT, Place(piece.name), name=piece.name)
    return {piece.name: format_ for piece, format_ in zip(alone, found, strict=True) if format_ is not None}


def _tell_known(pieces: Sequence[Piece], tenant: Tenant, findings: Findings) -> None:
    first: dict[str, str] = {}
    for piece in pieces:
        if not piece.size:
            findings.add(say.EMPTY_FILE, Place(piece.name), name=piece.name)
        elif piece.size <= LARGEST_READ:
            digest = hashlib.sha512()
            for chunk in piece.chunks():
                digest.update(chunk)
            value = digest.hexdigest()
            if value in first:
                findings.add(say.SAME_CONTENT, Place(piece.name), name=piece.name, other=first[value])
            elif (title := questions.title_of_content(tenant.key, value)) is not None:
                findings.add(say.ALREADY_THERE, Place(piece.name), name=piece.name, title=title)
            first.setdefault(value, piece.name)


def _common_folder(pieces: Sequence[Piece]) -> str:
    """The folder that all files lie in; empty when there is none."""
    tops = {piece.name.partition("/")[0] if "/" in piece.name else "" for piece in pieces}
    return title_of(tops.pop() + "/").strip("/") if len(tops) == 1 else ""
