"""`chartrier check`"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang
from chartrier.cli.output import Output
from chartrier.cli.packages import require_there
from chartrier.ingest.check import CheckReport
from chartrier.ingest.check import check as check_package
from chartrier.ingest.equipment import budget_of, identifier_of, limits_of, scanner_of
from chartrier.ingest.steps import Steps
from chartrier.records.policy import EVERYBODY, STRICT


def check(
    packages: Annotated[list[Path], typer.Argument(metavar="PAQUET", help="Paquets SEDA : zip, tar ou dossier.")],
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuser ce que le schéma officiel du SEDA ne permet pas.")
    ] = False,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Contrôler des paquets SEDA, sans archive ni base de données."""
    settings, output = invoked(home, json, lang)
    require_there(packages)
    scanner = scanner_of(settings)
    status = exit_codes.DONE
    for path in packages:
        with output.progress() as tell:
            report = check_package(
                path,
                policy=STRICT if strict else EVERYBODY,
                budget=budget_of(settings),
                limits=limits_of(settings),
                identifier=partial(identifier_of, settings),
                scanner=scanner,
                steps=Steps(tell),
            )
        output.emit(report.as_json(output.language))
        _tell(output, path, report)
        if report.findings.refused:
            status = exit_codes.REFUSED
    return status


def _tell(output: Output, path: Path, report: CheckReport) -> None:
    verdict = report.findings.verdict
    sentence = {
        "accept": "✓ {path} : conforme.",
        "warning": "✓ {path} : recevable, avec des remarques.",
        "reject": "✗ {path} : refusé.",
    }[verdict]
    output.say(sentence, path=path)
    if report.seda_version is not None:
        output.say(
            "  SEDA {version}, {units}, {objects}, {amount}",
            version=report.seda_version,
            units=output.count(report.units, "unité"),
            objects=output.count(report.objects, "objet"),
            amount=output.amount(report.bytes),
        )
    output.findings(report.findings)
