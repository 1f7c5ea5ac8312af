"""What a tenant accepts without a word, with a warning, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REFUSALS = (
    "extensions",
    "format-mismatch",
    "unknown-accord",
    "unknown-archival-profile",
    "unknown-format",
    "unknown-identifier-strategy",
    "unknown-unit-profile",
    "unscanned",
)
"""Warnings that a tenant may turn into refusals."""

KINDS = ("accord", "archival-profile", "identifier-strategy", "unit-profile")
"""References of a bordereau that a tenant may declare as known."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`refuse` is a subset of REFUSALS; `known` gives, for each of KINDS, the references the tenant declared.

    `known` is None where there is no archive to know any (`chartrier check`): nothing is said of references then.
    """

    refuse: frozenset[str] = frozenset()
    known: Mapping[str, frozenset[str]] | None = None

    def refuses(self, name: str) -> bool:
        return name in self.refuse

    def as_json(self) -> dict[str, Any]:
        """The form kept with the tenant and in `operation.json`."""
        known = self.known or {}
        return {
            "refuse": sorted(self.refuse),
            "known": {kind: sorted(known.get(kind, ())) for kind in KINDS},
        }

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Policy:
        """Read what `as_json` wrote; absent parts are empty. Unknown refusals are kept out."""
        known = value.get("known", {})
        return cls(
            frozenset(value.get("refuse", ())) & frozenset(REFUSALS),
            {kind: frozenset(known.get(kind, ())) for kind in KINDS},
        )


EVERYBODY = Policy()
"""The policy of no tenant in particular."""

STRICT = Policy(refuse=frozenset({"extensions"}))
