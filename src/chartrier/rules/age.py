"""The age of a record: courante, intermédiaire or définitive (code du patrimoine, R212-10 to R212-12)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from chartrier.rules.ending import Ending


class Age(StrEnum):
    """By their French names, which the law gives."""

    COURANTE = "courante"
    """Of habitual use: its DUC (`StorageRule`) is not over (R212-10)."""
    INTERMEDIAIRE = "intermédiaire"
    """No longer of habitual use, and not selected yet (R212-11), its DUA over or not."""
    DEFINITIVE = "définitive"
    """Selected to be kept without limit (R212-12)."""


def age_of(storage: Ending, today: date, *, selected: bool) -> Age:
    """The age on that day. `storage` is the ending of the unit's StorageRules, `selected` whether it was selected.

    A DUA that is over changes nothing by itself: only selection does. Without a DUC a record that came here is out of
    habitual use.
    """
    if selected:
        return Age.DEFINITIVE
    return Age.COURANTE if storage.ruled and not storage.has_ended(today) else Age.INTERMEDIAIRE
