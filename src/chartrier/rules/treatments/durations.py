"""How long a treatment's data are kept: said by the archival rules of its series, and by nothing else.

Base active: while in habitual use (the `StorageRule` of what is archived, else what the treatment says). Archivage
intermédiaire: until the DUA is over. Then the sort final, which the Archives départementales decide with their visa.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chartrier.rules.calendar import Duration, Unit
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.series.dua import Dua, Kind
from chartrier.rules.series.serie import Series
from chartrier.rules.series.vocabulary import SortFinal
from chartrier.rules.treatments.treatment import Treatment

_UNITS = {Unit.YEAR: "year", Unit.MONTH: "month", Unit.DAY: "day"}

FINALS: Mapping[SortFinal, Words] = {
    SortFinal.CONSERVER: Words("conservé sans limite (archives définitives)", "kept without end"),
    SortFinal.ELIMINER: Words("éliminé, sous visa", "destroyed, under visa"),
    SortFinal.TRIER: Words("trié : une partie est gardée", "sampled: part of it is kept"),
    SortFinal.UNKNOWN: Words("à établir", "to be established"),
}
NOT_SAID = Words("à préciser", "to be said")
NO_SERIES = Words("à établir : aucune série du tableau de gestion", "to be established: no series of the table")


@dataclass(frozen=True, slots=True)
class Kept:
    """How long the data of a treatment are kept in one series. `code` is empty when no series is named."""

    code: str
    title: str
    active: Words
    intermediate: Words
    final: Words


def durations(
    treatment: Treatment, table: Mapping[str, Series], stored: Mapping[str, tuple[Duration, ...]]
) -> tuple[Kept, ...]:
    """For each series of a treatment, in order. `stored`: the durations of the StorageRules that the archived units of
    each series follow.
    """
    if not treatment.series:
        return (Kept("", "", _active(treatment, ()), NO_SERIES, NO_SERIES),)
    return tuple(_kept(treatment, code, table.get(code), stored.get(code, ())) for code in treatment.series)


def written(duration: Duration) -> Words:
    """`10 ans`, `10 years`."""
    name = _UNITS[duration.unit]
    return Words(str(Dua(Kind.LASTS, duration)), f"{duration.number} {name}{'' if duration.number == 1 else 's'}")


def _kept(treatment: Treatment, code: str, series: Series | None, stored: tuple[Duration, ...]) -> Kept:
    active = _active(treatment, stored)
    if series is None:
        unknown = Words("inconnue du tableau de gestion", "unknown to the retention table")
        return Kept(code, "", active, unknown, unknown)
    final = FINALS[SortFinal.UNKNOWN if series.sort_undecided else series.sort_final]
    return Kept(code, series.title, active, _dua(series), final)


def _active(treatment: Treatment, stored: tuple[Duration, ...]) -> Words:
    if stored:
        said = [written(each) for each in stored]
        return Words(" ou ".join(each.fr for each in said), " or ".join(each.en for each in said))
    return NOT_SAID if treatment.active is None else written(treatment.active)


def _dua(series: Series) -> Words:
    dua, depart = series.dua, series.depart
    if series.dua_undecided:
        return Words("DUA à établir", "retention to be established")
    if dua.kind is Kind.NONE or depart is None:
        return Words("aucune DUA", "no retention period")
    if dua.duration is None:
        return Words(f"jusqu'à : {depart}", f"until: {depart.words.en}")
    lasts = written(dua.duration)
    most = Words("au plus ", "at most ") if dua.kind is Kind.AT_MOST else Words("", "")
    return Words(f"{most.fr}{lasts.fr} à compter de : {depart}", f"{most.en}{lasts.en} from: {depart.words.en}")
