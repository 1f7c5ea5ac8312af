"""`chartrier init`"""

from __future__ import annotations

from typing import Annotated

import typer

from chartrier.administration.tenants import open_tenant, require_copies_there
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.records.finding import Findings
from chartrier.wiring import initialise


@answering
def init(
    asked: Answering,
    tenant: Annotated[
        list[str] | None,
        typer.Option("--tenant", metavar="SIREN[=NOM]", help="Collectivité à ouvrir ; peut être répété."),
    ] = None,
) -> int:
    """Créer une archive, ou la mettre à jour. Recommencer est sans danger."""
    output = asked.output
    findings = Findings()
    with initialise(asked.settings) as archive:
        # an archive whose copies were forgotten (CHARTRIER_COPIES of another shell) must not seem ready
        require_copies_there(archive.copies)
        opened = []
        for declared in tenant or []:
            code, _, name = declared.partition("=")
            opened.append(
                open_tenant(
                    code.strip(), name, instance=asked.settings.journal_origin, copies=archive.copies, findings=findings
                )
            )
    output.emit(
        {
            "home": str(asked.settings.home),
            "tenants": [{"code": each.code, "name": each.name, "origin": each.origin} for each in opened],
            "findings": [finding.as_json(output.language) for finding in findings],
        }
    )
    output.say("✓ Archive prête dans {home}", home=asked.settings.home)
    for each in opened:
        output.say("  collectivité {code} : {name}", code=each.code, name=each.name)
    output.findings(findings)
    output.say("  Sauvegardez à part le dossier des clés : {keys}", keys=asked.settings.keys)
    return exit_codes.DONE
