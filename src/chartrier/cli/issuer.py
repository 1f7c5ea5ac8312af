"""`chartrier issuer add | list | close`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration import issuers
from chartrier.catalog.accounts import issuers as kept
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.findings import UNREADABLE_FILE
from chartrier.errors import InvalidInput
from chartrier.wiring import wire

issuer = typer.Typer(
    name="issuer",
    help="Les fournisseurs d'identité (OpenID Connect) par lesquels on peut se connecter.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Slug = Annotated[str, typer.Argument(metavar="FOURNISSEUR", help="Nom court, dans les adresses : a-z, 0-9, -.")]


@issuer.command()
@answering
def add(
    asked: Answering,
    slug: Slug,
    name: Annotated[str, typer.Option(metavar="NOM", help="Ce que les gens lisent.")],
    url: Annotated[str, typer.Option(metavar="URL", help="Adresse du fournisseur, celle de ses jetons (iss).")],
    client: Annotated[str, typer.Option(metavar="CLIENT", help="Identifiant de Chartrier chez lui (client_id).")],
    secret_file: Annotated[Path, typer.Option(metavar="FICHIER", help="Où lire le secret de ce client.")],
    tenant: Annotated[
        str | None,
        typer.Option(metavar="SIREN", help="La seule collectivité dont il connecte les personnes ; sinon, toutes."),
    ] = None,
) -> int:
    """Ajouter un fournisseur ; son nom court lui reste pour toujours."""
    output = asked.output
    try:
        secret = secret_file.read_text("utf-8")[:4096]
    except (OSError, UnicodeDecodeError):
        raise InvalidInput(UNREADABLE_FILE, path=str(secret_file)) from None
    with wire(asked.settings) as archive:
        given = issuers.Given(slug, name, url, client, tenant)
        added = issuers.add_issuer(given, secret, asked.settings.keys, archive.copies.clock)
    callback = f"{asked.settings.web_url}/connexion/identite/{added.slug}/login/callback/"
    output.emit({"slug": added.slug, "url": added.url, "tenant": tenant, "callback": callback})
    output.say("✓ {slug} : {url}", slug=added.slug, url=added.url)
    output.say("  adresse de retour à lui donner : {callback}", callback=callback)
    return exit_codes.DONE


@issuer.command("list")
@answering
def list_(asked: Answering) -> int:
    """Donner les fournisseurs."""
    output = asked.output
    with wire(asked.settings):
        found = kept.issuers(closed=True)
    for each in found:
        tenant = f"{each.tenant:09d}" if each.tenant is not None else None
        output.emit({"slug": each.slug, "name": each.name, "url": each.url, "tenant": tenant, "active": each.active})
        output.line(each.slug, each.name, each.url, tenant or "")
        if not each.active:
            output.say("    fermé")
    return exit_codes.DONE


@issuer.command()
@answering
def close(asked: Answering, slug: Slug) -> int:
    """Ne plus laisser personne se connecter par ce fournisseur."""
    with wire(asked.settings):
        issuers.close_issuer(slug, asked.settings.keys)
    asked.output.emit({"slug": slug, "active": False})
    return exit_codes.DONE
