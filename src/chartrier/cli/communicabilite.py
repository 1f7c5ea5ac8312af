"""`chartrier communicabilite`"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.access.communicabilite.answer import (
    AdministrativeReading,
    Asker,
    PublicReading,
    administrative_reading,
    public_reading,
)
from chartrier.access.inherited import unit_called
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.choosing import choice, day
from chartrier.cli.moments import readable
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.rules.communicabilite.dates import write_dates
from chartrier.wiring import wire


@answering_for
def communicabilite(
    asked: AnsweringFor,
    unit: Annotated[str, typer.Argument(metavar="UNITÉ", help="Son titre exact, ou son identifiant.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Ce jour-là, plutôt qu'aujourd'hui.")] = None,
    asker: Annotated[
        str,
        typer.Option(
            "--for", metavar="public|producteur|versant|archives|interesse|controle", help="Pour qui l'on demande."
        ),
    ] = Asker.PUBLIC.value,
    person: Annotated[
        UUID | None,
        typer.Option("--person", metavar="IDENTIFIANT", help="La personne dont les droits comptent (person list)."),
    ] = None,
    identity_verified: Annotated[
        bool, typer.Option("--identity-verified", help="L'identité de la personne intéressée a été vérifiée.")
    ] = False,
    reader: Annotated[
        str | None, typer.Option("--reader", metavar="IDENTIFIANT", help="Un lecteur, qui peut avoir une dérogation.")
    ] = None,
) -> int:
    """Dire quand une unité est communicable, à qui et pourquoi."""
    output = asked.output
    who = choice(Asker, asker)
    with wire(asked.settings) as archive:
        key, today = asked.tenant.key, day(on, day_of(archive.copies.clock()))
        found = unit_called(key, unit)
        if who is Asker.PUBLIC:
            _tell_public(output, public_reading(key, found, today, reader), reader)
        else:
            reading = administrative_reading(key, found, today, who, person, identity_verified=identity_verified)
            _tell_administrative(output, reading)
    return exit_codes.DONE


def _tell_public(output: Output, reading: PublicReading, reader: str | None) -> None:
    answer, language = reading.answer, output.language
    sentence = answer.sentence(language)
    output.emit(
        {
            "unit": str(reading.unit),
            "regime": answer.regime,
            "on": str(reading.on),
            "open": reading.open,
            "outcome": answer.outcome,
            "day": answer.day and str(answer.day),
            "sentence": sentence,
            "reasons": [_reason(output, reason) for reason in answer.reasons],
            "dates": write_dates(reading.dates),
            "doubts": [doubt.within(language) for doubt in answer.doubts],
            "early_opening": reading.early and str(reading.early.id),
            "reader": reader,
            "derogation": reading.derogation and str(reading.derogation.id),
            "reproduction": _may_reproduce(reading),
        }
    )
    output.say("{regime} : {sentence}", regime=answer.regime.words.within(language), sentence=sentence)
    for reason in answer.reasons:
        if reason.ground is not None:
            output.line("   ", reason.code, reason.ground.words.within(language), f"({reason.ground.clause})")
    if reading.dates.latest_document is not None:
        latest = readable(str(reading.dates.latest_document), language)
        output.say("  document le plus récent du dossier : {day}", day=latest)
    for doubt in answer.doubts:
        output.line("   ", doubt.within(language))
    if reading.early is not None:
        output.say("  ouvert à tous par anticipation (L213-3, II) : {act}", act=reading.early.id)
    if reading.derogation is not None:
        if _may_reproduce(reading):
            output.say("  ce lecteur peut le lire et le reproduire, par dérogation : {id}", id=reading.derogation.id)
        else:
            output.say("  ce lecteur peut le lire, par dérogation : {id}", id=reading.derogation.id)
    elif reader is not None and not reading.open:
        output.say("  ce lecteur n'a pas de dérogation pour cette unité ce jour-là")


def _may_reproduce(reading: PublicReading) -> bool:
    """Whether the dérogation of the reader is for reproducing too."""
    decision = reading.derogation.derogation.decision if reading.derogation is not None else None
    return decision is not None and decision.reproduction


def _reason(output: Output, reason: Any) -> dict[str, Any]:
    return {
        "code": reason.code,
        "ground": reason.ground and reason.ground.words.within(output.language),
        "clause": reason.ground and reason.ground.clause,
        "outcome": reason.opening.outcome,
        "day": reason.opening.day and str(reason.opening.day),
        "missing": reason.opening.missing,
    }


def _tell_administrative(output: Output, reading: AdministrativeReading) -> None:
    answer = reading.answer
    sentence = answer.sentence(output.language)
    output.emit(
        {
            "unit": str(reading.unit),
            "regime": answer.regime,
            "on": str(reading.on),
            "granted": answer.granted,
            "restricted": answer.restricted,
            "sentence": sentence,
        }
    )
    output.say("{sentence}", sentence=sentence)
