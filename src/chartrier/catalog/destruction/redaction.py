"""What is left of the papers of a versement once something of it is destroyed: no words that could speak of it.

Of the rows and of the package's files alike, and whatever goes: what was redacted once is as it will be the next time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

WITHDRAWN = {
    "fr": "Texte retiré : une partie de ce versement a été détruite.",
    "en": "Text withdrawn: a part of this versement was destroyed.",
}


def redacted_operation(record: Mapping[str, Any]) -> dict[str, Any]:
    """`operation.json` without the transfer's comment and the bordereau's name; its digests stay."""
    transfer, bordereau = record["transfer"], record["bordereau"]
    return {
        **record,
        "transfer": transfer and {**transfer, "comment": None},
        "bordereau": bordereau and {**bordereau, "name": None},
    }


def redacted_findings(findings: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`findings.json`: how many there were, of which codes."""
    return [
        {
            "code": finding["code"],
            "severity": finding["severity"],
            "message": WITHDRAWN,
            "place": dict.fromkeys(finding["place"]),
            "remedy": {"fr": "", "en": ""},
            "reference": finding["reference"],
        }
        for finding in findings
    ]
