"""The gate of open data: what must hold before a record is shown to everybody online, point by point.

What is not known closes. Nobody is told here whether a portal is open: that is of the collectivité, not of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from chartrier.access.communicabilite.answer import PublicReading, public_reading
from chartrier.access.inherited import RulesShown, rules_shown
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.description import words_of
from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.privacy.scanned import Looked, looked_at
from chartrier.catalog.publications.register import What, publications, withdrawn_records
from chartrier.catalog.series.register import current
from chartrier.catalog.transaction import transaction
from chartrier.detection.occurrence import Kind
from chartrier.detection.scanning import scan
from chartrier.opendata.grounds import GROUNDS, Ground
from chartrier.opendata.kinds import named
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import Category
from chartrier.rules.communicabilite.words import Words

NIR = str(Kind.NIR)


class Point(StrEnum):
    """What the gate looks at; the value is what JSON writes."""

    COMMUNICABLE = "communicable"
    COMPLETE = "acheve"
    DIFFUSABLE = "diffusable"
    PERSONAL = "donnees-personnelles"
    RIGHTS = "droits-des-tiers"
    NOT_WITHDRAWN = "non-retire"


POINTS: Mapping[Point, tuple[Words, str]] = MappingProxyType(
    {
        Point.COMMUNICABLE: (Words("Communicable à tous", "Open to everybody"), "code du patrimoine L213-1, L213-2"),
        Point.COMPLETE: (Words("Document achevé", "Finished document"), "CRPA L311-2"),
        Point.DIFFUSABLE: (Words("Série diffusable en ligne", "Série may be put online"), "CRPA L312-1-2, D312-1-3"),
        Point.PERSONAL: (Words("Données personnelles", "Personal data"), "CRPA L312-1-2"),
        Point.RIGHTS: (Words("Droits des tiers", "Rights of others"), "CRPA L311-4, L321-2"),
        Point.NOT_WITHDRAWN: (Words("Non retiré", "Not withdrawn"), "RGPD articles 17 et 21"),
    }
)


@dataclass(frozen=True, slots=True)
class Check:
    """One point, whether it holds, and why, without capital or full stop."""

    point: Point
    passed: bool
    why: Words


@dataclass(frozen=True, slots=True)
class Gate:
    """A record before the gate."""

    unit: UUID
    title: str
    checks: tuple[Check, ...]

    @property
    def open(self) -> bool:
        return all(each.passed for each in self.checks)

    def as_json(self) -> dict[str, Any]:
        return {
            "unit": str(self.unit),
            "title": self.title,
            "online": self.open,
            "checks": {each.point.value: {"passed": each.passed, "why": each.why.fr} for each in self.checks},
        }


def gate_of(tenant: Tenant, unit: UUID, on: date) -> Gate:
    """A record point by point, on a day. Raises NotFound when the tenant has no such unit."""
    key = tenant.key
    with transaction([key]):
        reading = public_reading(key, unit, on)
        rules = rules_shown(key, unit, on)
        found = questions.unit([key], unit)
        assert found is not None
        objects = questions.objects_of([key], unit)
        told = _told(found.title, found.content, objects)
        series, ground = _diffusable(tenant, rules, on)
        checks = (
            _communicable(key, unit, [each.object_group for each in objects], reading, on),
            _complete(reading),
            series,
            personal(told, looked_at(key, [each.id for each in objects if each.path is not None]), ground),
            _rights(rules, on),
            _not_withdrawn(key, unit),
        )
    return Gate(unit, found.title, checks)


def _communicable(tenant: int, unit: UUID, groups: Iterable[UUID], reading: PublicReading, on: date) -> Check:
    """Its documents must be open in each unit that has them."""
    why = Words(reading.answer.sentence("fr"), reading.answer.sentence("en"))
    others = {each for group in set(groups) for each in questions.units_holding([tenant], group)} - {unit}
    if reading.open and not all(public_reading(tenant, each, on).open for each in others):
        why = Words(
            "un de ses documents est aussi d'une autre unité, qui n'est pas communicable",
            "one of its documents is of another unit too, which is not open",
        )
        return Check(Point.COMMUNICABLE, False, why)
    return Check(Point.COMMUNICABLE, reading.open, why)


def _complete(reading: PublicReading) -> Check:
    pending = reading.dates.decision_pending
    why = (
        Words("la décision qu'il prépare n'est pas prise", "the decision that it prepares is not taken")
        if pending
        else Words("archivé comme document achevé", "archived as a finished document")
    )
    return Check(Point.COMPLETE, not pending, why)


def _diffusable(tenant: Tenant, rules: RulesShown, on: date) -> tuple[Check, Ground | None]:
    """Every série of the table that it is of must be diffusable, and no diffusion rule of its own may still run."""
    held = {each.category: each for each in rules.categories}
    rule = held.get(Category.DISSEMINATION)
    if rule is not None and rule.ending.ruled and not rule.ending.has_ended(on):
        names = ", ".join(each.rule for each in rule.rules)
        why = Words(f"une règle de diffusion court encore ({names})", f"a rule of diffusion still runs ({names})")
        return Check(Point.DIFFUSABLE, False, why), None
    table = current(tenant.key)
    known = table.series if table is not None else {}
    appraisal = held.get(Category.APPRAISAL)
    codes = list(dict.fromkeys(each.rule for each in appraisal.rules if each.rule in known)) if appraisal else []
    if not codes:
        why = Words("il n'est d'aucune série du tableau de gestion", "it is of no série of the retention table")
        return Check(Point.DIFFUSABLE, False, why), None
    online = {each.name: each for each in publications(tenant.key, What.SERIES) if each.online}
    if missing := [code for code in codes if code not in online]:
        names = ", ".join(missing)
        why = Words(f"la série {names} n'est pas déclarée diffusable", f"série {names} is not declared diffusable")
        return Check(Point.DIFFUSABLE, False, why), None
    grounds = [Ground(online[code].content["ground"]) for code in codes]
    strictest = next((each for each in grounds if not GROUNDS[each].personal), grounds[0])
    names, grounded = ", ".join(codes), GROUNDS[strictest]
    why = Words(
        f"série {names} : {grounded.words.fr} ({grounded.clause})",
        f"série {names}: {grounded.words.en} ({grounded.clause})",
    )
    return Check(Point.DIFFUSABLE, True, why), strictest


def personal(told: str, documents: Iterable[Looked], ground: Ground | None) -> Check:
    """By a ground that covers personal data, they may be there, but for a NIR, which no ground of publication covers
    (loi 78-17 art. 30): it is looked for first; by another, nothing may be seen, or stay unseen.
    """
    covered = ground is not None and GROUNDS[ground].personal
    seen = set(map(str, scan(told).counts))
    unseen = waiting = 0
    for each in documents:
        unseen += each.counts is None
        waiting += each.waits
        seen |= set(each.counts or ())
    if covered and NIR not in seen and not waiting:
        why = Words("la diffusion de la série a un fondement qui les couvre", "the ground of its série covers them")
        return Check(Point.PERSONAL, True, why)
    if covered:
        seen &= {NIR}
    if seen:
        kinds = named(seen)
        why = Words(f"on y a vu : {kinds.fr}", f"seen there: {kinds.en}")
        return Check(Point.PERSONAL, False, why)
    if waiting:
        why = Words("un de ses documents n'est pas encore parcouru", "one of its documents is not looked through yet")
        return Check(Point.PERSONAL, False, why)
    if unseen:
        why = Words(
            "un de ses documents n'a pas pu être parcouru : personne ne sait ce qu'il contient",
            "one of its documents could not be looked through: nobody knows what it holds",
        )
        return Check(Point.PERSONAL, False, why)
    return Check(Point.PERSONAL, True, Words("aucune n'y a été vue", "none were seen there"))


def _rights(rules: RulesShown, on: date) -> Check:
    reuse = next((each for each in rules.categories if each.category is Category.REUSE), None)
    if reuse is not None and reuse.ending.ruled and not reuse.ending.has_ended(on):
        names = ", ".join(each.rule for each in reuse.rules)
        why = Words(f"une règle de réutilisation court encore ({names})", f"a rule of reuse still runs ({names})")
        return Check(Point.RIGHTS, False, why)
    return Check(Point.RIGHTS, True, Words("aucune règle de réutilisation ne court", "no rule of reuse runs"))


def _not_withdrawn(tenant: int, unit: UUID) -> Check:
    withdrawn = bool(withdrawn_records(tenant, [unit]))
    why = (
        Words("il a été retiré", "it was withdrawn")
        if withdrawn
        else Words("personne ne l'a retiré", "nobody withdrew it")
    )
    return Check(Point.NOT_WITHDRAWN, not withdrawn, why)


def _told(title: str, content: Mapping[str, Any], objects: Iterable[DataObject]) -> str:
    """All that a record says of itself: whoever has its proof reads the whole of it."""
    names = (name for each in objects for name in (each.filename, each.uri) if name)
    return "\n".join((title, words_of(content), *names))
