"""`chartrier sign`"""

from __future__ import annotations

from typing import Annotated

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.acting import As, PassphraseFile, acting
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.disposition.answering import sign as sign_it
from chartrier.disposition.reading import proposition as proposition_named
from chartrier.records.roles import Permission
from chartrier.wiring import wire


def sign(
    proposition: Annotated[
        str, typer.Argument(metavar="PROPOSITION", help="Le numéro du bordereau, ou son identifiant.")
    ],
    attest: Annotated[bool, typer.Option("--attest", help="Attester que la DUA de chaque ligne est écoulée.")] = False,
    refuse: Annotated[
        bool, typer.Option("--refuse", help="Refuser, avec un motif : la proposition est close.")
    ] = False,
    motive: Annotated[str, typer.Option(metavar="TEXTE", help="Le motif d'un refus.")] = "",
    who: As = None,
    passphrase_file: PassphraseFile = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Valider un bordereau comme autorité territoriale : la validation porte sur l'empreinte de ses lignes."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        collectivite = tenant_of(tenant)
        actor = acting(archive, collectivite, who, passphrase_file, Permission.SIGN)
        act = sign_it(
            proposition, collectivite, archive.copies, actor, attests=attest, granted=not refuse, motive=motive
        )
        found = proposition_named(collectivite, proposition)
    output.emit({"act": str(act), "granted": not refuse, "lines": found.record["lines"]})
    output.say("✓ acte {act} : {state}", act=act, state=found.state.state.within(output.language))
    output.say("  lignes validées : {digest}", digest=found.record["lines"]["digest"])
    return exit_codes.DONE
