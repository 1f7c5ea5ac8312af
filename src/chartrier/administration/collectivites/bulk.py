"""Opening the collectivités of a list, a thousand as well as ten: repeatable, each line answered for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from chartrier.administration.collectivites import findings as say
from chartrier.administration.collectivites.finding import Listed, find, kind_of
from chartrier.administration.collectivites.opening import Opened, open_listed
from chartrier.administration.credentials import Proven
from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError, Unavailable
from chartrier.records.finding import Finding, Findings, Place
from chartrier.rules.lists import read_rows

COLUMNS = ("nom",)
OPTIONAL = ("departement", "siren", "type")

Progress = Callable[[str, int, int], None]
"""Told the step, how many collectivités are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list that says which collectivité it means."""

    place: Place
    listed: Listed


def read_list(stream: BinaryIO, findings: Findings, *, file: str) -> list[Line]:
    """The collectivités of a list (`nom`; `departement`, `siren`, `type` where wanted), each once, in its order.

    A line that means none, or several, is a finding with its number; the others are there all the same.
    """
    lines: dict[str, Line] = {}
    for place, row in read_rows(stream, COLUMNS, findings, file=file, optional=OPTIONAL):
        try:
            kind = kind_of(row["type"]) if row["type"] else None
            listed = find(row["nom"], row["departement"] or None, row["siren"] or None, kind)
        except ChartrierError as problem:
            findings.append(Finding(problem.finding.kind, place, problem.finding.values))
            continue
        if listed.siren in lines:
            findings.add(say.TWICE_IN_LIST, place, code=listed.siren)
        lines.setdefault(listed.siren, Line(place, listed))
    return list(lines.values())


def open_lines(
    lines: list[Line],
    *,
    instance: str,
    copies: Copies,
    findings: Findings,
    tell: Progress,
    archivist: Proven | None = None,
) -> Iterator[Opened | None]:
    """Open one after the other; None for one that cannot be, of which a finding tells the line.

    Stopped at any line, the same list goes on where it was. Raises Unavailable: what lacks for one lacks for all.
    """
    for done, line in enumerate(lines):
        tell("collectivites", done, len(lines))
        told = Findings()
        try:
            opened = open_listed(line.listed, instance=instance, copies=copies, findings=told, archivist=archivist)
        except Unavailable:
            raise
        except ChartrierError as problem:
            told.append(problem.finding)
            opened = None
        for finding in told:
            findings.append(Finding(finding.kind, line.place, finding.values, finding.refused))
        yield opened
