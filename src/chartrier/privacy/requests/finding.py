"""Looking for a person across all that a collectivité has: titles, descriptions and texts, by their names and numbers.

By the one search function of the archive. What is found may be of somebody else of the same name: whoever handles the
request ticks what concerns the person. Each search is a reading, entered with the request as its motive.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from chartrier.access.searching import Question, Scope, search
from chartrier.catalog.consultations.register import Consultation, What, enter_consultation
from chartrier.catalog.persons import requests as register
from chartrier.clock import Clock, day_of
from chartrier.errors import InvalidInput
from chartrier.privacy.requests.findings import NO_TERM, NO_UNIT_NAMED, TOO_MANY_FOUND, UNIT_NOT_FOUND
from chartrier.privacy.requests.opening import open_one
from chartrier.privacy.requests.reference import reference
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.regime import Regime

MOST = 1_000
"""Units found by one term: more cannot be ticked by anybody, and the term says nothing of a person."""
PAGE = 200
_WORD = re.compile(r"[^\W_]+(?:[^\w\s\"]+[^\W_]+)*")
_NUMBER = re.compile(r"[\d\s.\-/+()]{6,}")


def find(tenant: Tenant, identifier: UUID, person: UUID | None, clock: Clock) -> int:
    """Look for the person by their name and every other term; how many units there are now.

    What was ticked before stays so. `person`: who looks, None for the operator of the machine. Raises NotFound,
    Conflict, InvalidInput (DDP-022, when a term finds too much: nothing is kept then).
    """
    found, now = open_one(tenant, identifier), clock()
    terms_of: dict[UUID, dict[str, None]] = {}
    for term in (found.asked.name, *found.asked.terms):
        for words in _questions(term):
            for unit in _units(tenant, words, term, clock):
                terms_of.setdefault(unit, {})[term] = None
    enter_consultation(
        tenant.key,
        Consultation(
            id=new_package_id(now),
            at=now,
            person=person,
            regime=Regime.ADMINISTRATIVE,
            what=What.SEARCH,
            unit=None,
            motive=reference(found.number, found.asked.received),
        ),
    )
    register.replace_found(tenant.key, identifier, {unit: list(terms) for unit, terms in terms_of.items()})
    register.change(tenant.key, identifier, replace(found.asked, searched=day_of(now)), now)
    return len(register.found_of([tenant.key], [identifier])[identifier])


def tick(tenant: Tenant, identifier: UUID, units: Collection[UUID], *, concerns: bool) -> None:
    """Say of units that were found whether they concern the person. Raises NotFound, Conflict, InvalidInput."""
    open_one(tenant, identifier)
    if not units:
        raise InvalidInput(NO_UNIT_NAMED)
    known = {each.unit for each in register.found_of([tenant.key], [identifier])[identifier]}
    for unit in units:
        if unit not in known:
            raise InvalidInput(UNIT_NOT_FOUND, unit=str(unit))
    register.mark(tenant.key, identifier, units, concerns=concerns)


def _questions(term: str) -> list[str]:
    """What is asked for a term. Each word quoted, so that none is an operator: all must be there, in any order, since
    a person is "Jean Dupont" here and "DUPONT Jean" there; a number as it is written, and without its spaces.
    """
    if _NUMBER.fullmatch(term) and sum(char.isdigit() for char in term) > 3:
        bare = re.sub(r"\D", "", term)
        return list(dict.fromkeys((f'"{term.strip()}"', f'"{bare}"')))
    words = _WORD.findall(term)
    if not words:
        raise InvalidInput(NO_TERM, term=term)
    return [" ".join(f'"{word}"' for word in words)]


def _units(tenant: Tenant, words: str, term: str, clock: Clock) -> list[UUID]:
    found: list[UUID] = []
    before: UUID | None = None
    while True:
        answer = search([tenant.key], Question(words=words), Scope(), day_of(clock()), before=before, limit=PAGE)
        found += [unit.id for unit in answer.units]
        if len(found) > MOST:
            raise InvalidInput(TOO_MANY_FOUND, term=term, most=MOST)
        before = answer.next
        if before is None:
            return found
