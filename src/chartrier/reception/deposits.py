"""The life of a deposit before its ingest: begun, answered, submitted, looked at by an archivist, packed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.findings import DRAFT_CLOSED
from chartrier.catalog.deposits.models import Draft, Upload
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.clock import day_of
from chartrier.copies.staging import open_staging
from chartrier.errors import Conflict, InvalidInput, NotFound, Unavailable
from chartrier.formats.identification import FormatIdentifier
from chartrier.packages.budget import Budget
from chartrier.previews.previewer import Previewer
from chartrier.reception import agreed
from chartrier.reception import findings as say
from chartrier.reception.answers import Answers, Understood, read_answers
from chartrier.reception.corrections import ACCEPTED, differences, told
from chartrier.reception.kinds import kind_of
from chartrier.reception.looking import Reader, by_name, look_at
from chartrier.reception.means import DepositMeans
from chartrier.reception.pieces import Piece, is_container, opened_pieces, piece_at
from chartrier.reception.sip import Deposit, Happened, write_sip
from chartrier.reception.understanding import Seen, understood_of
from chartrier.reception.uploads import forget_files, offset_of
from chartrier.records.collectivite import Agreement, Service
from chartrier.records.finding import Finding, Findings, Severity
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant

OPEN, REVIEW, RETURNED, LEFT = Draft.State.OPEN, Draft.State.REVIEW, Draft.State.RETURNED, Draft.State.LEFT
EXPIRED = Draft.State.EXPIRED
FILES, PACKAGE = Draft.Form.FILES, Draft.Form.PACKAGE
LONGEST_COMMENT = 2_000
"""Characters."""
LET_IN, CORRECTED = "Acceptation par un archiviste", "Correction avant acceptation"
"""What the package calls what an archivist did."""


def answer(tenant: Tenant, draft: UUID, answers: Answers, now: datetime) -> None:
    """For the déposant: keep the answers as typed. Raises Conflict when it has left, or waits for an archivist."""
    with register.changing(tenant.key, draft, now, OPEN, RETURNED) as found:
        found.answers = answers.as_json()


def correct(tenant: Tenant, draft: UUID, archivist: UUID, answers: Answers, now: datetime) -> None:
    """For the archivist: put other answers in the place of the déposant's, while it waits; who changed what is kept.

    Raises Conflict when it does not wait any more.
    """
    with register.changing(tenant.key, draft, now, REVIEW) as found:
        before = Answers.read(found.answers)
        for what, old, new in differences(before, answers):
            register.correct(found, archivist, what, old, new, now)
        found.answers = answers.as_json()


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
    identifier = reading.inside if is_container(upload.name) else reading.outside
    reader = Reader(identifier, reading.previewer, day_of(means.clock()))
    with opened_pieces(
        [(upload.name, path)], budget=means.budget, scratch=reading.folder, findings=findings,
        digests={upload.name: upload.sha512},
    ) as pieces:  # fmt: skip
        try:
            sight = look_at(pieces, reader, reading.folder, findings)
        except Unavailable as missing:
            if not last:
                raise
            findings.append(missing.finding)
            sight = by_name(pieces, findings)
    sha512 = upload.sha512 or next((each.sha512 for each in sight.files if each.name == upload.name), "")
    register.see_upload(tenant.key, upload.id, sha512, sight.as_json())


def know_by_name(tenant: Tenant, draft: UUID, means: DepositMeans) -> None:
    """The files of a draft that nothing could read are known by their names: nobody waits for them."""
    for upload in register.uploads_of(tenant.key, draft):
        if upload.whole and upload.sight is None:
            piece = piece_at(upload.name, means.yard.place(tenant.key, upload.id, upload.name), upload.sha512)
            register.see_upload(tenant.key, upload.id, upload.sha512, by_name([piece], Findings()).as_json())


def read(draft: Draft, tenant: Tenant, now: datetime, findings: Findings) -> Understood | None:
    """The answers of a draft; None when they are not enough, which the findings say."""
    return read_as(Answers.read(draft.answers), tenant, now, findings)


def read_as(answers: Answers, tenant: Tenant, now: datetime, findings: Findings) -> Understood | None:
    """The same of answers that no draft holds yet."""
    try:
        kind = kind_of(tenant, answers.series)
    except InvalidInput as problem:
        findings.append(problem.finding)
        return None
    understood = read_answers(answers, kind, day_of(now), findings)
    return None if findings.refused else understood


def agreement_of(tenant: Tenant, service: str | None, means: DepositMeans) -> Agreement:
    """The accord that holds for a service; the SIREN, or nothing, is the collectivité itself."""
    return means.agreement_for(tenant.key, service if service and service != tenant.siren else None)


def require_service(service: str, services: Sequence[Service], findings: Findings) -> None:
    """That the service of a deposit is one of those that somebody may deposit for; empty is the first."""
    if not services or (service and service not in {each.identifier for each in services}):
        findings.add(say.NOT_YOUR_SERVICE)


def size_agreed(
    draft: Draft, tenant: Tenant, services: Sequence[str], means: DepositMeans
) -> Callable[[int], list[Finding]]:
    """What the accords say of a draft of so many bytes: nothing as long as one of these services may deposit it."""
    chosen = Answers.read(draft.answers).service
    agreements = {agreement_of(tenant, each, means) for each in ([chosen] if chosen else services)}

    def refusals(size: int) -> list[Finding]:
        told = [agreed.of_size(each, tenant, draft.id, size, means.clock()) for each in agreements]
        return told[0] if told and all(told) else []

    return refusals


def submit(tenant: Tenant, draft: Draft, person: UUID, means: DepositMeans, findings: Findings) -> UUID | None:
    """Confirm a draft: it leaves, and its travail is asked for in the same transaction; or it waits for an archivist,
    where the accord of its service says so. The travail; None while it waits, and with findings that refuse.

    Raises Conflict when it has left already: a second click does nothing.
    """
    now = means.clock()
    understood = _checked(tenant, draft, means, findings)
    service = understood.service if understood is not None else Answers.read(draft.answers).service
    agreement = agreement_of(tenant, service, means)
    _require_agreed(agreement, understood, draft, tenant, means, findings)
    if findings.refused:
        return None
    with register.changing(tenant.key, draft.id, now, OPEN, RETURNED) as found:
        if agreement.accord.review and understood is not None:
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
        register.correct(found, archivist, ACCEPTED, "", "", now)
        return _leave(found, tenant, understood, found.person, now)


def send_back(tenant: Tenant, draft: UUID, archivist: UUID, comment: str, now: datetime) -> None:
    """For the archivist: give it back to the déposant, with what is to be mended."""
    with register.changing(tenant.key, draft, now, REVIEW) as found:
        register.comment(found, archivist, _kept(comment), now)
        found.state = RETURNED


def abandon_work(tenant: Tenant, work: UUID, person: UUID, reason: str, now: datetime) -> None:
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


def reply(tenant: Tenant, draft: UUID, person: UUID, comment: str, now: datetime) -> None:
    """For the déposant: a word to the archivist, before it is sent again."""
    if _kept(comment):
        with register.changing(tenant.key, draft, now, OPEN, RETURNED) as found:
            register.comment(found, person, _kept(comment), now)


def _kept(comment: str) -> str:
    """As the database takes it."""
    return comment.replace("\0", " ").strip()[:LONGEST_COMMENT]


def take_back(tenant: Tenant, draft: UUID, now: datetime) -> None:
    """For the déposant: have it again, while no archivist has decided."""
    with register.changing(tenant.key, draft, now, REVIEW) as found:
        found.state = OPEN


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


def open_again(tenant: Tenant, draft: UUID, now: datetime) -> None:
    """For the déposant: have a deposit that was rejected again, with its files, to mend it. Raises Conflict."""
    with register.changing(tenant.key, draft, now, LEFT) as found:
        if found.work is None or works.work(tenant.key, found.work).state != Work.State.REFUSED:
            raise Conflict(DRAFT_CLOSED)
        found.state, found.work = OPEN, None


def become_package(tenant: Tenant, draft: UUID, now: datetime) -> None:
    """For the déposant: what was sent is a package of SEDA. Raises Conflict when it has left."""
    with register.changing(tenant.key, draft, now, OPEN, RETURNED) as found:
        found.form = PACKAGE


def abandon(draft: Draft, means: DepositMeans) -> None:
    """Forget a draft and its files. Raises Conflict when it has left."""
    uploads = register.uploads_of(draft.tenant, draft.id)
    register.remove(draft.tenant, draft.id)
    forget_files(draft.tenant, uploads, means.yard)


def clear(draft: Draft, means: DepositMeans) -> None:
    """Its files are archived, or kept long enough: they need not stay here."""
    uploads = register.uploads_of(draft.tenant, draft.id)
    forget_files(draft.tenant, uploads, means.yard)
    for upload in uploads:
        register.remove_upload(draft.tenant, upload.id)


def clear_destroyed(tenant: Tenant, means: DepositMeans) -> None:
    """Erase the files that are kept of refused deposits whose message was accepted otherwise, and destroyed since."""
    for draft in register.destroyed(tenant.key):
        clear(draft, means)


def erases_on(draft: Draft, means: DepositMeans) -> datetime:
    """When the files of a draft that nobody goes on with are erased."""
    return draft.changed + means.yard.patience


def expire_drafts(tenant: Tenant, means: DepositMeans) -> int:
    """Erase the files of deposits that nobody went on with, and of those that were rejected; how many deposits.

    What waits for an archivist, is on its way, or failed for want of a resource, is never touched. A draft whose files
    were erased stays as long again, so that its person is told.
    """
    now = means.clock()
    done = 0
    for draft in register.silent(tenant.key, now - means.yard.patience):
        with suppress(Conflict, NotFound):
            if draft.state == EXPIRED:
                abandon(draft, means)
            elif draft.state in (OPEN, RETURNED):
                with register.changing(tenant.key, draft.id, now, OPEN, RETURNED) as found:
                    if found.changed != draft.changed:
                        raise Conflict(DRAFT_CLOSED)
                    found.state = EXPIRED
                clear(draft, means)
                done += 1
            elif draft.state == LEFT and _was_refused(draft, now - means.yard.patience):
                done += bool(register.uploads_of(draft.tenant, draft.id))
                clear(draft, means)
    return done


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
        write_sip(sip, _deposit(draft, tenant, understood, means), pieces, tenant)
        yield sip


def _deposit(draft: Draft, tenant: Tenant, understood: Understood, means: DepositMeans) -> Deposit:
    uploads = register.uploads_of(draft.tenant, draft.id)
    seen = understood_of(uploads, {}, tenant, Findings()).files
    events = [
        Happened(LET_IN if each["what"] == ACCEPTED else CORRECTED, each["at"], told(each, "fr"), each["by"])
        for each in draft.corrections
    ]
    reference = agreement_of(tenant, understood.service, means).reference
    return Deposit(draft.id, understood, draft.created, reference, {each.name: each for each in seen}, events)


def pack_files(
    path: Path,
    files: Sequence[tuple[str, Path]],
    deposit: Deposit,
    tenant: Tenant,
    budget: Budget,
    findings: Findings,
    agreement: Agreement | None = None,
) -> None:
    """The same of files that lie on this machine: for commands. Nothing is written with findings that refuse, those of
    the accord among them; it bounds kinds and sizes here, formats only where files are read beforehand.
    """
    with opened_pieces(files, budget=budget, scratch=path.parent, findings=findings) as pieces:
        if agreement is not None:
            size = sum(piece.size for piece in pieces)
            findings.extend(agreed.of_kind(agreement, deposit.understood.kind))
            findings.extend(agreed.of_size(agreement, tenant, deposit.identifier, size, deposit.began))
        if not findings.refused:
            write_sip(path, deposit, pieces, tenant)


@contextmanager
def _pieces(
    draft: Draft, tenant: Tenant, means: DepositMeans, findings: Findings
) -> Iterator[tuple[list[Piece], Path]]:
    uploads = [each for each in _require_whole(draft, means, findings) if each.whole]
    files = [(upload.name, means.yard.place(tenant.key, upload.id, upload.name)) for upload in uploads]
    aside = {name for name, each in Answers.read(draft.answers).pieces.items() if each.aside}
    with (
        open_staging(means.staging, new_package_id(means.clock())) as place,
        opened_pieces(
            files, budget=means.budget, scratch=place.folder, findings=findings,
            digests={upload.name: upload.sha512 for upload in uploads}, aside=aside,
        ) as pieces,
    ):  # fmt: skip
        yield pieces, place.folder


def _checked(tenant: Tenant, draft: Draft, means: DepositMeans, findings: Findings) -> Understood | None:
    uploads = _require_whole(draft, means, findings)
    if draft.form == PACKAGE:
        if len(uploads) != 1:
            findings.add(say.NO_FILES)
        return None
    if not uploads:
        findings.add(say.NO_FILES)
    seen = understand(draft, tenant, Findings())
    if seen.ready and seen.count and seen.count <= len(seen.aside):
        findings.add(say.ALL_ASIDE)
    return read(draft, tenant, means.clock(), findings)


def _require_whole(draft: Draft, means: DepositMeans, findings: Findings) -> list[Upload]:
    uploads = register.uploads_of(draft.tenant, draft.id)
    for upload in uploads:
        if not upload.whole:
            findings.add(say.UNFINISHED, name=upload.name, there=offset_of(upload, means.yard), size=upload.size)
    return uploads


def _require_agreed(
    agreement: Agreement,
    understood: Understood | None,
    draft: Draft,
    tenant: Tenant,
    means: DepositMeans,
    findings: Findings,
) -> None:
    """What the accord of the service does not foresee is told, and refuses."""
    if understood is not None:
        findings.extend(agreed.of_kind(agreement, understood.kind))
    size = register.bytes_of(draft.tenant, draft.id)
    findings.extend(agreed.of_size(agreement, tenant, draft.id, size, means.clock()))
    if understood is None or findings.refused:
        return
    seen = understand(draft, tenant, told := Findings())
    findings.extend([each for each in told if each.severity is Severity.ERROR])
    if agreement.accord.formats:
        if not seen.ready:
            findings.add(say.NOT_READ_YET)
        findings.extend(agreed.of_formats(agreement, seen.formats))


def _was_refused(draft: Draft, before: datetime) -> bool:
    work = works.work(draft.tenant, draft.work) if draft.work is not None else None
    return work is not None and work.state == Work.State.REFUSED and work.ended is not None and work.ended < before


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
