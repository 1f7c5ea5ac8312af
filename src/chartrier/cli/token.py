"""`chartrier token grant | list | revoke`"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from chartrier.administration import connectors
from chartrier.administration.people import find_person
from chartrier.catalog.connectors import register
from chartrier.catalog.connectors.models import Connector
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.clock import write_instant
from chartrier.records.connectors import ConnectorOperation
from chartrier.rules.events import read_day
from chartrier.wiring import wire

token = typer.Typer(
    name="token",
    help="Les connecteurs : les jetons par lesquels d'autres logiciels déposent, suivent, cherchent et lisent.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@token.command()
@answering_for
def grant(
    asked: AnsweringFor,
    name: Annotated[str, typer.Argument(metavar="NOM", help="Quel logiciel l'emploie.")],
    may: Annotated[
        list[ConnectorOperation],
        typer.Option(
            "--may", metavar="OPÉRATION", help="Ce qu'il peut faire : depot, suivi, reponse, recherche, lecture."
        ),
    ],
    service: Annotated[str, typer.Option(metavar="IDENTIFIANT", help="Le seul service au nom de qui il dépose.")] = "",
    until: Annotated[
        str, typer.Option(metavar="DATE", help="Son dernier jour, d'ici un an au plus ; sinon, dans un an.")
    ] = "",
    by: Annotated[str | None, typer.Option("--by", metavar="NOM", help="Qui l'ouvre.")] = None,
) -> int:
    """Ouvrir un connecteur : son jeton est montré cette fois-ci, et plus jamais."""
    output = asked.output
    with wire(asked.settings) as archive:
        clock = archive.copies.clock
        person = find_person(by).id if by is not None else None
        day = read_day(until) if until else connectors.latest_day(clock)
        granted = connectors.grant(asked.tenant, name, [str(each) for each in may], day, person, clock, service=service)
    output.emit({**_as_json(granted.connector), "token": granted.token})
    output.say("✓ {name} : gardez ce jeton, il ne sera plus montré.", name=granted.connector.name)
    output.line(granted.token)
    return exit_codes.DONE


@token.command("list")
@answering_for
def list_(asked: AnsweringFor) -> int:
    """Donner les connecteurs d'une collectivité, et leur dernier usage."""
    output = asked.output
    with wire(asked.settings) as archive:
        now = archive.copies.clock()
        found = register.connectors(asked.tenant.key)
    for each in found:
        output.emit(_as_json(each))
        output.line(str(each.id), each.name, f"{each.prefix}…", ", ".join(each.operations), each.service)
        if each.revoked is not None:
            output.say("    révoqué")
        elif each.expires <= now:
            output.say("    échu")
        elif each.used_on is not None:
            output.say(
                "    dernier usage : {operation}, le {day}", operation=each.used_for, day=each.used_on.isoformat()
            )
    return exit_codes.DONE


@token.command()
@answering_for
def revoke(
    asked: AnsweringFor,
    name: Annotated[
        str, typer.Argument(metavar="CONNECTEUR", help="Son identifiant, le début de son jeton, ou son nom.")
    ],
) -> int:
    """Fermer un connecteur, tout de suite et pour toujours."""
    output = asked.output
    with wire(asked.settings) as archive:
        collectivite = asked.tenant
        found = connectors.connector_named(collectivite, name)
        connectors.revoke(collectivite, found.id, archive.copies.clock)
    output.emit({"id": str(found.id), "revoked": True})
    output.say("✓ {name} n'ouvre plus rien.", name=found.name)
    return exit_codes.DONE


def _as_json(each: Connector) -> dict[str, Any]:
    return {
        "id": str(each.id),
        "name": each.name,
        "service": each.service or None,
        "operations": list(each.operations),
        "prefix": each.prefix,
        "by": str(each.person) if each.person else None,
        "made": write_instant(each.made),
        "expires": write_instant(each.expires),
        "revoked": write_instant(each.revoked) if each.revoked else None,
        "used_on": each.used_on.isoformat() if each.used_on else None,
        "used_for": each.used_for or None,
    }
