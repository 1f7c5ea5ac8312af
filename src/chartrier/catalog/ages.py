"""How much is of each age and follows each rule, as the échéances of the index say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from chartrier.catalog.counts.counting import counting
from chartrier.catalog.counts.standing import Kind, counted_at, standing
from chartrier.catalog.extents import Extent, extents
from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.rules.effective import effective_referential
from chartrier.rules.age import Age
from chartrier.rules.categories import Category

MOST_RULES = 500
"""Rules told, those with most units first."""

BY_AGE = """
    placed AS MATERIALIZED (
        SELECT unit.id AS unit, CASE WHEN selected.unit IS NOT NULL THEN %(definitive)s
            WHEN storage.unit IS NOT NULL AND (storage.ending IS NULL OR storage.ending > %(day)s) THEN %(courante)s
            ELSE %(intermediaire)s END || ' ' || unit.versement::text AS key
        FROM archive_unit unit
        LEFT JOIN conservation_definitiveunit selected ON selected.tenant = unit.tenant AND selected.unit = unit.id
        LEFT JOIN rules_ending storage
            ON storage.tenant = unit.tenant AND storage.unit = unit.id AND storage.category = %(storage)s
        WHERE unit.tenant = %(tenant)s
    )
"""
"""The decision of `rules.age.age_of`, and the versement: an object is of one."""

BY_RULE = """
    placed AS MATERIALIZED (
        SELECT unit, unnest(rules) AS key FROM rules_ending WHERE tenant = %(tenant)s AND category = %(appraisal)s
    )
"""


def extents_by_age(tenant: int, day: date) -> Mapping[Age, Extent]:
    """What is there, by its age on that day."""
    return _by_age(_of_counts(_count_by_age(tenant, day)))


def standing_extents_by_age(tenant: int, day: date) -> Mapping[Age, Extent]:
    """The same as it was counted last (`catalog.counts`)."""
    return _by_age(standing_extents_by_age_and_versement(tenant, day))


def standing_extents_by_age_and_versement(tenant: int, day: date) -> Mapping[tuple[Age, UUID], Extent]:
    """What an age is made of, counted at the same time."""
    return _of_counts(standing(tenant, _AGES, day))


def ages_counted_at(tenant: int) -> datetime | None:
    """When that was, where it is not of now."""
    return counted_at(tenant, _AGES)


def _count_by_age(tenant: int, day: date) -> list[list[Any]]:
    with counting(tenant) as cursor:
        found = extents(cursor, BY_AGE, _given(tenant, day))
    return [[*key.split(), each.counted] for key, each in found.items()]


def _of_counts(counts: Iterable[Sequence[Any]]) -> Mapping[tuple[Age, UUID], Extent]:
    return {(Age(age), UUID(versement)): Extent.of_count(each) for age, versement, each in counts}


def _by_age(found: Mapping[tuple[Age, UUID], Extent]) -> Mapping[Age, Extent]:
    return {age: reduce(Extent.with_, (each for (of, _), each in found.items() if of is age), Extent()) for age in Age}


_AGES = Kind("ages", _count_by_age, edition=2)
KINDS = (_AGES,)
"""What is counted here."""


def _given(tenant: int, day: date) -> dict[str, Any]:
    return {
        "tenant": tenant, "day": day, "storage": CATEGORY[Category.STORAGE], "definitive": Age.DEFINITIVE.value,
        "courante": Age.COURANTE.value, "intermediaire": Age.INTERMEDIAIRE.value,
    }  # fmt: skip


def extents_by_rule(tenant: int) -> list[tuple[str, str, Extent]]:
    """The rules of DUA that units follow: code, label (empty when it is not known), how much."""
    with counting(tenant) as cursor:
        found = extents(cursor, BY_RULE, {"tenant": tenant, "appraisal": CATEGORY[Category.APPRAISAL]})
        referential = effective_referential(cursor, tenant)
    most = sorted(found.items(), key=lambda each: (-each[1].units, each[0]))[:MOST_RULES]
    return [(code, rule.label if (rule := referential.get(code)) is not None else "", told) for code, told in most]
