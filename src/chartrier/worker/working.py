"""One piece of work, from what was asked to how it ended: idempotent, whoever does it and however often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

import structlog

from chartrier.access.findings import NOT_FOUND
from chartrier.access.proving import covered_by, prove_now
from chartrier.access.requisitions import prepare
from chartrier.administration.connectors import rights_of_account
from chartrier.administration.rights import rights_of
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.searching import those_within
from chartrier.catalog.deposits import register as drafts
from chartrier.catalog.deposits.models import Draft, Upload
from chartrier.catalog.requisitions.models import Requisition
from chartrier.catalog.requisitions.register import requisition_of, turn
from chartrier.catalog.tenants.register import tenants_of
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.register import ENDED, Held, hold
from chartrier.clock import day_of
from chartrier.copies.publication import publish
from chartrier.delivery.findings import NOT_PERMITTED
from chartrier.errors import ChartrierError, InvalidInput, NotAllowed, NotFound, Unavailable
from chartrier.ingest.check import CheckReport, check
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import ingest
from chartrier.reception import agreed, expiring, packing, seeing
from chartrier.reception.announced import announced_by
from chartrier.reception.answers import Answers
from chartrier.records.finding import Finding
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.records.voice import SILENT, Voice
from chartrier.wiring import Wiring
from chartrier.worker.again import TryAgain
from chartrier.worker.checking import audit_copies, verify_copies
from chartrier.worker.counting import count_ahead
from chartrier.worker.findings import BROKEN, FOUND_DONE
from chartrier.worker.reading import read_later

log = structlog.get_logger()


def do(archive: Wiring, tenant_key: int, identifier: UUID, *, last: bool) -> None:
    """Do a piece of work, unless another process has it or it ended. With `last` nobody will try again.

    Raises TryAgain when something is missing for now.
    """
    (tenant,) = tenants_of([tenant_key])
    with hold(tenant.key, identifier, archive.copies.clock) as held:
        if held is None or held.work.state in ENDED:
            return
        try:
            _do(archive, tenant, held)
        except Unavailable as missing:
            if last:
                held.end(Work.State.FAILED, [missing.finding])
                return
            held.wait([missing.finding])
            raise TryAgain(missing.finding.code) from missing
        except ChartrierError as refused:
            held.end(Work.State.FAILED, [refused.finding])
        except Exception as bug:
            log.error("work_broken", work=str(identifier), exc_info=bug)
            held.end(Work.State.FAILED, [Finding(BROKEN, values={"name": type(bug).__name__})])
        brought = held.work.kind in (Work.Kind.DEPOSIT, Work.Kind.PACKAGE) and held.work.state == Work.State.DONE
    if brought:
        read_later(tenant.key, held.work.operation)
        count_ahead(tenant.key)


def read_deposit(archive: Wiring, tenant_key: int, draft: UUID, *, last: bool) -> None:
    """Read the files of a draft. Raises TryAgain when something is missing for now."""
    (tenant,) = tenants_of([tenant_key])
    try:
        seeing.read_files(tenant, draft, archive.deposits, last=last)
    except Unavailable as missing:
        raise TryAgain(missing.finding.code) from missing
    except Exception as bug:
        log.error("reading_broken", draft=str(draft), exc_info=bug)
        seeing.know_by_name(tenant, draft, archive.deposits)


def _do(archive: Wiring, tenant: Tenant, held: Held) -> None:
    before = held.work.operation
    held.begin()
    match held.work.kind:
        case Work.Kind.AUDIT | Work.Kind.REPAIR:
            audit_copies(archive, tenant, held)
        case Work.Kind.VERIFY:
            verify_copies(archive, tenant, held)
        case Work.Kind.DELIVERY:
            _deliver(archive, tenant, held)
        case Work.Kind.VERIFICATION:
            _verify(archive, tenant, held)
        case _:
            _deposit(archive, tenant, held, before)


def _deliver(archive: Wiring, tenant: Tenant, held: Held) -> None:
    """Prepare what was ordered, by the rights that who ordered it has now."""
    requisition = requisition_of(tenant.key, held.work.subject)
    if requisition.state != Requisition.State.ASKED:
        held.end(Work.State.DONE, [])
        return
    try:
        if not rights_of(requisition.person).everywhere(Permission.DELIVER, tenant.key):
            raise NotAllowed(NOT_PERMITTED)
        findings = prepare(requisition, tenant, archive.copies, archive.shelf, held.tell)
    except (NotAllowed, NotFound, InvalidInput) as refused:
        turn(tenant.key, requisition.id, Requisition.State.ASKED, state=Requisition.State.REFUSED)
        held.end(Work.State.REFUSED, [refused.finding])
        return
    held.end(Work.State.DONE, findings)


def _verify(archive: Wiring, tenant: Tenant, held: Held) -> None:
    """Prove a record again, with all below it that the rights of whoever asked reach now, however long it takes."""
    held.tell("verification", 0, 0)
    unit, bounds = held.work.subject, rights_of(held.work.person).bounds(tenant.key, Permission.SEARCH_DESCRIPTIONS)
    if bounds is None or (bounds and not those_within([tenant.key], [unit], bounds)):
        raise NotFound(NOT_FOUND, identifier=str(unit))
    covered = covered_by(tenant, unit, bounds)
    proven = prove_now(tenant, covered, archive.copies, lambda done, of: held.tell("verification", done, of))
    held.end(Work.State.DONE if proven.report.proven else Work.State.REFUSED, proven.findings)


def _deposit(archive: Wiring, tenant: Tenant, held: Held, before: UUID | None) -> None:
    if held.work.kind == Work.Kind.CHECK:
        _control(archive, tenant, held)
        return
    draft = drafts.draft(tenant.key, held.work.subject)
    if before is not None and (settled := questions.versement([tenant.key], before)) is not None:
        # the attempt that made it was cut off after its commit
        held.tell("publication", 0, 0)
        publish(tenant, archive.copies)
        _end(archive, held, draft, str(settled.state) == "accepted", [Finding(FOUND_DONE)])
        return
    steps = Steps(held.tell)
    held.tell("sip", 0, 0)
    with packing.packed(draft, tenant, archive.deposits) as package:
        outcome = ingest(
            package,
            _knowing_its_accord(tenant, draft, archive),
            archive.means,
            by=str(held.work.person),
            steps=steps,
            begun=held.package,
            voice=_voice(tenant, draft.person, archive),
            accords=_accords(archive, tenant, draft),
        )
    _end(archive, held, draft, outcome.operation.accepted, outcome.operation.findings)


def _control(archive: Wiring, tenant: Tenant, held: Held) -> None:
    """Control what is deposited without letting it in. It may be accepted meanwhile, or given up: its files are gone
    then, and nobody waits for this any more.
    """
    draft, uploads = _what_is_there(tenant, held.work.subject)
    if draft is None or not uploads:
        held.end(Work.State.ABANDONED, [])
        return
    try:
        report = _controlled(archive, tenant, held, draft, uploads)
    except (ChartrierError, OSError):
        if _is_there(archive, tenant, uploads):
            raise
        held.end(Work.State.ABANDONED, [])
        return
    if not _is_there(archive, tenant, uploads):
        held.end(Work.State.ABANDONED, [])
        return
    held.end(Work.State.REFUSED if report.findings.refused else Work.State.DONE, report.findings)
    if draft.passing:
        expiring.clear(draft, archive.deposits)


def _controlled(archive: Wiring, tenant: Tenant, held: Held, draft: Draft, uploads: Sequence[Upload]) -> CheckReport:
    means, steps = archive.means, Steps(held.tell)
    held.tell("sip", 0, 0)
    with packing.packed(draft, tenant, archive.deposits) as package:
        # an archivist may have a package controlled: it is judged as its déposant's
        report = check(
            package, policy=tenant.policy, budget=means.budget, limits=means.limits, identifier=means.identifier,
            scanner=means.scanner, steps=steps, voice=_voice(tenant, draft.person, archive),
            accords=_accords(archive, tenant, draft),
        )  # fmt: skip
        if draft.form == Draft.Form.PACKAGE:
            # what it says of itself, of the very file that was controlled
            said = announced_by(package, package.parent, means.budget, means.limits)
            noted = {"upload": str(uploads[0].id), "work": str(held.work.id), "says": said.as_json() if said else None}
            drafts.note_announced(draft.tenant, draft.id, noted)
    return report


def _what_is_there(tenant: Tenant, identifier: UUID) -> tuple[Draft | None, list[Upload]]:
    try:
        return drafts.draft(tenant.key, identifier), drafts.uploads_of(tenant.key, identifier)
    except NotFound:
        return None, []


def _is_there(archive: Wiring, tenant: Tenant, uploads: Sequence[Upload]) -> bool:
    """Whether these files are still those of their draft, and lie where they were sent."""
    left = {each.id for each in drafts.uploads_of(tenant.key, uploads[0].draft)}
    yard = archive.deposits.yard
    return all(each.id in left and yard.place(tenant.key, each.id, each.name).exists() for each in uploads)


def _accords(archive: Wiring, tenant: Tenant, draft: Draft) -> agreed.AccordsOf:
    return agreed.AccordsOf(tenant, archive.deposits, draft.id, sizes=draft.form == Draft.Form.PACKAGE)


def _voice(tenant: Tenant, account: UUID, archive: Wiring) -> Voice:
    """For whom the account deposits, by the rights that it has now: what it was asked with may be over."""
    try:
        return rights_of_account(tenant, account, day_of(archive.copies.clock())).voice(tenant.key)
    except NotFound:
        return SILENT


def _knowing_its_accord(tenant: Tenant, draft: Draft, archive: Wiring) -> Tenant:
    """The accord that a package made here names is one of the tenant's."""
    if draft.form == Draft.Form.PACKAGE:
        return tenant
    agreement = agreed.agreement_of(tenant, Answers.read(draft.answers).service, archive.deposits)
    return replace(tenant, policy=tenant.policy.knowing("accord", agreement.reference))


def _end(archive: Wiring, held: Held, draft: Draft, accepted: bool, findings: Iterable[Finding]) -> None:
    held.end(Work.State.DONE if accepted else Work.State.REFUSED, findings)
    if accepted:
        expiring.clear(draft, archive.deposits)
