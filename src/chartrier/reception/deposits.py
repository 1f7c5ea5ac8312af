"""The life of a deposit before its ingest: begun, answered, submitted, looked at by an archivist."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.findings import DRAFT_CLOSED
from chartrier.catalog.deposits.models import Draft, Upload
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.clock import day_of
from chartrier.errors import Conflict, InvalidInput
from chartrier.reception import agreed, seeing
from chartrier.reception import findings as say
from chartrier.reception.answers import Answers, Understood, read_answers
from chartrier.reception.corrections import ACCEPTED, differences
from chartrier.reception.kinds import kind_of
from chartrier.reception.means import DepositMeans
from chartrier.reception.uploads import require_whole
from chartrier.records.collectivite import Service
from chartrier.records.finding import Finding, Findings, Place
from chartrier.records.tenant import Tenant

OPEN, REVIEW, RETURNED, LEFT = Draft.State.OPEN, Draft.State.REVIEW, Draft.State.RETURNED, Draft.State.LEFT
EXPIRED = Draft.State.EXPIRED
FILES, PACKAGE = Draft.Form.FILES, Draft.Form.PACKAGE
LONGEST_COMMENT = 2_000
"""Characters."""
NAMED = 20
"""Files that one finding names."""


PARTS = ("kind", "files", "said", "pieces")
"""What may have changed of a deposit since somebody looked at it, in the order of its mark."""


def mark_of(draft: Draft) -> str:
    """What tells a deposit from what it was when a page showed it: what it is, its files, what was said or corrected by
    others, what was answered of single files. The other answers are on the page that confirms.
    """
    parts = (
        [draft.form, draft.answers.get("series", "")],
        sorted(str(each) for each in _files(draft)),
        [len(draft.comments), len(draft.corrections)],
        draft.answers.get("pieces", {}),
    )
    written = (json.dumps(each, sort_keys=True).encode() for each in parts)
    return ".".join(hashlib.sha256(each).hexdigest()[:16] for each in written)


def changed_since(draft: Draft, mark: str) -> list[str]:
    """The parts, of PARTS, in which a deposit differs from what had this mark."""
    before = mark.split(".")
    return [
        part
        for place, (part, now) in enumerate(zip(PARTS, mark_of(draft).split("."), strict=True))
        if before[place : place + 1] != [now]
    ]


def answer(tenant: Tenant, draft: UUID, answers: Answers, now: datetime, *, seen: str = "") -> str:
    """For the déposant: keep the answers as typed; the mark of the deposit then.

    Raises Conflict when it has left, or waits for an archivist, or is not any more what was `seen` (its mark, if any).
    """
    with register.changing(tenant.key, draft, now, OPEN, RETURNED) as found:
        _require_seen(found, seen)
        found.answers = answers.as_json()
        return mark_of(found)


def correct(tenant: Tenant, draft: UUID, archivist: UUID, answers: Answers, now: datetime) -> None:
    """For the archivist: put other answers in the place of the déposant's, while it waits; who changed what is kept.

    Raises Conflict when it does not wait any more.
    """
    with register.changing(tenant.key, draft, now, REVIEW) as found:
        before = Answers.read(found.answers)
        for what, old, new in differences(before, answers):
            register.correct(found, archivist, what, old, new, now)
        found.answers = answers.as_json()


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


def require_service(service: str, services: Sequence[Service], findings: Findings) -> None:
    """That the service of a deposit is one of those that somebody may deposit for; empty is the first."""
    if not services or (service and service not in {each.identifier for each in services}):
        findings.add(say.NOT_YOUR_SERVICE)


def submit(
    tenant: Tenant,
    draft: Draft,
    person: UUID,
    means: DepositMeans,
    findings: Findings,
    *,
    services: Sequence[str] = (),
    seen: str = "",
    reply: str = "",
) -> UUID | None:
    """Confirm a draft: it leaves, and its travail is asked for in the same transaction; or it waits for an archivist,
    where the accord of its service says so; of a package, which says its service inside, where that of any of the
    `services` for which the account deposits does. The travail; None while it waits, and with findings that refuse. A
    `reply` to the archivist is said as it leaves, and only then.

    Raises Conflict when it has left already: a second click does nothing; and when it is not any more what was `seen`
    (its mark, if any), nor what was checked.
    """
    now = means.clock()
    there = _files(draft)
    understood = _checked(tenant, draft, means, findings)
    if understood is not None:
        agreements = [agreed.agreement_of(tenant, understood.service, means)]
        agreed.require_agreed(agreements[0], understood, draft, tenant, means, findings)
    else:
        agreements = [agreed.agreement_of(tenant, each, means) for each in (None, *services)]
        if draft.form == PACKAGE:
            size = register.bytes_of(draft.tenant, draft.id)
            findings.extend(agreed.size_agreed(draft, tenant, services, means)(size))
    if findings.refused:
        return None
    with register.changing(tenant.key, draft.id, now, OPEN, RETURNED) as found:
        _require_seen(found, seen)
        _require_same(found, draft.form, there)
        if found.answers != draft.answers:
            raise Conflict(say.DRAFT_CHANGED)
        if kept := _kept(reply):
            register.comment(found, person, kept, now)
        found.answers = _of_what_is_there(found, tenant)
        if any(each.accord.review for each in agreements):
            found.state = REVIEW
            return None
        return _leave(found, tenant, understood, person, now)


def accept(
    tenant: Tenant, draft: Draft, archivist: UUID, means: DepositMeans, findings: Findings, comment: str = ""
) -> UUID | None:
    """For the archivist: let in what waits, as it was when this draft was read, with a word to the déposant if there is
    one. The travail is the déposant's.

    Raises Conflict when it does not wait any more, or is another since.
    """
    understood = _checked(tenant, draft, means, findings)
    if findings.refused:
        return None
    now = means.clock()
    with register.changing(tenant.key, draft.id, now, REVIEW) as found:
        if found.changed != draft.changed:
            raise Conflict(say.DRAFT_CHANGED)
        register.correct(found, archivist, ACCEPTED, "", "", now)
        if kept := _kept(comment):
            register.comment(found, archivist, kept, now)
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


def _kept(comment: str) -> str:
    """As the database takes it."""
    return comment.replace("\0", " ").strip()[:LONGEST_COMMENT]


def take_back(tenant: Tenant, draft: UUID, now: datetime) -> None:
    """For the déposant: have it again, while no archivist has decided."""
    with register.changing(tenant.key, draft, now, REVIEW) as found:
        found.state = _state_again(found)


def ask_check(tenant: Tenant, draft: Draft, person: UUID, means: DepositMeans, findings: Findings) -> UUID | None:
    """Have a package of SEDA controlled without depositing it; None with findings that refuse.

    Raises Conflict when it is another since, or no package any more.
    """
    if draft.form != PACKAGE:
        raise Conflict(say.DRAFT_CHANGED)
    there = _files(draft)
    uploads = require_whole(draft, means.yard, findings)
    findings.extend(not_one_package(uploads))
    if findings.refused:
        return None
    now = means.clock()
    with register.changing(tenant.key, draft.id, now, OPEN, RETURNED) as found:
        _require_same(found, PACKAGE, there)
        return works.ask(
            tenant.key, Work.Kind.CHECK, title=_file_names(draft), subject=found.id, person=person, now=now
        )


def check_waiting(tenant: Tenant, draft: UUID, person: UUID, now: datetime) -> UUID:
    """Have a package that waits for an archivist controlled and read, so that they know what they decide on; the one
    that is under way, if one is. Nothing of the deposit changes.

    Raises Conflict when it does not wait any more.
    """
    with transaction([tenant.key]):
        found = register.draft(tenant.key, draft)
        if found.state != REVIEW or found.form != PACKAGE:
            raise Conflict(DRAFT_CLOSED)
        last = works.last_about(tenant.key, Work.Kind.CHECK, draft)
        if last is not None and last.state in works.UNDER_WAY:
            identifier: UUID = last.id
            return identifier
        title = _file_names(found)
        return works.ask(tenant.key, Work.Kind.CHECK, title=title, subject=draft, person=person, now=now)


def open_again(tenant: Tenant, draft: UUID, now: datetime) -> None:
    """For the déposant: have a deposit that was rejected again, with its files, to mend it. Raises Conflict."""
    with register.changing(tenant.key, draft, now, LEFT) as found:
        if found.work is None or works.work(tenant.key, found.work).state != Work.State.REFUSED:
            raise Conflict(DRAFT_CLOSED)
        found.state, found.work = _state_again(found), None


def become_package(tenant: Tenant, draft: UUID, now: datetime) -> None:
    """For the déposant: what was sent is a package of SEDA. Raises Conflict when it has left."""
    with register.changing(tenant.key, draft, now, OPEN, RETURNED) as found:
        found.form = PACKAGE


def become_files(tenant: Tenant, draft: UUID, now: datetime) -> None:
    """For the déposant: what was sent is no package, but files as any. Raises Conflict when it has left."""
    with register.changing(tenant.key, draft, now, OPEN, RETURNED) as found:
        found.form = FILES


def not_one_package(uploads: Sequence[Upload]) -> list[Finding]:
    """Why these files are not the one package of SEDA of a deposit, if they are not."""
    if not uploads:
        return [Finding(say.NO_FILES)]
    if len(uploads) == 1:
        return []
    names = ", ".join(each.name for each in uploads[:NAMED]) + (", …" if len(uploads) > NAMED else "")
    return [Finding(say.SEVERAL_PACKAGES, values={"count": len(uploads), "names": names})]


def _checked(tenant: Tenant, draft: Draft, means: DepositMeans, findings: Findings) -> Understood | None:
    uploads = require_whole(draft, means.yard, findings)
    if draft.form == PACKAGE:
        findings.extend(not_one_package(uploads))
        return None
    if not uploads:
        findings.add(say.NO_FILES)
    names = Counter(each.name.casefold() for each in uploads)
    for each in uploads:
        if names[each.name.casefold()] > 1:
            findings.add(say.SAME_NAME, Place(each.name), name=each.name)
    seen = seeing.understand(draft, tenant, Findings())
    if seen.ready and seen.count and seen.count <= len(seen.aside):
        findings.add(say.ALL_ASIDE)
    return read(draft, tenant, means.clock(), findings)


def _files(draft: Draft) -> frozenset[UUID]:
    return frozenset(each.id for each in register.uploads_of(draft.tenant, draft.id))


def _require_seen(found: Draft, seen: str) -> None:
    """Raise Conflict when it is another than what somebody saw, where they say what they saw."""
    if seen and mark_of(found) != seen:
        raise Conflict(say.DRAFT_CHANGED)


def _require_same(found: Draft, form: str, there: frozenset[UUID]) -> None:
    """Raise Conflict when its files, or what they are taken for, are others than those that were checked."""
    if found.form != form or _files(found) != there:
        raise Conflict(say.DRAFT_CHANGED)


def _state_again(found: Draft) -> str:
    """That of a deposit which its déposant has again: to whom an archivist spoke may answer."""
    return RETURNED if any(each["by"] != str(found.person) for each in found.comments) else OPEN


def _of_what_is_there(found: Draft, tenant: Tenant) -> dict[str, Any]:
    """The answers of a deposit that leaves: the reply was said, and nothing is said of a file that was taken out."""
    answers = {**found.answers, "reply": ""} if "reply" in found.answers else found.answers
    seen = seeing.understand(found, tenant, Findings())
    if found.form == PACKAGE or not seen.ready:
        return answers
    pieces = {name: each for name, each in answers.get("pieces", {}).items() if name in seen.keys}
    return {**answers, "pieces": pieces} if "pieces" in answers else answers


def _leave(found: Draft, tenant: Tenant, understood: Understood | None, person: UUID, now: datetime) -> UUID:
    kind = Work.Kind.PACKAGE if understood is None else Work.Kind.DEPOSIT
    title = understood.title if understood is not None else _file_names(found)
    found.state = LEFT
    found.work = works.ask(tenant.key, kind, title=title, subject=found.id, person=person, now=now)
    return found.work


def _file_names(draft: Draft) -> str:
    return ", ".join(upload.name for upload in register.uploads_of(draft.tenant, draft.id))[:500]
