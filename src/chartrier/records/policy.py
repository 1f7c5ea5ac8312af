"""What a tenant accepts without a word, with a warning, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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


VISA_FORMS = ("papier", "pades", "application")
"""How a visa may be given: on paper, as a PDF signed elsewhere, in the application."""

AUTORISATION, VERSEES = "autorisation", "versees"
VISA_TYPES = (AUTORISATION, VERSEES)
"""Types of visa besides the one of each list, all off by default: a standing authorisation for limited categories, and
the visa of the producer of what was versé to an archives service."""

TYPOLOGIE = "typologie"
NOTICES = ("none", TYPOLOGIE)
"""What a notice d'élimination keeps: nothing, or the série, the extreme dates and the counts."""

LONGEST_WAITING = 3_660
"""Days."""


@dataclass(frozen=True, slots=True)
class VisaTerms:
    """What a tenant and its Archives départementales agreed on for the visa of an élimination.

    `agreement` is the reference of their agreement to a visa in the application, `waiting` the days after a visa
    before which nothing is eliminated, `types` those of VISA_TYPES that are switched on.
    """

    forms: frozenset[str] = frozenset({"papier"})
    agreement: str = ""
    waiting: int = 0
    types: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        return {
            "forms": sorted(self.forms),
            "agreement": self.agreement,
            "waiting": self.waiting,
            "types": sorted(self.types),
        }

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> VisaTerms:
        """Read what `as_json` wrote; absent parts are those of nobody in particular."""
        default = cls()
        forms = frozenset(value.get("forms", default.forms)) & frozenset(VISA_FORMS)
        types = frozenset(value.get("types", ())) & frozenset(VISA_TYPES)
        return cls(forms, str(value.get("agreement", "")), int(value.get("waiting", 0)), types)


@dataclass(frozen=True, slots=True)
class Policy:
    """`refuse` is a subset of REFUSALS; `known` gives, for each of KINDS, the references the tenant declared.

    `known` is None where there is no archive to know any (`chartrier check`): nothing is said of references then.
    """

    refuse: frozenset[str] = frozenset()
    known: Mapping[str, frozenset[str]] | None = None
    visa: VisaTerms = VisaTerms()
    notice: str = TYPOLOGIE
    """One of NOTICES."""

    def refuses(self, name: str) -> bool:
        return name in self.refuse

    def knowing(self, kind: str, reference: str) -> Policy:
        """The same, with a reference of one of KINDS declared besides."""
        known = self.known or {}
        return replace(self, known={**known, kind: known.get(kind, frozenset()) | {reference}})

    def as_json(self) -> dict[str, Any]:
        """What the controls of a versement use, as its `operation.json` keeps it."""
        known = self.known or {}
        return {
            "refuse": sorted(self.refuse),
            "known": {kind: sorted(known.get(kind, ())) for kind in KINDS},
        }

    def as_kept(self) -> dict[str, Any]:
        """All of it, as it is kept with the tenant."""
        return {**self.as_json(), "visa": self.visa.as_json(), "notice": self.notice}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Policy:
        """Read what `as_kept` wrote; absent parts are empty. Unknown refusals are kept out."""
        known = value.get("known", {})
        return cls(
            frozenset(value.get("refuse", ())) & frozenset(REFUSALS),
            {kind: frozenset(known.get(kind, ())) for kind in KINDS},
            VisaTerms.read(value.get("visa", {})),
            notice if (notice := value.get("notice")) in NOTICES else TYPOLOGIE,
        )


EVERYBODY = Policy()
"""The policy of no tenant in particular."""

STRICT = Policy(refuse=frozenset({"extensions"}))
