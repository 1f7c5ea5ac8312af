"""What a convention says a collectivité is to a treatment: read in it, never presumed."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from chartrier.records.tenant import Tenant
from chartrier.rules.convention import Convention, Party
from chartrier.rules.series.vocabulary import folded
from chartrier.rules.treatments.treatment import Treatment
from chartrier.rules.treatments.vocabulary import Part

Conventions = Mapping[UUID, Convention]

_WRITTEN = (
    (Part.PROCESSOR, ("sous-traitant", "sous traitant", "processor")),
    (Part.JOINT, ("conjoint", "coresponsable", "co-responsable", "joint")),
    (Part.CONTROLLER, ("responsable du traitement", "responsable de traitement", "controller")),
)
"""What the part of a party says of treatments, in the order in which it is looked for."""


def part_in(convention: Convention, tenant: Tenant) -> Part | None:
    """What a convention says that the collectivité is; None when it says nothing of it."""
    return next((part_of(party) for party in convention.parties if party.code == tenant.code), None)


def part_of(party: Party) -> Part | None:
    """What a convention says that one of its parties is."""
    said = folded(party.part)
    return next((part for part, words in _WRITTEN if any(folded(word) in said for word in words)), None)


def controllers_of(treatment: Treatment, tenant: Tenant, conventions: Conventions) -> tuple[str, ...]:
    """For whom a processor treats data (art. 30(2)(a)): the other parties of its convention, and those it names."""
    convention = conventions.get(treatment.convention) if treatment.convention is not None else None
    parties = convention.parties if convention is not None else ()
    return tuple(dict.fromkeys((*(each.name for each in parties if each.code != tenant.code), *treatment.on_behalf)))
