"""Whether enough copies are in order to go on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from chartrier.copies.copies import Copies
from chartrier.copies.findings import TOO_FEW_COPIES
from chartrier.errors import ChartrierError, Unavailable
from chartrier.records.finding import Language


def require_enough(copies: Copies, there: Collection[str], problems: Mapping[str, ChartrierError]) -> None:
    """Raise unless as many copies as the minimum are in order: the only problem itself, or CPY-005 for several."""
    if len(there) >= copies.minimum:
        return
    if len(problems) == 1:
        raise next(iter(problems.values()))
    raise Unavailable(
        TOO_FEW_COPIES,
        there=len(there),
        minimum=copies.minimum,
        why_fr=_why(problems, "fr"),
        why_en=_why(problems, "en"),
    )


def _why(problems: Mapping[str, ChartrierError], language: Language) -> str:
    return " ".join(problem.finding.message(language) for problem in problems.values())
