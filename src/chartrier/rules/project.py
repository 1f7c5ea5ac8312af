"""A project of dematerialisation, and whether what it will produce has an archive to go to.

The lever is the gate: no new flow goes into service before somebody has said where its documents end. What is declared
here is compared with what the archive knows (`Reality`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from chartrier.rules.communicabilite.words import Words


class FlowKind(StrEnum):
    """What a project produces."""

    ACTES = "actes"
    PES = "pes"
    MARCHES = "marches"
    RH = "rh"
    ETAT_CIVIL = "etat-civil"
    GRU = "gru"
    URBANISME = "urbanisme"
    ELECTIONS = "elections"
    COURRIER = "courrier"
    AUTRE = "autre"


FLOWS: Mapping[FlowKind, Words] = MappingProxyType(
    {
        FlowKind.ACTES: Words("Actes soumis au contrôle de légalité (@ctes)", "Acts under legality control (@ctes)"),
        FlowKind.PES: Words("Comptabilité (PES, Hélios)", "Accounting (PES, Hélios)"),
        FlowKind.MARCHES: Words("Marchés publics", "Public contracts"),
        FlowKind.RH: Words("Dossiers d'agents, paie", "Staff files, pay"),
        FlowKind.ETAT_CIVIL: Words("État civil", "Civil registration"),
        FlowKind.GRU: Words("Démarches des usagers (GRU)", "Requests of the public (GRU)"),
        FlowKind.URBANISME: Words("Urbanisme", "Planning permissions"),
        FlowKind.ELECTIONS: Words("Élections", "Elections"),
        FlowKind.COURRIER: Words("Courrier, messagerie", "Mail"),
        FlowKind.AUTRE: Words("Autre flux", "Another flow"),
    }
)


class Point(StrEnum):
    """What must be settled before the flow goes into service."""

    SERIES = "series"
    ACCORD = "accord"
    PROFILE = "profil"
    TEST = "versement-d-essai"
    EXIT = "reversibilite"
    PERSONAL_DATA = "donnees-personnelles"
    BUDGET = "budget"
    RESPONSIBLE = "responsable"


POINTS: Mapping[Point, Words] = MappingProxyType(
    {
        Point.SERIES: Words("Séries et durées connues", "Series and retention known"),
        Point.ACCORD: Words("Accord de versement", "Submission agreement"),
        Point.PROFILE: Words("Profil des versements", "Profile of the deposits"),
        Point.TEST: Words("Versement d'essai accepté", "Test deposit accepted"),
        Point.EXIT: Words("Clauses de sortie au contrat", "Exit clauses in the contract"),
        Point.PERSONAL_DATA: Words("Données personnelles au registre", "Personal data in the register"),
        Point.BUDGET: Words("Ligne de budget pour l'archivage", "Budget line for archiving"),
        Point.RESPONSIBLE: Words("Responsable nommé", "Somebody named in charge"),
    }
)

OF_THE_ARCHIVE = frozenset({Point.SERIES, Point.ACCORD, Point.TEST})
"""What the archive itself can tell; the rest is declared."""


class Readiness(StrEnum):
    """Where a project stands before the gate."""

    READY = "prete"
    AT_RISK = "a-risque"
    WITHOUT = "sans-archivage"


READINESS: Mapping[Readiness, Words] = MappingProxyType(
    {
        Readiness.READY: Words("prêt", "ready"),
        Readiness.AT_RISK: Words("à risque", "at risk"),
        Readiness.WITHOUT: Words("sans archivage", "without archiving"),
    }
)


@dataclass(frozen=True, slots=True)
class Project:
    """A project or a flow that is there already. Texts are the collectivité's own; empty: nothing said yet.

    `agency` is the service that will deposit, by its identifier; `series` are codes of the tableau de gestion; `test`
    is the versement by which it was tried. `profile`, `exit_clauses`, `treatment` and `budget` say where each is
    written: a reference, an article, a line.
    """

    name: str
    flow: FlowKind
    purpose: str = ""
    begins: date | None = None
    """The day on which it goes into service; None: not fixed."""
    running: bool = False
    """Whether it already produces documents."""
    responsible: str = ""
    series: tuple[str, ...] = ()
    agency: str = ""
    profile: str = ""
    test: UUID | None = None
    exit_clauses: str = ""
    treatment: str = ""
    budget: str = ""

    def as_json(self) -> dict[str, Any]:
        """Every member by its name, days as `YYYY-MM-DD`."""
        written = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            **written,
            "flow": self.flow.value,
            "series": list(self.series),
            "begins": self.begins and self.begins.isoformat(),
            "test": self.test and str(self.test),
        }

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Project:
        """Read what `as_json` wrote; members of a later version are left aside."""
        known = {each.name: value[each.name] for each in fields(cls) if each.name in value}
        begins, test = known.get("begins"), known.get("test")
        return cls(
            **{
                **known,
                "flow": FlowKind(known["flow"]),
                "series": tuple(known.get("series", ())),
                "begins": date.fromisoformat(begins) if begins else None,
                "test": UUID(test) if test else None,
            }
        )


@dataclass(frozen=True, slots=True)
class Reality:
    """What the archive knows of a project. `table`: there is a tableau de gestion.

    `known` are those of its series that the tableau has, `undecided` those of them whose DUA is not settled. `accord`:
    the service that deposits is entered and allowed these series. `test`: what became of the versement named
    (`accepted`, `rejected`), None when there is none of the collectivité.
    """

    table: bool
    known: frozenset[str]
    undecided: frozenset[str]
    accord: bool
    test: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """A point: whether it is settled, and why, in words."""

    point: Point
    settled: bool
    why: Words


def checks(project: Project, reality: Reality) -> tuple[Check, ...]:
    """Each point, in order."""
    return (
        _series(project, reality),
        _accord(project, reality),
        _declared(Point.PROFILE, project.profile),
        _test(project, reality),
        _declared(Point.EXIT, project.exit_clauses),
        _declared(Point.PERSONAL_DATA, project.treatment),
        _declared(Point.BUDGET, project.budget),
        _declared(Point.RESPONSIBLE, project.responsible),
    )


def readiness(found: tuple[Check, ...]) -> Readiness:
    """Ready when every point is settled; without archiving when nothing of the archive itself is."""
    if all(each.settled for each in found):
        return Readiness.READY
    if not any(each.settled for each in found if each.point in OF_THE_ARCHIVE):
        return Readiness.WITHOUT
    return Readiness.AT_RISK


def _series(project: Project, reality: Reality) -> Check:
    codes = frozenset(project.series)
    unknown, undecided = sorted(codes - reality.known), sorted(codes & reality.undecided)
    if not reality.table:
        why = Words("le tableau de gestion n'est pas adopté", "no retention table has been adopted")
    elif not codes:
        why = Words("aucune série n'est nommée", "no series is named")
    elif unknown:
        named = ", ".join(unknown)
        why = Words(f"le tableau ne connaît pas {named}", f"the table does not know {named}")
    elif undecided:
        named = ", ".join(undecided)
        why = Words(f"la DUA de {named} reste à décider", f"the retention of {named} is to be decided")
    else:
        named = ", ".join(sorted(codes))
        return Check(Point.SERIES, True, Words(f"au tableau de gestion : {named}", f"in the retention table: {named}"))
    return Check(Point.SERIES, False, why)


def _accord(project: Project, reality: Reality) -> Check:
    if not project.agency:
        why = Words("le service qui versera n'est pas nommé", "the service that will deposit is not named")
        return Check(Point.ACCORD, False, why)
    if not reality.accord:
        why = Words(
            f"le service {project.agency} n'est pas entré, ou son accord ne permet pas ces séries",
            f"the service {project.agency} is not entered, or its agreement does not allow these series",
        )
        return Check(Point.ACCORD, False, why)
    told = Words(f"service {project.agency}", f"service {project.agency}")
    return Check(Point.ACCORD, True, told)


def _test(project: Project, reality: Reality) -> Check:
    if project.test is None:
        return Check(Point.TEST, False, Words("aucun versement d'essai", "no test deposit"))
    if reality.test is None:
        why = Words("ce versement n'est pas dans l'archive", "this deposit is not in the archive")
        return Check(Point.TEST, False, why)
    if reality.test != "accepted":
        return Check(Point.TEST, False, Words("le versement d'essai a été refusé", "the test deposit was refused"))
    return Check(Point.TEST, True, Words(f"versement {project.test}", f"deposit {project.test}"))


def _declared(point: Point, text: str) -> Check:
    if text:
        return Check(point, True, Words(f"déclaré : {text}", f"declared: {text}"))
    return Check(point, False, Words("rien n'est déclaré", "nothing is declared"))
