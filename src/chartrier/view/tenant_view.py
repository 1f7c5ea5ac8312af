"""The view of one tenant, asked of the rooms below; and of what lies in an area, together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chartrier.catalog.hosting.facts import series_facts
from chartrier.catalog.hosting.ruled import NO_SERIES
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.inherited import reading
from chartrier.catalog.series.register import current
from chartrier.copies.copies import Copies
from chartrier.hosting.checking import Checked, Register, check
from chartrier.records.finding import Finding, Language
from chartrier.records.tenant import Tenant
from chartrier.records.voice import Bound
from chartrier.view.cells import Row
from chartrier.view.online import online_of
from chartrier.view.rows import Known, rows_of
from chartrier.view.treatments import treatments_of


@dataclass(frozen=True, slots=True)
class TenantView:
    """`rows`: what is red first. `checked` is the hosting that the column of the copies was told from."""

    tenant: Tenant
    on: date
    rows: Sequence[Row]
    checked: Checked

    @property
    def held(self) -> list[Row]:
        """Those that have something archived."""
        return [row for row in self.rows if row.held]

    @property
    def empty(self) -> list[Row]:
        """Those of the tableau that have nothing."""
        return [row for row in self.rows if not row.held]

    @property
    def breaches_of_all(self) -> list[Finding]:
        """What is wrong with where the copies are, whatever the série."""
        return [each.finding for each in self.checked.breaches if not each.series]

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            "siren": self.tenant.siren,
            "name": self.tenant.name,
            "day": self.on.isoformat(),
            "rows": [row.as_json(language) for row in self.rows],
        }


def view_of(tenant: Tenant, copies: Copies, entered: Register, bounds: Sequence[Bound] = ()) -> TenantView:
    """What lies within one of the bounds at least (none: everything). Nothing is written."""
    checked = check(tenant, copies, entered)
    on = checked.situation.on
    table, facts = current(tenant.key), series_facts(tenant.key, on, bounds)
    series = table.series if table is not None else {}
    if bounds and all(each.series for each in bounds):
        wanted = frozenset[str]().union(*(each.series for each in bounds))
        series = {code: each for code, each in series.items() if code in wanted}
    known = Known(
        tenant=tenant,
        on=on,
        table=series,
        labels=_labels(tenant.key, [code for code in facts if code not in series and code != NO_SERIES]),
        facts=facts,
        places=checked.situation.places,
        breaches=checked.breaches,
        treatments=treatments_of(tenant.key),
        online=online_of(tenant.key, series),
    )
    return TenantView(tenant, on, rows_of(known), checked)


def _labels(tenant: int, codes: Sequence[str]) -> dict[str, str]:
    with reading(tenant) as cursor:
        referential = effective_referential(cursor, tenant)
    return {code: rule.label for code in codes if (rule := referential.get(code)) is not None}
