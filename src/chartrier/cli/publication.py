"""`chartrier opendata open | close | series | publish | withdraw | back | gate | register | dataset | catalog`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.publications.register import What
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.copies.documents import new_file
from chartrier.errors import InvalidInput
from chartrier.opendata import deciding as publishing
from chartrier.opendata.datasets import DatasetKind
from chartrier.opendata.findings import CATALOG_CLOSED, NO_ADDRESS
from chartrier.opendata.gate import POINTS, gate_of
from chartrier.opendata.grounds import Ground
from chartrier.opendata.history import told_publications
from chartrier.opendata.making import Made, make
from chartrier.records.days import written_day
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.settings import Settings
from chartrier.wiring import wire

Siret = Annotated[str, typer.Option(metavar="SIRET", help="Les quatorze chiffres de l'établissement qui publie.")]
Motive = Annotated[str, typer.Option(metavar="TEXTE", help="Le motif, que garde le registre des publications.")]
Which = Annotated[str, typer.Argument(metavar="JEU", help="deliberations, subventions, budget, marches ou entrees.")]
FORMS = {"jsonld": "jsonld", "turtle": "ttl", "rdfxml": "rdf"}


@deciding
def open_(by: Deciding, siret: Siret, motive: Motive = "") -> int:
    """Ouvrir le portail public d'une collectivité ; il est fermé tant que personne ne l'a ouvert."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.PUBLISH)
        return _done(by.output, publishing.open_portal(of, siret, motive, archive.copies, actor))


@deciding
def close(by: Deciding, motive: Motive) -> int:
    """Fermer le portail public : plus rien n'y est visible, dès maintenant."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.PUBLISH)
        return _done(by.output, publishing.withdraw(of, What.PORTAL, "", motive, archive.copies, actor))


@deciding
def series(
    by: Deciding,
    code: Annotated[str, typer.Argument(metavar="SÉRIE", help="Le code d'une série du tableau de gestion.")],
    ground: Annotated[str, typer.Option(metavar="FONDEMENT", help="sans-donnees, loi, accord, anonyme ou d312-1-3.")],
    motive: Motive,
) -> int:
    """Déclarer une série diffusable en ligne, avec son fondement (CRPA L312-1-2, D312-1-3)."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.PUBLISH)
        act = publishing.publish_series(of, code, choice(Ground, ground), motive, archive.copies, actor)
        return _done(by.output, act)


@deciding
def publish(by: Deciding, which: Which, siret: Siret, motive: Motive = "") -> int:
    """Faire un jeu de données et le mettre en ligne, à la place de celui qui y est ; ce qui est retenu est donné."""
    output = by.output
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.PUBLISH)
        made = _made(output, choice(DatasetKind, which), of, siret, archive.copies)
        act = publishing.publish_dataset(made, motive, of, archive.copies, actor)
    output.emit({"act": str(act), **_told(made, output)})
    _say(output, made)
    output.say("✓ acte {act}", act=act)
    return exit_codes.DONE


@deciding
def withdraw(
    by: Deciding,
    what: Annotated[str, typer.Argument(metavar="QUOI", help="jeu, serie ou fiche.")],
    name: Annotated[str, typer.Argument(metavar="NOM", help="Le jeu, le code de la série, l'identifiant de la fiche.")],
    motive: Motive,
) -> int:
    """Retirer de la mise en ligne, dès maintenant ; ce qui a été publié reste au registre."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.PUBLISH)
        return _done(by.output, publishing.withdraw(of, choice(What, what), name, motive, archive.copies, actor))


@deciding
def back(
    by: Deciding,
    unit: Annotated[UUID, typer.Argument(metavar="FICHE", help="L'identifiant de la fiche.")],
    motive: Motive,
) -> int:
    """Défaire le retrait d'une fiche."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.PUBLISH)
        return _done(by.output, publishing.put_back(of, str(unit), motive, archive.copies, actor))


@answering_for
def gate(
    asked: AnsweringFor, unit: Annotated[UUID, typer.Argument(metavar="FICHE", help="L'identifiant de la fiche.")]
) -> int:
    """Dire, point par point, si une fiche peut être en ligne, et pourquoi."""
    output = asked.output
    with wire(asked.settings) as archive:
        found = gate_of(asked.tenant, unit, day_of(archive.copies.clock()))
    output.emit(found.as_json())
    output.line(found.unit, found.title)
    for each in found.checks:
        words, clause = POINTS[each.point]
        mark = "✓" if each.passed else "✗"
        output.line("   ", mark, words.within(output.language), "·", each.why.within(output.language), "·", clause)
    return exit_codes.DONE if found.open else exit_codes.REFUSED


