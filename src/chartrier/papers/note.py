"""The note to élus: two printed pages, and the same as slides."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from chartrier.papers import words
from chartrier.papers.note_map import NoteMap
from chartrier.papers.parties import Collectivite
from chartrier.papers.press import lay_out


@dataclass(frozen=True, slots=True)
class Key:
    """One of the three numbers: as it is read, what it counts, what that means, and where it comes from."""

    value: str
    label: str
    note: str
    source: str
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the diagram. `share`: of the longest one, from 0 to 1."""

    label: str
    value: str
    share: float


@dataclass(frozen=True, slots=True)
class Note:
    """`facts` are the other numbers: name, value, source. `law`: sentence and clause."""

    collectivite: Collectivite
    day: date
    made: datetime
    lead: str
    keys: tuple[Key, Key, Key]
    decision: str
    why: str
    diagram: str
    bars: tuple[Bar, ...]
    stakes: tuple[str, ...]
    facts: tuple[tuple[str, str, str], ...]
    law: tuple[tuple[str, str], ...]
    map: NoteMap | None = None

    @property
    def title(self) -> str:
        return "Nos archives numériques : où nous en sommes"

    def pdf(self) -> bytes:
        """Two pages, PDF/A. Raises Unavailable (PAP-001)."""
        return lay_out("note", self._data(), self.made)

    def slides(self) -> bytes:
        """The same on a screen, PDF/A. Raises Unavailable (PAP-001)."""
        return lay_out("slides", self._data(), self.made)

    def _data(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "name": self.collectivite.name,
            "head": self.collectivite.named,
            "day": words.day(self.day),
            "lead": self.lead,
            "keys": [
                {
                    "value": each.value,
                    "label": each.label,
                    "note": each.note,
                    "source": each.source,
                    "alarm": each.alarm,
                }
                for each in self.keys
            ],
            "decision": self.decision,
            "why": self.why,
            "diagram": self.diagram,
            "bars": [asdict(each) for each in self.bars],
            "stakes": list(self.stakes),
            "facts": [list(each) for each in self.facts],
            "law": [list(each) for each in self.law],
            "map": None if self.map is None else self.map.data(),
        }
