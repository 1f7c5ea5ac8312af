"""What documents are made of: the blocks that the template `paper.typ` lays out, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from chartrier.papers.press import lay_out

Side = Literal["left", "right", "center"]

LONGEST_WHOLE_ROW = 900
"""Characters of a cell up to which its row is kept on one page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and below it, smaller, what else there is to know."""

    main: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """`mm`: its width; 0 for a share of what is left."""

    title: str
    mm: float = 0
    share: float = 1
    side: Side = "left"


@dataclass(frozen=True, slots=True)
class Title:
    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one pair a line."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs; `small`: a note."""

    texts: tuple[str, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class List:
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Its header is repeated on every page. `totals`: a last row, or none."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    totals: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A place to sign, or the signature that was given (`signed`: names and values)."""

    title: str
    attests: tuple[str, ...]
    signed: tuple[tuple[str, str], ...] = ()
    blanks: tuple[str, ...] = ("Date :", "Nom, prénom, qualité :", "Signature et cachet :", "\N{NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class Signatures:
    """Frames side by side, `height` millimetres high."""

    frames: tuple[Frame, ...]
    height: int = 48


@dataclass(frozen=True, slots=True)
class Letterhead:
    sender: tuple[str, ...]
    addressee: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    pass


Block = Title | Heading | Facts | Text | List | Table | Signatures | Letterhead | NewPage


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `head` and `reference` are repeated at the top of every page, `foot` at its end."""

    title: str
    head: str
    reference: str
    blocks: Sequence[Block]
    made: datetime
    """The instant that the file bears as that of its making."""
    foot: tuple[str, ...] = ()
    landscape: bool = False
    author: str = ""
    keywords: tuple[str, ...] = ()
    description: str = ""
    blanks: bool = False
    """Whether `[à compléter : …]` stands for what is to be filled in, and is marked."""

    def pdf(self) -> bytes:
        """PDF/A-2a and PDF/UA-1; the same bytes for an equal paper. Raises Unavailable (PAP-001)."""
        return lay_out("paper", self._as_json(), self.made)

    def _as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "head": self.head,
            "reference": self.reference,
            "foot": list(self.foot),
            "landscape": self.landscape,
            "blanks": self.blanks,
            "author": self.author,
            "keywords": list(self.keywords),
            "description": self.description or self.title,
            "blocks": [_as_json(block) for block in self.blocks],
        }


def _as_json(block: Block) -> dict[str, Any]:
    match block:
        case Title():
            return {"kind": "title", "text": block.text, "below": list(block.below)}
        case Heading():
            return {"kind": "heading", "text": block.text}
        case Facts():
            return {"kind": "facts", "pairs": [list(pair) for pair in block.pairs]}
        case Text():
            return {"kind": "text", "texts": list(block.texts), "small": block.small}
        case List():
            return {"kind": "list", "texts": list(block.texts)}
        case Table():
            return {
                "kind": "table",
                "columns": [
                    {"title": each.title, "mm": each.mm, "share": each.share, "side": each.side}
                    for each in block.columns
                ],
                "rows": [_row(row) for row in block.rows],
                "totals": [_cell(each) for each in block.totals],
            }
        case Signatures():
            return {"kind": "signatures", "height": block.height, "frames": [_frame(each) for each in block.frames]}
        case Letterhead():
            return {"kind": "letterhead", "sender": list(block.sender), "addressee": list(block.addressee)}
        case NewPage():
            return {"kind": "page"}


def _row(row: Sequence[Cell]) -> dict[str, Any]:
    longest = max((len(cell.main) + sum(map(len, cell.notes)) for cell in row), default=0)
    return {"cells": [_cell(cell) for cell in row], "breakable": longest > LONGEST_WHOLE_ROW}


def _cell(cell: Cell) -> dict[str, Any]:
    return {"main": cell.main, "notes": list(cell.notes)}


def _frame(frame: Frame) -> dict[str, Any]:
    return {
        "title": frame.title,
        "attests": list(frame.attests),
        "signed": [list(pair) for pair in frame.signed],
        "blanks": list(frame.blanks),
    }
