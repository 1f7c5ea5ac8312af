"""Reading the texts of documents into the index, and making their small pictures, after they were acquired: by a job,
or now (`chartrier texts`).

What it fills is a cache: whatever stops it, whoever comes next goes on with what was not read. It reads nothing twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from chartrier.access.fetching import fetch
from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.texts.register import ReadText, enter_texts, without_text
from chartrier.catalog.texts.thumbnails import MadeThumbnail, enter_thumbnails, without_thumbnail
from chartrier.copies.copies import Copies
from chartrier.errors import IntegrityFailure
from chartrier.previews.findings import EMPTY, NOTHING_TO_EXTRACT, TOO_BIG
from chartrier.previews.kinds import PICTURED, TEXTUAL, Kind, kind_of
from chartrier.previews.limits import FILE_SIZE, THUMBNAIL_SIDE, THUMBNAIL_SIZE
from chartrier.previews.previewer import Extract, Previewer, State
from chartrier.records.finding import Findings

TOGETHER = 50
"""Texts entered in one transaction: 50 MB of them at most."""
DRAWN_TOGETHER = 100
"""Small pictures entered in one transaction."""
LISTED = 1_000

Tell = Callable[[int], None]
Enough = Callable[[], bool]
"""Whether to stop here, and let somebody else go on."""


def never() -> bool:
    return False


@dataclass(slots=True)
class Extracted:
    """How many documents were read, by what became of them; `findings` tells of those whose bytes no copy has."""

    states: Counter[State] = field(default_factory=Counter)
    findings: Findings = field(default_factory=Findings)


def extract_texts(
    tenant: int, copies: Copies, operation: UUID | None = None, tell: Tell | None = None, enough: Enough = never
) -> Extracted:
    """Read the texts of the documents of a versement (its package), or of all that were not read yet.

    `tell` is given how many are done; `enough` is asked after each. May be repeated and run twice at once. Raises
    Unavailable when no copy is there or the reading process does not start; what was read until then stays.
    """
    done = Extracted()
    with Previewer(copies.staging) as previewer:
        read = _read(tenant, copies, operation, previewer, done, enough)
        while some := list(islice(read, TOGETHER)):
            enter_texts(tenant, some)
            if tell is not None:
                tell(done.states.total())
    return done


def make_thumbnails(tenant: int, copies: Copies, operation: UUID | None = None, enough: Enough = never) -> int:
    """Make the small pictures of the same documents; how many were made. Raises as `extract_texts`."""
    made = 0
    with Previewer(copies.staging) as previewer:
        drawn = _drawn(tenant, copies, operation, previewer, enough)
        while some := list(islice(drawn, DRAWN_TOGETHER)):
            enter_thumbnails(tenant, some)
            made += sum(each.data is not None for each in some)
    return made


def _drawn(
    tenant: int, copies: Copies, operation: UUID | None, previewer: Previewer, enough: Enough
) -> Iterator[MadeThumbnail]:
    after: UUID | None = None
    while found := without_thumbnail(tenant, versement=operation, after=after, limit=LISTED):
        for each in found:
            try:
                thumbnail = _thumbnail(each, copies, previewer)
            except IntegrityFailure:
                # told with its text, or by the next audit
                continue
            if thumbnail is not None:
                yield thumbnail
            if enough():
                return
        after = found[-1].id


def _thumbnail(found: DataObject, copies: Copies, previewer: Previewer) -> MadeThumbnail | None:
    """None when it was given up: it is made the next time."""
    kind = kind_of_object(found)
    if kind not in PICTURED:
        return MadeThumbnail(found.id, str(State.NOTHING))
    if (found.size or 0) > FILE_SIZE:
        return MadeThumbnail(found.id, str(State.TOO_BIG))
    fetch(copies.stores, found, previewer.file)
    picture = previewer.picture(kind, side=THUMBNAIL_SIDE)
    if picture.state is State.GIVEN_UP:
        return None
    if picture.state is not State.DONE or len(picture.data) > THUMBNAIL_SIZE:
        return MadeThumbnail(found.id, str(picture.state), pages=picture.pages or None)
    return MadeThumbnail(found.id, str(picture.state), picture.media_type, picture.data, picture.pages)


def kind_of_object(found: DataObject) -> Kind:
    """How to show an object."""
    return kind_of((found.format or {}).get("mime"), found.filename or found.uri)


def _read(
    tenant: int, copies: Copies, operation: UUID | None, previewer: Previewer, done: Extracted, enough: Enough
) -> Iterator[ReadText]:
    """What was given up, or has no copy that is whole, is not entered: it is read the next time."""
    after: UUID | None = None
    while found := without_text(tenant, versement=operation, after=after, limit=LISTED):
        for each in found:
            try:
                extract = read_extract(each, copies, previewer)
            except IntegrityFailure as problem:
                done.findings.append(problem.finding)
                continue
            done.states[extract.state] += 1
            if extract.state is not State.GIVEN_UP:
                yield _row(each.id, extract)
            if enough():
                return
        after = found[-1].id


def read_extract(found: DataObject, copies: Copies, previewer: Previewer) -> Extract:
    """The text of an object, from its bytes, which are proven first. Raises IntegrityFailure, Unavailable."""
    kind = kind_of_object(found)
    if found.size == 0:
        return Extract(State.NOTHING, why=EMPTY)
    if kind not in TEXTUAL:
        return Extract(State.NOTHING, why=NOTHING_TO_EXTRACT)
    if (found.size or 0) > FILE_SIZE:
        return Extract(State.TOO_BIG, why=TOO_BIG)
    fetch(copies.stores, found, previewer.file)
    return previewer.text(kind)


def _row(identifier: UUID, extract: Extract) -> ReadText:
    mail = None
    if extract.headers or extract.attachments:
        mail = {"headers": extract.headers, "attachments": extract.attachments}
    text = extract.text if extract.state is State.DONE else None
    why = extract.why.code if extract.why is not None else None
    return ReadText(identifier, str(extract.state), why, text, extract.pages, extract.cut, mail)
