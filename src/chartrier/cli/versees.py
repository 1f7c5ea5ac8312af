"""`chartrier versees inform | answer`"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.attaching import attached
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.options import Original, PropositionNamed
from chartrier.clock import day_of
from chartrier.disposition import versed
from chartrier.disposition.reading import proposition as proposition_named
from chartrier.disposition.versed import Written
from chartrier.records.days import written_day
from chartrier.records.roles import Permission
from chartrier.rules.disposition.steps import Answer, delay_end
from chartrier.rules.disposition.visa import Form
from chartrier.wiring import wire

versees = typer.Typer(
    name="versees",
    help="Ce qu'un autre producteur a versé à un service d'archives : il est informé, et répond.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@versees.command()
@deciding
def inform(
    by: Deciding,
    proposition: PropositionNamed,
    reference: Annotated[str, typer.Option(metavar="TEXTE", help="La référence du courrier au producteur.")],
    file: Annotated[Path, typer.Option(metavar="PDF", help="Ce courrier.")],
    day: Annotated[
        datetime | None, typer.Option(metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le jour où il l'a reçu.")
    ] = None,
) -> int:
    """Enregistrer que le producteur est informé : ses trois mois pour reprendre les documents courent de ce jour."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        document = attached(file)
        actor = by.actor(archive, collectivite, Permission.PROPOSE)
        told = day.date() if day else day_of(archive.copies.clock())
        data = document.data if document else b""
        act = versed.inform(proposition, told, reference, data, collectivite, archive.copies, actor)
        end = delay_end(proposition_named(collectivite, proposition).state)
    output.emit({"act": str(act), "informed": told.isoformat(), "until": end and end.isoformat()})
    output.say("✓ acte {act} : le producteur est informé", act=act)
    if end is not None:
        output.say(
            "  rien n'est exécuté avant le {day}, à moins qu'il n'y renonce", day=written_day(end, output.language)
        )
    return exit_codes.DONE


@versees.command("answer")
@deciding
def answer_(
    by: Deciding,
    proposition: PropositionNamed,
    answer: Annotated[
        str, typer.Option(metavar="RÉPONSE", help="accord, renonce (il ne reprend rien), reprise ou refus.")
    ],
    form: Annotated[str, typer.Option(metavar="FORME", help="papier ou application.")] = str(Form.PAPIER),
    day: Annotated[
        datetime | None, typer.Option(metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le jour de sa réponse.")
    ] = None,
    motive: Annotated[str, typer.Option(metavar="TEXTE", help="Le motif d'un refus ou d'une reprise.")] = "",
    file: Annotated[Path | None, typer.Option(metavar="PDF", help="Sa réponse, numérisée.")] = None,
    original: Original = "",
    signer: Annotated[str, typer.Option(metavar="NOM", help="Qui a signé.")] = "",
) -> int:
    """Enregistrer ou donner la réponse écrite du producteur. Son silence n'est jamais un visa."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        how, said, document = choice(Form, form), choice(Answer, answer), attached(file)
        permission = Permission.AGREE if how is Form.APPLICATION else Permission.PROPOSE
        actor = by.actor(archive, collectivite, permission)
        on = day.date() if day else day_of(archive.copies.clock())
        written = Written(said, on, how, motive, document.data if document else None, original, signer)
        act = versed.answer(proposition, written, collectivite, archive.copies, actor)
        state = proposition_named(collectivite, proposition).state
    end = delay_end(state)
    output.emit({"act": str(act), "answer": str(said), "step": str(state.step), "until": end and end.isoformat()})
    output.say("✓ acte {act} : {state}", act=act, state=state.state.within(output.language))
    if said is Answer.REPRISE:
        output.say("  à restituer au producteur : chartrier restitution give")
    return exit_codes.DONE
