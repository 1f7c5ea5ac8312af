"""Under what type of visa each line of a bordereau falls, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from chartrier.copies.copies import Copies
from chartrier.disposition.authorising import reference_of
from chartrier.disposition.reading import Proposition, authorisations
from chartrier.records.policy import AUTORISATION
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.disposition.line import Line
from chartrier.rules.disposition.steps import Ground

OF_THE_LIST = Words("visa de la liste", "visa of the list")
OF_THE_PRODUCER = Words("visa du producteur versant, puis visa de la liste", "visa of its producer, then of the list")
WITHOUT = Words("sans visa", "without visa")


def foreseen(lines: Iterable[Line], ground: Ground, tenant: Tenant, copies: Copies, day: date) -> dict[int, Words]:
    """What each line is to go by, as things stand on this day: an authorisation that covers it, or a visa.

    Raises IntegrityFailure, Unavailable.
    """
    standing = []
    if ground is Ground.VISA and AUTORISATION in tenant.policy.visa.types:
        standing = [each for each in authorisations(tenant).values() if each.revoked is None and each.runs(day)]
    types: dict[int, Words] = {}
    for line in lines:
        by = next((each.id for each in standing if each.covers(line)), None)
        types[line.number] = _without_authorisation(ground) if by is None else _standing(by, tenant, copies)
    return types


def recorded(found: Proposition, tenant: Tenant, copies: Copies) -> dict[int, Words]:
    """What each line of a proposition goes by, from the acts that were taken: what is imputed, and no other, goes by an
    authorisation.

    Raises IntegrityFailure, Unavailable.
    """
    imputed = found.state.imputed
    known = {each: _standing(each, tenant, copies) for each in {*imputed.values()}}
    other = _without_authorisation(found.state.ground)
    return {line: known[imputed[line]] if line in imputed else other for line in found.state.lines}


def _without_authorisation(ground: Ground) -> Words:
    if ground is Ground.VERSEES:
        return OF_THE_PRODUCER
    return OF_THE_LIST if ground.needs_visa else WITHOUT


def _standing(identifier: UUID, tenant: Tenant, copies: Copies) -> Words:
    reference = reference_of(identifier, tenant, copies)
    return Words(f"autorisation permanente « {reference} »", f"standing authorisation “{reference}”")
