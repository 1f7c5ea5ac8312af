"""The two regimes of access. An answer belongs to one of them, and is never taken for one of the other."""

from __future__ import annotations

from enum import StrEnum

from chartrier.rules.communicabilite.words import Words


class Regime(StrEnum):
    """ADMINISTRATIVE: those who work with the documents, by their rights. PUBLIC: everybody, by the calendar."""

    ADMINISTRATIVE = "administrative"
    PUBLIC = "public"

    @property
    def words(self) -> Words:
        return _WORDS[self]


_WORDS = {
    Regime.ADMINISTRATIVE: Words("accès administratif", "administrative access"),
    Regime.PUBLIC: Words("accès du public", "access of the public"),
}
