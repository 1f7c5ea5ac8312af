"""The datasets of a collectivité, made of what it archived and everybody may read today."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from chartrier.access.communicabilite.answer import public_reading
from chartrier.catalog.archive.typed import typed_units
from chartrier.catalog.publications.register import withdrawn_records
from chartrier.copies.copies import Copies
from chartrier.errors import InvalidInput
from chartrier.opendata.findings import DATASET_EXISTS, DATASET_INVALID, NO_SIRET
from chartrier.opendata.scdl.ctes import LARGEST, NAMED, Key, Transmitted, concerns, transmitted
from chartrier.opendata.scdl.dataset import Dataset
from chartrier.opendata.scdl.deliberations import (
    Act,
    Publisher,
    act_key,
    adopted_on,
    deliberations,
    is_deliberation,
    write_dataset,
)
from chartrier.opendata.scdl.findings import NOT_COMMUNICABLE, WITHDRAWN
from chartrier.opendata.scdl.validating import validate
from chartrier.opendata.sources import Source, sources
from chartrier.records.finding import Finding, FindingKind, Place
from chartrier.records.tenant import Tenant

_SIRET = re.compile(r"\d{14}")

Tell = Callable[[int], None]


@dataclass(slots=True)
class _Open:
    """Sorts out the acts that everybody may read on a day; what is not goes to `closed`."""

    tenant: Tenant
    on: date
    tell: Tell | None
    closed: list[Finding] = field(default_factory=list)
    refused: set[Key] = field(default_factory=set)
    """The acts that they are about."""

    def among(self, first: date | None, last: date | None) -> Iterator[Act]:
        looked = 0
        for unit, title, content in typed_units(self.tenant.key, first, last):
            act = Act(unit, title, content)
            day = adopted_on(act)
            outside = day is not None and ((first and day < first) or (last and day > last))
            if outside or not is_deliberation(content):
                continue
            looked += 1
            if self.tell is not None:
                self.tell(looked)
            reading = public_reading(self.tenant.key, unit, self.on)
            if withdrawn_records(self.tenant.key, [unit]):
                self._refuse(WITHDRAWN, act)
            elif reading.open and not reading.dates.decision_pending:
                yield act
            else:
                self._refuse(NOT_COMMUNICABLE, act)

    def _refuse(self, why: FindingKind, act: Act) -> None:
        self.refused.add(act_key(act))
        self.closed.append(Finding(why, Place(unit=str(act.unit)), {"title": act.title}))


def deliberations_of(
    tenant: Tenant,
    siret: str,
    on: date,
    copies: Copies,
    *,
    first: date | None = None,
    last: date | None = None,
    tell: Tell | None = None,
) -> Dataset:
    """The délibérations of a collectivité, from `first` to `last`. Raises InvalidInput for a SIRET of another."""
    require_siret(tenant, siret)
    sorting = _Open(tenant, on, tell)
    found = sources(tenant, ".xml", concerns, on, copies, None, named=NAMED, largest=LARGEST)
    sent = transmitted((each for each in found if isinstance(each, Source)), siret[:9])
    within = {
        key: each
        for key, each in sent.sent.items()
        if (not first or first <= each.day) and (not last or each.day <= last)
    }
    sent = Transmitted(within, sent.receipts)
    # what is closed by its unit is not told by what was sent of it
    dataset = deliberations(sorting.among(first, last), Publisher(tenant.name, siret), sent, without=sorting.refused)
    dataset.withheld += sorting.closed
    return dataset


def require_siret(tenant: Tenant, siret: str) -> None:
    """Raises InvalidInput unless it is that of an establishment of the collectivité."""
    if not _SIRET.fullmatch(siret) or not siret.startswith(tenant.siren):
        raise InvalidInput(NO_SIRET, siret=siret[:40], siren=tenant.siren)


def write_deliberations(dataset: Dataset, path: Path) -> None:
    """Write the dataset to a new file, and validate it there. Raises InvalidInput, and leaves no invalid file."""
    try:
        stream = path.open("x", encoding="utf-8", newline="")
    except OSError:
        raise InvalidInput(DATASET_EXISTS, path=str(path)) from None
    with stream:
        write_dataset(dataset, stream)
    if problems := validate(path, "deliberations"):
        path.unlink()
        worst = problems[0]
        raise InvalidInput(DATASET_INVALID, line=worst.line or 0, column=worst.column or "", message=worst.words.en)
