"""Units named on a command line, one by one or in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO
from uuid import UUID

import typer

from chartrier.cli.findings import UNREADABLE_FILE
from chartrier.cli.output import Output
from chartrier.curation.lists import read_unit_list
from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings

UnitsWhole = Annotated[
    list[UUID] | None,
    typer.Option("--unit", metavar="IDENTIFIANT", help="Une unité, et tout ce qu'elle contient ; peut être répété."),
]
UnitList = Annotated[
    Path | None, typer.Option("--list", metavar="FICHIER", help="Un CSV avec une colonne « identifiant ».")
]


def units_listed(output: Output, units: Sequence[UUID], file: Path | None) -> list[UUID] | None:
    """Those named and those of the list; None when the list is refused, and its findings are told."""
    findings = Findings()
    listed = list(units)
    if file is not None:
        with opened(file) as stream:
            listed += read_unit_list(stream, findings, file=file.name)
    return None if refused(output, findings) else listed


def refused(output: Output, findings: Findings) -> bool:
    """Whether findings refuse; then they are told."""
    if findings.refused:
        output.emit({"refused": True, "findings": [finding.as_json(output.language) for finding in findings]})
        output.findings(findings)
    return findings.refused


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """A file that is read. Raises InvalidInput."""
    try:
        with file.open("rb") as stream:
            yield stream
    except OSError:
        raise InvalidInput(UNREADABLE_FILE, path=str(file)) from None
