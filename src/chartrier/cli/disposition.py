"""`chartrier disposition list | show`"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.options import PropositionNamed
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.disposition.attesting import answered_files, attestation_file
from chartrier.disposition.bordereau import BORDEREAU, TABLE
from chartrier.disposition.executing import DROPPED, Executable, executable
from chartrier.disposition.proposing import LINES
from chartrier.disposition.proving import file_of
from chartrier.disposition.reading import Proposition, propositions
from chartrier.disposition.reading import proposition as proposition_named
from chartrier.disposition.visa_types import foreseen, recorded
from chartrier.records.days import written_day
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.disposition.line import Line, read_lines
from chartrier.rules.disposition.steps import Ground, delay_end
from chartrier.wiring import wire

disposition = typer.Typer(
    name="disposition",
    help="Les propositions d'élimination et ce qu'elles sont devenues.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@disposition.command("list")
@answering_for
def list_(asked: AnsweringFor) -> int:
    """Donner les bordereaux d'élimination et l'étape de chacun."""
    output = asked.output
    with wire(asked.settings):
        found = propositions(asked.tenant)
    for each in found:
        output.emit(_as_json(each))
        output.line(each.number, each.id, each.state.state.within(output.language))
    if not found:
        output.say("Aucune proposition.")
    return exit_codes.DONE


@disposition.command()
@answering_for
def show(
    asked: AnsweringFor,
    proposition: PropositionNamed,
    pdf: Annotated[Path | None, typer.Option(metavar="FICHIER", help="Écrire ici le bordereau en PDF.")] = None,
    answered: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Écrire ici le bordereau avec les réponses, en PDF.")
    ] = None,
    attestation: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Écrire ici l'attestation d'élimination, en PDF.")
    ] = None,
    csv: Annotated[Path | None, typer.Option(metavar="FICHIER", help="Écrire ici ses lignes en CSV.")] = None,
) -> int:
    """Montrer un bordereau, ses étapes et ce qui en serait exécuté aujourd'hui."""
    output = asked.output
    with wire(asked.settings) as archive:
        collectivite, copies = asked.tenant, archive.copies
        found = proposition_named(collectivite, proposition)
        lines = read_lines(file_of(found.id, LINES, collectivite, copies))
        would = executable(proposition, collectivite, copies) if found.state.executable else None
        types = recorded(found, collectivite, copies)
        if not found.state.imputations and found.state.visa is None:
            types = foreseen(lines, found.state.ground, collectivite, copies, day_of(copies.clock()))
        papers: dict[Path, bytes] = {}
        for name, target in ((BORDEREAU, pdf), (TABLE, csv)):
            if target is not None:
                papers[target] = file_of(found.id, name, collectivite, copies)
        if answered is not None:
            papers[answered] = answered_files(found, collectivite, copies)[BORDEREAU]
        if attestation is not None:
            papers[attestation] = attestation_file(found, collectivite, copies)
        for target, data in papers.items():
            with new_file(target) as file:
                file.write(data)
    output.emit(
        {
            **_as_json(found),
            "listed": [line.as_json() for line in lines],
            "visa_types": {str(line): each.within(output.language) for line, each in types.items()},
            "executable": _would(would),
        }
    )
    _tell(output, found, lines, would, types)
    return exit_codes.DONE


def _as_json(each: Proposition) -> dict[str, Any]:
    state = each.state
    return {
        "proposition": str(each.id),
        "number": each.number,
        "ground": str(state.ground),
        "step": str(state.step),
        "lines": each.record["lines"],
        "sampling": each.record["sampling"],
        "accepted": list(state.visa.accepted) if state.visa else None,
        "imputed": {str(line): str(authorisation) for line, authorisation in sorted(state.imputed.items())},
        "taking_back_until": (end := delay_end(state)) and end.isoformat(),
        "executed": list(state.order.lines) if state.order else None,
        "dropped": list(state.order.dropped) if state.order else None,
        "acts": [
            {"act": str(act), "operation": record["operation"], "by": record["by"], "began": record["began"]}
            for act, record in ((each.id, each.record), *each.acts)
        ],
    }


def _would(would: Executable | None) -> dict[str, Any] | None:
    if would is None:
        return None
    dropped = [{"line": line, "why": why} for line, why in sorted(would.dropped.items())]
    return {"lines": list(would.lines), "units": len(would.units), "dropped": dropped, "paper": list(would.paper)}


def _tell(
    output: Output, found: Proposition, lines: list[Line], would: Executable | None, types: Mapping[int, Words]
) -> None:
    output.say("Bordereau {number} : {state}", number=found.number, state=found.state.state.within(output.language))
    output.say("  empreinte des lignes : {digest}", digest=found.record["lines"]["digest"])
    if found.state.ground is Ground.VERSEES:
        output.say("  producteur versant : son visa et ses trois mois sont à confirmer avec les AD (R212-14)")
    if (end := delay_end(found.state)) is not None:
        output.say("  le producteur peut reprendre ces documents jusqu'au {day}", day=written_day(end, output.language))
    verdicts = {each.line: each for each in found.state.visa.verdicts} if found.state.visa else {}
    for line in lines:
        verdict = verdicts.get(line.number)
        output.say(
            "  ligne {number} : {title} — {count}, {amount}",
            number=line.number,
            title=line.title,
            count=output.count(line.units, "unité"),
            amount=output.amount(line.bytes),
        )
        output.line("     ", types[line.number].within(output.language))
        if verdict is not None:
            output.line("     ", verdict.verdict, verdict.motive, verdict.sort_final or "", verdict.dua or "")
    for act, record in ((found.id, found.record), *found.acts):
        output.line("  ", record["began"], record["operation"], act, record["by"])
    if would is not None:
        for number, why in sorted(would.dropped.items()):
            output.say("! ligne {line} écartée : {why}", line=number, why=DROPPED[why].within(output.language))
        output.say("À exécuter : {count}", count=output.count(len(would.units), "unité"))
        if would.paper:
            output.say("  sur papier, avec un certificat : lignes {lines}", lines=", ".join(map(str, would.paper)))
