"""`chartrier ingest`"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.administration.people import find_person
from chartrier.administration.rights import rights_of
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.output import Output
from chartrier.cli.packages import require_there
from chartrier.clock import day_of
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import Outcome
from chartrier.ingest.versement import ingest as ingest_package
from chartrier.reception.agreed import AccordsOf
from chartrier.records.finding import Language
from chartrier.records.tenant import Tenant
from chartrier.records.voice import Voice
from chartrier.settings import Settings
from chartrier.vault.ocfl import package_path
from chartrier.wiring import Wiring, wire

By = Annotated[
    str | None,
    typer.Option("--by", metavar="NOM", help="Qui dépose, dans la limite de ses droits ; sinon, l'exploitant."),
]
SYSTEM = "system"
"""Who acts when the machine's operator does: commands do not sign people in yet."""


@answering_for
def ingest(
    asked: AnsweringFor,
    packages: Annotated[list[Path], typer.Argument(metavar="PAQUET", help="Paquets SEDA : zip, tar ou dossier.")],
    by: By = None,
) -> int:
    """Verser des paquets SEDA : contrôles, copies, journal, réponse."""
    output = asked.output
    require_there(packages)
    worst = exit_codes.DONE
    with wire(asked.settings) as archive:
        collectivite = asked.tenant
        account, voice = spoken_by(by, collectivite, archive)
        accords = AccordsOf(collectivite, archive.deposits) if voice is not None else None
        for path in packages:
            with output.progress() as tell:
                outcome = ingest_package(
                    path, collectivite, archive.means, by=account, steps=Steps(tell), voice=voice, accords=accords
                )
            output.emit(outcome_as_json(outcome, asked.settings, output.language))
            tell_outcome(output, path, outcome, asked.settings)
            if not outcome.operation.accepted:
                worst = max(worst, exit_codes.REFUSED)
    return worst


def spoken_by(by: str | None, tenant: Tenant, archive: Wiring) -> tuple[str, Voice | None]:
    """The account of whoever deposits, and for whom they do; nobody named is the operator, who speaks for all.

    Raises NotFound, Conflict (`find_person`).
    """
    if by is None:
        return SYSTEM, None
    person = find_person(by)
    return str(person.id), rights_of(person.id, day_of(archive.copies.clock())).voice(tenant.key)


def outcome_as_json(outcome: Outcome, settings: Settings, language: Language) -> dict[str, Any]:
    """All that a program needs of one versement."""
    operation, checkpoint = outcome.operation, outcome.published.checkpoint
    transfer = operation.transfer or {}
    return {
        "status": "accepted" if operation.accepted else "rejected",
        "verdict": operation.findings.verdict,
        "tenant": operation.tenant.code,
        "operation": str(operation.identifier),
        "message_identifier": transfer.get("message_identifier"),
        "transferring_agency": transfer.get("transferring_agency"),
        "seda_version": transfer.get("seda_version"),
        "units": operation.counts.units,
        "objects": operation.counts.objects,
        "bytes": operation.counts.bytes,
        "findings": [finding.as_json(language) for finding in operation.findings],
        "copies": {name: str(folder) for name, folder in _folders(outcome, settings)},
        "copies_behind": {name: found.as_json(language) for name, found in outcome.published.behind.items()},
        "inventory": str(outcome.inventory),
        "journal": {
            "origin": checkpoint.origin,
            "index": outcome.index,
            "size": checkpoint.size,
            "root": checkpoint.root.hex(),
        },
        "steps": outcome.steps.as_json(),
    }


def _folders(outcome: Outcome, settings: Settings) -> Iterator[tuple[str, Path]]:
    """Where the package lies in each copy that has it."""
    operation = outcome.operation
    for name in outcome.published.copies:
        folder = settings.copies[name]
        yield name, folder / operation.tenant.code / "packages" / package_path(operation.identifier)


def tell_outcome(output: Output, path: Path, outcome: Outcome, settings: Settings) -> None:
    """What became of a versement, for people."""
    operation, checkpoint = outcome.operation, outcome.published.checkpoint
    sentence = "✓ {path} : versement accepté." if operation.accepted else "✗ {path} : versement rejeté."
    output.say(sentence, path=path)
    output.findings(operation.findings)
    if operation.accepted:
        output.say(
            "  {units}, {objects}, {amount}",
            units=output.count(operation.counts.units, "unité"),
            objects=output.count(operation.counts.objects, "objet"),
            amount=output.amount(operation.counts.bytes),
        )
    home = f" --home {settings.home}" if settings.origins.get("home") == "option" else ""
    output.say("  opération {id} (sa réponse : chartrier reply {id}{home})", id=operation.identifier, home=home)
    for name, folder in _folders(outcome, settings):
        output.say("  copie {name} : {folder}", name=name, folder=folder)
    for finding in outcome.published.behind.values():
        output.finding(finding)
    output.say(
        "  journal {origin} : inscription {index}, point de contrôle à {size}",
        origin=checkpoint.origin,
        index=outcome.index,
        size=checkpoint.size,
    )
