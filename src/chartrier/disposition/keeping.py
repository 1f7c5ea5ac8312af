"""What a tri keeps: the part of its list that is not eliminated, and is to become archives définitives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.catalog.disposition.proposed import KEPT
from chartrier.copies.copies import Copies
from chartrier.disposition import findings as say
from chartrier.disposition.proving import file_of
from chartrier.disposition.reading import proposition
from chartrier.errors import Conflict
from chartrier.records.lists import read_units
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.steps import Ground


@dataclass(frozen=True, slots=True)
class Kept:
    """The units that a tri keeps, the number of its bordereau, and the day of the visa that agreed to it."""

    units: tuple[UUID, ...]
    number: str
    day: date


def kept_of(name: str, tenant: Tenant, copies: Copies) -> Kept:
    """What the tri of a proposition keeps.

    Raises NotFound, Conflict (DSP-043) when it is no tri or its visa accepted none of it; IntegrityFailure,
    Unavailable.
    """
    found = proposition(tenant, name)
    visa = found.state.visa
    if found.state.ground is not Ground.TRI or visa is None or not visa.accepted:
        raise Conflict(say.NOT_SORTED, number=found.number)
    return Kept(tuple(read_units(file_of(found.id, KEPT, tenant, copies))), found.number, visa.day)
