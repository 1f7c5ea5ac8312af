"""`chartrier agree`"""

from __future__ import annotations

from typing import Annotated

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.options import PropositionNamed
from chartrier.disposition.answering import agree as agree_to
from chartrier.disposition.reading import proposition as proposition_named
from chartrier.records.roles import Permission
from chartrier.wiring import wire


@deciding
def agree(
    by: Deciding,
    proposition: PropositionNamed,
    refuse: Annotated[
        bool, typer.Option("--refuse", help="Refuser, avec un motif : la proposition est close.")
    ] = False,
    motive: Annotated[str, typer.Option(metavar="TEXTE", help="Le motif d'un refus.")] = "",
) -> int:
    """Donner l'assentiment du service producteur, ou confirmer comme seconde personne ce qui se passe de visa."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        needs_visa = proposition_named(collectivite, proposition).state.ground.needs_visa
        permission = Permission.AGREE if needs_visa else Permission.SECOND
        actor = by.actor(archive, collectivite, permission)
        act = agree_to(proposition, collectivite, archive.copies, actor, granted=not refuse, motive=motive)
        state = proposition_named(collectivite, proposition).state.state
    output.emit({"act": str(act), "granted": not refuse})
    output.say("✓ acte {act} : {state}", act=act, state=state.within(output.language))
    return exit_codes.DONE
