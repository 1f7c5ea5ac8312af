"""How many units are of each age and follow each rule, as the échéances of the index say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.inherited import reading
from chartrier.rules.age import Age
from chartrier.rules.categories import Category

MOST_RULES = 500
"""Rules told, those with most units first."""

BY_AGE = """
    SELECT CASE WHEN selected.unit IS NOT NULL THEN %(definitive)s
        WHEN storage.unit IS NOT NULL AND (storage.ending IS NULL OR storage.ending > %(day)s) THEN %(courante)s
        ELSE %(intermediaire)s END, count(*)
    FROM archive_unit unit
    LEFT JOIN conservation_definitiveunit selected ON selected.tenant = unit.tenant AND selected.unit = unit.id
    LEFT JOIN rules_ending storage
        ON storage.tenant = unit.tenant AND storage.unit = unit.id AND storage.category = %(storage)s
    WHERE unit.tenant = %(tenant)s GROUP BY 1
"""
"""The decision of `rules.age.age_of`."""

BY_RULE = """
    SELECT rule, count(*) FROM rules_ending, unnest(rules) rule
    WHERE tenant = %(tenant)s AND category = %(appraisal)s GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %(most)s
"""


def units_by_age(tenant: int, day: date) -> Mapping[Age, int]:
    """The units that are there, by their age on that day."""
    given = {
        "tenant": tenant, "day": day, "storage": CATEGORY[Category.STORAGE], "definitive": Age.DEFINITIVE.value,
        "courante": Age.COURANTE.value, "intermediaire": Age.INTERMEDIAIRE.value,
    }  # fmt: skip
    with reading(tenant) as cursor:
        cursor.execute(BY_AGE, given)
        found = dict(cursor.fetchall())
    return {age: found.get(age.value, 0) for age in Age}


def units_by_rule(tenant: int) -> list[tuple[str, str, int]]:
    """The rules of DUA that units follow: code, label (empty when it is not known), how many units."""
    with reading(tenant) as cursor:
        cursor.execute(BY_RULE, {"tenant": tenant, "appraisal": CATEGORY[Category.APPRAISAL], "most": MOST_RULES})
        rows = cursor.fetchall()
        referential = effective_referential(cursor, tenant)
    known = {code: referential.get(code) for code, _ in rows}
    return [(code, rule.label if (rule := known[code]) is not None else "", count) for code, count in rows]
