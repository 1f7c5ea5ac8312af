"""What the view is made of: rows of cells, each with a state in words and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from chartrier.records.finding import Language
from chartrier.rules.communicabilite.words import Words


class Column(StrEnum):
    """What is looked at, in the order of the matrix; the value is what JSON writes."""

    ARCHIVED = "archived"
    DUA = "dua"
    COMMUNICABLE = "communicable"
    PERSONAL = "personal_data"
    OPEN = "open_data"
    COPIES = "copies"


COLUMNS: Mapping[Column, Words] = MappingProxyType(
    {
        Column.ARCHIVED: Words("Archivée", "Archived"),
        Column.DUA: Words("Durée et échéances", "Retention and ends"),
        Column.COMMUNICABLE: Words("Communicable", "Open to the public"),
        Column.PERSONAL: Words("Données personnelles", "Personal data"),
        Column.OPEN: Words("Données ouvertes", "Open data"),
        Column.COPIES: Words("Copies et lieux", "Copies and places"),
    }
)


class Level(StrEnum):
    """How a cell stands, what is worst first."""

    ALERT = "a-traiter"
    WATCH = "a-surveiller"
    UNKNOWN = "a-etablir"
    GOOD = "en-regle"
    NONE = "sans-objet"


LEVELS: Mapping[Level, Words] = MappingProxyType(
    {
        Level.ALERT: Words("à traiter", "to be dealt with"),
        Level.WATCH: Words("à surveiller", "to be watched"),
        Level.UNKNOWN: Words("à établir", "to be established"),
        Level.GOOD: Words("en règle", "in order"),
        Level.NONE: Words("sans objet", "does not apply"),
    }
)

ORDER = tuple(Level)


class Where(StrEnum):
    """Where something is done in a browser; doors know its address, and who may enter."""

    ENDINGS = "echeances"
    TREATMENTS = "traitements"
    CONTRADICTIONS = "contradictions"
    OPEN_DATA = "donnees-ouvertes"
    HOSTING = "hebergement"


@dataclass(frozen=True, slots=True)
class Action:
    """What to do next. `command`: by which command; `where`: on which page, with what of the page it is about."""

    words: Words
    command: str = ""
    where: Where | None = None
    about: str = ""

    def within(self, language: Language) -> str:
        """In a sentence, the command with it."""
        said = self.words.within(language)
        return f"{said.removesuffix('.')} ({self.command})." if self.command else said


@dataclass(frozen=True, slots=True)
class Cell:
    """`action`: what to do next; None: nothing. `facts`: what the state was told from, as JSON."""

    level: Level
    state: Words
    action: Action | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            "level": self.level.value,
            "state": self.state.within(language),
            "action": self.action.words.within(language) if self.action is not None else None,
            "command": self.action.command or None if self.action is not None else None,
            **self.facts,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A série; `code` empty: what follows no rule of DUA."""

    code: str
    title: Words
    cells: Mapping[Column, Cell]
    held: bool
    """Whether anything of it is archived."""

    @property
    def level(self) -> Level:
        """The worst of its cells."""
        return min((each.level for each in self.cells.values()), key=ORDER.index)

    @property
    def rank(self) -> tuple[Any, ...]:
        """What is red first, the most of it before; what has nothing archived last of its kind."""
        count = [sum(each.level is level for each in self.cells.values()) for level in ORDER[:3]]
        return (not self.held, *(-number for number in count), not self.code, self.code)

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            "series": self.code or None,
            "title": self.title.within(language),
            "level": self.level.value,
            **{column.value: cell.as_json(language) for column, cell in self.cells.items()},
        }


Summary = Mapping[Column, Mapping[Level, int]]
"""How many rows stand how, by column."""


def summary(rows: list[Row]) -> dict[Column, dict[Level, int]]:
    """Of the rows that have something archived."""
    return {
        column: {level: sum(row.cells[column].level is level for row in rows if row.held) for level in Level}
        for column in Column
    }
