"""Writing into the register: a treatment is entered, changed or taken out as a new version, those before stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import count
from uuid import UUID

from chartrier.catalog.conventions.register import conventions as conventions_of
from chartrier.catalog.treatments import register
from chartrier.clock import Clock
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.privacy.treatments.findings import (
    CHANGED_MEANWHILE,
    NO_MODEL,
    NO_TREATMENT,
    NOT_A_PARTY,
    REFERENCE_TAKEN,
)
from chartrier.privacy.treatments.parts import part_in
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.rules.treatments.models import HOSTING, Model, models
from chartrier.rules.treatments.treatment import Holder, Treatment
from chartrier.rules.treatments.vocabulary import Part


@dataclass(frozen=True, slots=True)
class Entered:
    """How many treatments are new, how many are said anew; the rest was said already."""

    new: int
    changed: int


def declare(tenant: Tenant, treatments: Collection[Treatment], clock: Clock, person: UUID | None) -> Entered:
    """Enter treatments whole or not at all, as the next version of those of the same reference.

    What is said already makes no version. Raises Conflict (TRT-022), InvalidInput for a convention of others.
    """
    now = clock()
    known = {each.treatment.reference: each for each in register.standing(tenant.key) if each.treatment}
    entries: list[tuple[UUID, int, Treatment | None]] = []
    for treatment in treatments:
        said = _with_part(tenant, treatment)
        before = known.get(said.reference)
        if before is None:
            entries.append((new_package_id(now), 0, said))
        elif before.treatment != said:
            entries.append((before.id, before.number, said))
    new = sum(after == 0 for _, after, _ in entries)
    _enter(tenant, entries, clock, person)
    return Entered(new, len(entries) - new)


def add_treatment(tenant: Tenant, treatment: Treatment, clock: Clock, person: UUID | None) -> UUID:
    """Enter a new one; its identifier. Raises Conflict for a reference that another has."""
    _require_free(tenant, treatment.reference, None)
    identifier = new_package_id(clock())
    _enter(tenant, [(identifier, 0, _with_part(tenant, treatment))], clock, person)
    return identifier


def change_treatment(
    tenant: Tenant, identifier: UUID, after: int, treatment: Treatment, clock: Clock, person: UUID | None
) -> None:
    """Say it anew; `after` is the version that was read. Raises NotFound, Conflict."""
    _require_standing(tenant, identifier)
    _require_free(tenant, treatment.reference, identifier)
    _enter(tenant, [(identifier, after, _with_part(tenant, treatment))], clock, person)


def withdraw_treatment(tenant: Tenant, identifier: UUID, after: int, clock: Clock, person: UUID | None) -> None:
    """Take it out of the register; its versions stay. Raises NotFound, Conflict."""
    _require_standing(tenant, identifier)
    _enter(tenant, [(identifier, after, None)], clock, person)


def start(tenant: Tenant, codes: Collection[str], clock: Clock, person: UUID | None) -> Entered:
    """Begin with models: those of these codes, or (none) all that suit such a collectivité; what is there already under
    their references stays as it is. What it does for others begins once for each convention that makes it a processor.
    Raises NotFound for no model.
    """
    standing = [each.treatment for each in register.standing(tenant.key) if each.treatment is not None]
    known = {each.reference for each in standing}
    chosen = [model_named(code) for code in codes] or [each for each in models() if each.suits(tenant.kind)]
    begun = [each.treatment for each in chosen if each.code not in known and each.code != HOSTING]
    if any(each.code == HOSTING for each in chosen):
        begun += _hosting(tenant, standing)
    return declare(tenant, begun, clock, person)


def _hosting(tenant: Tenant, standing: Collection[Treatment]) -> list[Treatment]:
    """One treatment for each convention that makes the collectivité a processor and that none names yet."""
    model, named = model_named(HOSTING).treatment, {each.convention for each in standing}
    known = {each.reference for each in standing}
    free = (reference for number in count(1) if (reference := f"{HOSTING}-{number}") not in known)
    return [
        replace(model, reference=next(free), name=f"{model.name} : {convention.name}", convention=identifier)
        for identifier, convention in conventions_of([tenant.key]).items()
        if part_in(convention, tenant) is Part.PROCESSOR and identifier not in named
    ]


def model_named(code: str) -> Model:
    """Raises NotFound."""
    found = next((each for each in models() if each.code == code), None)
    if found is None:
        raise NotFound(NO_MODEL, code=code[:80])
    return found


def say_holder(tenant: Tenant, holder: Holder, clock: Clock, person: UUID | None) -> None:
    """Say who keeps the register. Raises InvalidInput for a text that does not show."""
    cleaned = {name: clean_text(text) for name, text in holder.as_json().items()}
    register.enter_holder(tenant.key, Holder(**cleaned), clock(), person)


def _with_part(tenant: Tenant, treatment: Treatment) -> Treatment:
    """With the part that its convention says, where nobody said another."""
    if treatment.convention is None:
        return treatment
    convention = conventions_of([tenant.key]).get(treatment.convention)
    if convention is None:
        raise InvalidInput(NOT_A_PARTY, convention=str(treatment.convention))
    return treatment if treatment.part is not None else replace(treatment, part=part_in(convention, tenant))


def _require_free(tenant: Tenant, reference: str, but: UUID | None) -> None:
    for each in register.standing(tenant.key):
        if each.treatment is not None and each.treatment.reference == reference and each.id != but:
            raise Conflict(REFERENCE_TAKEN, reference=reference)


def _require_standing(tenant: Tenant, identifier: UUID) -> None:
    last = next(reversed(register.versions(tenant.key, identifier)), None)
    if last is None or last.treatment is None:
        raise NotFound(NO_TREATMENT, reference=str(identifier))


def _enter(
    tenant: Tenant, entries: Collection[tuple[UUID, int, Treatment | None]], clock: Clock, person: UUID | None
) -> None:
    if entries and not register.enter(tenant.key, entries, clock(), person):
        raise Conflict(CHANGED_MEANWHILE, most=register.MOST)
