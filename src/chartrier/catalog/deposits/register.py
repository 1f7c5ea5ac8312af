"""Drafts and uploads in the database. What belongs to another person is as absent as what is not there."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q, QuerySet, Sum
from django.db.transaction import atomic

from chartrier.catalog.deposits.findings import DRAFT_CLOSED, NO_DRAFT, NO_UPLOAD
from chartrier.catalog.deposits.models import Draft, Upload
from chartrier.catalog.destruction.models import Change
from chartrier.catalog.figures import Figure
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.register import UNDER_WAY
from chartrier.clock import write_instant
from chartrier.errors import Conflict, NotFound
from chartrier.records.voice import Bound

READING = "lecture"
"""The name by which the reading of a file is deferred, and of its queue: `worker` holds the task, and keeps a place for
it, since somebody looks at a page that waits for it.
"""

CHANGEABLE = frozenset({Draft.State.OPEN, Draft.State.RETURNED})


A_FEW = 5
"""Drafts without anything in them that a person has at most."""
ALONE = timedelta(minutes=10)
"""After which one of them is not open in another tab any more, where files are about to be sent for it."""


def begin(
    tenant: int, person: UUID, form: str, answers: Mapping[str, Any], now: datetime, *, passing: bool = False
) -> Draft:
    """A new draft of this person; `passing`: only to be controlled."""
    draft = Draft(
        tenant=tenant, id=uuid4(), person=person, state=Draft.State.OPEN, form=form, answers=dict(answers),
        comments=[], created=now, changed=now, passing=passing,
    )  # fmt: skip
    with transaction([tenant]):
        draft.save(force_insert=True)
    return draft


def begin_or_go_on(tenant: int, person: UUID, form: str, answers: Mapping[str, Any], now: datetime) -> Draft:
    """The same, or one that was begun in the same way, in which this person put nothing and that they left `ALONE`.

    With many such the one that was left longest is removed, which holds nothing: nobody fills a table with them.
    """
    with transaction([tenant]):
        rows = Draft.objects.select_for_update().filter(
            tenant=tenant, person=person, state=Draft.State.OPEN, comments=[], answers__title="", answers__pieces={}
        )
        bare = list(rows.order_by("changed", "id"))
        # asked once they are held: a file may have been announced for one meanwhile
        sent = Upload.objects.filter(tenant=tenant, draft__in=[each.id for each in bare])
        filled = set(sent.values_list("draft", flat=True))
        empty = [each for each in bare if each.id not in filled]
        for each in empty:
            if (each.form, each.answers) == (form, dict(answers)) and each.changed <= now - ALONE:
                each.changed = now
                each.save(update_fields=["changed"])
                return each
        for each in empty[: max(0, len(empty) + 1 - A_FEW)]:
            each.delete()
        return begin(tenant, person, form, answers, now)


def draft(tenant: int, identifier: UUID, *, person: UUID | None = None) -> Draft:
    """A draft; with `person`, only if it is theirs. Raises NotFound."""
    with transaction([tenant]):
        rows = Draft.objects.filter(tenant=tenant, id=identifier)
        found = (rows if person is None else rows.filter(person=person)).first()
    if found is None:
        raise NotFound(NO_DRAFT)
    return found


def draft_of_work(tenant: int, work: UUID) -> Draft | None:
    """The draft that a travail has."""
    with transaction([tenant]):
        return Draft.objects.filter(tenant=tenant, work=work, state=Draft.State.LEFT).first()


def drafts_of(tenant: int, person: UUID) -> list[Draft]:
    """Those of a person that have not left, the last changed first."""
    with transaction([tenant]):
        rows = Draft.objects.filter(tenant=tenant, person=person).exclude(state=Draft.State.LEFT)
        return list(rows.order_by("-changed", "id"))


def waiting(tenant: int, bounds: Sequence[Bound] = ()) -> list[Draft]:
    """Those that wait for an archivist, the first to have come first; of one whom something bounds, those within."""
    with transaction([tenant]):
        return list(_waiting(tenant, bounds).order_by("changed", "id"))


def number_waiting(tenant: int) -> Figure:
    """How many wait for an archivist."""
    return Figure.count(_waiting(tenant, ()))


def _waiting(tenant: int, bounds: Sequence[Bound]) -> QuerySet[Draft]:
    """By what was answered; a package says it inside, and is for whom nothing bounds."""
    within = Q()
    for bound in bounds:
        services = Q(answers__service__in=sorted(bound.services)) if bound.services else Q()
        series = Q(answers__series__in=sorted(bound.series)) if bound.series else Q()
        within |= services & series & Q(form=Draft.Form.FILES)
    return Draft.objects.filter(within, tenant=tenant, state=Draft.State.REVIEW)


def number_of(tenant: int, person: UUID, state: str) -> Figure:
    """How many of a person are in a state."""
    return Figure.count(Draft.objects.filter(tenant=tenant, person=person, state=state))


@contextmanager
def changing(tenant: int, identifier: UUID, now: datetime, *states: str) -> Iterator[Draft]:
    """A draft in one of these states, in a transaction of the caller that nobody else changes it in; saved at the end.

    Raises NotFound, and Conflict when it is in another state.
    """
    with transaction([tenant]):
        found = Draft.objects.select_for_update().filter(tenant=tenant, id=identifier).first()
        if found is None:
            raise NotFound(NO_DRAFT)
        if found.state not in states:
            raise Conflict(DRAFT_CLOSED)
        yield found
        Draft.objects.filter(tenant=tenant, id=identifier).update(
            state=found.state, form=found.form, answers=found.answers, comments=found.comments,
            corrections=found.corrections, work=found.work, changed=now,
        )  # fmt: skip


def require_changeable(tenant: int, identifier: UUID) -> None:
    """Raise Conflict when its person may not change a draft any more, NotFound when there is none."""
    if draft(tenant, identifier).state not in CHANGEABLE:
        raise Conflict(DRAFT_CLOSED)


def of_works(tenant: int, works: Collection[UUID]) -> dict[UUID, Draft]:
    """The drafts that these travaux have, by the travail."""
    with transaction([tenant]):
        return {each.work: each for each in Draft.objects.filter(tenant=tenant, work__in=works)}


def silent(tenant: int, before: datetime) -> list[Draft]:
    """Those that were not changed since, the oldest first; of those that left, the ones that still have files."""
    with transaction([tenant]):
        files = Upload.objects.filter(tenant=tenant).values("draft")
        rows = Draft.objects.filter(tenant=tenant, changed__lt=before).exclude(state=Draft.State.REVIEW)
        return list(rows.filter(~Q(state=Draft.State.LEFT) | Q(id__in=files)).order_by("changed", "id"))


def destroyed(tenant: int) -> list[Draft]:
    """Those that left, still have files, and whose package an order of destruction changed."""
    with transaction([tenant]):
        files = Upload.objects.filter(tenant=tenant).values("draft")
        changed = Change.objects.filter(tenant=tenant).values("package")
        works = Work.objects.filter(tenant=tenant, operation__in=changed).exclude(state__in=UNDER_WAY)
        rows = Draft.objects.filter(tenant=tenant, state=Draft.State.LEFT, id__in=files, work__in=works.values("id"))
        return list(rows.order_by("id"))


def correct(draft: Draft, person: UUID, what: str, before: str, after: str, now: datetime) -> None:
    """Note what somebody else than its déposant changed, in the transaction of `changing`."""
    entry = {"by": str(person), "at": write_instant(now), "what": what, "before": before, "after": after}
    draft.corrections = [*draft.corrections, entry]


def note_announced(tenant: int, identifier: UUID, announced: Mapping[str, Any]) -> None:
    """What the package of a draft says of itself: nothing of the deposit changes by it."""
    with transaction([tenant]):
        Draft.objects.filter(tenant=tenant, id=identifier).update(announced=dict(announced))


def comment(draft: Draft, person: UUID, text: str, now: datetime) -> None:
    """Say something of it, in the transaction of `changing`."""
    draft.comments = [*draft.comments, {"by": str(person), "at": write_instant(now), "text": text}]


def remove(tenant: int, identifier: UUID) -> None:
    """Forget a draft that has not left, and its uploads."""
    with transaction([tenant]):
        found = Draft.objects.select_for_update().filter(tenant=tenant, id=identifier).first()
        if found is None:
            raise NotFound(NO_DRAFT)
        if found.state not in CHANGEABLE | {Draft.State.EXPIRED}:
            raise Conflict(DRAFT_CLOSED)
        Upload.objects.filter(tenant=tenant, draft=identifier).delete()
        found.delete()


def add_upload(draft: Draft, name: str, size: int, now: datetime, expires: datetime) -> Upload:
    """A file that will be sent for a draft. Raises Conflict when the draft has left."""
    upload = Upload(
        tenant=draft.tenant, id=UUID(bytes=secrets.token_bytes(16)), person=draft.person, draft=draft.id, name=name,
        size=size, whole=False, created=now, expires=expires,
    )  # fmt: skip
    with changing(draft.tenant, draft.id, now, *CHANGEABLE):
        upload.save(force_insert=True)
    return upload


def upload(tenant: int, identifier: UUID, person: UUID) -> Upload:
    """Raises NotFound, for somebody else's too."""
    with transaction([tenant]):
        found = Upload.objects.filter(tenant=tenant, id=identifier, person=person).first()
    if found is None:
        raise NotFound(NO_UPLOAD)
    return found


