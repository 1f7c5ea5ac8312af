"""`chartrier recolement`"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.errors import ChartrierError
from chartrier.papers.proces_verbal_recolement import Held, ProcesVerbalRecolement, SeriesHeld
from chartrier.records.days import written_day
from chartrier.records.finding import Findings
from chartrier.registers.recolement import Successors
from chartrier.registers.recolement import recolement as make
from chartrier.wiring import wire


@answering_for
def recolement(
    asked: AnsweringFor,
    at: Annotated[
        datetime | None,
        typer.Option(
            metavar="JOUR", formats=["%Y-%m-%d"], help="L'état à la fin de ce jour (AAAA-MM-JJ) ; sinon, aujourd'hui."
        ),
    ] = None,
    outgoing: Annotated[str, typer.Option(metavar="NOM", help="L'autorité sortante, qui reçoit décharge.")] = "",
    incoming: Annotated[str, typer.Option(metavar="NOM", help="L'autorité entrante, qui prend en charge.")] = "",
    paper: Annotated[
        Path | None,
        typer.Option(
            metavar="FICHIER",
            help="Les archives sur papier, en CSV : cote, intitulé, début, fin, mètres linéaires, localisation…",
        ),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FICHIER", help="L'écrire en PDF, à imprimer et à conserver.")
    ] = None,
) -> int:
    """Dresser le récolement : ce qui est là, ce qui manque, où sont les copies ; et le procès-verbal de décharge."""
    output = asked.output
    findings = Findings()
    with wire(asked.settings) as archive:
        try:
            made = make(
                asked.tenant,
                archive.copies,
                today=day_of(archive.copies.clock()),
                at=at.date() if at else None,
                successors=Successors(outgoing.strip(), incoming.strip()),
                paper=paper,
                findings=findings,
            )
        except ChartrierError:
            output.findings(findings, error=True)
            raise
    if pdf is not None:
        written = made.pdf()
        with new_file(pdf) as file:
            file.write(written)
    told = [finding.as_json(output.language) for finding in findings]
    output.emit({**_as_json(made), "output": str(pdf) if pdf else None, "findings": told})
    output.findings(findings)
    output.say(
        "Récolement au {day} : {versements}, {articles} sur papier",
        day=written_day(made.at, output.language),
        versements=output.count(len(made.electronic), "versement"),
        articles=output.count(len(made.paper), "article"),
    )
    for each in made.series:
        output.line("   ", each.code or "-", each.label, *_amounts(each, output))
    for copy in made.copies:
        output.line("   ", copy.name, copy.place, "·", copy.standing, "·", copy.result)
    for gap in made.gaps:
        output.line("  !", gap)
    if pdf is not None:
        output.say("✓ {target}", target=pdf)
    return exit_codes.DONE


def _as_json(made: ProcesVerbalRecolement) -> dict[str, Any]:
    return {
        "at": made.at.isoformat(),
        "journal": made.journal,
        "series": [_series(each) for each in made.series],
        "electronic": [_held(each) for each in made.electronic],
        "paper": [_held(each) for each in made.paper],
        "copies": [
            {
                "copy": each.name,
                "place": each.place,
                "standing": each.standing,
                "audited": _day(each.audited),
                "result": each.result,
            }
            for each in made.copies
        ],
        "gaps": list(made.gaps),
    }


def _amounts(each: SeriesHeld, output: Output) -> tuple[str, ...]:
    """What a line says after the série."""
    where = " / ".join(filter(None, (each.agency, each.heading)))
    days = dict.fromkeys(day.isoformat() for day in (each.first, each.last) if day)
    count, volume = output.count(each.units, "unité"), output.volume(each.size, each.metres)
    parts = [where, " - ".join(days), count, volume, *each.lacunes]
    return tuple(f"· {part}" for part in parts if part)


def _series(each: SeriesHeld) -> dict[str, Any]:
    return {
        "series": each.code,
        "label": each.label,
        "agency": each.agency,
        "heading": each.heading,
        "first": _day(each.first),
        "last": _day(each.last),
        "units": each.units,
        "files": each.files,
        "bytes": each.size,
        "metres": None if each.metres is None else str(each.metres),
        "lacunes": list(each.lacunes),
    }


def _held(each: Held) -> dict[str, Any]:
    return {
        "cote": each.cote,
        "title": each.title,
        "first": _day(each.first),
        "last": _day(each.last),
        "entered": _day(each.entered),
        "units": each.units,
        "files": each.files,
        "bytes": each.size,
        "metres": None if each.metres is None else str(each.metres),
        "place": each.place,
        "remark": each.remark,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
