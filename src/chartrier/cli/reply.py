"""`chartrier reply`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from chartrier.access.replies import find_versement, read_reply
from chartrier.administration.tenants import keys_of
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.copies.documents import new_file
from chartrier.records.finding import Findings
from chartrier.wiring import wire


def reply(
    name: Annotated[
        str, typer.Argument(metavar="OPÉRATION", help="Identifiant de l'opération, ou MessageIdentifier du versement.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FICHIER", help="Où écrire la réponse ; sinon, sortie standard."),
    ] = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Donner la réponse SEDA (ArchiveTransferReply) à un versement accepté ou rejeté."""
    settings, output = invoked(home, json, lang)
    findings = Findings()
    with wire(settings) as archive:
        found = find_versement(keys_of(tenant), name, findings)
        written = read_reply(archive.copies.stores, found)
    if out is not None:
        with new_file(out) as file:
            file.write(written)
    elif not json:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    output.emit(
        {
            "operation": str(found.id),
            "state": str(found.state),
            "message_identifier": found.message,
            "output": str(out) if out is not None else None,
            "reply": written.decode() if out is None else None,
            "findings": [finding.as_json(output.language) for finding in findings],
        }
    )
    output.findings(findings, error=True)
    if out is not None:
        output.say("✓ {target} : réponse à l'opération {operation}", target=out, operation=found.id)
    return exit_codes.DONE
