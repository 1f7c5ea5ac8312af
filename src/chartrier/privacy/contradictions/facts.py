"""What contradictions are looked for in: the register beside the real state of the archive, asked once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.treatments.holdings import NONE, Held, Seen, Some
from chartrier.privacy.requests.standing import Standing
from chartrier.privacy.violations import Entered
from chartrier.records.finding import NOWHERE, Finding, FindingKind, Place
from chartrier.records.hosting import Offer
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import day_in_words
from chartrier.rules.convention import Convention
from chartrier.rules.project import Project
from chartrier.rules.series.serie import Series
from chartrier.rules.treatments.treatment import NOBODY, Holder, Treatment


@dataclass(frozen=True, slots=True)
class Named:
    """A treatment of the register, by its identifier."""

    id: UUID
    treatment: Treatment


@dataclass(frozen=True, slots=True)
class Facts:
    """`table` None: no tableau de gestion. `late`: units whose DUA waits for an event that must have happened.

    `online`: units that may be published online; `opened`: units opened by a dérogation or before their time; all by
    series. `allowed`: the series that the accord of a service names; `services`: those that are open. `dpo`: whether
    somebody has the role.

    `diffused`: the series that an act declares diffusable. `bared`: units of which a redacted copy was deposited, and
    which everybody may read as they are; `bared_online`: those of them that the open portal may show. `asked`: the
    requests of persons that are open, `granted`: erasures that were granted a month ago, of units that are there, and
    in no proposal; `objected_online`: units that it may show though their erasure, or an objection, was granted.
    `violations`: all of the register. `offers`: with whom each copy is, as the register of hosting has it.
    """

    tenant: Tenant
    day: date
    treatments: tuple[Named, ...] = ()
    holder: Holder = NOBODY
    table: Mapping[str, Series] | None = None
    held: Mapping[str, Held] = field(default_factory=dict)
    late: Mapping[str, Some] = field(default_factory=dict)
    seen: Mapping[str | None, Seen] = field(default_factory=dict)
    online: Mapping[str, Some] = field(default_factory=dict)
    opened: Mapping[str, Some] = field(default_factory=dict)
    conventions: Mapping[UUID, Convention] = field(default_factory=dict)
    copies: tuple[str, ...] = ()
    projects: tuple[Project, ...] = ()
    services: frozenset[str] = frozenset()
    allowed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dpo: bool = False
    diffused: frozenset[str] = frozenset()
    bared: Mapping[str, Some] = field(default_factory=dict)
    bared_online: Mapping[str, Some] = field(default_factory=dict)
    asked: tuple[Standing, ...] = ()
    granted: Some = NONE
    objected_online: Some = NONE
    violations: tuple[Entered, ...] = ()
    offers: Mapping[str, Offer] = field(default_factory=dict)

    def covering(self, code: str) -> tuple[Named, ...]:
        """The treatments that name a series."""
        return tuple(each for each in self.treatments if code in each.treatment.series)

    def series(self, code: str) -> Series | None:
        return self.table.get(code) if self.table is not None else None

    def personal(self, code: str) -> bool:
        """Whether the tableau says that a series has personal data."""
        known = self.series(code)
        return known is not None and known.personal_data

    def by_series(self) -> Iterator[tuple[Named, Series]]:
        """Each treatment with each of its series that the tableau knows."""
        for each in self.treatments:
            for code in each.treatment.series:
                if (known := self.series(code)) is not None:
                    yield each, known

    @property
    def archive(self) -> Named | None:
        """The treatment that the archiving system is, if it is in the register."""
        return next((each for each in self.treatments if each.treatment.archive), None)


def in_both(name: str, day: date) -> dict[str, str]:
    """A day for a sentence in each language: `day_fr`, `day_en`."""
    words = day_in_words(day)
    return {f"{name}_fr": words.fr, f"{name}_en": words.en}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One of them. `some`: how many units or documents show it, and one of them. `about`: the request of a person, or
    the violation, that it is about.
    """

    kind: FindingKind
    treatment: Named | None = None
    series: str = ""
    some: Some = NONE
    values: Mapping[str, str | int] = field(default_factory=dict)
    about: UUID | None = None

    @property
    def finding(self) -> Finding:
        """In words; the values come from outside."""
        place = Place(unit=str(self.some.unit)) if self.some.unit is not None else NOWHERE
        named = self.treatment.treatment.reference if self.treatment is not None else ""
        return Finding(
            self.kind,
            place,
            {"treatment": named, "series": self.series, "count": self.some.count, **self.values},
        )

    def as_json(self, language: Any) -> dict[str, Any]:
        finding = self.finding
        return {
            "code": finding.code,
            "treatment": self.treatment and str(self.treatment.id),
            "reference": self.treatment and self.treatment.treatment.reference,
            "series": self.series or None,
            "count": self.some.count or None,
            "unit": self.some.unit and str(self.some.unit),
            "about": self.about and str(self.about),
            "message": finding.message(language),
            "remedy": finding.remedy(language),
            "ground": finding.kind.reference,
        }
