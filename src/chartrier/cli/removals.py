"""`chartrier opendata removals | answer`"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.removals.register import Answer
from chartrier.cli import exit_codes
from chartrier.cli.acting import As, PassphraseFile, acting
from chartrier.cli.choosing import choice
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.opendata.removals import answer_removal, standings
from chartrier.records.roles import Permission
from chartrier.wiring import wire


def removals(tenant: TenantCode = None, home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Lister ce que des personnes demandent de retirer du portail : un jour pour répondre, le plus pressant d'abord."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        found = standings(tenant_of(tenant), archive.copies.clock())
    for each in found:
        output.emit(each.as_json())
        title, answer = each.title.within(output.language), each.answer_words
        state = answer.within(output.language) if answer is not None else output.text("à répondre")
        late = output.text("hors délai") if each.late else ""
        output.line(
            " · ".join(part for part in (f"{each.removal.number}", str(each.removal.id), title, state, late) if part)
        )
    return exit_codes.REFUSED if any(each.waits and each.late for each in found) else exit_codes.DONE


def answer(
    removal: Annotated[UUID, typer.Argument(metavar="DEMANDE", help="L'identifiant de la demande.")],
    said: Annotated[str, typer.Option("--answer", metavar="RÉPONSE", help="retire, corrige ou garde.")],
    motive: Annotated[
        str, typer.Option(metavar="TEXTE", help="Ce que lit la personne ; un retrait le garde au journal.")
    ],
    who: As = None,
    passphrase_file: PassphraseFile = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Répondre à une demande de retrait ; « retire » retire, par un acte, à l'instant."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        of = tenant_of(tenant)
        actor = acting(archive, of, who, passphrase_file, Permission.PUBLISH)
        act = answer_removal(of, removal, choice(Answer, said), motive, archive.copies, actor)
    output.emit({"removal": str(removal), "act": str(act) if act else None})
    output.say("✓ réponse donnée")
    return exit_codes.DONE
