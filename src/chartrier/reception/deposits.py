"""The life of a deposit before its ingest: begun, answered, submitted, looked at by an archivist, packed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft, Upload
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.clock import day_of
from chartrier.copies.staging import open_staging
from chartrier.errors import InvalidInput
from chartrier.packages.budget import Budget
from chartrier.reception import findings as say
from chartrier.reception.answers import Answers, Understood, read_answers
from chartrier.reception.kinds import kind_of
from chartrier.reception.means import DepositMeans
from chartrier.reception.pieces import Piece, opened_pieces
from chartrier.reception.sip import Deposit, write_sip
from chartrier.reception.understanding import Seen, look
from chartrier.reception.uploads import forget_files, offset_of
from chartrier.records.collectivite import Accord
from chartrier.records.finding import Findings, Place
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant

OPEN, REVIEW, RETURNED, LEFT = Draft.State.OPEN, Draft.State.REVIEW, Draft.State.RETURNED, Draft.State.LEFT
FILES, PACKAGE = Draft.Form.FILES, Draft.Form.PACKAGE


def answer(tenant: Tenant, draft: UUID, answers: Answers, now: datetime) -> None:
    """Keep the answers as typed. Raises Conflict when it has left."""
    with register.changing(tenant.key, draft, now, OPEN, RETURNED, REVIEW) as found:
        found.answers = answers.as_json()


def understand(draft: Draft, tenant: Tenant, means: DepositMeans, findings: Findings) -> Seen:
    """Look at the files of a draft."""
    yard = means.yard.of(tenant.key)
    with _pieces(draft, tenant, means, findings) as (pieces, _), means.identifier(yard) as identifier:
        return look(pieces, tenant, identifier, findings)


def read(draft: Draft, tenant: Tenant, now: datetime, findings: Findings) -> Understood | None:
    """The answers of a draft; None when they are not enough, which the findings say."""
    answers = Answers.read(draft.answers)
    try:
        kind = kind_of(tenant, answers.series)
    except InvalidInput as problem:
        findings.append(problem.finding)
        return None
    understood = read_answers(answers, kind, day_of(now), findings)
    return None if findings.refused else understood


def submit(tenant: Tenant, draft: Draft, person: UUID, means: DepositMeans, findings: Findings) -> UUID | None:
    """Confirm a draft: it leaves, and its travail is asked for in the same transaction; or it waits for an archivist,
    where the accord of its service says so. The travail; None while it waits, and with findings that refuse.

    Raises Conflict when it has left already: a second click does nothing.
    """
    now = means.clock()
    understood = _checked(tenant, draft, means, findings)
    accord = means.accord_for(tenant.key, understood.service if understood else None)
    if understood is not None:
        _require_agreed(accord, understood, draft, tenant, means, findings)
    if findings.refused:
        return None
    with register.changing(tenant.key, draft.id, now, OPEN, RETURNED) as found:
        if accord.review and understood is not None:
            found.state = REVIEW
            return None
        return _leave(found, tenant, understood, person, now)


def accept(tenant: Tenant, draft: Draft, archivist: UUID, means: DepositMeans, findings: Findings) -> UUID | None:
    """For the archivist: let in what waits. The travail is the déposant's."""
    understood = _checked(tenant, draft, means, findings)
    if findings.refused:
        return None
    now = means.clock()
    with register.changing(tenant.key, draft.id, now, REVIEW) as found:
        return _leave(found, tenant, understood, found.person, now)


def send_back(tenant: Tenant, draft: UUID, archivist: UUID, comment: str, now: datetime) -> None:
    """For the archivist: give it back to the déposant, with what is to be mended."""
    with register.changing(tenant.key, draft, now, REVIEW) as found:
        register.comment(found, archivist, comment.strip()[:2_000], now)
        found.state = RETURNED


def take_back(tenant: Tenant, work: UUID, person: UUID, reason: str, now: datetime) -> None:
    """Abandon a travail that waits or failed: the draft that it had is its author's again, with the reason.

    Raises NotFound, Conflict (CAT-122, CAT-124).
    """
    with transaction([tenant.key]):
        abandoned = works.abandon(tenant.key, work, reason, now)
        draft = register.draft_of_work(tenant.key, work) if abandoned.subject else None
        if draft is None:
            return
        with register.changing(tenant.key, draft.id, now, LEFT) as found:
            register.comment(found, person, reason.strip()[:2_000], now)
            found.state, found.work = RETURNED, None


def ask_check(tenant: Tenant, draft: Draft, person: UUID, means: DepositMeans, findings: Findings) -> UUID | None:
    """Have a package of SEDA controlled without depositing it."""
    _require_whole(draft, means, findings)
    if findings.refused:
        return None
    now = means.clock()
    with register.changing(tenant.key, draft.id, now, OPEN, RETURNED) as found:
        return works.ask(
            tenant.key, Work.Kind.CHECK, title=_file_names(draft), subject=found.id, person=person, now=now
        )


