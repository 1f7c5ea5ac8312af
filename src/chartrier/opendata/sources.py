"""The archived files that datasets are made of: those of some extension which everybody may read today."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.access.communicabilite.answer import public_reading
from chartrier.access.fetching import fetch
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.named_files import files_named
from chartrier.catalog.publications.register import withdrawn_records
from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError
from chartrier.opendata.scdl import findings as say
from chartrier.records.finding import Finding, Place
from chartrier.records.tenant import Tenant

LARGEST = 64 << 20
"""Bytes of a file that is read for a dataset."""

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a record, and its bytes."""

    unit: UUID
    title: str
    name: str
    data: bytes

    def place(self, line: int | None = None) -> Place:
        """Where something is in it."""
        return Place(file=self.name, line=line, unit=str(self.unit))


def sources(
    tenant: Tenant,
    extension: str,
    concerns: Callable[[bytes], bool],
    on: date,
    copies: Copies,
    tell: Tell | None,
    *,
    named: re.Pattern[str] | None = None,
    largest: int = LARGEST,
) -> Iterator[Source | Finding]:
    """Those whose content `concerns` the dataset; in the place of one that is not open to everybody, of one that was
    withdrawn, is too large or cannot be read, why. `named`: only those whose name has this.
    """
    for number, found in enumerate(files_named(tenant.key, extension), 1):
        if tell is not None:
            tell(number)
        if named is not None and not named.search(found.filename or found.uri or ""):
            continue
        units = sorted(questions.units_holding([tenant.key], found.object_group))
        if not units:
            continue
        titles = questions.titles(tenant.key, units)
        source = Source(units[0], titles[units[0]], found.filename or found.uri or str(found.id), b"")
        if (found.size or 0) > largest:
            yield Finding(say.TOO_LARGE, source.place(), {"title": source.title})
            continue
        into = io.BytesIO()
        try:
            fetch(copies.stores, found, into)
        except ChartrierError as problem:
            yield problem.finding
            continue
        data = into.getvalue()
        if not concerns(data):
            continue
        if withdrawn_records(tenant.key, units):
            yield Finding(say.WITHDRAWN, source.place(), {"title": source.title})
        elif not all(_open(tenant, unit, on) for unit in units):
            yield Finding(say.NOT_COMMUNICABLE, source.place(), {"title": source.title})
        else:
            yield Source(source.unit, source.title, source.name, data)


def _open(tenant: Tenant, unit: UUID, on: date) -> bool:
    reading = public_reading(tenant.key, unit, on)
    return reading.open and not reading.dates.decision_pending
