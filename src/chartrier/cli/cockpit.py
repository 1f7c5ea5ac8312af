"""`chartrier cockpit note | report | maturity`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration.tenants import keys_of
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.choosing import choice
from chartrier.cli.lists import opened, refused
from chartrier.cli.maturity import tell_maturity
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.cockpit.maturity.reading import questions_file, read_answers
from chartrier.cockpit.maturity.standing import answer, standing_of
from chartrier.cockpit.note.facts import facts_of
from chartrier.cockpit.note.forms import Form, written
from chartrier.cockpit.note.writing import note_of
from chartrier.cockpit.report.members import Cost
from chartrier.cockpit.report.numbers import CHAPTERS, Chapter, Unit, number_of
from chartrier.cockpit.report.report import Form as ReportForm
from chartrier.cockpit.report.report import Report, report_of
from chartrier.cockpit.report.sources import Sources
from chartrier.copies.documents import new_file
from chartrier.records.finding import Findings
from chartrier.territory.note_map import note_map
from chartrier.wiring import wire

cockpit = typer.Typer(
    name="cockpit",
    help="Ce que regarde qui décide : la note aux élus, le rapport annuel, la maturité.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@cockpit.command()
@answering_for
def note(
    asked: AnsweringFor,
    target: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FICHIER", help="Le fichier à écrire ; il ne doit pas exister."),
    ] = None,
    form: Annotated[
        str, typer.Option(metavar="FORME", help="pdf (deux pages), diapos, ou odt (à modifier).")
    ] = Form.PDF,
) -> int:
    """Écrire la note aux élus : trois chiffres, une décision à prendre, chaque chiffre avec sa source."""
    output = asked.output
    chosen = choice(Form, form)
    with wire(asked.settings) as archive:
        facts = facts_of(asked.tenant, archive.copies)
        made = note_of(facts, note_map(facts.tenant, facts.day) if target is not None else None)
    if target is not None:
        data = written(made, chosen)
        with new_file(target) as file:
            file.write(data)
    output.emit({**facts.as_json(), "decision": made.decision, "output": str(target) if target else None})
    output.line(made.lead)
    for key in made.keys:
        output.line("   ", key.value, key.label, f"({key.source})")
    output.line("→", made.decision)
    if target is not None:
        output.say("✓ {target}", target=target)
    return exit_codes.DONE


@cockpit.command()
@answering_for
def report(
    asked: AnsweringFor,
    year: Annotated[int, typer.Option("--year", metavar="ANNÉE", help="L'année du rapport.")],
    target: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FICHIER", help="Le fichier à écrire ; il ne doit pas exister."),
    ] = None,
    form: Annotated[
        str, typer.Option(metavar="FORME", help="pdf, odt (à modifier), ou csv (pour un tableur).")
    ] = ReportForm.PDF,
    number: Annotated[
        str | None, typer.Option("--number", metavar="CODE", help="Donner la liste qui fait ce chiffre.")
    ] = None,
    cost: Annotated[
        str | None, typer.Option("--cost", metavar="EUROS", help="Le coût de fonctionnement de l'année, à répartir.")
    ] = None,
    equal_share: Annotated[
        str, typer.Option("--equal-share", metavar="PART", help="La part répartie également, de 0 à 1.")
    ] = "0",
    convention: Annotated[
        str | None, typer.Option("--convention", metavar="CONVENTION", help="Celle dont c'est le coût.")
    ] = None,
) -> int:
    """Écrire le rapport annuel : ce qui est entré, sorti, fait, conservé ; incidents ; clé de coût des conventions."""
    output = asked.output
    chosen = choice(ReportForm, form)
    to_share = Cost.read(cost, equal_share) if cost is not None else None
    with wire(asked.settings) as archive:
        found, now = asked.tenant, archive.copies.clock()
        if number is not None:
            return _tell_lines(Sources(found, year, day_of(now)), number, output)
        made = report_of(found, year, now, keys_of(None), cost=to_share, which=convention)
    if target is not None:
        data = made.written(chosen)
        with new_file(target) as file:
            file.write(data)
    output.emit({**made.as_json(), "output": str(target) if target else None})
    _tell_report(made, output)
    if target is not None:
        output.say("✓ {target}", target=target)
    return exit_codes.DONE


def _tell_report(made: Report, output: Output) -> None:
    for chapter in Chapter:
        output.line(CHAPTERS[chapter].within(output.language))
        for each, value in made.of(chapter):
            output.line("   ", each.code, f"{each.name.within(output.language)} :", _value(each.unit, value, output))
    for told in made.shared:
        output.line(told.convention.name, told.convention.cost_key)
        for member in told.members:
            output.line("   ", member.party.name, "—" if member.share is None else f"{member.share} €")


def _tell_lines(sources: Sources, code: str, output: Output) -> int:
    """The list that makes a number, one line each, and their sum."""
    each, total = number_of(code), 0
    for line in each.lines(sources):
        total += line.amount
        day = line.day.isoformat() if line.day else ""
        output.emit(
            {
                "what": line.what.within(output.language),
                "amount": line.amount,
                "day": day or None,
                "entry": line.index,
                "operation": line.operation and str(line.operation),
            }
        )
        output.line(day or "—", line.what.within(output.language), line.operation or "", line.amount)
    output.say("{name} : {total}", name=each.name.within(output.language), total=output.number(total))
    return exit_codes.DONE


def _value(unit: Unit, value: int | None, output: Output) -> str:
    if value is None:
        return output.text("inconnu")
    return output.amount(value) if unit is Unit.BYTES else output.number(value)


@cockpit.command()
@answering_for
def maturity(
    asked: AnsweringFor,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FICHIER", help="Des réponses, en TOML : elles s'ajoutent à celles d'avant."),
    ] = None,
    questions: Annotated[
        bool, typer.Option("--questions", help="Écrire les questions, en TOML, avec ce que l'archive en sait.")
    ] = False,
) -> int:
    """Dire où en est la collectivité : un score expliqué, cinq actions, les années d'avant, ses pairs."""
    output = asked.output
    findings = Findings()
    with wire(asked.settings) as archive:
        found = standing_of(asked.tenant, archive.copies)
        if answers is not None:
            with opened(answers) as stream:
                given = {**found.given, **read_answers(stream, findings, file=answers.name)}
            if refused(output, findings):
                return exit_codes.REFUSED
            made = answer(found.tenant, given, archive.copies, None, findings)
            if made is None:
                refused(output, findings)
                return exit_codes.REFUSED
            found = made
    if questions:
        lines = list(questions_file(found, output.language))
        output.emit({"questions": "\n".join(lines)})
        for line in lines:
            output.line(line)
        return exit_codes.DONE
    output.emit(found.as_json())
    tell_maturity(output, found)
    return exit_codes.DONE
