"""What waits for somebody in a collectivité: each subject tells its own in `waits.py`.

Its function `asks` names the figures that it wants to know of the collectivité, by what the person may do; all of them
are asked for in one statement. Its function `waits` is given their values, of nothing else, and tells what waits. A
subject without `asks` reads for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from chartrier.catalog.figures import Figure, figures
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.subjects import SUBJECTS, module

NOTHING: Mapping[str, Figure] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wait:
    """`said` is in the language of the request; `address` is where it is dealt with, None when no page does yet."""

    said: str
    icon: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """All that waits for somebody, and the values of the figures that a page shows beside."""

    waits: list[Wait]
    beside: Mapping[str, Any]


def told_to(request: Asked, tenant: Tenant, beside: Mapping[str, Figure] = NOTHING) -> Told:
    """All that waits for whoever asks, with these figures of the collectivité."""
    telling = [(subject, given) for subject in SUBJECTS if (given := module(subject, "waits"))]
    asking = {subject: given.asks(request, tenant) for subject, given in telling if hasattr(given, "asks")}
    asked = {(subject, name): figure for subject, those in asking.items() for name, figure in those.items()}
    values = figures([tenant.key], asked | {("", name): figure for name, figure in beside.items()})
    found: list[Wait] = []
    for subject, given in telling:
        if subject not in asking:
            found.extend(given.waits(request, tenant))
            continue
        found.extend(given.waits(request, tenant, {name: values[subject, name] for name in asking[subject]}))
    return Told(found, {name: values["", name] for name in beside})
