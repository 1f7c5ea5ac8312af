"""`chartrier territory observatory export | import | show | key | trust | distrust | agree`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chartrier.catalog.observatory import register
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, AnsweringFor, answering, answering_for
from chartrier.cli.lists import opened
from chartrier.cli.moments import readable
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.finding import Findings
from chartrier.territory.exporting import export_picture
from chartrier.territory.observatory.choosing import Counted
from chartrier.territory.observatory.choosing import choose as choose_counted
from chartrier.territory.observatory.national import Least, Picture, picture, shown_areas
from chartrier.territory.observatory.publication import Layer, Publication, read
from chartrier.territory.observatory.publishing import own_key, publish
from chartrier.territory.observatory.receiving import distrust as distrust_instance
from chartrier.territory.observatory.receiving import receive
from chartrier.territory.observatory.receiving import trust as trust_key
from chartrier.territory.observatory.words import LAYERS, sized
from chartrier.wiring import wire

observatory = typer.Typer(
    name="observatory",
    help="L'observatoire : ce que des instances publient en sommes qui ne disent rien d'une seule commune.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Year = Annotated[int | None, typer.Option("--year", metavar="ANNÉE", help="L'année ; sinon, la dernière.")]


@observatory.command()
@answering
def choose(
    asked: Answering,
    counted: Annotated[
        Counted, typer.Argument(metavar="QUI", help="off (personne), agreed (qui l'accepte), every (toutes).")
    ],
) -> int:
    """Choisir qui est compté dans ce que l'instance publie ; personne, tant que rien n'est choisi."""
    output = asked.output
    with wire(asked.settings) as archive:
        choose_counted(asked.settings, counted, archive.copies.clock(), None)
    output.emit({"counted": counted.value})
    output.say("✓ {target}", target=counted.value)
    return exit_codes.DONE


@observatory.command("export")
@answering
def export_(
    asked: Answering,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le fichier à écrire ; il ne doit pas exister.")],
    year: Annotated[
        int | None, typer.Option("--year", metavar="ANNÉE", help="L'année ; sinon celle-ci, jusqu'à aujourd'hui.")
    ] = None,
) -> int:
    """Publier une année : des sommes de 11 communes au moins, signées ; ce fichier se donne à un observatoire."""
    output = asked.output
    findings = Findings()
    with wire(asked.settings) as archive, new_file(file) as stream:
        document = publish(asked.settings, archive.copies.clock(), year, findings)
        stream.write(document)
    told = read(document).publication
    output.emit(
        {"output": str(file), **told.as_json(), "findings": [finding.as_json(output.language) for finding in findings]}
    )
    output.findings(findings)
    output.say(
        "✓ {target} : {communes} au {day}",
        target=file,
        communes=output.count(told.communes, "commune"),
        day=readable(told.on.isoformat(), output.language),
    )
    _tell_places(output, told)
    return exit_codes.DONE


@observatory.command("import")
@answering
def import_(
    asked: Answering,
    file: Annotated[
        Path, typer.Argument(metavar="FICHIER", help="La publication d'une instance (JSON), ou une liste (CSV).")
    ],
) -> int:
    """Entrer une publication ou une liste, tout entière ou rien ; la redonner n'entre rien deux fois."""
    output = asked.output
    findings = Findings()
    with wire(asked.settings) as archive, opened(file) as stream:
        now = archive.copies.clock()
        done = receive(stream, findings, asked.settings, file=file.name, now=now, person=None)
    told = [finding.as_json(output.language) for finding in findings]
    output.emit({"read": done.read, "new": done.new, "findings": told})
    output.findings(findings)
    if findings.refused:
        output.say("✗ Rien n'est entré.")
        return exit_codes.REFUSED
    output.say("✓ {read}, {new} de nouveau", read=output.count(done.read, "publication"), new=output.number(done.new))
    return exit_codes.DONE


@observatory.command()
@answering
def show(
    asked: Answering,
    year: Year = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FICHIER", help="L'écrire aussi en CSV.")] = None,
) -> int:
    """Donner le tableau national d'une année, et qui le fait : au moins autant, car ce qui est caché n'y est pas."""
    output = asked.output
    with wire(asked.settings) as archive:
        found = picture(asked.settings, day_of(archive.copies.clock()), year)
        if csv is not None:
            with new_file(csv) as file:
                export_picture(file, found)
        trusted = {name: str(VerifierKey(name, public)) for name, public in register.trusted().items()}
    output.emit({**found.as_json(), "trusted": trusted})
    _tell(output, found)
    for name, key in trusted.items():
        output.say("clé connue de {name} : {key}", name=name, key=key)
    return exit_codes.DONE


