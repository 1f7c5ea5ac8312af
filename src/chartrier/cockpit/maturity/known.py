"""What the archive knows of a question by itself; it does not take for a no what it merely does not see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chartrier.catalog.people.directory import members
from chartrier.catalog.territory.depositing import deposited
from chartrier.cockpit.maturity.answers import Answer, Known
from chartrier.cockpit.maturity.questions import Questionnaire
from chartrier.cockpit.note.facts import Facts, facts_of
from chartrier.copies.copies import Copies
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant
from chartrier.records.territory import Flow
from chartrier.rules.communicabilite.words import Words, day_in_words
from chartrier.rules.flows import EXPECTED, flows_by_series

A_YEAR = timedelta(days=366)
"""For how long a reading of all copies speaks for them."""

ARCHIVISTS = frozenset({Role.ARCHIVISTE, Role.ARCHIVISTE_ITINERANT, Role.RESPONSABLE})
DEPOSITORS = ARCHIVISTS | {Role.DEPOSANT, Role.CHEF_DE_SERVICE}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked at: the facts of the note, who has which role, the last versement of each flow."""

    facts: Facts
    roles: Mapping[str, int]
    depositors: int
    flows: Mapping[Flow, date]


def known(asked: Questionnaire, tenant: Tenant, copies: Copies) -> dict[str, Known]:
    """By code of question, of those of which the archive knows something. Nothing is written."""
    seen = _seen(tenant, copies)
    found = {}
    for question in asked.questions.values():
        name, _, flow = question.known.partition(":")
        if flow:
            found[question.code] = _flow(seen, Flow(flow))
        elif name and (told := _TELL[name](seen)) is not None:
            found[question.code] = told
    return found


def _seen(tenant: Tenant, copies: Copies) -> Seen:
    facts = facts_of(tenant, copies)
    held = members(tenant.key, facts.day)
    flows: dict[Flow, date] = {}
    by_series = flows_by_series()
    for each in deposited([tenant.key], sorted(by_series), facts.day):
        flow = by_series[each.rule]
        flows[flow] = max(each.last, flows.get(flow, each.last))
    roles: dict[str, int] = {}
    for _, role in held:
        roles[role] = roles.get(role, 0) + 1
    return Seen(facts, roles, len({person for person, role in held if role in DEPOSITORS}), flows)


def _archivist(seen: Seen) -> Known | None:
    named = sum(seen.roles.get(role, 0) for role in ARCHIVISTS)
    if not named:
        return None
    return Known(Answer.OUI, Words(f"rôles tenus ici : {named} d'archiviste", f"roles held here: {named} of archivist"))


def _convention(seen: Seen) -> Known | None:
    if not seen.facts.conventions:
        return None
    names = ", ".join(seen.facts.conventions)
    return Known(Answer.OUI, Words(f"convention en vigueur : {names}", f"convention in force: {names}"))


def _gate(seen: Seen) -> Known | None:
    projects = seen.facts.projects
    if projects is None:
        return None
    without = (seen.facts.exposed or 0) + (seen.facts.at_risk or 0)
    ready = len(projects) - without
    answer = Answer.OUI if not without else Answer.EN_PARTIE if ready else Answer.NON
    return Known(
        answer,
        Words(
            f"registre des projets : {ready} sur {len(projects)} prêts",
            f"register of projects: {ready} of {len(projects)} ready",
        ),
    )


def _table(seen: Seen) -> Known:
    match seen.facts.validated:
        case None:
            return Known(Answer.NON, Words("aucun tableau de gestion adopté ici", "no retention table adopted here"))
        case True:
            return Known(Answer.OUI, Words("tableau en vigueur, validé", "table in force, validated"))
    return Known(Answer.EN_PARTIE, Words("tableau en vigueur, indicatif", "table in force, indicative"))


def _due(seen: Seen) -> Known | None:
    if not seen.facts.held.units:
        return None
    if not seen.facts.due:
        return Known(Answer.OUI, Words("aucun dossier échu sans décision", "no file is due without a decision"))
    count = seen.facts.due
    return Known(
        Answer.EN_PARTIE,
        Words(f"échéances : {count} unités échues sans décision", f"échéances: {count} units due without a decision"),
    )


def _dpo(seen: Seen) -> Known | None:
    if not seen.roles.get(Role.DPO):
        return None
    return Known(Answer.OUI, Words("rôle tenu ici : délégué à la protection des données", "role held here: DPO"))


def _second(seen: Seen) -> Known | None:
    if not seen.depositors:
        return None
    return Known(
        Answer.OUI if seen.depositors > 1 else Answer.NON,
        Words(
            f"personnes qui peuvent verser ici : {seen.depositors}",
            f"persons who may deposit here: {seen.depositors}",
        ),
    )


def _sae(seen: Seen) -> Known:
    if seen.facts.held.units:
        return Known(
            Answer.OUI,
            Words(f"unités archivées ici : {seen.facts.held.units}", f"units archived here: {seen.facts.held.units}"),
        )
    return Known(
        Answer.EN_PARTIE, Words("système ouvert, rien n'y est encore versé", "system open, nothing deposited yet")
    )


def _copies(seen: Seen) -> Known | None:
    if not seen.facts.held.units:
        return None
    some, every = seen.facts.in_step, seen.facts.copies
    return Known(
        Answer.OUI if some > 1 else Answer.NON,
        Words(f"copies complètes et à jour : {some} sur {every}", f"copies whole and up to date: {some} of {every}"),
    )


def _audit(seen: Seen) -> Known | None:
    facts = seen.facts
    if not facts.held.units:
        return None
    if facts.audited is None:
        return Known(Answer.NON, Words("aucune relecture au journal", "no reading in the journal"))
    day = day_in_words(facts.audited)
    if not facts.proven:
        return Known(
            Answer.NON, Words(f"relecture du {day.fr} : des défauts trouvés", f"reading of {day.en}: faults were found")
        )
    recent = facts.day <= facts.audited + A_YEAR
    return Known(
        Answer.OUI if recent else Answer.EN_PARTIE,
        Words(f"relecture du {day.fr} : tout est intact", f"reading of {day.en}: all is intact"),
    )


def _exit(seen: Seen) -> Known | None:
    projects = seen.facts.projects
    if projects is None:
        return None
    told = sum(bool(each.project.exit_clauses) for each in projects)
    answer = Answer.OUI if told == len(projects) else Answer.EN_PARTIE if told else Answer.NON
    return Known(
        answer,
        Words(
            f"registre des projets : clauses de sortie dites pour {told} sur {len(projects)}",
            f"register of projects: exit clauses told for {told} of {len(projects)}",
        ),
    )


def _flow(seen: Seen, flow: Flow) -> Known:
    last = seen.flows.get(flow)
    if last is None:
        return Known(Answer.NON, Words("aucun versement de ce flux ici", "no versement of this flow here"))
    day = day_in_words(last)
    recent = seen.facts.day <= last + EXPECTED[flow]
    return Known(
        Answer.OUI if recent else Answer.EN_PARTIE,
        Words(f"dernier versement de ce flux : {day.fr}", f"last versement of this flow: {day.en}"),
    )


_TELL: Mapping[str, Callable[[Seen], Known | None]] = {
    "archivist": _archivist,
    "convention": _convention,
    "gate": _gate,
    "table": _table,
    "due": _due,
    "dpo": _dpo,
    "second": _second,
    "sae": _sae,
    "copies": _copies,
    "audit": _audit,
    "exit": _exit,
}
"""By the name that `questions.toml` gives it."""
