"""`chartrier withdraw ask | confirm`"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.attaching import attached
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.lists import UnitList, UnitsWhole, units_listed
from chartrier.copies.texts import outlasting
from chartrier.disposition.withdrawing import Asked, ask_withdrawal, confirm_withdrawal
from chartrier.records.roles import Permission
from chartrier.rules.disposition.withdrawal import Proof, read_motive
from chartrier.wiring import wire

withdraw = typer.Typer(
    name="withdraw",
    help="Le retrait pour erreur de versement, à deux personnes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@withdraw.command()
@deciding
def ask(
    by: Deciding,
    motive: Annotated[
        str,
        typer.Option(
            metavar="MOTIF",
            help="mauvaise-collectivite, mauvais-document, donnees-illicites, decision-de-justice ou cnil.",
        ),
    ],
    proof: Annotated[
        str,
        typer.Option(metavar="PREUVE", help="Ce que la pièce prouve ; une valeur inconnue donne les choix."),
    ],
    ad_informed: Annotated[
        datetime,
        typer.Option(
            "--ad-informed", metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Quand les AD ont été informées."
        ),
    ],
    ad_reference: Annotated[str, typer.Option("--ad-reference", metavar="TEXTE", help="La référence de ce courrier.")],
    piece: Annotated[Path | None, typer.Option(metavar="FICHIER", help="La pièce qui prouve.")] = None,
    unit: UnitsWhole = None,
    list_: UnitList = None,
    explanation: Annotated[str, typer.Option(metavar="TEXTE", help="Ce qui s'est passé.")] = "",
) -> int:
    """Demander le retrait de ce qui n'aurait pas dû être versé. Rien n'est détruit avant la seconde personne."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        units = units_listed(output, unit or (), list_)
        if units is None:
            return exit_codes.REFUSED
        why, shown, document = read_motive(motive), choice(Proof, proof), attached(piece)
        actor = by.actor(archive, collectivite, Permission.WITHDRAW)
        data = document.data if document else b""
        asked = Asked(why, shown, data, ad_informed.date(), ad_reference, explanation)
        request = ask_withdrawal(units, asked, collectivite, archive.copies, actor)
        remarks = outlasting(collectivite.key, units, (explanation, ad_reference))
    findings = [finding.as_json(output.language) for finding in remarks]
    output.emit({"request": str(request.id), "units": request.units, "findings": findings})
    output.say(
        "✓ demande {request} : {count}, à confirmer par une seconde personne",
        request=request.id,
        count=output.count(request.units, "unité"),
    )
    output.findings(remarks)
    return exit_codes.DONE


@withdraw.command()
@deciding
def confirm(
    by: Deciding,
    request: Annotated[UUID, typer.Argument(metavar="DEMANDE", help="L'identifiant de la demande.")],
    count: Annotated[int, typer.Option(metavar="N", help="Le nombre d'unités à détruire.")],
) -> int:
    """Confirmer un retrait comme seconde personne : les unités sont détruites dans toutes les copies."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        actor = by.actor(archive, collectivite, Permission.SECOND)
        done = confirm_withdrawal(request, count, collectivite, archive.copies, actor)
    owing = None if done.owing is None else list(done.owing)
    output.emit({"order": str(done.act), "units": done.counts.units, "bytes": done.counts.bytes, "owing": owing})
    output.say(
        "✓ ordre {act} : {units}, {amount} détruits",
        act=done.act,
        units=output.count(done.counts.units, "unité"),
        amount=output.amount(done.counts.bytes),
    )
    return exit_codes.DONE