def abandon(draft: Draft, means: DepositMeans) -> None:
    """Forget a draft and its files. Raises Conflict when it has left."""
    uploads = register.uploads_of(draft.tenant, draft.id)
    register.remove(draft.tenant, draft.id)
    forget_files(draft.tenant, uploads, means.yard)


def clear(draft: Draft, means: DepositMeans) -> None:
    """Its files are archived: they need not stay here."""
    uploads = register.uploads_of(draft.tenant, draft.id)
    forget_files(draft.tenant, uploads, means.yard)
    for upload in uploads:
        register.remove_upload(draft.tenant, upload.id)


@contextmanager
def packed(draft: Draft, tenant: Tenant, means: DepositMeans) -> Iterator[Path]:
    """The package of a draft, for as long as the block lasts: the SIP made of its files, or the one that was sent.

    Raises InvalidInput when its answers or its files are no more what they were when it was confirmed.
    """
    if draft.form == PACKAGE:
        (upload,) = register.uploads_of(draft.tenant, draft.id)
        with open_staging(means.staging, new_package_id(means.clock())) as place:
            # under its own name: what the controls say names it
            named = place.folder / Path(upload.name).name
            named.symlink_to(means.yard.place(upload.tenant, upload.id, upload.name))
            yield named
        return
    findings = Findings()
    understood = read(draft, tenant, means.clock(), findings)
    with _pieces(draft, tenant, means, findings) as (pieces, folder):
        _raise_first(findings)
        assert understood is not None
        sip = folder / "sip.zip"
        write_sip(sip, Deposit(draft.id, understood, draft.created), pieces, tenant)
        yield sip


def pack_files(
    path: Path, files: Sequence[tuple[str, Path]], deposit: Deposit, tenant: Tenant, budget: Budget, findings: Findings
) -> None:
    """The same of files that lie on this machine: for commands. Nothing is written with findings that refuse."""
    with opened_pieces(files, budget=budget, scratch=path.parent, findings=findings) as pieces:
        if not findings.refused:
            write_sip(path, deposit, pieces, tenant)


@contextmanager
def _pieces(
    draft: Draft, tenant: Tenant, means: DepositMeans, findings: Findings
) -> Iterator[tuple[list[Piece], Path]]:
    uploads = _require_whole(draft, means, findings)
    files = [(upload.name, means.yard.place(tenant.key, upload.id, upload.name)) for upload in uploads if upload.whole]
    with (
        open_staging(means.staging, new_package_id(means.clock())) as place,
        opened_pieces(files, budget=means.budget, scratch=place.folder, findings=findings) as pieces,
    ):
        yield pieces, place.folder


def _checked(tenant: Tenant, draft: Draft, means: DepositMeans, findings: Findings) -> Understood | None:
    uploads = _require_whole(draft, means, findings)
    if draft.form == PACKAGE:
        if len(uploads) != 1:
            findings.add(say.NO_FILES)
        return None
    if not uploads:
        findings.add(say.NO_FILES)
    return read(draft, tenant, means.clock(), findings)


def _require_whole(draft: Draft, means: DepositMeans, findings: Findings) -> list[Upload]:
    uploads = register.uploads_of(draft.tenant, draft.id)
    for upload in uploads:
        if not upload.whole:
            findings.add(say.UNFINISHED, name=upload.name, there=offset_of(upload, means.yard), size=upload.size)
    return uploads


def _require_agreed(
    accord: Accord, understood: Understood, draft: Draft, tenant: Tenant, means: DepositMeans, findings: Findings
) -> None:
    """What the accord of the service does not foresee is told, and refuses."""
    if accord.series and understood.kind.code not in accord.series:
        findings.add(say.SERIES_NOT_AGREED, series=understood.kind.fr)
    size = sum(upload.size for upload in register.uploads_of(draft.tenant, draft.id))
    if accord.largest is not None and size > accord.largest:
        findings.add(say.TOO_LARGE, size=size, limit=accord.largest)
    if accord.formats and not findings.refused:
        for file in understand(draft, tenant, means, Findings()).files:
            if file.format is None or file.format.puid not in accord.formats:
                known = file.format.name if file.format is not None else "?"
                findings.add(say.FORMAT_NOT_AGREED, Place(file.name), name=file.name, format=known)


def _leave(found: Draft, tenant: Tenant, understood: Understood | None, person: UUID, now: datetime) -> UUID:
    kind = Work.Kind.PACKAGE if understood is None else Work.Kind.DEPOSIT
    title = understood.title if understood is not None else _file_names(found)
    found.state = LEFT
    found.work = works.ask(tenant.key, kind, title=title, subject=found.id, person=person, now=now)
    return found.work


def _file_names(draft: Draft) -> str:
    return ", ".join(upload.name for upload in register.uploads_of(draft.tenant, draft.id))[:500]


def _raise_first(findings: Findings) -> None:
    for finding in findings:
        if findings.refused and finding.severity == "error":
            raise InvalidInput(finding.kind, finding.place, **finding.values)
