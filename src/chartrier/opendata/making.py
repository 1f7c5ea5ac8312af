"""Making a dataset: its bytes as they would be put online now, what they cover, and what is withheld."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from chartrier.catalog.archive.sized import more_than
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.errors import InvalidInput
from chartrier.opendata import decp
from chartrier.opendata.datasets import DatasetKind
from chartrier.opendata.entrees import COLUMNS as OF_ENTRIES
from chartrier.opendata.entrees import entrees
from chartrier.opendata.findings import DATASET_INVALID
from chartrier.opendata.publishing import deliberations_of, require_siret
from chartrier.opendata.scdl import budget, deliberations, subventions
from chartrier.opendata.scdl.dataset import Dataset, write_lines
from chartrier.opendata.scdl.validating import validate
from chartrier.opendata.sources import Tell, sources
from chartrier.records.finding import Finding
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Made:
    """A dataset of a collectivité. `first` and `last`: the days it covers, None when it has no line."""

    kind: DatasetKind
    siret: str
    data: bytes
    lines: int
    withheld: tuple[Finding, ...]
    first: str | None
    last: str | None

    @property
    def sha512(self) -> str:
        return hashlib.sha512(self.data).hexdigest()

    @property
    def units_withheld(self) -> int:
        """How many records are not in it, whole or in part."""
        return len({finding.place.unit for finding in self.withheld})


MOST_AT_ONCE = 2_000
"""Acts, files or entries that are looked at while somebody waits for a page."""

_COUNTED = {
    DatasetKind.DELIBERATIONS: ("typed", "files"),
    DatasetKind.SUBVENTIONS: ("files",),
    DatasetKind.BUDGET: ("files",),
    DatasetKind.MARCHES: ("files",),
    DatasetKind.ENTREES: ("versements",),
}


def is_long(kind: DatasetKind, tenant: Tenant) -> bool:
    """Whether there is more to look at than somebody waits for: it is made by the command then."""
    return any(more_than(tenant.key, what, MOST_AT_ONCE) for what in _COUNTED[kind])


def make(kind: DatasetKind, tenant: Tenant, siret: str, copies: Copies, tell: Tell | None = None) -> Made:
    """Make it of what everybody may read today. Raises InvalidInput for a SIRET of another (ODT-020), Unavailable."""
    require_siret(tenant, siret)
    on = day_of(copies.clock())
    if kind is DatasetKind.MARCHES:
        found = decp.contracts(sources(tenant, ".json", decp.is_decp, on, copies, tell), siret)
        data = found.as_json()
        days = found.days()
        return Made(kind, siret, data, found.count, tuple(found.withheld), *_extremes(days))
    dataset, columns, dated = _lines(kind, tenant, siret, on, copies, tell)
    days = sorted(line[dated] for line in dataset.lines if line[dated])
    if dated == "BGT_ANNEE":
        days = [f"{days[0]}-01-01", f"{days[-1]}-12-31"] if days else []
    data = _bytes(kind, dataset, columns)
    return Made(kind, siret, data, len(dataset.lines), tuple(dataset.withheld), *_extremes(days))


def _lines(
    kind: DatasetKind, tenant: Tenant, siret: str, on: date, copies: Copies, tell: Tell | None
) -> tuple[Dataset, Sequence[str], str]:
    """The lines, the columns, and the column that has their day."""
    if kind is DatasetKind.DELIBERATIONS:
        return deliberations_of(tenant, siret, on, copies, tell=tell), deliberations.COLUMNS, "DELIB_DATE"
    if kind is DatasetKind.SUBVENTIONS:
        lists = sources(tenant, ".csv", subventions.is_list, on, copies, tell)
        return subventions.subventions(lists, siret), subventions.COLUMNS, "dateConvention"
    if kind is DatasetKind.BUDGET:
        documents = sources(tenant, ".xml", budget.is_budget, on, copies, tell)
        return budget.budget(documents, siret), budget.COLUMNS, "BGT_ANNEE"
    return entrees(tenant, on, tell), OF_ENTRIES, "dateEntree"


def _bytes(kind: DatasetKind, dataset: Dataset, columns: Sequence[str]) -> bytes:
    """The CSV, valid by the schema. Raises InvalidInput when it is not (ODT-022)."""
    stream = io.StringIO(newline="")
    write_lines(dataset.lines, columns, stream)
    data = stream.getvalue().encode()
    with TemporaryDirectory(prefix="chartrier-") as folder:
        path = Path(folder) / f"{kind}.csv"
        path.write_bytes(data)
        problems = validate(path, kind)
    if problems:
        worst = problems[0]
        raise InvalidInput(DATASET_INVALID, line=worst.line or 0, column=worst.column or "", message=worst.words.en)
    return data


def _extremes(days: Sequence[str]) -> tuple[str | None, str | None]:
    return (days[0], days[-1]) if days else (None, None)
