"""Série by série, what must be published, what may be, what must not: by the duties, the access codes, personal data.

It is said of the série; the gate looks at each record besides (`gate`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from chartrier.opendata.duties import Duty, Owed, duty_for
from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.finding import Language
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.series.serie import Series

AT_ONCE = "AR038"
"""The access code of what everybody may read at once (L213-1)."""


class Verdict(StrEnum):
    """The value is what JSON writes; in the order in which they are shown."""

    MUST = "doit"
    TO_CHECK = "a-verifier"
    MAY = "peut"
    MUST_NOT = "ne-doit-pas"


VERDICTS: Mapping[Verdict, Words] = MappingProxyType(
    {
        Verdict.MUST: Words("doit être publiée", "must be published"),
        Verdict.TO_CHECK: Words("à vérifier", "to be checked"),
        Verdict.MAY: Words("peut être publiée", "may be published"),
        Verdict.MUST_NOT: Words("ne doit pas être publiée", "must not be published"),
    }
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A série and its verdict; `why`: without capital or full stop; `reference`: the text."""

    series: Series
    verdict: Verdict
    why: Words
    reference: str

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            "series": self.series.code,
            "title": self.series.title,
            "verdict": self.verdict.value,
            "why": self.why.within(language),
            "reference": self.reference,
        }


def judged(
    table: Iterable[Series], kind: CollectiviteKind | None, population: int | None, staff: int | None
) -> list[Judged]:
    """Each of them for a collectivité of this kind and size, what must be first; `staff` in équivalents temps plein.
    None: not known.
    """
    order = tuple(Verdict)
    found = (_judge(each, kind, population, staff) for each in table)
    return sorted(found, key=lambda each: (order.index(each.verdict), each.series.code))


def _judge(series: Series, kind: CollectiviteKind | None, population: int | None, staff: int | None) -> Judged:
    if not series.access:
        why = Words("son accès est à déterminer : fermée d'ici là", "its access is to be determined: closed until then")
        return Judged(series, Verdict.TO_CHECK, why, "code du patrimoine L213-1")
    later = " ".join(each for each in series.access if each != AT_ONCE)
    if AT_ONCE not in series.access:
        why = Words(f"elle n'est pas communicable à tous ({later})", f"it is not open to everybody ({later})")
        return Judged(series, Verdict.MUST_NOT, why, "code du patrimoine L213-2 ; CRPA L311-6")
    if series.open_data:
        duty = duty_for(series.open_data)
        return _owed(series, duty, duty.owed_by(kind, population, staff), later)
    if series.personal_data:
        why = Words(
            "elle contient des données personnelles : rien sans un fondement, ou une copie occultée",
            "it holds personal data: nothing without a ground, or a redacted copy",
        )
        return Judged(series, Verdict.MUST_NOT, why, "CRPA L312-1-2, D312-1-3")
    if later:
        why = Words(
            f"fiche par fiche : une partie n'est pas communicable à tous ({later})",
            f"record by record: a part is not open to everybody ({later})",
        )
        return Judged(series, Verdict.MAY, why, "code du patrimoine L213-1, L213-2")
    why = Words(
        "communicable à tous, sans données personnelles attendues", "open to everybody, no personal data are expected"
    )
    return Judged(series, Verdict.MAY, why, "code du patrimoine L213-1 ; CRPA L312-1")


def _owed(series: Series, duty: Duty, owed: Owed, later: str) -> Judged:
    apart = (" ; sans les données personnelles", "; without the personal data") if series.personal_data else ("", "")
    closed = (
        (f" ; fiche par fiche, sans ce qui relève de {later}", f"; record by record, without what falls under {later}")
        if later
        else ("", "")
    )
    why = Words(
        f"{series.open_data} : {_lower(duty.fr)}{apart[0]}{closed[0]}",
        f"{series.open_data}: {_lower(duty.en)}{apart[1]}{closed[1]}",
    )
    verdict = {Owed.YES: Verdict.MUST, Owed.TO_CHECK: Verdict.TO_CHECK, Owed.NO: Verdict.MAY}[owed]
    return Judged(series, verdict, why, duty.reference)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
