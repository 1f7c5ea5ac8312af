"""What people write in an act: one line of text that shows."""

from __future__ import annotations

from chartrier.copies.findings import BAD_TEXT
from chartrier.errors import InvalidInput

LONGEST = 2_000
"""Characters."""


def clean_text(text: str) -> str:
    """The text with single spaces, empty when there is none.

    Raises InvalidInput when it is too long, or a part of it does not show: what is signed must be what was read.
    """
    cleaned = " ".join(text.split())
    if len(cleaned) > LONGEST or not cleaned.isprintable():
        raise InvalidInput(BAD_TEXT, limit=LONGEST)
    return cleaned


def clean_motive(motive: str | None) -> str | None:
    """The same for a motive that need not be given."""
    return clean_text(motive) or None if motive is not None else None
