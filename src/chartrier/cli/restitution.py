"""`chartrier restitution give | purge`: archives given back to their producer, then destroyed here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from chartrier.access.communication import Request
from chartrier.administration.tenants import tenant_of
from chartrier.cli.attaching import attached
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.deliver import (
    Motive,
    Plain,
    Proofs,
    Requester,
    RequestReference,
    Seda,
    To,
    Units,
    Usages,
    handed,
    usages_of,
)
from chartrier.cli.purged import tell_purged
from chartrier.disposition.transfers.restituting import purge_restituted
from chartrier.records.roles import Permission
from chartrier.wiring import wire

restitution = typer.Typer(
    name="restitution",
    help="La restitution d'archives à leur producteur.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@restitution.command()
@deciding
def give(
    by: Deciding,
    units: Units,
    to: To,
    usage: Usages = None,
    plain: Plain = False,
    seda: Seda = None,
    motive: Motive = None,
    requester: Requester = None,
    request: RequestReference = None,
    proofs: Proofs = False,
) -> int:
    """Restituer des archives à leur producteur : le même paquet, et l'acte qui le dit. Rien n'est détruit ici."""
    asked = Request(units, usages_of(usage), plain, seda, motive, requester, request, proofs)
    return handed(asked, to, "restitution", by)


@restitution.command()
@deciding
def purge(
    by: Deciding,
    act: Annotated[UUID, typer.Argument(metavar="ACTE", help="L'acte de restitution.")],
    count: Annotated[int, typer.Option(metavar="N", help="Le nombre d'unités à détruire.")],
    receipt: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Le reçu signé par le producteur ; gardé avec l'acte.")
    ] = None,
) -> int:
    """Détruire ici ce qui a été rendu, par quelqu'un d'autre que celui qui l'a remis."""
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        actor = by.actor(archive, collectivite, Permission.EXECUTE)
        done = purge_restituted(act, count, attached(receipt), collectivite, archive.copies, actor)
    return tell_purged(by.output, done)
