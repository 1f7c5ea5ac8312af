"""What, of a série, hints that an AIPD is to be looked at (RGPD 35): criteria of the CEPD that an archive can see.

A hint, never a verdict: the archive sees what is in it, and nothing of what the treatment does. Two criteria met are
what the CEPD takes for the sign of a high risk (WP 248 rev. 01, III.B); the lists of the CNIL, of treatments that need
an AIPD and of those that need none, are to be read besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from chartrier.rules.communicabilite.words import Words
from chartrier.rules.series.serie import Series
from chartrier.rules.series.vocabulary import folded

LARGE = 1_000
"""Documents of a série in which something personal was seen, from which it is told as large scale. The CEPD gives no
number: this one is ours, and is said with the hint."""
ENOUGH = 2
"""Criteria met from which an AIPD is to be looked at."""

SENSITIVE_KINDS = ("special", "nir")
"""Of `detection.occurrence.Kind`: RGPD 9 and 10, and the number of loi 78-17, article 30."""
MEDICAL = frozenset({"AR043", "AR061"})
JUDICIAL = frozenset({"AR046", "AR047", "AR056", "AR057", "AR058", "AR059"})
"""Access codes of the documents that a série may have: they say of what kind its data are."""

VULNERABLE = ("action sociale", "enfance", "scolaire", "ressources humaines")
EXCLUDING = ("action sociale", "logement")
WATCHING = ("videoprotection", "videosurveillance")
"""Words of the domain or of the title of a série, folded."""


class Criterion(StrEnum):
    """Of the nine of the CEPD."""

    SENSITIVE = "donnees-sensibles"
    LARGE_SCALE = "grande-echelle"
    VULNERABLE = "personnes-vulnerables"
    EXCLUSION = "droit-ou-service"
    WATCHING = "surveillance"
    SCORING = "evaluation"
    AUTOMATED = "decision-automatisee"
    CROSSING = "croisement"
    NEW = "usage-innovant"


CRITERIA: Mapping[Criterion, Words] = MappingProxyType(
    {
        Criterion.SENSITIVE: Words("données sensibles ou hautement personnelles", "sensitive or highly personal data"),
        Criterion.LARGE_SCALE: Words("grande échelle", "large scale"),
        Criterion.VULNERABLE: Words("personnes vulnérables", "vulnerable persons"),
        Criterion.EXCLUSION: Words("accès à un droit ou à un service", "access to a right or a service"),
        Criterion.WATCHING: Words("surveillance systématique", "systematic monitoring"),
        Criterion.SCORING: Words("évaluation ou notation", "evaluation or scoring"),
        Criterion.AUTOMATED: Words("décision automatisée", "automated decision"),
        Criterion.CROSSING: Words("croisement de données", "matching of data sets"),
        Criterion.NEW: Words("usage innovant", "innovative use"),
    }
)

UNSEEN = (Criterion.SCORING, Criterion.AUTOMATED, Criterion.CROSSING, Criterion.NEW)
"""What no archive can tell: whoever knows the treatment has to."""


@dataclass(frozen=True, slots=True)
class Content:
    """What there is of a série: its units, and the documents in which something personal was seen, in all and by kind
    (`detection.occurrence.Kind`).
    """

    units: int = 0
    documents: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hint:
    """A criterion that seems to be met, and by what."""

    criterion: Criterion
    why: Words


def hints(series: Series, content: Content) -> tuple[Hint, ...]:
    """The criteria that a série seems to meet."""
    found = []
    if why := _sensitive(series, content):
        found.append(Hint(Criterion.SENSITIVE, why))
    if content.documents >= LARGE:
        number = content.documents
        said = Words(
            f"{number} documents où des données personnelles sont relevées (seuil de ce logiciel : {LARGE})",
            f"{number} documents in which personal data are seen (threshold of this software: {LARGE})",
        )
        found.append(Hint(Criterion.LARGE_SCALE, said))
    place = folded(f"{series.domain} {series.title}")
    domain = Words(f"domaine « {series.domain} »", f"domain “{series.domain}”")
    if any(word in place for word in VULNERABLE):
        found.append(Hint(Criterion.VULNERABLE, domain))
    if any(word in place for word in EXCLUDING):
        found.append(Hint(Criterion.EXCLUSION, domain))
    if any(word in place for word in WATCHING):
        found.append(Hint(Criterion.WATCHING, Words(f"« {series.title} »", f"“{series.title}”")))
    return tuple(found)


def _sensitive(series: Series, content: Content) -> Words | None:
    fr, en = [], []
    if number := content.kinds.get("special", 0):
        fr.append(f"sujets sensibles relevés dans {number} document{_plural(number)}")
        en.append(f"sensitive subjects seen in {number} document{_plural(number)}")
    if number := content.kinds.get("nir", 0):
        fr.append(f"numéros de sécurité sociale relevés dans {number} document{_plural(number)}")
        en.append(f"social security numbers seen in {number} document{_plural(number)}")
    if MEDICAL & set(series.access):
        fr.append("pièces couvertes par le secret médical")
        en.append("documents under medical secrecy")
    if JUDICIAL & set(series.access):
        fr.append("affaires portées devant la justice")
        en.append("matters before the courts")
    return Words(" ; ".join(fr), "; ".join(en)) if fr else None


class AipdState(StrEnum):
    """What the collectivité says of the AIPD of a série."""

    TO_LOOK_AT = "a-examiner"
    DONE = "faite"
    NOT_NEEDED = "non-requise"


AIPD_STATES: Mapping[AipdState, Words] = MappingProxyType(
    {
        AipdState.TO_LOOK_AT: Words("à examiner", "to be looked at"),
        AipdState.DONE: Words("faite", "done"),
        AipdState.NOT_NEEDED: Words("non requise", "not required"),
    }
)


@dataclass(frozen=True, slots=True)
class AipdNote:
    """What the collectivité says: where the AIPD is, or why none is needed (`why`), and the measures taken."""

    state: AipdState = AipdState.TO_LOOK_AT
    why: str = ""
    measures: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"state": self.state.value, "why": self.why, "measures": self.measures}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> AipdNote:
        """Read what `as_json` wrote."""
        return cls(AipdState(value["state"]), value["why"], value["measures"])


def _plural(number: int) -> str:
    """The letter that several documents take, in both languages."""
    return "s" if number > 1 else ""
