"""The texts of documents that answer a search: of the units that a page shows, and of no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.archive.french import fold_question
from chartrier.catalog.texts.register import INDEXED
from chartrier.catalog.transaction import transaction

ANSWERING = """
    SELECT DISTINCT ON (held.unit) held.unit, object.id, coalesce(object.filename, object.uri, ''),
        concat_ws(E'\n', (
            SELECT string_agg(told.value, E'\n' ORDER BY told.place) FROM (
                SELECT header->>1 AS value, ordinality AS place
                FROM jsonb_array_elements(text.mail->'headers') WITH ORDINALITY header (header, ordinality)
                UNION ALL SELECT attached->>0, 1000 + ordinality
                FROM jsonb_array_elements(text.mail->'attachments') WITH ORDINALITY attached (attached, ordinality)
            ) told
        ), left(text.text, %(length)s)), text.pages IS NOT NULL
    FROM archive_unitgroup held
    JOIN archive_dataobject object ON object.tenant = held.tenant AND object.object_group = held.object_group
    JOIN texts_text text ON text.tenant = object.tenant AND text.object = object.id
    WHERE held.tenant = ANY (%(tenants)s) AND held.unit = ANY (%(units)s)
        AND text.search @@ websearch_to_tsquery('pg_catalog.french', %(words)s)
    ORDER BY held.unit, ts_rank(text.search, websearch_to_tsquery('pg_catalog.french', %(words)s)) DESC, object.id
"""
DESCRIBED = """
    SELECT id FROM archive_unit WHERE tenant = ANY (%s) AND id = ANY (%s)
        AND search @@ websearch_to_tsquery('pg_catalog.french', %s)
"""


@dataclass(frozen=True, slots=True)
class Answering:
    """The document of a unit whose text answers best; that of an e-mail has its headers and the names of what is
    attached before it. `paged`: the text has pages, parted by form feeds.
    """

    unit: UUID
    object: UUID
    name: str
    text: str
    paged: bool


def texts_answering(tenants: Sequence[int], units: Sequence[UUID], words: str) -> dict[UUID, Answering]:
    """By unit, the document whose text has the words. Whoever asks may open the documents of these units."""
    if not words.strip() or not units:
        return {}
    given: dict[str, Any] = {"tenants": list(tenants), "units": list(units), "words": _folded(words), "length": INDEXED}
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(ANSWERING, given)
        return {row[0]: Answering(*row) for row in cursor.fetchall()}


def described_by(tenants: Sequence[int], units: Sequence[UUID], words: str) -> set[UUID]:
    """Those of the units whose description alone has the words."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(DESCRIBED, [list(tenants), list(units), _folded(words)])
        return {row[0] for row in cursor.fetchall()}


def _folded(words: str) -> str:
    return fold_question(words)
