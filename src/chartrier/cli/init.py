"""`chartrier init`"""

from __future__ import annotations

from typing import Annotated

import typer

from chartrier.administration.tenants import open_tenant, require_copies_there
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang
from chartrier.records.finding import Findings
from chartrier.wiring import initialise


def init(
    tenant: Annotated[
        list[str] | None,
        typer.Option("--tenant", metavar="SIREN[=NOM]", help="Collectivité à ouvrir ; peut être répété."),
    ] = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Créer une archive, ou la mettre à jour. Recommencer est sans danger."""
    settings, output = invoked(home, json, lang)
    findings = Findings()
    with initialise(settings) as archive:
        # an archive whose copies were forgotten (CHARTRIER_COPIES of another shell) must not seem ready
        require_copies_there(archive.copies)
        opened = []
        for declared in tenant or []:
            code, _, name = declared.partition("=")
            opened.append(
                open_tenant(
                    code.strip(),
                    name,
                    instance=settings.journal_origin,
                    copies=archive.copies,
                    findings=findings,
                )
            )
    output.emit(
        {
            "home": str(settings.home),
            "tenants": [{"code": each.code, "name": each.name, "origin": each.origin} for each in opened],
            "findings": [finding.as_json(output.language) for finding in findings],
        }
    )
    output.say("✓ Archive prête dans {home}", home=settings.home)
    for each in opened:
        output.say("  collectivité {code} : {name}", code=each.code, name=each.name)
    output.findings(findings)
    output.say("  Sauvegardez à part le dossier des clés : {keys}", keys=settings.keys)
    return exit_codes.DONE
