"""What people write in an act: one line of text that shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from uuid import UUID

from chartrier.catalog.archive import questions
from chartrier.catalog.archive.french import fold
from chartrier.copies.findings import BAD_TEXT, OUTLASTS
from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings

LONGEST = 2_000
"""Characters."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_SHOWN = 5


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


def outlasting(tenant: int, units: Collection[UUID], texts: Iterable[str | None]) -> Findings:
    """Tells the proper names of the units' titles that are in these texts, which an act keeps for ever (CPY-031).

    A word is taken for a name by its capital, where it does not begin the title.
    """
    findings = Findings()
    written = {fold(word) for text in texts if text for word in _WORD.findall(text)}
    named: dict[str, str] = {}
    for title in questions.titles(tenant, units).values() if written else ():
        for match in _WORD.finditer(title):
            word = match[0]
            if match.start() and word[0].isupper() and fold(word) in written:
                named.setdefault(fold(word), word)
    if named:
        findings.add(OUTLASTS, words=", ".join(sorted(named.values())[:_SHOWN]))
    return findings
