"""The units of a tenant, each once under each rule of its DUA: what is counted by série is counted of these rows.

A unit's série is the rule (or rules) of its DUA, inherited ones too: a unit of several counts under each. Its service
producteur is its own, or that of its versement.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from chartrier.catalog.archive.filters import SERVICE
from chartrier.catalog.rules.codes import CATEGORY, FINAL
from chartrier.rules.categories import DESTROY, Category

NO_SERIES = ""
"""The code under which units that follow no rule of DUA are counted."""

_ROWS = """
    SELECT unit.id AS unit, unit.versement, rule.code AS code, appraisal.ending, appraisal.final,
        kept.unit IS NOT NULL AS definitive{service}
    FROM archive_unit unit{versement}
    LEFT JOIN rules_ending appraisal
        ON appraisal.tenant = unit.tenant AND appraisal.unit = unit.id AND appraisal.category = %(appraisal)s
    LEFT JOIN conservation_definitiveunit kept ON kept.tenant = unit.tenant AND kept.unit = unit.id
    CROSS JOIN LATERAL unnest(
        CASE WHEN coalesce(cardinality(appraisal.rules), 0) = 0 THEN ARRAY[''] ELSE appraisal.rules END
    ) AS rule (code)
    WHERE unit.tenant = %(tenant)s
"""
_VERSEMENT = " JOIN archive_versement versement ON versement.tenant = unit.tenant AND versement.id = unit.versement"

RULED = _ROWS.format(service="", versement="")
"""Columns: `unit`, `versement`, `code`, `ending`, `final`, `definitive`."""

SERVED = _ROWS.format(service=f", coalesce({SERVICE}, '') AS service", versement=_VERSEMENT)
"""With `service`, empty when none is said: only where it is asked for, for it reads all that is said of a unit."""


def asked_of(tenant: int, on: date) -> Mapping[str, Any]:
    """What these statements are given."""
    return {
        "tenant": tenant, "on": on, "appraisal": CATEGORY[Category.APPRAISAL], "access": CATEGORY[Category.ACCESS],
        "destroy": FINAL[DESTROY],
    }  # fmt: skip
