"""One redacted copy, made or deposited from where it stands: idempotent, whoever does it and however often."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from time import monotonic
from uuid import UUID

import structlog

from chartrier.administration.rights import rights_of
from chartrier.catalog.archive import questions
from chartrier.catalog.redactions.models import Redaction
from chartrier.catalog.redactions.register import redaction_of, turn
from chartrier.catalog.tenants.register import tenants_of
from chartrier.clock import day_of
from chartrier.copies.publication import publish
from chartrier.delivery.findings import NOT_PERMITTED
from chartrier.errors import ChartrierError, NotAllowed, Unavailable
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import ingest
from chartrier.privacy.redacting import give_up, make_copy, packed_copy
from chartrier.reception import agreed
from chartrier.records.finding import Finding
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.wiring import Wiring
from chartrier.worker.again import TryAgain
from chartrier.worker.findings import BROKEN
from chartrier.worker.reading import read_later

log = structlog.get_logger()

SELDOM = 1.0
"""Seconds between two notes of how far it is."""
STATE = Redaction.State


def make_or_deposit(archive: Wiring, tenant_key: int, identifier: UUID, *, last: bool) -> None:
    """Make a copy that was asked for; deposit one that was let go. Raises TryAgain when something is missing for now.

    With `last` nobody will try again.
    """
    (tenant,) = tenants_of([tenant_key])
    redaction = redaction_of(tenant.key, identifier)
    if redaction.state not in (STATE.ASKED, STATE.LEAVING):
        return
    try:
        if redaction.state == STATE.ASKED:
            _require_may(redaction, Permission.REDACT, archive)
            make_copy(redaction, tenant, archive.copies, archive.desk, _telling(redaction))
        else:
            _require_may(redaction, Permission.DEPOSIT, archive)
            _deposit(redaction, tenant, archive)
    except Unavailable as missing:
        if last:
            _refuse(redaction, [missing.finding])
            return
        raise TryAgain(missing.finding.code) from missing
    except ChartrierError as refused:
        _refuse(redaction, [refused.finding])
    except Exception as bug:
        log.error("redaction_broken", redaction=str(identifier), exc_info=bug)
        _refuse(redaction, [Finding(BROKEN, values={"name": type(bug).__name__})])


def _require_may(redaction: Redaction, permission: Permission, archive: Wiring) -> None:
    """By the rights that its person has now: what it was asked with may be over."""
    today = day_of(archive.copies.clock())
    if not rights_of(redaction.person, today).decide(permission, redaction.tenant):
        raise NotAllowed(NOT_PERMITTED)


def _deposit(redaction: Redaction, tenant: Tenant, archive: Wiring) -> None:
    if redaction.operation is not None and (settled := questions.versement([tenant.key], redaction.operation)):
        # the attempt that made it was cut off after its commit
        publish(tenant, archive.copies)
        _end(redaction, archive, tenant, accepted=str(settled.state) == "accepted", findings=())
        return

    def begun(operation: UUID) -> None:
        redaction.operation = operation
        turn(tenant.key, redaction.id, STATE.LEAVING, operation=operation)

    reference = agreed.agreement_of(tenant, None, archive.deposits).reference
    knowing = replace(tenant, policy=tenant.policy.knowing("accord", reference))
    voice = rights_of(redaction.person, day_of(archive.copies.clock())).voice(tenant.key)
    with packed_copy(redaction, tenant, archive.copies, archive.desk, reference) as package:
        outcome = ingest(
            package, knowing, archive.means, by=str(redaction.person), steps=Steps(), begun=begun, voice=voice
        )
    operation = outcome.operation
    _end(redaction, archive, tenant, accepted=operation.accepted, findings=operation.findings)


def _end(redaction: Redaction, archive: Wiring, tenant: Tenant, *, accepted: bool, findings: Iterable[Finding]) -> None:
    if not accepted:
        _refuse(redaction, findings)
        return
    # what the controls remark is in the versement; here, nothing is left to look at
    turn(tenant.key, redaction.id, STATE.LEAVING, findings=[])
    give_up(redaction, archive.desk, STATE.DEPOSITED)
    read_later(tenant.key, redaction.operation)


def _refuse(redaction: Redaction, findings: Iterable[Finding]) -> None:
    told = [each.as_recorded() for each in findings]
    turn(redaction.tenant, redaction.id, redaction.state, state=STATE.REFUSED, findings=told)


def _telling(redaction: Redaction) -> Callable[[int, int], None]:
    """Note how far it is, not too often."""
    noted = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal noted
        if monotonic() - noted >= SELDOM:
            noted = monotonic()
            turn(redaction.tenant, redaction.id, STATE.ASKED, done=done, total=total)

    return tell
