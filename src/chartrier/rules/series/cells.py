"""Cells that no spreadsheet takes for a formula: an apostrophe before, taken away again on reading."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """The cell as it is written."""
    return f"'{cell}" if _looks_like_one(cell) else cell


def unguarded(cell: str) -> str:
    """The cell that was written: `unguarded(guarded(x)) == x` for every x."""
    return cell[1:] if cell.startswith("'") and _looks_like_one(cell) else cell


def _looks_like_one(cell: str) -> bool:
    """Apostrophes in front do not count, so that one more can always be told from those of the text."""
    return cell.lstrip("'").startswith(_FORMULA)
