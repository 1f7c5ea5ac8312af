"""`chartrier check`"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang
from chartrier.cli.output import Output
from chartrier.cli.packages import require_there
from chartrier.ingest.check import CheckReport, check_message, is_message
from chartrier.ingest.check import check as check_package
from chartrier.ingest.equipment import budget_of, identifier_of, limits_of, scanner_of
from chartrier.ingest.steps import Steps
from chartrier.malware.scanner import Scanner
from chartrier.records.policy import EVERYBODY, STRICT, Policy
from chartrier.seda.bordereau import Agency
from chartrier.seda.received import ReceivedAcknowledgement, ReceivedReply
from chartrier.settings import Settings

_CODES = ("OK", "WARNING", "KO")
_EVENTS = 20
"""Events of a reply that are shown to people."""


def check(
    packages: Annotated[
        list[Path],
        typer.Argument(
            metavar="PAQUET", help="Paquets SEDA (zip, tar ou dossier), ou messages seuls (bordereau, réponse, accusé)."
        ),
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuser ce que le schéma officiel du SEDA ne permet pas.")
    ] = False,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Contrôler des paquets ou des messages SEDA, sans archive ni base de données."""
    settings, output = invoked(home, json, lang)
    require_there(packages)
    policy, scanner = STRICT if strict else EVERYBODY, scanner_of(settings)
    status = exit_codes.DONE
    for path in packages:
        with output.progress() as tell:
            report = _check(path, policy, settings, scanner, Steps(tell))
        output.emit(report.as_json(output.language))
        _tell(output, path, report)
        if report.findings.refused:
            status = exit_codes.REFUSED
    return status


def _check(path: Path, policy: Policy, settings: Settings, scanner: Scanner | None, steps: Steps) -> CheckReport:
    limits = limits_of(settings)
    if is_message(path):
        return check_message(path, policy=policy, limits=limits, steps=steps)
    return check_package(
        path,
        policy=policy,
        budget=budget_of(settings),
        limits=limits,
        identifier=partial(identifier_of, settings),
        scanner=scanner,
        steps=steps,
    )


def _tell(output: Output, path: Path, report: CheckReport) -> None:
    verdict = report.findings.verdict
    sentence = {
        "accept": "✓ {path} : conforme.",
        "warning": "✓ {path} : recevable, avec des remarques.",
        "reject": "✗ {path} : refusé.",
    }[verdict]
    output.say(sentence, path=path)
    if isinstance(report.says, ReceivedReply):
        _tell_reply(output, report.says)
    elif report.says is not None:
        _tell_acknowledgement(output, report.says)
    elif report.seda_version is not None:
        _tell_transfer(output, report)
    output.findings(report.findings)


def _tell_transfer(output: Output, report: CheckReport) -> None:
    sentence = (
        "  SEDA {version}, {units}, {objects}, {amount}" if report.bytes else "  SEDA {version}, {units}, {objects}"
    )
    output.say(
        sentence,
        version=report.seda_version,
        units=output.count(report.units, "unité"),
        objects=output.count(report.objects, "objet"),
        amount=output.amount(report.bytes),
    )


def _tell_reply(output: Output, reply: ReceivedReply) -> None:
    output.say(
        "  Réponse à un versement (ArchiveTransferReply), SEDA {version} : message {message} du {date}",
        version=reply.version,
        message=reply.message_identifier or "?",
        date=reply.date or "?",
    )
    output.say("  en réponse au versement {request}", request=reply.request_identifier or "?")
    answer = {
        "OK": "  réponse {code} : versement accepté",
        "WARNING": "  réponse {code} : versement accepté, avec des remarques",
        "KO": "  réponse {code} : versement refusé",
        "": "  réponse {code}",
    }[reply.code if reply.code in _CODES else ""]
    output.say(answer, code=reply.code or "?")
    if reply.granted:
        output.say("  pris en charge le {date}", date=reply.granted)
    output.say(
        "  service d'archives {archival}, service versant {transferring}",
        archival=_named(reply.archival_agency),
        transferring=_named(reply.transferring_agency),
    )
    output.say(
        "  identifiants donnés par l'archive : {units}, {objects}",
        units=output.count(sum(1 for unit in reply.units if unit.system_id), "unité"),
        objects=output.count(sum(1 for group in reply.groups for held in group.objects if held.system_id), "objet"),
    )
    for event in reply.events[:_EVENTS]:
        words = (event.outcome, event.type_code or event.type, event.detail or event.message, event.member)
        output.line("   ", *(word for word in words if word))
    if len(reply.events) > _EVENTS:
        output.say("    … et {count} de plus", count=output.count(len(reply.events) - _EVENTS, "événement"))


def _tell_acknowledgement(output: Output, said: ReceivedAcknowledgement) -> None:
    output.say(
        "  Accusé de réception (Acknowledgement), SEDA {version} : message {message} du {date}",
        version=said.version,
        message=said.message_identifier or "?",
        date=said.date or "?",
    )
    output.say(
        "  message reçu : {received} ; expéditeur {sender}, destinataire {receiver}",
        received=said.received_identifier or "?",
        sender=_named(said.sender),
        receiver=_named(said.receiver),
    )


def _named(agency: Agency | None) -> str:
    if agency is None:
        return "?"
    return f"{agency.identifier or '?'} ({agency.name})" if agency.name else agency.identifier or "?"