@answering_for
def register(asked: AnsweringFor) -> int:
    """Lister ce qui a été mis en ligne, corrigé et retiré, par qui et quand."""
    output = asked.output
    with wire(asked.settings):
        found = told_publications(asked.tenant)
    for each in found:
        output.emit(each.as_json())
        output.line(
            written_day(each.day, output.language),
            "·",
            each.step_words.within(output.language),
            "·",
            each.thing.within(output.language),
            "·",
            each.by,
        )
    return exit_codes.DONE


@answering_for
def dataset(
    asked: AnsweringFor,
    which: Which,
    out: Annotated[
        Path, typer.Option("-o", "--output", metavar="FICHIER", help="Le fichier, qui ne doit pas exister.")
    ],
    siret: Siret,
) -> int:
    """Faire un jeu de données dans un fichier, sans le mettre en ligne ; ce qui est retenu est donné."""
    output = asked.output
    with wire(asked.settings) as archive:
        made = _made(output, choice(DatasetKind, which), asked.tenant, siret, archive.copies)
        with new_file(out) as file:
            file.write(made.data)
    output.emit({"output": str(out), **_told(made, output)})
    _say(output, made)
    return exit_codes.DONE


@answering_for
def catalog(
    asked: AnsweringFor,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="jsonld, turtle ou rdfxml.")] = "jsonld",
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FICHIER", help="Le fichier, qui ne doit pas exister.")
    ] = None,
    territory: Annotated[
        bool, typer.Option("--territory", help="De toutes les collectivités dont le portail est ouvert.")
    ] = False,
    page: Annotated[int, typer.Option(metavar="N", min=1, help="La page du catalogue.")] = 1,
) -> int:
    """Écrire le catalogue DCAT de ce qui est en ligne, tel que data.gouv.fr le moissonne."""
    output = asked.output
    with wire(asked.settings):
        data = _catalogue(asked.settings, form, None if territory else asked.tenant, page)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return exit_codes.DONE
    with new_file(out) as file:
        file.write(data)
    output.emit({"output": str(out)})
    output.say("✓ {target}", target=out)
    return exit_codes.DONE


def _catalogue(settings: Settings, form: str, tenant: Tenant | None, page: int) -> bytes:
    # rdflib takes its time to load: only this command needs it
    from chartrier.cli.findings import NOT_A_CHOICE
    from chartrier.opendata.dcat import Addresses, Form, catalogue, portal_of, portals

    if form not in FORMS:
        raise InvalidInput(NOT_A_CHOICE, value=form[:40], choices=", ".join(FORMS))
    if not settings.web_url:
        raise InvalidInput(NO_ADDRESS)
    at, written = Addresses(settings.web_url), Form(FORMS[form])
    if tenant is None:
        name = settings.web_publisher or settings.web_url.partition("://")[2]
        return catalogue(portals(), at, written, territory=name, page=page)
    portal = portal_of(tenant)
    if portal is None:
        raise InvalidInput(CATALOG_CLOSED, name=tenant.name)
    return catalogue([portal], at, written, page=page)


def _made(output: Output, kind: DatasetKind, tenant: Tenant, siret: str, copies: Copies) -> Made:
    with output.progress() as tell:
        return make(kind, tenant, siret, copies, lambda looked: tell("units", looked, 0))


def _told(made: Made, output: Output) -> dict[str, object]:
    return {
        "dataset": made.kind.value,
        "lines": made.lines,
        "sha512": made.sha512,
        "withheld": [finding.as_json(output.language) for finding in made.withheld],
    }


def _say(output: Output, made: Made) -> None:
    output.findings(made.withheld)
    output.say(
        "✓ {lines}, {withheld} retenus",
        lines=output.count(made.lines, "ligne"),
        withheld=output.number(made.units_withheld),
    )


def _done(output: Output, act: UUID) -> int:
    output.emit({"act": str(act)})
    output.say("✓ acte {act}", act=act)
    return exit_codes.DONE
