"""Plain texts: what is to be hidden gives way to the same mark, whatever its length was."""

from __future__ import annotations

import re

from chartrier.errors import InvalidInput
from chartrier.redaction.findings import INSIDE_OTHER_WORDS, NO_AREAS_THERE, NO_COLUMNS_THERE, WRITTEN_WITH_ESCAPES
from chartrier.redaction.redacted import Occultation, Redacted
from chartrier.redaction.seeking import Seeker, merged
from chartrier.redaction.wanted import How, Wanted

MARK = "█████"
_MARKED_UP = re.compile(r"\s*<[!?a-zA-Z]")
"""How a marked text begins."""
_ESCAPED = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d?);|\\u[0-9a-fA-F]{4}|=[0-9A-F]{2}=[0-9A-F]{2}")
"""A letter that is written as something else."""


def redact_text(text: str, wanted: Wanted) -> tuple[str, Redacted]:
    """The text without what is to be hidden. Raises InvalidInput."""
    refuse_for_text(wanted)
    require_plain(text)
    seeker = Seeker(wanted)
    redacted = Redacted("text/plain", ".txt")
    spans = seeker.spans(text)
    for span in spans:
        redacted.occultations.append(Occultation(span.target, line=text.count("\n", 0, span.start) + 1))
    if inside := seeker.inside_other_words(text):
        redacted.findings.add(INSIDE_OTHER_WORDS, count=inside)
    return without(text, list(merged(spans))), redacted


def without(text: str, places: list[tuple[int, int]]) -> str:
    """The text, each of these places being the mark."""
    parts, at = [], 0
    for start, end in places:
        parts += [text[at:start], MARK]
        at = end
    return "".join([*parts, text[at:]])


def refuse_for_text(wanted: Wanted, *, table: bool = False) -> None:
    """Raises InvalidInput when something is asked for that a text does not have."""
    if wanted.of(How.AREA):
        raise InvalidInput(NO_AREAS_THERE)
    if wanted.of(How.COLUMN) and not table:
        raise InvalidInput(NO_COLUMNS_THERE)


def require_plain(text: str) -> None:
    """Raises InvalidInput when words may be written there otherwise than they are read."""
    if _MARKED_UP.match(text) or _ESCAPED.search(text):
        raise InvalidInput(WRITTEN_WITH_ESCAPES)
