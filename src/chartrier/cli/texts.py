"""`chartrier texts`"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from chartrier.access.extracting import extract_texts, make_thumbnails
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.tenants import register
from chartrier.catalog.texts.register import forget_texts
from chartrier.catalog.texts.thumbnails import forget_thumbnails
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang
from chartrier.cli.output import Output
from chartrier.privacy.scanning import scan_texts
from chartrier.wiring import wire

STATES = {
    "done": "lus",
    "nothing": "sans texte",
    "failed": "illisibles",
    "too_big": "trop grands",
    "given_up": "remis à plus tard",
}


def texts(
    operation: Annotated[
        UUID | None, typer.Option(metavar="OPÉRATION", help="Un seul versement ; sinon, tout ce qui n'a pas été lu.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Oublier ce qui a été lu, et tout relire.")] = False,
    tenant: Annotated[str | None, typer.Option(metavar="SIREN", help="Une seule collectivité ; sinon, toutes.")] = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Lire les documents, y chercher des données personnelles, faire leurs vignettes ; reprend où il en était."""
    settings, output = invoked(home, json, lang)
    missing = False
    with wire(settings) as archive:
        for collectivite in [tenant_of(tenant)] if tenant is not None else register.tenants():
            if again:
                forget_texts(collectivite.key)
                forget_thumbnails(collectivite.key)
            with output.progress() as tell:

                def progress(done: int) -> None:
                    tell("documents", done, 0)

                extracted = extract_texts(collectivite.key, archive.copies, operation, progress)
                scanned = scan_texts(collectivite.key)
                thumbnails = make_thumbnails(collectivite.key, archive.copies, operation)
            states = {str(state): extracted.states[state] for state in sorted(extracted.states)}
            findings = [finding.as_json(output.language) for finding in extracted.findings]
            output.emit(
                {
                    "tenant": collectivite.code,
                    "read": states,
                    "scanned": scanned,
                    "thumbnails": thumbnails,
                    "findings": findings,
                }
            )
            _tell(output, collectivite.code, states)
            if scanned:
                output.say("  données personnelles cherchées dans {count}", count=output.count(scanned, "document"))
            output.findings(extracted.findings)
            missing = missing or bool(findings)
    return exit_codes.REFUSED if missing else exit_codes.DONE


def _tell(output: Output, code: str, states: dict[str, int]) -> None:
    told = ", ".join(f"{output.number(number)} {output.text(STATES[state])}" for state, number in states.items())
    count = output.count(sum(states.values()), "document")
    if told:
        output.say("Collectivité {code} : {count} ({told})", code=code, count=count, told=told)
    else:
        output.say("Collectivité {code} : rien à lire", code=code)
