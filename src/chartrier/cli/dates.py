"""`chartrier dates`"""

from __future__ import annotations

from typing import Annotated

import typer

from chartrier.access.communicabilite.known_dates import give_dates, person_of
from chartrier.access.inherited import unit_called
from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.deciding import Deciding, deciding
from chartrier.records.roles import Permission
from chartrier.rules.communicabilite.dates import KnownDates, last_day, write_dates
from chartrier.wiring import wire


@deciding
def dates(
    by: Deciding,
    unit: Annotated[
        str,
        typer.Argument(metavar="UNITÉ", help="Son titre exact, ou son identifiant."),
    ],
    person: Annotated[
        list[str] | None,
        typer.Option(
            "--person",
            metavar="NAISSANCE/DÉCÈS",
            help="Une personne concernée, par exemple 1930-05-02/2001-03 ou 1930/ ; à répéter pour chacune.",
        ),
    ] = None,
    register_closed: Annotated[
        str | None, typer.Option("--register-closed", metavar="DATE", help="Quand le registre a été clos.")
    ] = None,
    detention_ended: Annotated[
        str | None,
        typer.Option("--detention-ended", metavar="DATE", help="Quand le bâtiment a cessé de servir à la détention."),
    ] = None,
    latest_document: Annotated[
        str | None,
        typer.Option(
            "--latest-document", metavar="DATE", help="Le document le plus récent, s'il est plus tard que décrit."
        ),
    ] = None,
    decision_pending: Annotated[
        bool, typer.Option("--decision-pending", help="La décision que ces documents préparent n'est pas prise.")
    ] = False,
    motive: Annotated[
        str | None, typer.Option("--motive", metavar="TEXTE", help="D'où l'on tient ces dates, sans nommer personne.")
    ] = None,
) -> int:
    """Donner les dates dont dépend la communicabilité d'une unité ; elles remplacent celles données avant."""
    output = by.output
    known = KnownDates(
        latest_document=last_day(latest_document) if latest_document else None,
        register_closed=last_day(register_closed) if register_closed else None,
        detention_ended=last_day(detention_ended) if detention_ended else None,
        persons=tuple(person_of(text) for text in person or ()),
        decision_pending=decision_pending,
    )
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.EVENT)
        found = unit_called(of.key, unit)
        act = give_dates(found, known, motive, of, archive.copies, actor)
    output.emit({"act": str(act), "unit": str(found), "dates": write_dates(known)})
    output.say("✓ Dates enregistrées : acte {act}", act=act)
    output.say("  ce qu'elles changent : chartrier communicabilite {unit}", unit=found)
    return exit_codes.DONE
