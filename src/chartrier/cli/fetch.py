"""`chartrier fetch`"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any, BinaryIO
from uuid import UUID

import typer

from chartrier.access.fetching import Fetched
from chartrier.access.reading import Admission, read_document
from chartrier.catalog.archive.models import DataObject
from chartrier.cli import exit_codes
from chartrier.cli.acting import As, PassphraseFile
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.cli.reading import Motive, Public, ReaderOfThePublic, as_json, asking, told
from chartrier.copies.documents import new_file
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
    who: As = None,
    passphrase_file: PassphraseFile = None,
    motive: Motive = None,
    public: Public = False,
    reader: ReaderOfThePublic = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Relire un document, octet pour octet : il n'est écrit que si son empreinte est la bonne. La lecture est notée."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        tenants, asked = asking(archive, tenant, who, passphrase_file, motive, public=public, reader=reader)
        copies = archive.copies
        if out is not None and str(out) == STANDARD_OUTPUT:
            with tempfile.TemporaryFile() as proven:
                fetched, admission = read_document(
                    tenants, identifier, usage, asked, copies, lambda write, found: write(proven)
                )
                proven.seek(0)
                shutil.copyfileobj(proven, sys.stdout.buffer)
                sys.stdout.buffer.flush()
            output.emit(_as_json(fetched, STANDARD_OUTPUT, admission, output), error=True)
            output.findings(fetched.findings, error=True)
            return exit_codes.DONE
        fetched, admission = read_document(tenants, identifier, usage, asked, copies, partial(_to_file, out))
    target = _target(out, fetched.object)
    output.emit(_as_json(fetched, str(target), admission, output))
    output.say(
        "✓ {target} : {amount}, empreinte vérifiée, lu dans la copie {copy}",
        target=target,
        amount=output.amount(fetched.object.size or 0),
        copy=fetched.copy,
    )
    told(output, admission)
    output.findings(fetched.findings)
    return exit_codes.DONE


def _to_file(out: Path | None, write: Callable[[BinaryIO], Fetched], found: DataObject) -> Fetched:
    """It appears whole and proven, or not at all."""
    with new_file(_target(out, found)) as file:
        return write(file)


def _target(out: Path | None, found: DataObject) -> Path:
    return out if out is not None else Path(Path(found.path or str(found.id)).name)


def _as_json(fetched: Fetched, target: str, admission: Admission, output: Output) -> dict[str, Any]:
    return {
        "id": str(fetched.object.id),
        "output": target,
        "size": fetched.object.size,
        "digests": fetched.object.digests,
        "copy": fetched.copy,
        **as_json(admission, output),
        "findings": [finding.as_json(output.language) for finding in fetched.findings],
    }
