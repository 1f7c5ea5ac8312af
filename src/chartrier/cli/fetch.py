"""`chartrier fetch`"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.access.fetching import Fetched, fetch_to_file, readable_object
from chartrier.access.fetching import fetch as fetch_object
from chartrier.administration.tenants import keys_of
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.wiring import wire

STANDARD_OUTPUT = "-"


def fetch(
    identifier: Annotated[UUID, typer.Argument(metavar="IDENTIFIANT", help="Un objet, ou une unité qui en a un.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FICHIER",
            help="Où écrire ; « - » : sortie standard ; sinon ici, sous son identifiant.",
        ),
    ] = None,
    usage: Annotated[
        str | None, typer.Option(metavar="USAGE", help="BinaryMaster, Dissemination, TextContent, Thumbnail…")
    ] = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Relire un document, octet pour octet : il n'est écrit que si son empreinte est la bonne."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        found = readable_object(keys_of(tenant), identifier, usage)
        if out is not None and str(out) == STANDARD_OUTPUT:
            with tempfile.TemporaryFile() as proven:
                fetched = fetch_object(archive.copies.stores, found, proven)
                proven.seek(0)
                shutil.copyfileobj(proven, sys.stdout.buffer)
                sys.stdout.buffer.flush()
            output.emit(_as_json(fetched, STANDARD_OUTPUT, output), error=True)
            output.findings(fetched.findings, error=True)
            return exit_codes.DONE
        target = out if out is not None else Path(Path(found.path or str(found.id)).name)
        fetched = fetch_to_file(archive.copies.stores, found, target)
    output.emit(_as_json(fetched, str(target), output))
    output.say(
        "✓ {target} : {amount}, empreinte vérifiée, lu dans la copie {copy}",
        target=target,
        amount=output.amount(found.size or 0),
        copy=fetched.copy,
    )
    output.findings(fetched.findings)
    return exit_codes.DONE


def _as_json(fetched: Fetched, target: str, output: Output) -> dict[str, Any]:
    return {
        "id": str(fetched.object.id),
        "output": target,
        "size": fetched.object.size,
        "digests": fetched.object.digests,
        "copy": fetched.copy,
        "findings": [finding.as_json(output.language) for finding in fetched.findings],
    }
