"""A redacted copy that was made, in numbers: what may be kept of it and shown, never what was hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chartrier.redaction.plain import MARK, without
from chartrier.redaction.redacted import Redacted
from chartrier.redaction.seeking import Seeker, merged
from chartrier.redaction.wanted import Wanted
from chartrier.rules.communicabilite.words import Words

TITLE = 400
"""Characters kept of a title."""


@dataclass(frozen=True, slots=True)
class Made:
    """`title` is that of the original without what was hidden; `natures` and `grounds` say how many passages of each;
    `size` is in bytes, `pages` 0 for what has none.
    """

    title: str
    media_type: str
    suffix: str
    pages: int
    hidden: int
    natures: Sequence[tuple[Words, int]]
    grounds: Sequence[tuple[str, int]]
    size: int
    sha512: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Made:
        """Read what `as_json` wrote."""
        natures = [(Words(**words), count) for words, count in value["natures"]]
        grounds = [(code, count) for code, count in value["grounds"]]
        return cls(**{**value, "natures": natures, "grounds": grounds})

    @classmethod
    def of(cls, redacted: Redacted, title: str, size: int, sha512: str) -> Made:
        return cls(
            title, redacted.media_type, redacted.suffix, redacted.pages, len(redacted.occultations), redacted.natures,
            redacted.grounds, size, sha512,
        )  # fmt: skip


def title_without(title: str, wanted: Wanted) -> str:
    """A title that names nobody who is hidden in the document."""
    title = " ".join(title.split())[:TITLE]
    hidden = without(title, list(merged(Seeker(wanted).spans(title))))
    return "" if not hidden.replace(MARK, "").strip() else hidden
