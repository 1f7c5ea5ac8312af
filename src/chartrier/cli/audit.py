"""`chartrier audit`"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.tenants import register
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.findings import NO_SUCH_COPY
from chartrier.cli.output import Output
from chartrier.errors import InvalidInput
from chartrier.preservation.audit import AuditReport, Means
from chartrier.preservation.audit import audit as audit_tenant
from chartrier.preservation.ledger import CopyCounts
from chartrier.settings import Settings
from chartrier.wiring import wire

SYSTEM = "system"
"""Who acts when the machine's operator does."""

STATES = {"audited": "", "behind": "en retard", "lost": "perdue", "forked": "autre journal"}


@answering
def audit(
    asked: Answering,
    repair: Annotated[
        bool, typer.Option("--repair", help="Réparer ce qu'une autre copie prouve ; mettre de côté le reste.")
    ] = False,
    tenant: Annotated[str | None, typer.Option(metavar="SIREN", help="Une seule collectivité ; sinon, toutes.")] = None,
    copy: Annotated[str | None, typer.Option(metavar="NOM", help="Une seule copie ; sinon, toutes.")] = None,
    rate: Annotated[
        int | None, typer.Option(metavar="OCTETS", min=1, help="Lire au plus tant d'octets par seconde.")
    ] = None,
) -> int:
    """Relire toutes les copies, fichier par fichier, et les comparer au journal ; reprend là où il s'était arrêté."""
    output = asked.output
    only = _only(asked.settings, copy)
    proven = True
    with wire(asked.settings) as archive:
        means = Means(archive.copies, rate or asked.settings.audit_rate)
        for collectivite in [tenant_of(tenant)] if tenant is not None else register.tenants():
            with output.progress() as tell:

                def progress(name: str, done: int, total: int) -> None:
                    tell("verification", done, total)

                report = audit_tenant(collectivite, means, by=SYSTEM, repair=repair, only=only, progress=progress)
            proven = proven and report.proven
            output.emit(report_as_json(report))
            _tell(output, report)
    return exit_codes.DONE if proven else exit_codes.REFUSED


def _only(settings: Settings, copy: str | None) -> list[str]:
    if copy is None:
        return []
    if copy not in settings.copies:
        raise InvalidInput(NO_SUCH_COPY, copy=copy[:40], choices=", ".join(settings.copies))
    return [copy]


def report_as_json(report: AuditReport) -> dict[str, Any]:
    """All that a program needs of one audit; findings in both languages, as the journal's package has them."""
    return {
        "tenant": report.tenant.code,
        "proven": report.proven,
        "campaign": report.campaign and str(report.campaign),
        "resumed": report.resumed,
        "index": report.index,
        "size": report.size,
        "copies": [counts.as_json() for counts in report.copies],
        "findings": list(report.findings),
    }


def _tell(output: Output, report: AuditReport) -> None:
    output.say("Collectivité {code}", code=report.tenant.code)
    if report.resumed:
        output.say("  Audit repris là où il s'était arrêté.")
    for counts in report.copies:
        _tell_copy(output, counts)
    for finding in report.findings:
        output.recorded_finding(finding)
    if report.index is not None:
        output.say("  inscription {index} du journal", index=report.index)
    output.say("  ✓ Tout est prouvé." if report.proven else "  ✗ Tout n'est pas prouvé.")


def _tell_copy(output: Output, counts: CopyCounts) -> None:
    state = STATES[counts.state]
    output.say(
        "  {mark} copie {name} : {packages}, {files}, {amount} lus",
        mark="✓" if counts.proven else "✗",
        name=f"{counts.name} ({output.text(state)})" if state else counts.name,
        packages=output.count(counts.packages, "paquet"),
        files=output.count(counts.files, "fichier"),
        amount=output.amount(counts.bytes),
    )
    if counts.wrong:
        output.say(
            "    {wrong} (réparés : {repaired}, non réparés : {unrepaired})",
            wrong=output.count(counts.wrong, "défaut"),
            repaired=output.number(counts.repaired),
            unrepaired=output.number(counts.unrepaired),
        )
