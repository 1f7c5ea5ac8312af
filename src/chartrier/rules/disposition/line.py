"""The lines of a bordereau d'élimination, in the form of which a digest is signed.

`lines.jsonl` has a canonical line each; its SHA-512 is what people sign. A line names one unit that goes with all that
is below it, and the digest of their identifiers. What is accepted is the same lines, byte for byte, in a list of its
own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest

DIGITAL, PAPER, BOTH = "numérique", "papier", "les deux"
"""The supports of a line."""

CERTIFICATE = "certificat.pdf"
"""In the package of an `elimination` that has lines on paper: the certificate of their destruction."""


@dataclass(frozen=True, slots=True)
class LineRule:
    """An appraisal rule of a line: DUA, départ and échéance as they stood, `label` and `text` as its referential."""

    rule: str
    label: str
    dua: str
    depart: str | None
    ending: str | None
    text: str

    @property
    def terms(self) -> tuple[str, str, str | None, str | None]:
        """What must still hold when the line is executed: the rule, its DUA, départ and échéance."""
        return self.rule, self.dua, self.depart, self.ending


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `title` is the typology where the série is nominative: `nominative` says so.

    Days are ISO 8601. `millimetres` are those of shelves, for what is on paper.
    """

    number: int
    unit: UUID
    title: str
    nominative: bool
    start: str | None
    end: str | None
    units: int
    members: str
    """SHA-512 of the identifiers of all that goes, ascending, a line feed after each."""
    files: int
    bytes: int
    millimetres: int
    support: str
    rules: tuple[LineRule, ...]
    motive: str
    versements: tuple[Mapping[str, str | None], ...]
    """Of origin: `id`, `message`."""

    @property
    def on_paper(self) -> bool:
        """Whether something of it is on paper: the line is executed with a certificate."""
        return self.support != DIGITAL

    def as_json(self) -> dict[str, Any]:
        return {
            **{name: getattr(self, name) for name in _PLAIN},
            "unit": str(self.unit),
            "rules": [{name: getattr(rule, name) for name in LineRule.__dataclass_fields__} for rule in self.rules],
            "versements": [dict(each) for each in self.versements],
        }


_PLAIN = (
    *("number", "title", "nominative", "start", "end", "units", "members", "files", "bytes", "millimetres"),
    *("support", "motive"),
)


def members_digest(units: Iterable[UUID]) -> str:
    """The digest of the identifiers of what goes with a line."""
    return str(Digest.of("sha512", b"".join(f"{unit}\n".encode() for unit in sorted(units, key=str))))


def write_lines(lines: Iterable[Line]) -> bytes:
    """`lines.jsonl`."""
    return b"".join(canonical(line.as_json()) + b"\n" for line in lines)


def read_lines(data: bytes) -> list[Line]:
    """Read what `write_lines` wrote. Raises ValueError, KeyError or TypeError on anything else."""
    lines = []
    for text in data.splitlines():
        value = json.loads(text)
        lines.append(
            Line(
                **{name: value[name] for name in _PLAIN},
                unit=UUID(value["unit"]),
                rules=tuple(LineRule(**rule) for rule in value["rules"]),
                versements=tuple(value["versements"]),
            )
        )
    return lines


def only(data: bytes, numbers: Sequence[int]) -> bytes:
    """The list of these lines alone, byte for byte as they stand in the whole one."""
    wanted = frozenset(numbers)
    return b"".join(text for text in data.splitlines(keepends=True) if json.loads(text)["number"] in wanted)
