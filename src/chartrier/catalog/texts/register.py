"""Which documents were not read yet; entering what was read of them; asking for it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connections
from django.db.models import OuterRef, Subquery

from chartrier.catalog.archive.french import fold
from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.privacy.register import doubt_seen
from chartrier.catalog.texts.models import Text
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works.queue import enqueue

TASK = "lecture-textes"
"""The name by which the reading of documents is deferred: `worker` holds the task."""

CATCH_UP = "textes"
"""The same of the job that has read what no page asked for."""

BEHIND = -10
"""The priority of that reading: after all that somebody waits for."""

INDEXED = 400_000
"""Bytes of a folded text that are searched: whatever its words, its vector stays under the 1 MiB of PostgreSQL."""

READ_USAGES = ("BinaryMaster", "Dissemination", "TextContent")
"""The usages whose texts are read; a thumbnail has none."""

_APART = re.compile(r"[._-]+")

INSERT = """
    INSERT INTO texts_text (tenant, object, state, why, text, pages, cut, mail, search)
    SELECT o.tenant, o.id, %s, %s, %s, %s, %s, %s, to_tsvector('pg_catalog.french', %s)
    FROM archive_dataobject o WHERE o.tenant = %s AND o.id = %s
    ON CONFLICT (tenant, object) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class ReadText:
    """What was read of an object; its members are those of the model."""

    object: UUID
    state: str
    why: str | None = None
    text: str | None = None
    pages: int | None = None
    cut: bool = False
    mail: dict[str, Any] | None = None


def defer_reading(tenant: int, versement: UUID | None = None) -> None:
    """The job that reads the documents of a versement, or all of a tenant that were not read. One of these jobs runs at
    a time, whoever's it is: what somebody waits for always finds a place beside it.
    """
    with transaction([tenant]):
        enqueue(
            TASK, f"{TASK} {versement or tenant}", priority=BEHIND, lock=TASK, tenant=tenant,
            versement=str(versement or ""),
        )  # fmt: skip


def without_text(tenant: int, *, versement: UUID | None, after: UUID | None, limit: int) -> list[DataObject]:
    """The binary objects that were not read yet, of one versement or of all, in the order of their identifiers."""
    with transaction([tenant]):
        read = Text.objects.filter(tenant=tenant, object=OuterRef("id")).values("state")[:1]
        rows = DataObject.objects.filter(tenant=tenant, kind="binary", path__isnull=False, usage__in=READ_USAGES)
        if versement is not None:
            # its objects are of its package or of later ones: what is older is not walked through
            rows = rows.filter(versement=versement, id__gt=versement)
        if after is not None:
            rows = rows.filter(id__gt=after)
        # looked up one by one: a planner that takes a tenant for small would compare each with each
        return list(rows.alias(read=Subquery(read)).filter(read=None).order_by("id")[:limit])


def enter_texts(tenant: int, texts: Sequence[ReadText]) -> int:
    """Enter what was read; how many. What was destroyed or read meanwhile is left out."""
    try:
        with transaction([tenant]):
            return sum(_enter(tenant, each) for each in texts)
    except IntegrityError:
        # one of them was destroyed at the same instant: each by itself
        entered = 0
        for each in texts:
            try:
                with transaction([tenant]):
                    entered += _enter(tenant, each)
            except IntegrityError:
                continue
        return entered


def _enter(tenant: int, text: ReadText) -> int:
    words = fold(_searched(text)).encode()[:INDEXED].decode("utf-8", "ignore")
    mail = None if text.mail is None else json.dumps(text.mail)
    given = [text.state, text.why, text.text, text.pages, text.cut, mail, words, tenant, text.object]
    with connections["default"].cursor() as cursor:
        cursor.execute(INSERT, given)
        return int(cursor.rowcount)


def _searched(text: ReadText) -> str:
    """What a document is found by: of an e-mail, who wrote to whom about what and what is attached, too."""
    mail = text.mail or {}
    told = [value for _, value in mail.get("headers", ())]
    for name, _, _ in mail.get("attachments", ()):
        # the index takes the whole name of a file for one word
        told += [name, _APART.sub(" ", name)]
    return "\n".join([*told, text.text or ""])


def text_of(tenants: Sequence[int], object_: UUID) -> ReadText | None:
    """What was read of an object; None before it was."""
    with transaction(tenants):
        found = Text.objects.defer("search").filter(tenant__in=tenants, object=object_).first()
    if found is None:
        return None
    return ReadText(found.object, found.state, found.why, found.text, found.pages, found.cut, found.mail)


def count_texts(tenant: int) -> dict[str, int]:
    """How many objects were read, by state."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute("SELECT state, count(*) FROM texts_text WHERE tenant = %s GROUP BY state", [tenant])
        return dict(cursor.fetchall())


def forget_texts(tenant: int) -> None:
    """Have all documents read again, by and by."""
    with transaction([tenant]):
        Text.objects.filter(tenant=tenant).delete()
        # what was seen in them goes with them
        doubt_seen(tenant)


def ask_reading() -> None:
    """Have what was not read, or not looked through, be so as soon as a worker is free, and not at the next hour."""
    with transaction([]):
        enqueue(CATCH_UP, CATCH_UP, timestamp=0)