@observatory.command()
@answering
def key(asked: Answering) -> int:
    """Donner la clé publique de cette instance, à transmettre à l'exploitant d'un observatoire."""
    output = asked.output
    with wire(asked.settings):
        own = own_key(asked.settings)
    output.emit({"key": str(own), "fingerprint": own.fingerprint})
    output.line(str(own))
    output.line("   ", own.fingerprint)
    return exit_codes.DONE


@observatory.command()
@answering
def trust(
    asked: Answering,
    given: Annotated[str, typer.Argument(metavar="CLÉ", help="La clé que l'exploitant de l'instance vous a donnée.")],
    fingerprint: Annotated[
        str | None,
        typer.Option(
            "--fingerprint",
            metavar="EMPREINTE",
            help="Son empreinte, dite par une autre voie, ou ses 16 premiers caractères.",
        ),
    ] = None,
) -> int:
    """Prendre cette clé pour celle d'une instance, dont les publications seront alors prouvées."""
    output = asked.output
    with wire(asked.settings) as archive:
        known = trust_key(given, asked.settings, archive.copies.clock(), fingerprint)
    output.emit({"name": known.name, "fingerprint": known.fingerprint})
    output.say("✓ {name} : {fingerprint}", name=known.name, fingerprint=known.fingerprint)
    return exit_codes.DONE


@observatory.command()
@answering
def distrust(
    asked: Answering, name: Annotated[str, typer.Argument(metavar="NOM", help="Le nom de l'instance.")]
) -> int:
    """Ne plus rien compter d'une instance ; ce qu'elle a publié reste gardé."""
    output = asked.output
    with wire(asked.settings):
        distrust_instance(name)
    output.emit({"name": name})
    output.say("✓ {target}", target=name)
    return exit_codes.DONE


@observatory.command()
@answering_for
def agree(
    asked: AnsweringFor,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Ne plus l'être, à partir de maintenant.")] = False,
) -> int:
    """Noter qu'une collectivité accepte d'être comptée dans les sommes que l'instance publie."""
    output = asked.output
    with wire(asked.settings) as archive:
        of = asked.tenant
        if withdraw:
            register.withdraw(of.key)
        else:
            register.agree(of.key, archive.copies.clock())
    output.emit({"tenant": of.code, "agreed": not withdraw})
    output.say("✓ {name} : n'est plus comptée" if withdraw else "✓ {name} : est comptée", name=of.name)
    return exit_codes.DONE


def _tell_places(output: Output, told: Publication) -> None:
    for place in told.places:
        volume = output.amount(place.volume.bytes) if place.volume is not None else output.text("volume caché")
        output.line("   ", f"{place.written} :", output.count(place.communes, "commune"), f"· {volume}")


def _tell(output: Output, found: Picture) -> None:
    output.say(
        "{year} : au moins {communes}, d'après {publications}",
        year=found.year,
        communes=output.count(found.whole.communes, "commune"),
        publications=output.count(len(found.sources), "publication"),
    )
    for each in found.sources:
        told = each.publication
        output.say(
            "    {name} : {communes} au {day}, signée et prouvée"
            if each.proven
            else "    {name} : {communes} au {day}, déclarée par une liste",
            name=told.instance,
            communes=output.count(told.communes, "commune"),
            day=readable(told.on.isoformat(), output.language),
        )
    for name in found.absent:
        output.say("    {name} : rien pour cette année", name=name)
    for layer in Layer:
        if layer in found.whole.layers:
            count = output.count(found.whole.layers[layer], "commune")
            output.line("   ", f"{LAYERS[layer].within(output.language)} :", count)
    _tell_volume(output, found.whole)
    for area, least, communes in shown_areas(found):
        if least.communes:
            output.line("   ", area.written, area.name, f"{output.number(least.communes)} / {output.number(communes)}")
    for low, number in found.sizes.items():
        output.line("   ", f"{sized(low).within(output.language)} :", output.count(number, "commune"))


def _tell_volume(output: Output, least: Least) -> None:
    if least.versements:
        output.say(
            "    au moins {versements}, {size}",
            versements=output.count(least.versements, "versement"),
            size=output.amount(least.bytes),
        )
