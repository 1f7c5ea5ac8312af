"""A violation of personal data, as its register documents it, and what is owed for it (RGPD 33 and 34)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from chartrier.clock import read_instant, write_instant
from chartrier.errors import InvalidInput
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.persons import findings as say

TIME_TO_NOTIFY = timedelta(hours=72)
"""From when the collectivité knew of it (RGPD 33(1))."""


class Risk(StrEnum):
    """For the rights and freedoms of the persons; whoever enters the violation judges it."""

    UNKNOWN = "a-evaluer"
    NONE = "aucun"
    RISK = "risque"
    HIGH = "eleve"


RISKS: Mapping[Risk, Words] = MappingProxyType(
    {
        Risk.UNKNOWN: Words("à évaluer", "to be assessed"),
        Risk.NONE: Words("aucun risque", "no risk"),
        Risk.RISK: Words("un risque", "a risk"),
        Risk.HIGH: Words("un risque élevé", "a high risk"),
    }
)


class Breach(StrEnum):
    """What was lost: of each violation, one or several."""

    CONFIDENTIALITY = "confidentialite"
    INTEGRITY = "integrite"
    AVAILABILITY = "disponibilite"


BREACHES: Mapping[Breach, Words] = MappingProxyType(
    {
        Breach.CONFIDENTIALITY: Words("confidentialité (divulgation, accès)", "confidentiality (disclosure, access)"),
        Breach.INTEGRITY: Words("intégrité (altération)", "integrity (alteration)"),
        Breach.AVAILABILITY: Words("disponibilité (perte, destruction)", "availability (loss, destruction)"),
    }
)


@dataclass(frozen=True, slots=True)
class Violation:
    """`persons` and `records`: about how many, None: not known yet. `cnil` and `told`: when the CNIL was notified, and
    the persons told; the reasons beside them say why not, or why late.
    """

    known: datetime
    what: str
    breaches: tuple[Breach, ...] = ()
    data: str = ""
    people: str = ""
    persons: int | None = None
    records: int | None = None
    consequences: str = ""
    measures: str = ""
    risk: Risk = Risk.UNKNOWN
    cnil: datetime | None = None
    cnil_why: str = ""
    told: datetime | None = None
    told_why: str = ""

    @property
    def notify_by(self) -> datetime:
        return self.known + TIME_TO_NOTIFY

    @property
    def notified_late(self) -> bool:
        return self.cnil is not None and self.cnil > self.notify_by

    def as_json(self) -> dict[str, Any]:
        """Every member by its name."""
        written = {each.name: getattr(self, each.name) for each in fields(self)}
        moments = {name: write_instant(value) for name, value in written.items() if isinstance(value, datetime)}
        return {**written, **moments, "risk": self.risk.value, "breaches": [each.value for each in self.breaches]}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Violation:
        """Read what `as_json` wrote; members of a later version are left aside."""
        known = {each.name: value[each.name] for each in fields(cls) if each.name in value}
        moments = {name: read_instant(known[name]) for name in ("known", "cnil", "told") if known.get(name)}
        breaches = tuple(Breach(each) for each in known.get("breaches", ()))
        return cls(**{**known, **moments, "risk": Risk(known["risk"]), "breaches": breaches})


class Duty(StrEnum):
    """What is owed for a violation."""

    ASSESS = "evaluer"
    NOTIFY = "notifier"
    TELL = "informer"


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty that is not done yet. `late`: its time, where the law gives one, is over; `said`: what is to be done."""

    duty: Duty
    late: bool
    said: Words


def owed(violation: Violation, now: datetime) -> tuple[Owed, ...]:
    """What is still owed, the most pressing first. While nobody has judged the risk, the 72 hours run."""
    found = []
    late = now > violation.notify_by
    hours = int(abs((violation.notify_by - now).total_seconds()) // 3600)
    time = (
        Words(f"délai dépassé de {hours} h", f"{hours} h late")
        if late
        else Words(f"encore {hours} h", f"{hours} h left")
    )
    if violation.risk is Risk.UNKNOWN:
        said = Words(
            f"évaluer le risque, les 72 heures courent : {time.fr}", f"assess the risk, the 72 hours run: {time.en}"
        )
        found.append(Owed(Duty.ASSESS, late, said))
    if violation.risk in (Risk.RISK, Risk.HIGH) and violation.cnil is None:
        said = Words(f"notifier à la CNIL (article 33) : {time.fr}", f"notify the CNIL (article 33): {time.en}")
        found.append(Owed(Duty.NOTIFY, late, said))
    if violation.risk is Risk.HIGH and violation.told is None and not violation.told_why:
        said = Words(
            "informer les personnes dans les meilleurs délais (article 34), ou dire pourquoi non",
            "tell the persons without delay (article 34), or say why not",
        )
        found.append(Owed(Duty.TELL, False, said))
    return tuple(found)


def require_told(violation: Violation, now: datetime) -> None:
    """Refuse (InvalidInput) what a register of violations cannot hold: VIO-001 to VIO-003."""
    if not violation.what:
        raise InvalidInput(say.NOTHING_HAPPENED)
    for moment in (violation.known, violation.cnil, violation.told):
        if moment is not None and (moment > now or moment < violation.known):
            raise InvalidInput(say.KNOWN_TO_COME, moment=write_instant(moment))
    if violation.risk is Risk.NONE and not violation.cnil_why:
        raise InvalidInput(
            say.NO_RISK_BUT_NO_WHY,
            what_fr="la violation ne présente pas de risque",
            what_en="the violation poses no risk",
        )
    if violation.notified_late and not violation.cnil_why:
        raise InvalidInput(
            say.NO_RISK_BUT_NO_WHY,
            what_fr="la CNIL a été notifiée après 72 heures",
            what_en="the CNIL was notified after 72 hours",
        )
