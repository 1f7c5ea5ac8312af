"""The registers of requests and of violations as files, to be shown to whoever controls (RGPD 5(2), 12, 33(5))."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from chartrier.clock import in_france
from chartrier.papers.sheet import sheet
from chartrier.papers.words import day
from chartrier.privacy.requests.standing import Standing
from chartrier.privacy.violations import Entered
from chartrier.records.days import written_moment
from chartrier.rules.persons.request import STEPS
from chartrier.rules.persons.rights import RIGHTS
from chartrier.rules.persons.violation import BREACHES, RISKS

REQUESTS = (
    "Référence", "Personne", "Droit", "Reçue le", "Due le", "Prolongée le", "Pourquoi", "État", "Close le",
    "Avis du délégué", "Acte",
)  # fmt: skip
VIOLATIONS = (
    "Référence", "Connue le", "Ce qui s'est passé", "Atteintes", "Données", "Personnes concernées",
    "Nombre de personnes", "Nombre d'enregistrements", "Conséquences probables", "Mesures", "Risque",
    "CNIL notifiée le", "Pourquoi non, ou tard", "Personnes informées le", "Pourquoi non", "Reste dû", "Versions",
)  # fmt: skip


def requests_sheet(found: Iterable[Standing]) -> bytes:
    """One request a line, in French; who sees the register sees the names."""
    return sheet(REQUESTS, (_request(each) for each in found))


def violations_sheet(found: Iterable[Entered]) -> bytes:
    """One violation a line, as it is said now; `Versions` counts how often it was said."""
    return sheet(VIOLATIONS, (_violation(each) for each in found))


def _request(each: Standing) -> list[str]:
    asked = each.asked
    extension, advice = asked.extension, asked.advice
    return [
        each.reference, asked.name, RIGHTS[asked.right].fr, day(asked.received), day(asked.due),
        day(extension.day) if extension else "", extension.text if extension else "", STEPS[each.step].fr,
        day(each.closed) if each.closed else "", advice.text if advice else "", str(each.act or ""),
    ]  # fmt: skip


def _violation(each: Entered) -> list[str]:
    said = each.kept.violation
    return [
        each.reference, _moment(said.known), said.what, ", ".join(BREACHES[one].fr for one in said.breaches), said.data,
        said.people, _number(said.persons), _number(said.records), said.consequences, said.measures,
        RISKS[said.risk].fr, _moment(said.cnil), said.cnil_why, _moment(said.told), said.told_why,
        " ; ".join(one.said.fr for one in each.owed), str(len(each.kept.before) + 1),
    ]  # fmt: skip


def _moment(moment: datetime | None) -> str:
    """With its hour: the seventy-two hours of art. 33 run from it."""
    return written_moment(in_france(moment), "fr") if moment else ""


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
