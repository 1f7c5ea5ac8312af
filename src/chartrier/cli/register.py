"""`chartrier register`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.errors import InvalidInput
from chartrier.registers.actes import DEROGATIONS, ELIMINATIONS, PUBLICATIONS, TRANSFERTS, register_of_acts
from chartrier.registers.conservations import register_of_conservations
from chartrier.registers.consultations import register_of_readings
from chartrier.registers.entrees import register_of_entries
from chartrier.registers.findings import WHICH_REGISTER, WHICH_YEAR
from chartrier.registers.register import Register
from chartrier.registers.yearly import Yearly, yearly_figures
from chartrier.wiring import wire

OF_ACTS = {
    "eliminations": ELIMINATIONS,
    "transferts": TRANSFERTS,
    "derogations": DEROGATIONS,
    "publications": PUBLICATIONS,
}
ENTRIES, CONSERVATIONS, READINGS, YEARLY = "entrees", "conservations", "consultations", "annuel"
REGISTERS = (ENTRIES, *OF_ACTS, CONSERVATIONS, READINGS, YEARLY)


@answering_for
def register(
    asked: AnsweringFor,
    which: Annotated[
        str,
        typer.Argument(
            metavar="REGISTRE",
            help=(
                "entrees, eliminations, transferts, derogations, publications, conservations, consultations, ou annuel"
                " (chiffres)."
            ),
        ),
    ],
    year: Annotated[
        int | None,
        typer.Option(metavar="ANNÉE", min=1, max=9999, help="Cette année seulement ; sinon, depuis l'origine."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FICHIER", help="L'écrire en CSV, pour un tableur.")
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FICHIER", help="L'écrire en PDF, à imprimer et à conserver.")
    ] = None,
) -> int:
    """Donner un registre, ou les chiffres d'une année."""
    output = asked.output
    if which not in REGISTERS:
        raise InvalidInput(WHICH_REGISTER, name=which[:40], choices=", ".join(REGISTERS))
    if which == YEARLY and year is None:
        raise InvalidInput(WHICH_YEAR)
    with wire(asked.settings) as archive:
        found, made = asked.tenant, archive.copies.clock()
        if which == YEARLY:
            assert year is not None
            told: Register[Any] | Yearly = yearly_figures(found, year, day_of(made))
        elif which == ENTRIES:
            told = register_of_entries(found, year)
        elif which == CONSERVATIONS:
            told = register_of_conservations(found, archive.copies, year)
        elif which == READINGS:
            told = register_of_readings(found, year, asked.settings.consultations_years)
        else:
            told = register_of_acts(OF_ACTS[which], found, year)
        if csv is not None:
            with new_file(csv) as file:
                told.write_csv(file)
            _tell_file(output, csv)
        if pdf is not None:
            written = told.pdf(day_of(made), made)
            with new_file(pdf) as file:
                file.write(written)
            _tell_file(output, pdf)
        if csv is None and pdf is None:
            _tell(output, told)
    return exit_codes.DONE


def _tell_file(output: Output, target: Path) -> None:
    output.emit({"output": str(target)})
    output.say("✓ {target}", target=target)


def _tell(output: Output, told: Register[Any] | Yearly) -> None:
    """On the standard output: an object a line, or a line for people."""
    if isinstance(told, Yearly):
        output.emit(told.as_json())
        for chapter in told.chapters:
            output.line(chapter.title)
            for figure in chapter.figures:
                output.line("   ", f"{figure.name} :", figure.value, figure.note and f"({figure.note})")
        return
    output.line(f"{told.title}, {told.period.named}")
    count = 0
    for line in told.lines():
        output.emit(told.as_json(line))
        output.line(*_cells(told, line))
        count += 1
    output.say("{count}", count=output.count(count, "inscription"))


def _cells(told: Register[Any], line: Any) -> list[str]:
    """What the document's columns say, without their notes."""
    return [cell for each in told.printed if (cell := each.read(line).main) not in ("", "—")]
