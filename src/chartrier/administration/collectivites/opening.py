"""Opening a collectivité with what the national list says of it, and its default series."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chartrier.administration.collectivites import findings as say
from chartrier.administration.collectivites.finding import Listed
from chartrier.administration.credentials import Proven
from chartrier.administration.habilitations import declare_to
from chartrier.administration.series.adopting import adopt
from chartrier.administration.series.tableau import Making
from chartrier.administration.tenants import open_tenant
from chartrier.catalog.people import directory
from chartrier.catalog.series.register import current
from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission, Role
from chartrier.records.tenant import Tenant
from chartrier.rules.series.shipped import Kind

SHIPPED = {
    CollectiviteKind.COMMUNE: Kind.COMMUNE,
    CollectiviteKind.CCAS: Kind.EPCI,
    CollectiviteKind.EPCI: Kind.EPCI,
    CollectiviteKind.SYNDICAT: Kind.EPCI,
}
"""The shipped series with which each kind begins; a CCAS and a syndicat have no civil register either."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A collectivité that is open. `new`: it was not before; `adoption`: the act that took in its series, if now."""

    tenant: Tenant
    new: bool
    adoption: UUID | None


def open_listed(
    listed: Listed, *, instance: str, copies: Copies, findings: Findings, archivist: Proven | None = None
) -> Opened:
    """Open a collectivité unless it is open, and let the archivist adopt the default series of its kind.

    The archivist, who gets the role of archiviste itinérant there, signs the adoption: the system decides nothing. May
    be repeated: what an interruption left undone is done. Raises as `tenants.open_tenant`.
    """
    known = int(listed.siren) in register.tenant_keys()
    tenant = open_tenant(
        listed.siren,
        "" if known else listed.name,
        instance=instance,
        copies=copies,
        findings=findings,
        kind=listed.kind,
        where=listed.where,
        population=listed.population,
    )
    return Opened(tenant, not known, _adopt_default(tenant, listed.kind, copies, findings, archivist))


def _adopt_default(
    tenant: Tenant, kind: CollectiviteKind, copies: Copies, findings: Findings, archivist: Proven | None
) -> UUID | None:
    if current(tenant.key) is not None:
        return None
    if kind not in SHIPPED:
        findings.add(say.NO_SERIES_OF_KIND, code=tenant.code, of=kind)
        return None
    if archivist is None:
        findings.add(say.NOT_ADOPTED, code=tenant.code)
        return None
    directory.give_role(tenant.key, archivist.person.id, Role.ARCHIVISTE_ITINERANT)
    declare_to(archivist.person, tenant, copies)
    actor = archivist.acting_for(tenant, Permission.RULES)
    return adopt(SHIPPED[kind], (), Making(tenant, copies, actor)).act
