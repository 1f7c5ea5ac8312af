"""`chartrier sign`"""

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
from chartrier.disposition.answering import OnPaper
from chartrier.disposition.answering import sign as sign_it
from chartrier.disposition.reading import proposition as proposition_named
from chartrier.errors import InvalidInput
from chartrier.records.roles import Permission
from chartrier.rules.disposition import findings as say
from chartrier.rules.disposition.visa import Form
from chartrier.wiring import wire


@deciding
def sign(
    by: Deciding,
    proposition: PropositionNamed,
    attest: Annotated[bool, typer.Option("--attest", help="Attester que la DUA de chaque ligne est écoulée.")] = False,
    refuse: Annotated[
        bool, typer.Option("--refuse", help="Refuser, avec un motif : la proposition est close.")
    ] = False,
    motive: Annotated[str, typer.Option(metavar="TEXTE", help="Le motif d'un refus.")] = "",
    form: Annotated[
        str, typer.Option(metavar="FORME", help="application, ou papier : l'archiviste enregistre ce qui fut signé.")
    ] = str(Form.APPLICATION),
    file: Annotated[Path | None, typer.Option(metavar="PDF", help="Le bordereau signé sur papier, numérisé.")] = None,
    original: Original = "",
    day: Annotated[
        datetime | None, typer.Option(metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le jour de la signature.")
    ] = None,
    signer: Annotated[str, typer.Option(metavar="NOM", help="Qui a signé sur papier, et sa qualité.")] = "",
) -> int:
    """Valider un bordereau comme autorité territoriale : la validation porte sur l'empreinte de ses lignes."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        how, document = choice(Form, form), attached(file)
        if how is Form.PADES:
            raise InvalidInput(say.NOT_SIGNED_SO, form=how)
        on_paper = None
        if how is Form.PAPIER:
            of_day = day.date() if day else day_of(archive.copies.clock())
            on_paper = OnPaper(document.data if document else b"", original, of_day, signer)
        permission = Permission.PROPOSE if on_paper else Permission.SIGN
        actor = by.actor(archive, collectivite, permission)
        act = sign_it(
            proposition,
            collectivite,
            archive.copies,
            actor,
            attests=attest,
            granted=not refuse,
            motive=motive,
            on_paper=on_paper,
        )
        found = proposition_named(collectivite, proposition)
    output.emit({"act": str(act), "granted": not refuse, "lines": found.record["lines"]})
    output.say("✓ acte {act} : {state}", act=act, state=found.state.state.within(output.language))
    output.say("  lignes validées : {digest}", digest=found.record["lines"]["digest"])
    return exit_codes.DONE
