"""The files of a draft, seen by a worker: each is read once, and what was understood of them is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from chartrier.catalog.archive import questions
from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft, Upload
from chartrier.clock import day_of
from chartrier.copies.staging import open_staging
from chartrier.errors import Unavailable
from chartrier.formats.identification import FormatIdentifier
from chartrier.previews.previewer import Previewer
from chartrier.reception.answers import Answers
from chartrier.reception.looking import Reader, by_name, look_at
from chartrier.reception.means import DepositMeans
from chartrier.reception.pieces import is_container, is_service_file, opened_pieces, piece_at
from chartrier.reception.sight import Sight
from chartrier.reception.understanding import Seen, understood_of
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant


def understand(draft: Draft, tenant: Tenant, findings: Findings) -> Seen:
    """What was understood of the files of a draft, as far as they were read, and as somebody answered."""
    uploads = [each for each in register.uploads_of(draft.tenant, draft.id) if each.whole]
    return understood_of(uploads, Answers.read(draft.answers).pieces, tenant, findings)


def read_files(tenant: Tenant, draft: UUID, means: DepositMeans, *, last: bool) -> None:
    """For a worker: read the files of a draft that were not read yet, those that come meanwhile too. May be repeated.

    Raises Unavailable when no process can read them now; with `last`, their names then have to do.
    """
    tried: set[UUID] = set()

    def to_read() -> list[Upload]:
        uploads = register.uploads_of(tenant.key, draft)
        return [each for each in uploads if each.whole and each.sight is None and each.id not in tried]

    if not (some := to_read()):
        return
    yard = means.yard.of(tenant.key)
    with (
        open_staging(means.staging, new_package_id(means.clock())) as place,
        means.identifier(yard) as outside,
        means.identifier(place.folder) as inside,
        means.previewer(place.folder) as previewer,
    ):
        while some:
            for upload in some:
                tried.add(upload.id)
                _read_file(tenant, upload, means, Reading(outside, inside, previewer, place.folder), last=last)
            some = to_read()


def know_by_name(tenant: Tenant, draft: UUID, means: DepositMeans) -> None:
    """The files of a draft that nothing could read are known by their names: nobody waits for them."""
    for upload in register.uploads_of(tenant.key, draft):
        if upload.whole and upload.sight is None:
            piece = piece_at(upload.name, means.yard.place(tenant.key, upload.id, upload.name), upload.sha512)
            register.see_upload(tenant.key, upload.id, upload.sha512, by_name([piece], Findings()).as_json())


@dataclass(frozen=True, slots=True)
class Reading:
    """What files are read with: who identifies formats in the yard, and in a folder where members are unpacked."""

    outside: FormatIdentifier
    inside: FormatIdentifier
    previewer: Previewer
    folder: Path


def _read_file(tenant: Tenant, upload: Upload, means: DepositMeans, reading: Reading, *, last: bool) -> None:
    findings = Findings()
    path = means.yard.place(tenant.key, upload.id, upload.name)
    if not path.exists():
        return
    if is_service_file(upload.name):
        register.see_upload(tenant.key, upload.id, upload.sha512, Sight().as_json())
        return
    identifier = reading.inside if is_container(upload.name) else reading.outside
    reader = Reader(identifier, reading.previewer, day_of(means.clock()))
    with opened_pieces(
        [(upload.name, path)], budget=means.budget, scratch=reading.folder, findings=findings,
        digests={upload.name: upload.sha512},
    ) as pieces:  # fmt: skip
        try:
            sight = look_at(pieces, reader, reading.folder, findings, partial(questions.units_of_contents, tenant.key))
        except Unavailable as missing:
            if not last:
                raise
            findings.append(missing.finding)
            sight = by_name(pieces, findings)
    sha512 = upload.sha512
    if not sha512 and is_container(upload.name):
        # what was read is what it holds, where a member may have its name; its receipt is of the file itself
        with path.open("rb") as stream:
            sha512 = hashlib.file_digest(stream, "sha512").hexdigest()
    elif not sha512:
        sha512 = next((each.sha512 for each in sight.files if each.name == upload.name), "")
    register.see_upload(tenant.key, upload.id, sha512, sight.as_json())
