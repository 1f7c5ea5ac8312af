"""Redacted copies of what is archived: asked for, made by a worker, looked at by their person, deposited or taken.

The original is never changed. The copy lies in a private folder until it is deposited as a versement of its own, below
its original, or is erased with what it was asked by.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.access.extracting import kind_of_object
from chartrier.access.fetching import fetch
from chartrier.access.findings import NOT_FOUND
from chartrier.access.previewing import one_turn
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.redactions.models import Redaction
from chartrier.catalog.redactions.register import enter_redaction, live_redactions, turn
from chartrier.copies.copies import Copies
from chartrier.copies.staging import open_staging, while_room_lasts
from chartrier.detection.names import has_model
from chartrier.errors import InvalidInput, NotFound
from chartrier.previews.kinds import Kind
from chartrier.previews.previewer import Picture, Previewer
from chartrier.privacy.findings import COPY_GONE
from chartrier.privacy.made import Made, title_without
from chartrier.privacy.redacted_package import RedactedDeposit, write_redacted_package
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.redaction.findings import NOT_REDACTED
from chartrier.redaction.reader import PageReader
from chartrier.redaction.redacted import Redacted, register_of
from chartrier.redaction.redacting import REDACTED, redact
from chartrier.redaction.wanted import Request, Wanted, understand

COPY, REGISTER = "copie", "occultations.csv"
CHUNK = 1 << 20
SPREADSHEETS = (".xlsx", ".ods")
SHOWN = 200_000
"""Characters of a text that a page shows."""

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where copies wait to be looked at, and for how long."""

    folder: Path
    kept: timedelta

    def of(self, redaction: Redaction) -> Path:
        """The folder of a redaction."""
        return self.folder / f"{redaction.tenant:09d}" / str(redaction.id)


def ask_copy(
    tenant: Tenant, unit: UUID, document: DataObject, request: Request, person: UUID, now: datetime, findings: Findings
) -> UUID | None:
    """Enter that a copy is asked for; None when the findings refuse. Whoever asks was admitted to read the document."""
    understand(request, findings)
    if not may_be_redacted(document):
        findings.add(NOT_REDACTED)
    if findings.refused:
        return None
    return enter_redaction(tenant.key, person, unit, document.id, request.as_json(), now)


def may_be_redacted(document: DataObject) -> bool:
    """Whether its format is one of which copies are made."""
    kind = kind_of_object(document)
    media, name = (document.format or {}).get("mime") or "", document.filename or document.uri or ""
    return kind in REDACTED and (
        kind is not Kind.OFFICE or "spreadsheet" in media or name.lower().endswith(SPREADSHEETS)
    )


def make_copy(redaction: Redaction, tenant: Tenant, copies: Copies, desk: Desk, tell: Tell) -> Findings:
    """Make the copy that was asked for, and check it; what there is to tell of it. May be repeated: it begins anew.

    Raises NotFound when the original was destroyed, InvalidInput, IntegrityFailure, Unavailable.
    """
    unit = questions.unit([tenant.key], redaction.unit)
    found = questions.data_object([tenant.key], redaction.object)
    if unit is None or found is None:
        raise NotFound(NOT_FOUND, identifier=str(redaction.unit))
    findings = Findings()
    request = Request.read(redaction.request)
    wanted = understand(request, findings, model=has_model())
    if findings.refused:
        first = next(iter(findings))
        raise InvalidInput(first.kind, first.place, **first.values)
    folder = desk.of(redaction)
    erase(folder)
    with while_room_lasts(desk.folder), open_staging(copies.staging, new_package_id(copies.clock())) as place:
        for each in (desk.folder, folder.parent, folder):
            each.mkdir(mode=0o700, exist_ok=True)
        with (folder / COPY).open("x+b") as out:
            redacted = redact_document(found, wanted, out, copies, place.folder, tell)
        (folder / REGISTER).write_bytes(register_of(redacted.occultations, wanted.motive))
        made = made_of(redacted, title_without(unit.title, wanted), folder / COPY)
    turn(
        tenant.key, redaction.id, Redaction.State.ASKED, state=Redaction.State.READY, made=made.as_json(),
        expires=copies.clock() + desk.kept, findings=[each.as_recorded() for each in redacted.findings],
    )  # fmt: skip
    return redacted.findings


