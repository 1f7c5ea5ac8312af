"""The papers of an operation, in its package: `operation.json`, `findings.json`, the bordereau and the reply."""

from __future__ import annotations

import shutil

from chartrier.ingest.answer import write_answer
from chartrier.ingest.operation import Operation
from chartrier.ingest.staged import StagedPackage
from chartrier.ingest.submission import Submission
from chartrier.records.canonical import canonical


def write_papers(staged: StagedPackage, operation: Operation, submission: Submission) -> None:
    """Write them all; a rejection keeps no bordereau."""
    with staged.new_file("operation.json") as file:
        file.write(canonical(operation.as_json()))
    with staged.new_file("findings.json") as file:
        file.write(canonical([finding.as_recorded() for finding in operation.findings]))
    with staged.new_file("reply.xml") as file:
        write_answer(file, operation, submission)
    if operation.accepted:
        source = submission.bordereau_file
        assert source is not None
        shutil.move(source.path, staged.content / "bordereau.xml")
        staged.adopt("bordereau.xml", source.digest.value, source.size)
