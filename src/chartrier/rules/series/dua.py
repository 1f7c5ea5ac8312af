"""The DUA of a series, and how a table writes it: `10 ans`, `au plus 1 mois`, `jusqu'à l'événement`, `aucune`…"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from chartrier.rules.calendar import Duration, Unit
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.series.vocabulary import folded


class Kind(StrEnum):
    """LASTS: at least so long from the event. AT_MOST: the law wants it gone by then. UNTIL_EVENT: as long as the event
    has not come. NONE: no DUA, it is kept. UNKNOWN: no source gives one.
    """

    LASTS = "lasts"
    AT_MOST = "at-most"
    UNTIL_EVENT = "until-event"
    NONE = "none"
    UNKNOWN = "unknown"


_WITH_DURATION = (Kind.LASTS, Kind.AT_MOST)
_WRITTEN = {Kind.UNTIL_EVENT: "jusqu'à l'événement", Kind.NONE: "aucune", Kind.UNKNOWN: "à établir"}
_SAID = {Kind.UNTIL_EVENT: "until the event", Kind.NONE: "none", Kind.UNKNOWN: "to be established"}
_READ = {folded(written): kind for kind, written in _WRITTEN.items()}
_AT_MOST = "au plus "
_DURATION = re.compile(r"(au plus )?(\d{1,6}) (ans?|mois|jours?)", re.ASCII)
_UNITS = {"an": Unit.YEAR, "ans": Unit.YEAR, "mois": Unit.MONTH, "jour": Unit.DAY, "jours": Unit.DAY}
_SINGULAR = {Unit.YEAR: "an", Unit.MONTH: "mois", Unit.DAY: "jour"}
_IN_ENGLISH = {Unit.YEAR: "year", Unit.MONTH: "month", Unit.DAY: "day"}
_PLURAL = {Unit.YEAR: "ans", Unit.MONTH: "mois", Unit.DAY: "jours"}


@dataclass(frozen=True, slots=True)
class Dua:
    """A durée d'utilité administrative. `duration` goes with LASTS and AT_MOST, and only with them."""

    kind: Kind
    duration: Duration | None = None

    def __post_init__(self) -> None:
        if (self.duration is not None) != (self.kind in _WITH_DURATION):
            raise ValueError(f"a duration and {self.kind}: {self.duration}")

    @property
    def needs_depart(self) -> bool:
        """Whether it runs from, or up to, an event."""
        return self.kind not in (Kind.NONE, Kind.UNKNOWN)

    def __str__(self) -> str:
        """As a table writes it."""
        if self.duration is None:
            return _WRITTEN[self.kind]
        words = _SINGULAR if self.duration.number < 2 else _PLURAL
        at_most = _AT_MOST if self.kind is Kind.AT_MOST else ""
        return f"{at_most}{self.duration.number} {words[self.duration.unit]}"

    @property
    def words(self) -> Words:
        """The same, said: a table is written in French alone."""
        if self.duration is None:
            return Words(str(self), _SAID[self.kind])
        unit = f"{_IN_ENGLISH[self.duration.unit]}{'' if self.duration.number == 1 else 's'}"
        at_most = "at most " if self.kind is Kind.AT_MOST else ""
        return Words(str(self), f"{at_most}{self.duration.number} {unit}")


def read_dua(text: str) -> Dua | None:
    """The DUA written; None for anything else, and for more than 999 years."""
    wanted = folded(text)
    if wanted in _READ:
        return Dua(_READ[wanted])
    match = _DURATION.fullmatch(wanted)
    if match is None:
        return None
    try:
        duration = Duration(int(match[2]), _UNITS[match[3]])
    except ValueError:
        return None
    return Dua(Kind.AT_MOST if match[1] else Kind.LASTS, duration)
