"""`chartrier ingest`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.errors import ChartrierError, InvalidInput
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import Outcome
from chartrier.ingest.versement import ingest as ingest_package
from chartrier.records.finding import Language
from chartrier.records.identifiers import member_id
from chartrier.settings import Settings
from chartrier.wiring import wire

SYSTEM = "system"
"""Who acts when the machine's operator does: commands do not sign people in yet."""


def ingest(
    packages: Annotated[list[Path], typer.Argument(metavar="PAQUET...", help="Paquets SEDA : zip, tar ou dossier.")],
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Verser des paquets SEDA : contrôles, copies, journal, réponse."""
    settings, output = invoked(home, json, lang)
    worst = exit_codes.DONE
    with wire(settings) as archive:
        collectivite = tenant_of(tenant)
        for path in packages:
            try:
                with output.progress() as tell:
                    outcome = ingest_package(path, collectivite, archive.means, by=SYSTEM, steps=Steps(tell))
            except InvalidInput as error:
                # one that cannot even be opened as a file does not stop the others
                _tell_error(output, path, error)
                worst = max(worst, exit_codes.of_error(error))
                continue
            output.emit(outcome_as_json(outcome, settings, output.language))
            _tell(output, path, outcome, settings)
            if not outcome.operation.accepted:
                worst = max(worst, exit_codes.REFUSED)
    return worst


def outcome_as_json(outcome: Outcome, settings: Settings, language: Language) -> dict[str, Any]:
    """All that a program needs of one versement."""
    operation = outcome.operation
    transfer = operation.transfer or {}
    return {
        "status": "accepted" if operation.accepted else "rejected",
        "verdict": operation.findings.verdict,
        "tenant": operation.tenant.code,
        "operation": str(operation.identifier),
        "message_identifier": transfer.get("message_identifier"),
        "transferring_agency": transfer.get("transferring_agency"),
        "seda_version": transfer.get("seda_version"),
        "units": operation.counts.units,
        "objects": operation.counts.objects,
        "bytes": operation.counts.bytes,
        "findings": [finding.as_json(language) for finding in operation.findings],
        "reply": outcome.reply_code,
        "inventory": str(outcome.inventory),
        "copies": {name: str(path) for name, path in package_folders(outcome, settings).items()},
        "journal": {
            "origin": outcome.checkpoint.origin,
            "index": outcome.index,
            "size": outcome.checkpoint.size,
            "root": outcome.checkpoint.root.hex(),
        },
        "steps": outcome.steps.as_json(),
    }
