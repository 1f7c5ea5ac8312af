"""`chartrier check`: all the controls on a package or on a message, with neither archive nor database."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartrier.copies.staging import while_room_lasts
from chartrier.formats.identification import FormatIdentifier
from chartrier.ingest.controls import OF_THE_BORDEREAU, OF_THE_FILES, Tools, run_controls
from chartrier.ingest.findings import PARENT_UNCHECKED
from chartrier.ingest.references import sought
from chartrier.ingest.spool import open_spool
from chartrier.ingest.steps import Steps
from chartrier.ingest.submission import Submission
from chartrier.malware.scanner import Scanner
from chartrier.packages.budget import Budget
from chartrier.packages.findings import UNREADABLE
from chartrier.packages.tar_header import BLOCK, is_header
from chartrier.records.collectivite import Accords
from chartrier.records.finding import Findings, Language, Place
from chartrier.records.policy import Policy
from chartrier.records.voice import Voice
from chartrier.seda import findings as seda
from chartrier.seda.bordereau import Bordereau
from chartrier.seda.limits import Limits
from chartrier.seda.message import Message, name_of, read_message
from chartrier.seda.opening import TRANSFER, begins_as_xml
from chartrier.seda.received import ReceivedAcknowledgement, ReceivedReply

_CONTAINERS = (b"PK", b"\x1f\x8b", b"BZh")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found. `units` and `objects` are 0 when the message cannot be read.

    `message` is the SEDA name of what was checked, None when it cannot be read; a package is the transfer it holds.
    `says` is what a reply or an acknowledgement says.
    """

    message: str | None
    seda_version: str | None
    units: int
    objects: int
    bytes: int
    findings: Findings
    steps: Steps
    says: ReceivedReply | ReceivedAcknowledgement | None = None

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            "verdict": self.findings.verdict,
            "message": self.message,
            "seda_version": self.seda_version,
            "units": self.units,
            "objects": self.objects,
            "bytes": self.bytes,
            "says": self.says.as_json() if self.says else None,
            "findings": [finding.as_json(language) for finding in self.findings],
            "steps": self.steps.as_json(),
        }


def check(
    path: Path,
    *,
    policy: Policy,
    budget: Budget,
    limits: Limits,
    identifier: Callable[[Path], FormatIdentifier],
    scanner: Scanner | None,
    steps: Steps,
    voice: Voice | None = None,
    accords: Accords | None = None,
) -> CheckReport:
    """Control the package at `path`. Never raises for what the package holds: it is all in the findings."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chartrier-check-")))
        stack.enter_context(while_room_lasts(folder))
        submission = Submission(path, folder, policy)
        stack.callback(submission.close)
        # what units say is looked at where somebody is bound by it
        spool = stack.enter_context(open_spool(folder)) if voice is not None or accords is not None else None
        identifying = stack.enter_context(identifier(folder))
        tools = Tools(budget, limits, identifying, scanner, steps, spool, voice=voice, accords=accords)
        if run_controls(OF_THE_BORDEREAU, submission, tools):
            assert submission.bordereau is not None and submission.bordereau_file is not None
            _note_attachments(submission.bordereau, submission.bordereau_file.name, submission.findings)
            run_controls(OF_THE_FILES, submission, tools)
        bordereau = submission.bordereau
        return CheckReport(
            message=TRANSFER if bordereau else None,
            seda_version=str(bordereau.version) if bordereau else None,
            units=bordereau.declared_units if bordereau else 0,
            objects=len(bordereau.objects) if bordereau else 0,
            bytes=submission.bytes,
            findings=submission.findings,
            steps=steps,
        )


def is_message(path: Path) -> bool:
    """Whether a path is a message by itself rather than a package: by what it is, else by its name."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(BLOCK)
    except OSError:
        return False
    if head.startswith(_CONTAINERS) or is_header(head):
        return False
    return begins_as_xml(head) or path.suffix.casefold() == ".xml"


def check_message(path: Path, *, policy: Policy, limits: Limits, steps: Steps) -> CheckReport:
    """Control a message by itself: a transfer, whose files are not looked at, a reply or an acknowledgement.

    Never raises for what it holds. The verdict is on the message: a reply that refuses a transfer may be sound.
    """
    findings = Findings()
    message: Message | None = None
    with steps.step("seda"):
        try:
            message = read_message(
                path, strict=policy.refuses("extensions"), findings=findings, file=path.name, limits=limits
            )
        except OSError as error:
            findings.add(UNREADABLE, reason=error.strerror or "")
    if message is None:
        return CheckReport(None, None, 0, 0, 0, findings, steps)
    name, version = name_of(message), str(message.version)
    if isinstance(message, Bordereau):
        _note_attachments(message, path.name, findings)
        files = sum(1 for declared in message.objects if declared.kind == "binary")
        if files:
            findings.add(seda.BORDEREAU_ALONE, Place(path.name), count=files)
        return CheckReport(name, version, message.declared_units, len(message.objects), 0, findings, steps)
    units, objects = (len(message.units), message.objects) if isinstance(message, ReceivedReply) else (0, 0)
    return CheckReport(name, version, units, objects, 0, findings, steps, message)


def _note_attachments(bordereau: Bordereau, file: str, findings: Findings) -> None:
    for existing in bordereau.existing:
        name, value = sought(existing)
        findings.add(PARENT_UNCHECKED, Place(file, existing.line, unit=existing.xml_id), name=name, value=value)
