"""`chartrier privacy scan | found | register | contradictions | treatment | request | violation | aipd`"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.privacy.register import Seen, count_scans, most_seen
from chartrier.catalog.tenants import register as tenants
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.output import Output
from chartrier.cli.privacy_aipd import aipd
from chartrier.cli.privacy_requests import request
from chartrier.cli.privacy_violations import violation
from chartrier.cli.treatments import contradictions, register, treatment
from chartrier.detection.occurrence import Kind
from chartrier.detection.scanning import Scan
from chartrier.errors import InvalidInput
from chartrier.previews.previewer import Previewer
from chartrier.privacy.scanning import scan_file, scan_texts
from chartrier.records.roles import Permission
from chartrier.wiring import wire

privacy = typer.Typer(
    name="privacy",
    help="Les données personnelles : ce qui en est relevé, le registre des traitements, ce qui le contredit.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
privacy.add_typer(request)
privacy.add_typer(violation)
privacy.add_typer(aipd)

privacy.command("register")(register)
privacy.command("contradictions")(contradictions)
privacy.add_typer(treatment)

SHOWN = 5
"""Occurrences of a document that are shown to people."""
KINDS = {
    Kind.NIR: "numéro de sécurité sociale",
    Kind.IBAN: "compte bancaire",
    Kind.PHONE: "téléphone",
    Kind.EMAIL: "adresse électronique",
    Kind.ADDRESS: "adresse postale",
    Kind.BIRTH: "date de naissance",
    Kind.NAME: "nom de personne",
    Kind.SPECIAL: "sujet sensible",
}


@privacy.command()
@answering
def scan(
    asked: Answering,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FICHIER", help="Des fichiers qui ne sont pas archivés ; sinon, ce qui l'est."),
    ] = None,
    model: Annotated[
        bool, typer.Option("--model", help="Chercher aussi les noms par le modèle de langue, s'il est installé.")
    ] = False,
    tenant: Annotated[str | None, typer.Option(metavar="SIREN", help="Une seule collectivité ; sinon, toutes.")] = None,
) -> int:
    """Chercher des données personnelles dans les documents : une aide à qui regarde, jamais un verdict."""
    output = asked.output
    if files:
        return _scan_files(files, output, model=model)
    with wire(asked.settings):
        for collectivite in [tenant_of(tenant)] if tenant is not None else tenants.tenants():
            with output.progress() as tell:

                def progress(done: int) -> None:
                    tell("documents", done, 0)

                done = scan_texts(collectivite.key, progress)
            known = count_scans(collectivite.key)
            output.emit({"tenant": collectivite.code, "scanned": done, "known": known})
            output.say(
                "Collectivité {code} : {done} de plus, {known} en tout",
                code=collectivite.code,
                done=output.count(done, "document"),
                known=output.number(known),
            )
    return exit_codes.DONE


@privacy.command()
@deciding
def found(
    by: Deciding,
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="SORTE", help="nir, iban, phone, email, address, birth, name ou special."),
    ] = None,
    unit: Annotated[UUID | None, typer.Option("--unit", metavar="IDENTIFIANT", help="Une seule unité.")] = None,
    least: Annotated[int, typer.Option("--least", metavar="N", min=1, max=100, help="Le plus petit score.")] = 1,
    limit: Annotated[int, typer.Option(metavar="NOMBRE", min=1, max=1000, help="Nombre de réponses.")] = 20,
) -> int:
    """Donner les documents où le plus a été relevé ; les données elles-mêmes ne sont jamais montrées."""
    output = by.output
    wanted = choice(Kind, kind) if kind is not None else None
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        if by.who is not None:
            by.actor(archive, collectivite, Permission.SEE_PERSONAL_DATA)
        page = most_seen(collectivite.key, least=least, kind=wanted and str(wanted), unit=unit, limit=limit)
    for each in page:
        output.emit(_seen_as_json(each))
        output.line(each.unit or each.object, each.title or "", each.filename or "")
        _tell(output, each.score, each.counts, [masked for *_, masked in each.occurrences])
    if not page:
        output.say("Rien n'a été relevé dans ce qui a été lu.")
    return exit_codes.DONE


def _scan_files(files: list[Path], output: Output, *, model: bool) -> int:
    status = exit_codes.DONE
    with tempfile.TemporaryDirectory(prefix="chartrier-") as folder, Previewer(Path(folder)) as previewer:
        for path in files:
            try:
                seen = scan_file(path, previewer, model=model)
            except InvalidInput as problem:
                output.emit({"file": str(path), "findings": [problem.finding.as_json(output.language)]})
                output.finding(problem.finding)
                status = exit_codes.REFUSED
                continue
            output.emit({"file": str(path), **_scan_as_json(seen), "findings": []})
            output.line(path)
            _tell(
                output,
                seen.score,
                {str(kind): count for kind, count in seen.counts.items()},
                [each.masked for each in seen.occurrences],
            )
    return status


def _tell(output: Output, score: int, counts: Any, masked: list[str]) -> None:
    told = ", ".join(f"{output.text(KINDS[Kind(kind)])} × {output.number(count)}" for kind, count in counts.items())
    output.say("    score {score} sur 100 : {told}", score=score, told=told or output.text("rien de relevé"))
    if masked:
        output.line("   ", " · ".join(masked[:SHOWN]), "…" if len(masked) > SHOWN else "")


def _scan_as_json(seen: Scan) -> dict[str, Any]:
    return {
        "score": seen.score,
        "counts": {str(kind): count for kind, count in seen.counts.items()},
        "occurrences": [
            [str(each.kind), each.start, each.end, each.certainty, each.masked] for each in seen.occurrences
        ],
    }


def _seen_as_json(each: Seen) -> dict[str, Any]:
    return {
        "object": str(each.object),
        "unit": each.unit and str(each.unit),
        "title": each.title,
        "filename": each.filename,
        "score": each.score,
        "counts": dict(each.counts),
        "occurrences": [list(one) for one in each.occurrences],
    }
