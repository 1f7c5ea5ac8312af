"""`chartrier execute`"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.attaching import attached
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.options import PropositionNamed
from chartrier.clock import day_of
from chartrier.disposition.executing import DROPPED, Certificate
from chartrier.disposition.executing import execute as execute_it
from chartrier.records.roles import Permission
from chartrier.wiring import wire


@deciding
def execute(
    by: Deciding,
    proposition: PropositionNamed,
    count: Annotated[
        int, typer.Option(metavar="N", help="Le nombre d'unités à détruire, tel que « disposition show » le donne.")
    ],
    certificate: Annotated[
        Path | None, typer.Option(metavar="PDF", help="Le certificat de destruction des lignes sur papier.")
    ] = None,
    certificate_day: Annotated[
        datetime | None,
        typer.Option(metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le jour où le papier a été détruit."),
    ] = None,
    without_paper: Annotated[
        bool, typer.Option("--without-paper", help="Laisser les lignes sur papier : elles ne seront pas éliminées.")
    ] = False,
) -> int:
    """Éliminer ce que le visa permet, dans toutes les copies, sauf ce qui a changé depuis. Rien ne revient ensuite."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        actor = by.actor(archive, collectivite, Permission.EXECUTE)
        document = attached(certificate)
        day = certificate_day.date() if certificate_day else day_of(archive.copies.clock())
        done = execute_it(
            proposition,
            count,
            collectivite,
            archive.copies,
            actor,
            certificate=Certificate(document.data, day) if document else None,
            without_paper=without_paper,
        )
    counts, owing, dropped = done.ordered.counts, done.ordered.owing, done.executable.dropped
    output.emit(
        {
            "order": str(done.ordered.act),
            "lines": list(done.executable.lines),
            "dropped": [{"line": line, "why": why} for line, why in sorted(dropped.items())],
            "units": counts.units,
            "objects": counts.objects,
            "bytes": counts.bytes,
            "owing": None if owing is None else list(owing),
        }
    )
    for line, why in sorted(dropped.items()):
        output.say("! ligne {line} écartée : {why}", line=line, why=DROPPED[why].within(output.language))
    output.say(
        "✓ ordre {act} : {units}, {amount} détruits",
        act=done.ordered.act,
        units=output.count(counts.units, "unité"),
        amount=output.amount(counts.bytes),
    )
    for copy in owing or ():
        output.say("! la copie {copy} sera purgée à son retour", copy=copy)
    return exit_codes.DONE
