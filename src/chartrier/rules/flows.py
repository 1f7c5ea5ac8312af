"""The flows of documents that communes make: which séries are of each, and how often something is expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from types import MappingProxyType

from chartrier.records.territory import Flow
from chartrier.rules.series.shipped import shipped_table

EXPECTED: Mapping[Flow | None, timedelta] = MappingProxyType(
    {
        Flow.ACTES: timedelta(days=184),
        Flow.PES: timedelta(days=366),
        Flow.MARCHES: timedelta(days=731),
        Flow.RH: timedelta(days=366),
        Flow.URBANISME: timedelta(days=366),
        Flow.ETAT_CIVIL: timedelta(days=366),
        None: timedelta(days=366),
    }
)
"""How long after a versement the next one is expected at the latest: our choice, of no text. None: any documents.

A council sits at least once a quarter (CGCT, L2121-7), so that its acts are twice a year at the least; a budget closes
once a year; small communes let no more than a contract every two years.
"""

_BY_DOMAIN = {
    "Commande publique": Flow.MARCHES,
    "Ressources humaines": Flow.RH,
    "Urbanisme et réseaux": Flow.URBANISME,
    "État civil et population": Flow.ETAT_CIVIL,
}
_BY_CODE = {
    **dict.fromkeys(("S001", "S002", "S003", "S004", "S006", "S007", "S023"), Flow.ACTES),
    **dict.fromkeys(("S026", "S027", "S028", "S029"), Flow.PES),
}


@cache
def flows_by_series() -> Mapping[str, Flow]:
    """The flow of each série of the shipped table that is of one; a tenant's own séries are of none."""
    found = {}
    for each in shipped_table().series.values():
        flow = _BY_CODE.get(each.code) or _BY_DOMAIN.get(each.domain)
        if flow is not None:
            found[each.code] = flow
    return found
