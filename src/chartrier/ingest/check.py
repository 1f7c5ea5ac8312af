"""`chartrier check`: all the controls on a package, with neither archive nor database."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartrier.formats.identification import FormatIdentifier
from chartrier.ingest.controls import OF_THE_BORDEREAU, OF_THE_FILES, Tools, run_controls
from chartrier.ingest.findings import PARENT_UNCHECKED
from chartrier.ingest.references import sought
from chartrier.ingest.room import while_room_lasts
from chartrier.ingest.steps import Steps
from chartrier.ingest.submission import Submission
from chartrier.malware.scanner import Scanner
from chartrier.packages.budget import Budget
from chartrier.records.finding import Findings, Language, Place
from chartrier.records.policy import Policy
from chartrier.seda.limits import Limits


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found. `units` and `objects` are 0 when the bordereau cannot be read."""

    seda_version: str | None
    units: int
    objects: int
    bytes: int
    findings: Findings
    steps: Steps

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            "verdict": self.findings.verdict,
            "seda_version": self.seda_version,
            "units": self.units,
            "objects": self.objects,
            "bytes": self.bytes,
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
) -> CheckReport:
    """Control the package at `path`. Never raises for what the package holds: it is all in the findings."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chartrier-check-")))
        stack.enter_context(while_room_lasts(folder))
        submission = Submission(path, folder, policy)
        stack.callback(submission.close)
        tools = Tools(budget, limits, stack.enter_context(identifier(folder)), scanner, steps)
        if run_controls(OF_THE_BORDEREAU, submission, tools):
            _note_attachments(submission)
            run_controls(OF_THE_FILES, submission, tools)
        bordereau = submission.bordereau
        return CheckReport(
            seda_version=str(bordereau.version) if bordereau else None,
            units=bordereau.declared_units if bordereau else 0,
            objects=len(bordereau.objects) if bordereau else 0,
            bytes=submission.bytes,
            findings=submission.findings,
            steps=steps,
        )


def _note_attachments(submission: Submission) -> None:
    assert submission.bordereau is not None and submission.bordereau_file is not None
    for existing in submission.bordereau.existing:
        name, value = sought(existing)
        place = Place(submission.bordereau_file.name, existing.line, unit=existing.xml_id)
        submission.findings.add(PARENT_UNCHECKED, place, name=name, value=value)
