"""What is at risk for somebody in a collectivité: each subject tells its own in `risks.py`, by a function `risks`.

Something is lost, or is no more lawful, when nobody acts before a day that is near. All are read in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.catalog.transaction import transaction
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.subjects import SUBJECTS, module


@dataclass(frozen=True, slots=True)
class Risk:
    """`said` is in the language of the request; `address` is where it is dealt with."""

    said: str
    icon: str
    address: str


def risks_for(request: Asked, tenant: Tenant) -> list[Risk]:
    """All that is at risk for whoever asks."""
    with transaction([tenant.key]):
        told = (given.risks(request, tenant) for subject in SUBJECTS if (given := module(subject, "risks")))
        return [risk for risks in told for risk in risks]
