"""`chartrier paper import`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.ingest import SYSTEM, outcome_as_json, tell_outcome
from chartrier.cli.lists import opened, refused
from chartrier.ingest.boxes import metres_in, read_boxes
from chartrier.ingest.paper import PaperTransfer, ingest_paper
from chartrier.ingest.steps import Steps
from chartrier.records.finding import Findings
from chartrier.wiring import wire

paper = typer.Typer(name="paper", help="Les archives sur papier.", no_args_is_help=True, rich_markup_mode=None)


@paper.callback()
def _before() -> None:
    """Les archives sur papier."""


@paper.command("import")
@answering_for
def import_(
    asked: AnsweringFor,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FICHIER",
            help="CSV : cote, intitulé, date de début, date de fin, métrage, localisation, règle, départ, sort final.",
        ),
    ],
    title: Annotated[str, typer.Option(metavar="TEXTE", help="L'intitulé de l'ensemble.")],
    service: Annotated[str, typer.Option(metavar="IDENTIFIANT", help="Le service versant.")],
    agreement: Annotated[str | None, typer.Option(metavar="ACCORD", help="L'accord de versement.")] = None,
) -> int:
    """Verser des boîtes d'après une liste : un bordereau SEDA, contrôlé comme un autre, sans fichier."""
    output = asked.output
    findings = Findings()
    with opened(file) as stream:
        boxes = read_boxes(stream, findings, file=file.name)
    if refused(output, findings):
        return exit_codes.REFUSED
    with wire(asked.settings) as archive:
        collectivite = asked.tenant
        transfer = PaperTransfer(title, service, agreement)
        with output.progress() as tell:
            outcome = ingest_paper(boxes, transfer, collectivite, archive.means, by=SYSTEM, steps=Steps(tell))
    metres = metres_in(boxes)
    written = {"boxes": len(boxes), "linear_metres": f"{metres.normalize():f}"}
    output.emit({**outcome_as_json(outcome, asked.settings, output.language), **written})
    tell_outcome(output, file, outcome, asked.settings)
    if not outcome.operation.accepted:
        return exit_codes.REFUSED
    output.say("  {count}, {metres}", count=output.count(len(boxes), "unité"), metres=output.metres(metres))
    return exit_codes.DONE
