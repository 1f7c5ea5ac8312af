"""Opening the collectivités of a list, a thousand as well as ten: repeatable, each line answered for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from chartrier.administration.collectivites import findings as say
from chartrier.administration.collectivites.finding import Listed, find, kind_of
from chartrier.administration.collectivites.opening import Opened, open_listed
from chartrier.administration.credentials import Proven
from chartrier.administration.invitations import Invitation
from chartrier.administration.joining import join
from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError, Unavailable
from chartrier.records.finding import Finding, Findings, Place
from chartrier.records.roles import Role
from chartrier.rules.lists import read_rows

COLUMNS = ("nom",)
OPTIONAL = ("departement", "siren", "type", "deposant", "courriel")

Progress = Callable[[str, int, int], None]
"""Told the step, how many collectivités are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: which collectivité it means, and the name and address of who deposits first there."""

    place: Place
    listed: Listed
    deposant: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a line. `opened` None: it could not be opened; `invitation` None: nobody had to be invited."""

    opened: Opened | None
    invitation: Invitation | None = None


def read_list(stream: BinaryIO, findings: Findings, *, file: str) -> list[Line]:
    """The collectivités of a list, each once, in its order: `nom`, and where wanted `departement`, `siren`, `type`,
    `deposant` and `courriel`.

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
        lines.setdefault(listed.siren, Line(place, listed, row["deposant"], row["courriel"]))
    return list(lines.values())


def open_lines(
    lines: list[Line],
    *,
    instance: str,
    copies: Copies,
    findings: Findings,
    tell: Progress,
    archivist: Proven | None = None,
) -> Iterator[Done]:
    """Open one after the other; a finding tells the line of what cannot be.

    Stopped at any line, the same list goes on where it was; who has not opened their account yet is invited anew.
    Raises Unavailable: what lacks for one lacks for all.
    """
    for done, line in enumerate(lines):
        tell("collectivites", done, len(lines))
        told, opened, invitation = Findings(), None, None
        try:
            opened = open_listed(line.listed, instance=instance, copies=copies, findings=told, archivist=archivist)
            if line.email:
                code = opened.tenant.code
                invitation = join(code, line.deposant, line.email, Role.DEPOSANT, copies)
        except Unavailable:
            raise
        except ChartrierError as problem:
            told.append(problem.finding)
        for finding in told:
            findings.append(Finding(finding.kind, line.place, finding.values, finding.refused))
        yield Done(opened, invitation)
