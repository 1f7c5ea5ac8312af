"""What was seen of personal data in documents, for whoever decides about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.raw_json import json_of
from chartrier.catalog.texts.register import READ_USAGES
from chartrier.catalog.transaction import transaction

LOOKED = """
    SELECT o.id, s.counts,
        t.object IS NULL AND o.usage = ANY (%(usages)s) OR t.text IS NOT NULL AND s.object IS NULL
    FROM archive_dataobject o
    LEFT JOIN texts_text t ON t.tenant = o.tenant AND t.object = o.id
    LEFT JOIN privacy_scan s ON s.tenant = o.tenant AND s.object = o.id
    WHERE o.tenant = %(tenant)s AND o.id = ANY (%(objects)s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Looked:
    """A document, and how many of each kind were seen in its text; None: nobody looked, or it has no text.

    `waits`: its text is not read yet, or not looked through.
    """

    object: UUID
    counts: Mapping[str, int] | None
    waits: bool = False


def looked_at(tenant: int, objects: Collection[UUID]) -> list[Looked]:
    """These documents, in order."""
    given: dict[str, Any] = {"tenant": tenant, "objects": list(objects), "usages": list(READ_USAGES)}
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(LOOKED, given)
        seen = {each: Looked(each, json_of(counts), waits) for each, counts, waits in cursor.fetchall()}
    return [seen.get(each, Looked(each, None)) for each in sorted(objects)]
