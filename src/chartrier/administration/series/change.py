"""From one table to the next: what is added, changed, taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chartrier.catalog.series.register import Tableau
from chartrier.rules.series.serie import Series
from chartrier.rules.series.table import IndicativeTable, indicative


class Made(StrEnum):
    """How a version of the table came about; the value is what its package writes."""

    ADOPTION = "adoption"
    IMPORT = "import"
    DECISION = "decision"
    VALIDATION = "validation"


@dataclass(frozen=True, slots=True)
class Change:
    """What comes after `before`, and how the two differ, by code, in the order of the table."""

    before: Tableau | None
    after: IndicativeTable
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the table stays as it is, its order apart."""
        return not (self.added or self.changed or self.removed)

    @property
    def touched(self) -> tuple[str, ...]:
        """The codes whose rule may mean something else afterwards."""
        return (*self.added, *self.changed, *self.removed)

    def was(self, code: str) -> Series | None:
        """A series as it was."""
        return self.before.series.get(code) if self.before is not None else None


def change_to(before: Tableau | None, series: Iterable[Series]) -> Change:
    """The change from a table, or from none, to one of these series."""
    after = indicative(series) if before is None else before.table.replaced(series)
    old: Mapping[str, Series] = before.series if before is not None else {}
    return Change(
        before,
        after,
        added=tuple(code for code in after.series if code not in old),
        changed=tuple(code for code, each in after.series.items() if code in old and old[code] != each),
        removed=tuple(code for code in old if code not in after.series),
    )
