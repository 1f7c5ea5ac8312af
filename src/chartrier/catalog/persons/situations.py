"""What of units decides the rights over them: age, DUA, holds; read together, by their keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.transaction import transaction
from chartrier.rules.age import Age
from chartrier.rules.categories import Category
from chartrier.rules.persons.rights import Situation

SITUATIONS = """
    SELECT unit.id, unit.title, unit.start_date, unit.end_date,
        CASE WHEN kept.unit IS NOT NULL THEN %(definitive)s
            WHEN storage.unit IS NOT NULL AND (storage.ending IS NULL OR storage.ending > %(day)s) THEN %(courante)s
            ELSE %(intermediaire)s END,
        appraisal.ending, appraisal.rules,
        EXISTS (SELECT FROM gels_heldunit gel WHERE gel.tenant = unit.tenant AND gel.unit = unit.id)
            OR EXISTS (SELECT FROM rules_ending hold WHERE hold.tenant = unit.tenant AND hold.unit = unit.id
                AND hold.category = %(hold)s AND (hold.ending IS NULL OR hold.ending > %(day)s))
    FROM archive_unit unit
    LEFT JOIN conservation_definitiveunit kept ON kept.tenant = unit.tenant AND kept.unit = unit.id
    LEFT JOIN rules_ending storage
        ON storage.tenant = unit.tenant AND storage.unit = unit.id AND storage.category = %(storage)s
    LEFT JOIN rules_ending appraisal
        ON appraisal.tenant = unit.tenant AND appraisal.unit = unit.id AND appraisal.category = %(appraisal)s
    WHERE unit.tenant = %(tenant)s AND unit.id = ANY(%(units)s) ORDER BY unit.id
"""
"""The age as `catalog.ages` tells it."""

UNREAD = """
    SELECT count(*) FROM (
        SELECT FROM archive_dataobject object
        LEFT JOIN texts_text text ON text.tenant = object.tenant AND text.object = object.id
        WHERE object.tenant = %(tenant)s AND text.text IS NULL LIMIT %(most)s
    ) counted
"""
MOST_UNREAD = 10_000
"""How far they are counted."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit that is there, where it stands, and the rules of DUA that it follows."""

    unit: UUID
    title: str
    start: date | None
    end: date | None
    situation: Situation
    rules: tuple[str, ...]


def situations(tenant: int, units: Sequence[UUID], day: date, *, served: bool) -> dict[UUID, Placed]:
    """Those of the units that are there. `served`: see `Situation`."""
    given: dict[str, Any] = {
        "tenant": tenant, "units": list(units), "day": day, "hold": CATEGORY[Category.HOLD],
        "storage": CATEGORY[Category.STORAGE], "appraisal": CATEGORY[Category.APPRAISAL],
        "definitive": Age.DEFINITIVE.value, "courante": Age.COURANTE.value, "intermediaire": Age.INTERMEDIAIRE.value,
    }  # fmt: skip
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(SITUATIONS, given)
        rows = cursor.fetchall()
    return {
        unit: Placed(
            unit,
            title,
            start,
            end,
            Situation(Age(age), dua, running=dua is None or dua > day, held=held, served=served),
            tuple(rules or ()),
        )
        for unit, title, start, end, age, dua, rules, held in rows
    }


def count_unread(tenant: int) -> int:
    """Documents of which no text was read, up to `MOST_UNREAD`: a search finds them by their description alone."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(UNREAD, {"tenant": tenant, "most": MOST_UNREAD})
        (count,) = cursor.fetchone()
    return int(count)