def uploads_of(tenant: int, draft: UUID) -> list[Upload]:
    """The files of a draft, by name."""
    with transaction([tenant]):
        return list(Upload.objects.filter(tenant=tenant, draft=draft).order_by("name", "id"))


def bytes_of(tenant: int, draft: UUID) -> int:
    """Bytes of the files of a draft, those announced too."""
    with transaction([tenant]):
        return Upload.objects.filter(tenant=tenant, draft=draft).aggregate(sum=Sum("size"))["sum"] or 0


def read_of(tenant: int, draft: UUID) -> tuple[int, int]:
    """How many of the files of a draft were read, and how many there are whole."""
    with transaction([tenant]):
        whole = Upload.objects.filter(tenant=tenant, draft=draft, whole=True)
        return whole.filter(sight__isnull=False).count(), whole.count()


def finish_upload(upload: Upload, sha512: str = "") -> None:
    """All its bytes are there: they are to be read, once. `sha512` where it was computed as they came."""
    with transaction([upload.tenant]):
        rows = Upload.objects.filter(tenant=upload.tenant, id=upload.id, whole=False)
        if rows.update(whole=True, sha512=sha512):
            defer_reading(upload.tenant, upload.draft)


def defer_reading(tenant: int, draft: UUID) -> None:
    """The job that reads the files of a draft, by name, before what takes longer: one waits at most, one runs."""
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import AlreadyEnqueued

    name = f"{READING} {draft}"
    with suppress(AlreadyEnqueued), atomic(using="default"):
        job = app.configure_task(READING, queue=READING, priority=10, lock=name, queueing_lock=name)
        job.defer(tenant=tenant, draft=str(draft))


