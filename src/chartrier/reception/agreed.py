"""What the accord de versement says of a deposit: before anything is sent, and again before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chartrier.catalog.archive import questions
from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft
from chartrier.clock import beginning_of, day_of
from chartrier.reception import findings as say
from chartrier.reception.answers import Answers, Understood
from chartrier.reception.kinds import Kind
from chartrier.reception.means import DepositMeans
from chartrier.reception.seeing import understand
from chartrier.reception.sight import Met
from chartrier.records.collectivite import Accord, Agreement
from chartrier.records.finding import Finding, Findings, Place, Severity
from chartrier.records.tenant import Tenant


def of_size(agreement: Agreement, tenant: Tenant, draft: UUID | None, size: int, now: datetime) -> list[Finding]:
    """What it says against a deposit of so many bytes: too large by itself, or with what is held already."""
    accord, found = agreement.accord, []
    if accord.largest is not None and size > accord.largest:
        found.append(Finding(say.TOO_LARGE, values={"size": size, "limit": accord.largest}))
    if accord.quota is None and accord.yearly is None:
        return found
    waiting = register.under_way(tenant.key, agreement.service, draft)
    for limit, since, kind in (
        (accord.yearly, beginning_of(date(day_of(now).year, 1, 1)), say.YEAR_FULL),
        (accord.quota, None, say.AGREED_QUOTA),
    ):
        if limit is None:
            continue
        left = limit - waiting - questions.bytes_held(tenant.key, agreement.service, since)
        if size > left:
            found.append(Finding(kind, values={"size": size, "left": max(0, left), "limit": limit}))
    return found


def of_kind(agreement: Agreement, kind: Kind) -> list[Finding]:
    """What it says against what is deposited."""
    series = agreement.accord.series
    return [Finding(say.SERIES_NOT_AGREED, values={"series": kind.fr})] if series and kind.code not in series else []


def of_formats(agreement: Agreement, formats: Mapping[str, Met]) -> list[Finding]:
    """What it says against these formats, by PUID: one finding each, with one of the files that have it."""
    agreed = agreement.accord.formats
    return [
        Finding(
            say.FORMAT_NOT_AGREED,
            Place(met.example),
            {"name": met.example, "format": f"{met.name} ({puid})" if puid else "?", "count": met.count},
        )
        for puid, met in formats.items()
        if agreed and puid not in agreed
    ]


def agreement_of(tenant: Tenant, service: str | None, means: DepositMeans) -> Agreement:
    """The accord that holds for a service; the SIREN, or nothing, is the collectivité itself."""
    return means.agreement_for(tenant.key, service if service and service != tenant.siren else None)


@dataclass(frozen=True, slots=True)
class AccordsOf:
    """Those of a collectivité, as they bound the package of a draft (None: of a command). `sizes`: whether it is the
    package that tells its size; files are counted as they are sent.
    """

    tenant: Tenant
    means: DepositMeans
    draft: UUID | None = None
    sizes: bool = True

    def of(self, service: str | None) -> Accord:
        return agreement_of(self.tenant, service, self.means).accord

    def against(self, service: str | None, size: int) -> list[Finding]:
        agreement = agreement_of(self.tenant, service, self.means)
        return of_size(agreement, self.tenant, self.draft, size, self.means.clock()) if self.sizes else []


def size_agreed(
    draft: Draft, tenant: Tenant, services: Sequence[str], means: DepositMeans
) -> Callable[[int], list[Finding]]:
    """What the accords say of a draft of so many bytes: nothing as long as one of these services may deposit it."""
    chosen = Answers.read(draft.answers).service
    agreements = {agreement_of(tenant, each, means) for each in ([chosen] if chosen else services)}

    def refusals(size: int) -> list[Finding]:
        told = [of_size(each, tenant, draft.id, size, means.clock()) for each in agreements]
        return told[0] if told and all(told) else []

    return refusals


def require_agreed(
    agreement: Agreement,
    understood: Understood,
    draft: Draft,
    tenant: Tenant,
    means: DepositMeans,
    findings: Findings,
) -> None:
    """What the accord of the service does not foresee is told, and refuses."""
    findings.extend(of_kind(agreement, understood.kind))
    size = register.bytes_of(draft.tenant, draft.id)
    findings.extend(of_size(agreement, tenant, draft.id, size, means.clock()))
    if findings.refused:
        return
    seen = understand(draft, tenant, told := Findings())
    findings.extend([each for each in told if each.severity is Severity.ERROR])
    if agreement.accord.formats:
        if not seen.ready:
            findings.add(say.NOT_READ_YET)
        findings.extend(of_formats(agreement, seen.formats))
