"""One series of a retention table, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from chartrier.rules.calendar import Duration, Unit, end_of
from chartrier.rules.categories import KEEP
from chartrier.rules.communicabilite.provenance import Confidence
from chartrier.rules.series.dua import Dua, Kind
from chartrier.rules.series.vocabulary import Counting, Depart, SortFinal

Value: TypeAlias = Dua | SortFinal

_AT_ONCE = Duration(0, Unit.DAY)


@dataclass(frozen=True, slots=True)
class OtherValue:
    """What another source says instead: kept beside the first until the tenant has decided."""

    value: Value
    source: str


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a retention table. Texts are the table's own, in French.

    `access`: the access codes its documents may have; as long as nobody has chosen for a document, all hold, and the
    longest delay wins. None: to be determined. `access_sourced`: a source gives them; otherwise they are deduced.
    `open_data`: what of it may be open data, empty for nothing. A DUA that runs needs a `depart`, another has none.
    """

    code: str
    domain: str
    title: str
    dua: Dua
    depart: Depart | None
    counting: Counting
    sort_final: SortFinal
    mention: str
    access: tuple[str, ...]
    access_sourced: bool
    legal_basis: str
    source: str
    confidence: Confidence
    doubts: str = ""
    others: tuple[OtherValue, ...] = ()
    personal_data: bool = True
    open_data: str = ""

    def __post_init__(self) -> None:
        if self.dua.needs_depart != (self.depart is not None):
            raise ValueError(f"{self.code}: {self.dua} and {self.depart}")

    @property
    def dua_undecided(self) -> bool:
        """Whether sources differ on the DUA, or none gives it: no échéance is computed."""
        return self.dua.kind is Kind.UNKNOWN or any(isinstance(other.value, Dua) for other in self.others)

    @property
    def sort_undecided(self) -> bool:
        """Whether sources differ on the sort final, or none gives it."""
        return self.sort_final is SortFinal.UNKNOWN or any(isinstance(other.value, SortFinal) for other in self.others)

    @property
    def undecided(self) -> bool:
        """Whether the tenant has to decide before it relies on this series."""
        return self.dua_undecided or self.sort_undecided

    @property
    def final_action(self) -> str:
        """The `FinalAction` of SEDA: `Destroy` only for Éliminer on which all sources agree."""
        return KEEP if self.sort_undecided else self.sort_final.final_action


def end_of_dua(series: Series, event: date | None) -> date | None:
    """The day on which the DUA has ended, `event` being the day of the series' départ.

    None where nothing can be computed: the event is not known, the DUA is undecided, there is none, or it is a longest
    duration, which nobody waits for. Raises ValueError for an event after the year 9000.
    """
    if event is None or series.dua_undecided or series.dua.kind not in (Kind.LASTS, Kind.UNTIL_EVENT):
        return None
    return end_of(event, series.dua.duration or _AT_ONCE, series.counting.count_from)


def decide(series: Series, value: Value) -> Series:
    """The series with the DUA or sort final that the tenant chose; what others said of it is dropped."""
    others = tuple(other for other in series.others if isinstance(other.value, Dua) != isinstance(value, Dua))
    if isinstance(value, SortFinal):
        return replace(series, sort_final=value, others=others)
    return replace(series, dua=value, depart=series.depart if value.needs_depart else None, others=others)
