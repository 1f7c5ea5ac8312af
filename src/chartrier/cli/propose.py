"""`chartrier propose`"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.lists import units_listed
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.disposition.analysing import WHY, Analysis, LeftOut, Wanted, analyse
from chartrier.disposition.authorising import narrowed
from chartrier.disposition.proposing import due, propose_analysed
from chartrier.disposition.visa_types import foreseen
from chartrier.records.roles import Permission
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.disposition.sampling import Method, Sampling, read_method
from chartrier.rules.disposition.steps import Ground
from chartrier.wiring import wire

SHOWN = 50
"""Lines and units left out that are shown to people."""


@deciding
def propose(
    by: Deciding,
    unit: Annotated[
        list[UUID] | None,
        typer.Option(
            "--unit", metavar="IDENTIFIANT", help="Une unité, et tout ce qu'elle contient ; peut être répété."
        ),
    ] = None,
    list_: Annotated[
        Path | None, typer.Option("--list", metavar="FICHIER", help="Un CSV avec une colonne « identifiant ».")
    ] = None,
    all_due: Annotated[bool, typer.Option("--due", help="Tout ce dont la DUA est échue.")] = False,
    on: Annotated[
        datetime | None, typer.Option(metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Échu à quelle date.")
    ] = None,
    ground: Annotated[
        str,
        typer.Option(
            metavar="FONDEMENT",
            help="visa ; versees, avec --producer ; sans visa : brouillon, formulaire ou double.",
        ),
    ] = str(Ground.VISA),
    trier: Annotated[
        str | None, typer.Option(metavar="MÉTHODE", help="Trier : 1/N, annees-0-5, critere:MOTS ou main.")
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(metavar="FICHIER", help="Avec --trier main : un CSV de ce qui est gardé."),
    ] = None,
    producer: Annotated[
        str,
        typer.Option(metavar="SERVICE", help="Avec --ground versees : le service producteur qui a versé ces unités."),
    ] = "",
    authorisation: Annotated[
        UUID | None,
        typer.Option(
            "--autorisation", metavar="AUTORISATION", help="Seulement ce que cette autorisation permanente couvre."
        ),
    ] = None,
    motive: Annotated[str, typer.Option(metavar="TEXTE", help="Le motif, imprimé à chaque ligne.")] = "DUA échue",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Dire ce qui serait proposé, sans rien écrire.")] = False,
) -> int:
    """Proposer une élimination : un bordereau numéroté et figé, et ce qui en est écarté, avec la raison."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        today = day_of(archive.copies.clock())
        day = min(on.date(), today) if on else today
        units = units_listed(output, unit or (), list_)
        kept = units_listed(output, (), keep)
        if units is None or kept is None:
            return exit_codes.REFUSED
        if all_due:
            units += due(collectivite, day, sorting=trier is not None)
        sampling = None
        if trier is not None:
            by_hand = trier.strip() == Method.BY_HAND
            sampling = Sampling(Method.BY_HAND, chosen=frozenset(kept)) if by_hand else read_method(trier)
        why = Ground.TRI if sampling else choice(Ground, ground)
        wanted = Wanted(units, day, why, motive, sampling, producer)
        if authorisation is not None:
            wanted = narrowed(wanted, authorisation, collectivite)
        if dry_run:
            analysis, made = analyse(wanted, collectivite), None
        else:
            actor = by.actor(archive, collectivite, Permission.PROPOSE)
            analysis = analyse(wanted, collectivite)
            made = propose_analysed(wanted, analysis, collectivite, archive.copies, actor)
        types = foreseen(analysis.lines, why, collectivite, archive.copies, today)
    output.emit(
        {
            "proposition": str(made.id) if made else None,
            "number": made.number if made else None,
            "lines": [line.as_json() for line in analysis.lines],
            "left_out": [_left_as_json(each) for each in analysis.left_out],
            "visa_types": {str(line): each.within(output.language) for line, each in types.items()},
            "sample": analysis.sample and analysis.sample.as_json(),
        }
    )
    _tell(output, analysis, types)
    if made:
        output.say("✓ bordereau {number} (proposition {id})", number=made.number, id=made.id)
    return exit_codes.DONE if analysis.lines else exit_codes.REFUSED


def _left_as_json(each: LeftOut) -> dict[str, Any]:
    return {
        "unit": str(each.unit),
        "why": str(each.why),
        "other": each.other and str(each.other),
        "reasons": [str(reason) for reason in each.reasons],
    }


def _tell(output: Output, analysis: Analysis, types: Mapping[int, Words]) -> None:
    for line in analysis.lines[:SHOWN]:
        count = output.count(line.units, "unité")
        amount = output.amount(line.bytes)
        output.say(
            "  ligne {number} : {title} — {count}, {amount}",
            number=line.number,
            title=line.title,
            count=count,
            amount=amount,
        )
        output.line("     ", types[line.number].within(output.language))
    _tell_more(output, len(analysis.lines))
    if analysis.left_out:
        output.say("Laissées de côté : {count}", count=output.count(len(analysis.left_out), "unité"))
    for each in analysis.left_out[:SHOWN]:
        reasons = ", ".join(each.reasons)
        output.line("  ", each.unit, WHY[each.why].within(output.language), reasons, each.other or "")
    _tell_more(output, len(analysis.left_out))


def _tell_more(output: Output, count: int) -> None:
    if count > SHOWN:
        output.say("    … et {count} de plus", count=output.number(count - SHOWN))
