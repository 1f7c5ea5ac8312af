"""`chartrier privacy aipd list | set`"""

from __future__ import annotations

from typing import Annotated

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.output import Output
from chartrier.privacy.aipd import Looked, looked_at, looked_at_one, say_of_aipd
from chartrier.records.roles import Permission
from chartrier.rules.persons.aipd import AIPD_STATES, CRITERIA, AipdNote, AipdState
from chartrier.wiring import wire

aipd = typer.Typer(
    name="aipd",
    help="Les indices d'une analyse d'impact (AIPD) à faire, série par série : un indice, jamais un verdict.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@aipd.command(name="list")
@deciding
def list_(by: Deciding) -> int:
    """Lister les séries qui semblent remplir un critère, celles à examiner d'abord."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        if by.who is not None:
            by.actor(archive, of, Permission.ANSWER_PERSONS)
        found = looked_at([of.key])[of.key]
    for each in found:
        _tell(by.output, each)
    if not found:
        by.output.say("Aucune série de l'archive ne remplit un critère qu'elle puisse voir.")
    return exit_codes.DONE


@aipd.command(name="set")
@deciding
def set_(
    by: Deciding,
    series: Annotated[str, typer.Argument(metavar="SÉRIE", help="Un code du tableau de gestion.")],
    state: Annotated[
        str | None, typer.Option("--state", metavar="ÉTAT", help="a-examiner, faite ou non-requise.")
    ] = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar="TEXTE", help="Où elle est, ou pourquoi elle n'est pas requise.")
    ] = None,
    measures: Annotated[str | None, typer.Option(metavar="TEXTE", help="Les mesures prises.")] = None,
) -> int:
    """Dire où est l'AIPD d'une série, ou pourquoi elle n'est pas requise, et les mesures prises."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        if by.who is not None:
            by.actor(archive, of, Permission.ANSWER_PERSONS)
        known = looked_at_one(of, series).note
        said = AipdNote(
            choice(AipdState, state) if state is not None else known.state,
            why if why is not None else known.why,
            measures if measures is not None else known.measures,
        )
        _tell(by.output, say_of_aipd(of, series, said, archive.copies.clock))
    return exit_codes.DONE


def _tell(output: Output, each: Looked) -> None:
    language = output.language
    output.emit(each.as_json())
    output.line(each.series.code, each.series.title, "·", AIPD_STATES[each.note.state].within(language))
    for hint in each.hints:
        output.line("   ", CRITERIA[hint.criterion].within(language), ":", hint.why.within(language))
