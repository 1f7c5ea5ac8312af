"""What somebody answers to the questions of a deposit, and what is said back at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from chartrier.reception import findings as say
from chartrier.reception.kinds import Kind
from chartrier.reception.naming import clean_line
from chartrier.records.finding import NOWHERE, Finding, Findings, Place
from chartrier.rules.calendar import LAST_START_YEAR
from chartrier.rules.series.vocabulary import Depart

_FRENCH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
HAPPENED = frozenset({Depart.BIRTH, Depart.RECORDING, Depart.NOTIFICATION, Depart.DECISION})
"""Events that have happened when there are documents of them; others may be planned: the end of a contract."""
LONGEST = 500
"""Characters of a title."""


@dataclass(frozen=True, slots=True)
class PieceAnswer:
    """What somebody says of one file: its title (empty: as it was understood), its day as ISO 8601 (None: likewise;
    empty: it has none), and, when it is set aside, the reason.
    """

    title: str = ""
    day: str | None = None
    aside: str = ""

    @property
    def read_day(self) -> date | None:
        return date.fromisoformat(self.day) if self.day else None


@dataclass(frozen=True, slots=True)
class Answers:
    """As typed: `year` and `event` may be empty. `digitised`: what is deposited was scanned from paper. `pieces`: what
    is said of single files, by their names.
    """

    series: str = ""
    title: str = ""
    year: str = ""
    event: str = ""
    digitised: bool = False
    service: str = ""
    """The identifier of the service versant; empty: the collectivité itself."""
    pieces: Mapping[str, PieceAnswer] = field(default_factory=dict)
    reply: str = ""
    """What will be said to the archivist when the deposit leaves: until then, nobody has been told."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Answers:
        """Read what `as_json` wrote; absent parts are not answered."""
        given = {name: value[name] for name in cls.__dataclass_fields__ if name in value}
        pieces = {name: PieceAnswer(**each) for name, each in value.get("pieces", {}).items()}
        return cls(**{**given, "pieces": pieces})


@dataclass(frozen=True, slots=True)
class Understood:
    """The answers, read."""

    kind: Kind
    title: str
    year: int | None
    event: date | None
    digitised: bool
    service: str | None
    pieces: Mapping[str, PieceAnswer] = field(default_factory=dict)


def read_answers(answers: Answers, kind: Kind, today: date, findings: Findings) -> Understood:
    """The answers to the questions of this kind; what is wrong with them is in the findings, which then refuse."""
    title = clean_line(answers.title, LONGEST)
    if not title:
        findings.add(say.NO_TITLE)
    if (length := len(clean_line(answers.title, len(answers.title)))) > LONGEST:
        findings.add(say.TITLE_TOO_LONG, length=length, limit=LONGEST)
    event = read_day(answers.event, findings)
    if event is not None and event > today and kind.series.depart in HAPPENED:
        findings.add(say.EVENT_TO_COME, event=str(kind.series.depart), day=event.isoformat())
    return Understood(
        kind, title, _year(answers.year, today, findings), event, answers.digitised,
        answers.service.strip() or None, answers.pieces,
    )  # fmt: skip


def warnings(kind: Kind, *, digitised: bool) -> list[Finding]:
    """What has to be said before somebody deposits this."""
    said = [Finding(say.PAPER_STAYS)] if kind.register else []
    return said + ([Finding(say.KEEP_THE_PAPER)] if digitised else [])


def warnings_of_a_package() -> list[Finding]:
    """The same of a package, which says inside what it is."""
    return [Finding(say.PAPER_OF_A_PACKAGE)]


def read_day(text: str, findings: Findings, place: Place = NOWHERE) -> date | None:
    """A day as French people or ISO 8601 write it; None for none, or after a finding, which tells the `place`."""
    text = text.strip()
    if not text:
        return None
    written = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if (match := _FRENCH.fullmatch(text)) else text
    try:
        found = date.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or not 1000 <= found.year <= LAST_START_YEAR:
        findings.add(say.BAD_DAY, place, value=text[:40])
        return None
    return found


def _year(text: str, today: date, findings: Findings) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{4}", text) or not 1000 <= int(text) <= today.year + 1:
        findings.add(say.BAD_YEAR, value=text[:40], latest=today.year + 1)
        return None
    return int(text)
