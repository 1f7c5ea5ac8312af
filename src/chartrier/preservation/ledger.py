"""What a campaign has found so far, in the form that its row and its package keep: memory and size stay bounded."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from chartrier.records.finding import NOWHERE, TOO_MANY, Finding, Severity

MOST_OF_A_CODE = 100
"""Findings kept of each code; the others are counted."""


@dataclass(slots=True)
class CopyCounts:
    """One copy in a campaign (docs/format.md §2.1.1)."""

    name: str
    state: str = "audited"
    """`audited`, `behind` (audited as far as it goes), `lost` or `forked` (not audited)."""
    size: int = 0
    """Entries of the journal that this copy answers for."""
    packages: int = 0
    files: int = 0
    bytes: int = 0
    wrong: int = 0
    repaired: int = 0
    unrepaired: int = 0

    def as_json(self) -> dict[str, Any]:
        """As `operation.json` has it."""
        return asdict(self)

    @property
    def proven(self) -> bool:
        return self.state == "audited" and self.unrepaired == 0


class Ledger:
    """Findings in order, at most `MOST_OF_A_CODE` of each code, and the counts of each copy."""

    def __init__(self, copies: list[CopyCounts]) -> None:
        self.copies = copies
        self._kept: list[dict[str, Any]] = []
        self._codes: Counter[str] = Counter()
        self._severities: Counter[str] = Counter()

    def append(self, finding: Finding) -> None:
        self._codes[finding.code] += 1
        self._severities[finding.severity] += 1
        if self._codes[finding.code] <= MOST_OF_A_CODE:
            self._kept.append(finding.as_recorded())

    @property
    def errors(self) -> int:
        return self._severities[Severity.ERROR]

    @property
    def warnings(self) -> int:
        return self._severities[Severity.WARNING]

    @property
    def proven(self) -> bool:
        """Whether every copy was read and is, at the end, what the journal says."""
        return all(copy.proven for copy in self.copies) and not self.errors

    def findings(self) -> list[dict[str, Any]]:
        """As `findings.json` has them."""
        more = {code: count - MOST_OF_A_CODE for code, count in self._codes.items() if count > MOST_OF_A_CODE}
        rest = [Finding(TOO_MANY, NOWHERE, {"count": count, "code": code}) for code, count in more.items()]
        return [*self._kept, *(finding.as_recorded() for finding in rest)]

    def as_json(self) -> dict[str, Any]:
        """All of it, to go on from."""
        return {"kept": self._kept, "codes": dict(self._codes), "severities": dict(self._severities)}

    def copies_as_json(self) -> list[dict[str, Any]]:
        return [copy.as_json() for copy in self.copies]

    @classmethod
    def read(cls, copies: list[dict[str, Any]], findings: dict[str, Any]) -> Ledger:
        """What `copies_as_json` and `as_json` wrote."""
        ledger = cls([CopyCounts(**copy) for copy in copies])
        ledger._kept = list(findings["kept"])
        ledger._codes = Counter(findings["codes"])
        ledger._severities = Counter(findings["severities"])
        return ledger
