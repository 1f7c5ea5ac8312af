"""Versements that are expected and did not come: who used to send a flow, and stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from chartrier.catalog.territory.depositing import deposited, end_of_day
from chartrier.catalog.territory.rhythm import days_of
from chartrier.records.tenant import Tenant
from chartrier.records.territory import Flow
from chartrier.rules.flows import EXPECTED, flows_by_series

LOOKED_AT = 25
"""Versements of a série that its rhythm is read from: two years of a monthly flow."""

GAPS = 3
"""Intervals from which on there is a rhythm: fewer are chance."""

TWICE, AT_LEAST = 2, timedelta(days=15)
"""A flow is late after twice its usual interval, and no sooner than so long after it."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a tenant deposits a flow. `days` are those of its last versements, the newest first, each once.

    `usual` is the median interval in days, None when there are too few: the period of the flow stands for it then.
    """

    tenant: Tenant
    flow: Flow
    days: tuple[date, ...]
    usual: int | None

    @property
    def last(self) -> date:
        return self.days[0]

    @property
    def due(self) -> date:
        """The last day on which the next versement is in time: by its own rhythm, at the latest by its period."""
        period = EXPECTED[self.flow]
        if self.usual is None:
            return self.last + period
        usual = timedelta(days=self.usual)
        return self.last + min(period, max(TWICE * usual, usual + AT_LEAST))

    @property
    def by_rhythm(self) -> bool:
        """Whether it is its own rhythm that says so, and not the period of the flow."""
        return self.due < self.last + EXPECTED[self.flow]

    def late(self, on: date) -> int:
        """Days since it was due; 0: it is in time."""
        return max(0, (on - self.due).days)

    def as_json(self, on: date) -> dict[str, Any]:
        return {
            "tenant": self.tenant.code,
            "name": self.tenant.name,
            "flow": self.flow.value,
            "last": self.last.isoformat(),
            "versement_days": len(self.days),
            "usual_days": self.usual,
            "due": self.due.isoformat(),
            "by": "rhythm" if self.by_rhythm else "period",
            "days_late": self.late(on),
        }


def rhythms(on: date, tenants: Mapping[int, Tenant]) -> list[Rhythm]:
    """Of every flow that these tenants deposited up to the end of a day."""
    flows = flows_by_series()
    found = deposited(sorted(tenants), sorted(flows), on)
    days: dict[tuple[int, Flow], set[date]] = {}
    for (tenant, rule), some in days_of(found, end_of_day(on), LOOKED_AT).items():
        days.setdefault((tenant, flows[rule]), set()).update(some)
    return [
        Rhythm(tenants[tenant], flow, newest, _usual(newest))
        for (tenant, flow), some in days.items()
        if (newest := tuple(sorted(some, reverse=True)))
    ]


def missing(on: date, found: Sequence[Rhythm]) -> list[Rhythm]:
    """Those that are late, the longest first."""
    late = [each for each in found if each.late(on)]
    return sorted(late, key=lambda each: (-each.late(on), each.tenant.name, each.flow))


def _usual(newest: Sequence[date]) -> int | None:
    gaps = [(later - earlier).days for later, earlier in pairwise(newest)]
    return round(median(gaps)) if len(gaps) >= GAPS else None
