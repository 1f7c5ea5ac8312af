"""`chartrier person add | list`"""

from __future__ import annotations

from typing import Annotated

import typer

from chartrier.administration.people import add_person
from chartrier.catalog.people import directory
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang
from chartrier.wiring import wire

person = typer.Typer(name="person", help="Les personnes de l'archive.", no_args_is_help=True, rich_markup_mode=None)


@person.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NOM", help="Nom de la personne.")],
    email: Annotated[str | None, typer.Option(metavar="ADRESSE", help="Son adresse électronique.")] = None,
    role: Annotated[
        str | None, typer.Option(metavar="RÔLE", help="Son rôle, par exemple archiviste ; « ? » les donne tous.")
    ] = None,
    tenant: Annotated[str | None, typer.Option(metavar="SIREN", help="La collectivité de ce rôle.")] = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Inscrire une personne. Les journaux ne la nommeront que par son identifiant."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        added = add_person(name, email, role, tenant, archive.copies.clock)
    output.emit({"id": str(added.id), "name": added.name, "email": added.email, "role": role, "tenant": tenant})
    output.say("✓ {name} : {id}", name=added.name, id=added.id)
    return exit_codes.DONE


@person.command("list")
def list_(home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Donner les personnes et leurs rôles."""
    settings, output = invoked(home, json, lang)
    with wire(settings):
        persons = [(each, directory.memberships_of(each.id)) for each in directory.persons()]
    for each, memberships in persons:
        roles = [{"tenant": f"{tenant:09d}", "role": role} for tenant, role in memberships]
        output.emit({"id": str(each.id), "name": each.name, "email": each.email, "active": each.active, "roles": roles})
        output.line(each.id, each.name, each.email or "")
        for membership in roles:
            output.line("   ", membership["tenant"], membership["role"])
    return exit_codes.DONE