def redact_document(
    found: DataObject, wanted: Wanted, out: BinaryIO, copies: Copies, folder: Path, tell: Tell
) -> Redacted:
    """The redacted copy of an object whose reading was admitted, written to `out`. Raises as `redaction.redact`."""
    with (folder / "original").open("x+b") as original:
        fetch(copies.stores, found, original)
        return redact(original, kind_of_object(found), wanted, out, folder, tell)


def made_of(redacted: Redacted, title: str, copy: Path) -> Made:
    """What is kept of a copy that was made."""
    digest = hashlib.sha512()
    with copy.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return Made.of(redacted, title, copy.stat().st_size, digest.hexdigest())


@contextmanager
def packed_copy(redaction: Redaction, tenant: Tenant, copies: Copies, desk: Desk, agreement: str) -> Iterator[Path]:
    """The package of a copy that was let go, for as long as the block lasts. `agreement`: the reference of its accord.

    Raises NotFound when its original was destroyed or the copy is no more the one that was looked at.
    """
    made, folder = Made.read(redaction.made or {}), desk.of(redaction)
    if questions.unit([tenant.key], redaction.unit) is None:
        raise NotFound(NOT_FOUND, identifier=str(redaction.unit))
    if not (folder / COPY).is_file() or _sha512(folder / COPY) != made.sha512:
        raise NotFound(COPY_GONE)
    deposit = RedactedDeposit(
        redaction.id, redaction.unit, agency_of(tenant, redaction.unit), made,
        " ".join(str(redaction.request.get("motive", "")).split()), redaction.open, copies.clock(),
        str(redaction.person), agreement,
    )  # fmt: skip
    with open_staging(copies.staging, new_package_id(copies.clock())) as place:
        path = place.folder / "sip.zip"
        write_redacted_package(path, deposit, folder / COPY, folder / REGISTER, tenant)
        yield path


def agency_of(tenant: Tenant, unit: UUID) -> str | None:
    """The service producteur of the versement that a unit came with."""
    found = questions.unit([tenant.key], unit)
    versement = questions.versement([tenant.key], found.versement) if found is not None else None
    transfer = ((versement.operation or {}).get("transfer") or {}) if versement is not None else {}
    agency = transfer.get("originating_agency")
    return str(agency) if agency else None


def draw_copy(redaction: Redaction, desk: Desk, copies: Copies, page: int) -> Picture:
    """A page of the copy, counted from 0, for who looks at it. Raises NotFound, Unavailable."""
    with one_turn(), Previewer(copies.staging) as previewer:
        try:
            with (desk.of(redaction) / COPY).open("rb") as stream:
                shutil.copyfileobj(stream, previewer.file)
        except FileNotFoundError:
            raise NotFound(COPY_GONE) from None
        return previewer.picture(Kind.PDF, page=page)


def beginning_of_copy(redaction: Redaction, desk: Desk, copies: Copies) -> str:
    """What is shown of a copy that has no pages: `SHOWN` characters at most. Raises NotFound, Unavailable."""
    path = desk.of(redaction) / COPY
    try:
        with path.open("rb") as stream:
            if Made.read(redaction.made).suffix != ".ods":
                return stream.read(4 * SHOWN).decode("utf-8", "replace")[:SHOWN]
            with one_turn(), PageReader(copies.staging) as reader:
                shutil.copyfileobj(stream, reader.file)
                sheets = reader.sheets()
    except FileNotFoundError:
        raise NotFound(COPY_GONE) from None
    told = [
        line for name, rows in sheets for line in (f"[{name}]", *("\t".join(text for text, _ in row) for row in rows))
    ]
    return "\n".join(told)[:SHOWN]


def expire_copies(tenant: Tenant, desk: Desk, now: datetime) -> int:
    """Erase the copies that are old enough, or whose original was destroyed; how many there were."""
    gone = 0
    for redaction in live_redactions(tenant.key):
        until = redaction.expires or redaction.asked + desk.kept
        there = questions.data_object([tenant.key], redaction.object) is not None
        if there and now < until:
            continue
        give_up(redaction, desk)
        gone += 1
    return gone


def give_up(redaction: Redaction, desk: Desk, state: Redaction.State = Redaction.State.EXPIRED) -> None:
    """Erase the files of a redaction, and what it named: from now on it is in that state."""
    erase(desk.of(redaction))
    forgotten = Request.read(redaction.request).forgotten().as_json()
    turn(redaction.tenant, redaction.id, redaction.state, request=forgotten, state=state)


def erase(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _sha512(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha512").hexdigest()
