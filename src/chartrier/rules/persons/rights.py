"""The rights of a person over what names them, and why one may be refused: by the age of each record.

Archives courantes and intermédiaires: the rights are whole. Erasure is refused while the DUA runs only, by RGPD
17(3)(b) or (e); once it is over, it goes the way of every élimination, under visa (code du patrimoine, L212-2).
Archives définitives: nothing is erased (17(3)(d)); where a service public d'archives holds them, the other rights do
not apply as far as they would make archiving impossible or seriously impair it (loi 78-17, article 78; RGPD 89), and
what the person declares is annexed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from chartrier.errors import Conflict, InvalidInput
from chartrier.rules.age import Age
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.persons import findings as say


class Right(StrEnum):
    """What a person asks for; who asks for two makes two requests, since each is answered by itself."""

    ACCESS = "acces"
    RECTIFICATION = "rectification"
    ERASURE = "effacement"
    OBJECTION = "opposition"


RIGHTS: Mapping[Right, Words] = MappingProxyType(
    {
        Right.ACCESS: Words("accès (RGPD, article 15)", "access (GDPR, article 15)"),
        Right.RECTIFICATION: Words("rectification (RGPD, article 16)", "rectification (GDPR, article 16)"),
        Right.ERASURE: Words("effacement (RGPD, article 17)", "erasure (GDPR, article 17)"),
        Right.OBJECTION: Words("opposition (RGPD, article 21)", "objection (GDPR, article 21)"),
    }
)


class RefusalGround(StrEnum):
    """By which clause something is refused."""

    UNFOUNDED = "rgpd-12-5"
    NOT_IDENTIFIED = "rgpd-12-2"
    OTHERS = "rgpd-15-4"
    EXACT = "rgpd-16"
    OBLIGATION = "rgpd-17-3-b"
    ARCHIVING = "rgpd-17-3-d"
    CLAIMS = "rgpd-17-3-e"
    COMPELLING = "rgpd-21-1"
    LAID_DOWN = "rgpd-6-1-c"
    ARCHIVES_SERVICE = "loi-78-17-78"


GROUNDS: Mapping[RefusalGround, Words] = MappingProxyType(
    {
        RefusalGround.UNFOUNDED: Words(
            "demande manifestement infondée ou excessive (RGPD, article 12, 5)",
            "request manifestly unfounded or excessive (GDPR, article 12(5))",
        ),
        RefusalGround.NOT_IDENTIFIED: Words(
            "identité de la personne non établie (RGPD, article 12, 2 et 6)",
            "the person's identity is not established (GDPR, article 12(2) and (6))",
        ),
        RefusalGround.OTHERS: Words(
            "atteinte aux droits et libertés d'autrui (RGPD, article 15, 4)",
            "rights and freedoms of others (GDPR, article 15(4))",
        ),
        RefusalGround.EXACT: Words(
            "données exactes et complètes à leur date (RGPD, article 16)",
            "data accurate and complete at their date (GDPR, article 16)",
        ),
        RefusalGround.OBLIGATION: Words(
            "conservation imposée par une obligation légale ou une mission d'intérêt public, la durée d'utilité "
            "administrative courant encore (RGPD, article 17, 3, b)",
            "kept under a legal obligation or a task in the public interest, the retention period (DUA) still running "
            "(GDPR, article 17(3)(b))",
        ),
        RefusalGround.ARCHIVING: Words(
            "archives définitives, conservées dans l'intérêt public (RGPD, articles 17, 3, d et 89)",
            "archives définitives, kept in the public interest (GDPR, articles 17(3)(d) and 89)",
        ),
        RefusalGround.CLAIMS: Words(
            "constatation, exercice ou défense de droits en justice (RGPD, article 17, 3, e)",
            "establishment, exercise or defence of legal claims (GDPR, article 17(3)(e))",
        ),
        RefusalGround.COMPELLING: Words(
            "motifs légitimes et impérieux (RGPD, article 21, 1)",
            "compelling legitimate grounds (GDPR, article 21(1))",
        ),
        RefusalGround.LAID_DOWN: Words(
            "traitement imposé par la loi, auquel on ne peut s'opposer (RGPD, articles 6, 1, c et 21, 1)",
            "treatment laid down by law, to which nobody may object (GDPR, articles 6(1)(c) and 21(1))",
        ),
        RefusalGround.ARCHIVES_SERVICE: Words(
            "archives définitives d'un service public d'archives, dont ce droit entraverait sérieusement la "
            "conservation (loi n° 78-17, article 78 ; RGPD, article 89)",
            "archives définitives of a public archives service, which this right would seriously impair "
            "(loi no. 78-17, article 78; GDPR, article 89)",
        ),
    }
)

OF_THE_WHOLE = (RefusalGround.NOT_IDENTIFIED, RefusalGround.UNFOUNDED)
"""By which a request is refused as a whole, without looking at any record."""

_OF_RECORDS: Mapping[Right, tuple[RefusalGround, ...]] = MappingProxyType(
    {
        Right.ACCESS: (RefusalGround.OTHERS,),
        Right.RECTIFICATION: (RefusalGround.EXACT,),
        Right.ERASURE: (),
        Right.OBJECTION: (RefusalGround.LAID_DOWN, RefusalGround.COMPELLING),
    }
)


class Outcome(StrEnum):
    """What becomes of one record."""

    GRANTED = "accorde"
    REFUSED = "refuse"


OUTCOMES: Mapping[Outcome, Words] = MappingProxyType(
    {Outcome.GRANTED: Words("accordé", "granted"), Outcome.REFUSED: Words("refusé", "refused")}
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What of a record decides the rights over it. `dua`: the day on which its DUA ends, None: none is known.

    `held`: by a gel or a HoldRule. `served`: a service public d'archives holds the archives définitives of the tenant.
    """

    age: Age
    dua: date | None
    running: bool
    """Whether its DUA runs; where nobody knows when it ends, it runs: a doubt ends nothing."""
    held: bool
    served: bool

    @property
    def definitive(self) -> bool:
        return self.age is Age.DEFINITIVE


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What is decided of one record. `why`: the reason in plain words, which every refusal has (RGPD 12(4)).

    `annexed`: the unit that was versée for it by the producer: of a rectification, the new version or the mention; of
    a refusal over archives définitives, the declaration of the person. The old one stays, and is flagged.
    """

    outcome: Outcome
    ground: RefusalGround | None = None
    why: str = ""
    annexed: UUID | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "outcome": self.outcome.value,
            "ground": self.ground and self.ground.value,
            "why": self.why,
            "annexed": self.annexed and str(self.annexed),
        }

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> LineDecision:
        """Read what `as_json` wrote."""
        ground, annexed = value["ground"], value["annexed"]
        return cls(
            Outcome(value["outcome"]),
            RefusalGround(ground) if ground else None,
            value["why"],
            UUID(annexed) if annexed else None,
        )


def grounds_for(right: Right, situation: Situation) -> tuple[RefusalGround, ...]:
    """By which this right over this record may be refused; none: it must be granted."""
    if right is Right.ERASURE:
        if situation.definitive:
            return (RefusalGround.ARCHIVING,)
        if situation.running:
            return (RefusalGround.OBLIGATION, RefusalGround.CLAIMS)
        return (RefusalGround.CLAIMS,) if situation.held else ()
    ours = _OF_RECORDS[right]
    return (RefusalGround.ARCHIVES_SERVICE, *ours) if situation.definitive and situation.served else ours


def changes_the_archive(right: Right, decision: LineDecision) -> bool:
    """Whether the record is flagged in the archive for it: rectified, to be erased, no longer used, or annexed to."""
    return decision.annexed is not None or (right is not Right.ACCESS and decision.outcome is Outcome.GRANTED)


def require_lawful(right: Right, situation: Situation, decision: LineDecision, unit: str) -> None:
    """Refuse what the law does not let one decide: Conflict where the record is in the way, else InvalidInput."""
    if decision.outcome is Outcome.GRANTED:
        _require_grantable(right, situation, decision, unit)
        return
    allowed = grounds_for(right, situation)
    if decision.ground not in allowed:
        choices = ", ".join(allowed)
        if not choices:
            raise Conflict(say.MUST_BE_GRANTED, unit=unit)
        raise InvalidInput(say.GROUND_NOT_OPEN, unit=unit, ground=decision.ground or "—", choices=choices)
    if not decision.why:
        raise InvalidInput(say.NO_WHY)
    if decision.annexed is not None and not situation.definitive:
        raise InvalidInput(say.NOTHING_TO_ANNEX, unit=unit)


def _require_grantable(right: Right, situation: Situation, decision: LineDecision, unit: str) -> None:
    if right is Right.RECTIFICATION and decision.annexed is None:
        raise InvalidInput(say.NO_NEW_VERSION, unit=unit)
    if right is not Right.RECTIFICATION and decision.annexed is not None:
        raise InvalidInput(say.NOTHING_TO_ANNEX, unit=unit)
    if right is Right.ERASURE and situation.definitive:
        raise Conflict(say.NEVER_ERASED, unit=unit)
    if right is Right.ERASURE and situation.held:
        raise Conflict(say.HELD_BACK, unit=unit)
