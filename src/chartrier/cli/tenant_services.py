"""`chartrier tenant service | accord | logo`: the services of a collectivité, what they may deposit, its logo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.administration.accords import accord_for, agreement_for, set_accord
from chartrier.administration.collectivites.logo import set_logo
from chartrier.administration.collectivites.services import add_service, close_service
from chartrier.catalog.tenants.services import services
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.lists import opened
from chartrier.cli.output import Output
from chartrier.records.collectivite import Accord, Service
from chartrier.wiring import wire

service = typer.Typer(
    name="service",
    help="Les services de la collectivité : qui produit, qui verse.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Identifier = Annotated[str, typer.Argument(metavar="SERVICE", help="L'identifiant qu'écrivent les bordereaux.")]


@service.command()
@answering_for
def add(
    asked: AnsweringFor,
    identifier: Identifier,
    name: Annotated[str, typer.Argument(metavar="NOM", help="Son nom.")],
    producer: Annotated[bool, typer.Option("--producer/--no-producer", help="Des documents viennent de lui.")] = True,
    transferring: Annotated[bool, typer.Option("--transferring/--no-transferring", help="Il dépose.")] = True,
) -> int:
    """Ajouter un service, ou changer celui de cet identifiant."""
    with wire(asked.settings):
        of = asked.tenant
        _tell(add_service(of.key, identifier, name, producer=producer, transferring=transferring), asked.output)
    return exit_codes.DONE


@service.command()
@answering_for
def close(asked: AnsweringFor, identifier: Identifier) -> int:
    """Fermer un service : il ne dépose plus, ce qu'il a déposé reste à son nom."""
    with wire(asked.settings):
        _tell(close_service(asked.tenant.key, identifier), asked.output)
    return exit_codes.DONE


@service.command("list")
@answering_for
def list_(asked: AnsweringFor) -> int:
    """Donner les services de la collectivité."""
    with wire(asked.settings):
        for each in services(asked.tenant.key):
            _tell(each, asked.output)
    return exit_codes.DONE


@answering_for
def accord(
    asked: AnsweringFor,
    identifier: Annotated[
        str | None, typer.Option("--service", metavar="SERVICE", help="Celui d'un service, et non de la collectivité.")
    ] = None,
    series: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Une série qui peut être déposée ; peut être répété.")
    ] = None,
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="PUID", help="Un format qui peut être déposé ; peut être répété."),
    ] = None,
    largest: Annotated[int | None, typer.Option(metavar="OCTETS", help="La taille d'un dépôt au plus.")] = None,
    quota: Annotated[int | None, typer.Option(metavar="OCTETS", help="La taille de tous au plus.")] = None,
    yearly: Annotated[int | None, typer.Option(metavar="OCTETS", help="La taille de ceux d'une année au plus.")] = None,
    reference: Annotated[
        str, typer.Option(metavar="TEXTE", help="Comme les bordereaux nomment l'accord (ArchivalAgreement).")
    ] = "",
    review: Annotated[
        bool, typer.Option("--review", help="Un archiviste regarde d'abord ; sinon, l'acceptation est automatique.")
    ] = False,
    clear: Annotated[
        bool, typer.Option("--clear", help="Ôter l'accord : rien ne borne, ou celui de la collectivité.")
    ] = False,
) -> int:
    """Donner l'accord de versement, ou l'écrire quand une option le dit."""
    output = asked.output
    with wire(asked.settings):
        of = asked.tenant
        if clear:
            set_accord(of, None, identifier)
        elif series or format_ or largest is not None or quota is not None or review or yearly or reference:
            given = Accord(
                frozenset(series or ()), frozenset(format_ or ()), largest, quota, review, yearly, reference.strip()
            )
            set_accord(of, given, identifier)
        known = accord_for(of.key, identifier)
        named = agreement_for(of.key, identifier).reference
    output.emit(known.as_json())
    output.say("référence : {reference}", reference=named)
    output.say("séries : {series}", series=", ".join(sorted(known.series)) or "—")
    output.say("formats : {formats}", formats=", ".join(sorted(known.formats)) or "—")
    output.say("un dépôt au plus : {size}", size=_amount(known.largest, output))
    output.say("par an au plus : {size}", size=_amount(known.yearly, output))
    output.say("tous au plus : {size}", size=_amount(known.quota, output))
    output.say(
        "acceptation : {how}", how=output.text("après examen par un archiviste" if known.review else "automatique")
    )
    return exit_codes.DONE


@answering_for
def logo(
    asked: AnsweringFor, file: Annotated[Path, typer.Argument(metavar="IMAGE", help="Une image PNG ou JPEG.")]
) -> int:
    """Donner à la collectivité son logo ; il est refait d'après ses pixels."""
    output = asked.output
    with wire(asked.settings), opened(file) as stream:
        of = asked.tenant
        made = set_logo(of.key, stream)
    output.emit({"code": of.code, "width": made.width, "height": made.height, "bytes": len(made.png)})
    output.say("✓ {code} : {width} × {height} pixels", code=of.code, width=made.width, height=made.height)
    return exit_codes.DONE


def _amount(size: int | None, output: Output) -> str:
    return output.amount(size) if size is not None else "—"


def _tell(each: Service, output: Output) -> None:
    told: dict[str, Any] = {
        "identifier": each.identifier,
        "name": each.name,
        "producer": each.producer,
        "transferring": each.transferring,
        "closed": each.closed,
    }
    output.emit(told)
    output.line(each.identifier, each.name, output.text("fermé") if each.closed else "")