def see_upload(tenant: int, identifier: UUID, sha512: str, sight: Mapping[str, Any]) -> None:
    """What was understood of a file."""
    with transaction([tenant]):
        Upload.objects.filter(tenant=tenant, id=identifier).update(sha512=sha512, sight=dict(sight))


def remove_upload(tenant: int, identifier: UUID) -> None:
    with transaction([tenant]):
        Upload.objects.filter(tenant=tenant, id=identifier).delete()


def known_uploads(tenant: int) -> list[UUID]:
    """The identifiers of all uploads."""
    with transaction([tenant]):
        return list(Upload.objects.filter(tenant=tenant).values_list("id", flat=True))


def unfinished(tenants: Sequence[int]) -> list[Upload]:
    """Those of all these tenants that have not come whole."""
    with transaction(tenants):
        return list(Upload.objects.filter(whole=False))


def expired(tenant: int, now: datetime) -> list[Upload]:
    """What was begun so long ago that it may be abandoned: only its file tells when the last part of it came."""
    with transaction([tenant]):
        return list(Upload.objects.filter(tenant=tenant, whole=False, expires__lt=now))


def under_way(tenant: int, service: str | None, but: UUID | None) -> int:
    """Bytes of the deposits of a service (None: of all) that were confirmed and are not decided yet, `but` one."""
    with transaction([tenant]):
        drafts = Draft.objects.filter(tenant=tenant, state=Draft.State.REVIEW)
        running = Work.objects.filter(tenant=tenant, state__in=UNDER_WAY)
        left = Draft.objects.filter(tenant=tenant, state=Draft.State.LEFT, work__in=running.values("id"))
        found = 0
        for rows in (drafts, left):
            rows = rows.exclude(id=but)
            if service is not None:
                rows = rows.filter(answers__service=service)
            sent = Upload.objects.filter(tenant=tenant, draft__in=rows.values("id"))
            found += sent.aggregate(sum=Sum("size"))["sum"] or 0
        return found


def declared(tenant: int) -> int:
    """Bytes of all uploads of a tenant that are there or announced."""
    with transaction([tenant]):
        return Upload.objects.filter(tenant=tenant).aggregate(sum=Sum("size"))["sum"] or 0
