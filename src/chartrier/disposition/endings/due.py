"""The lists: what is due on a day, what waits for its event; for people, programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from chartrier.catalog.rules import due
from chartrier.catalog.rules.due import Due, Waiting
from chartrier.disposition.endings import findings as say
from chartrier.errors import InvalidInput
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import DESTROY, KEEP, Category
from chartrier.rules.series.cells import guarded
from chartrier.rules.series.vocabulary import SortFinal

CHUNK = 1_000
BOTH = f"{SortFinal.CONSERVER} / {SortFinal.ELIMINER}"
"""Several agencies, or several ways, do not agree."""


def sort_final_of(record: Due, category: Category) -> str | None:
    """In the words of the interface; None where a category has no sort final.

    What is to be sampled travels as `Keep`, and is told as Trier.
    """
    if category is not Category.APPRAISAL:
        return None
    finals = set(record.finals)
    if finals == {KEEP, DESTROY}:
        return BOTH
    if finals == {DESTROY}:
        return SortFinal.ELIMINER
    return SortFinal.TRIER if record.sampled else SortFinal.CONSERVER


def category_called(name: str) -> Category:
    """By its SEDA name, with or without `Rule`, whatever its capitals. Raises InvalidInput."""
    wanted = name.strip().casefold().removesuffix("rule")
    for category in Category:
        if category.casefold().removesuffix("rule") == wanted:
            return category
    raise InvalidInput(say.NO_SUCH_CATEGORY, category=name[:40], choices=", ".join(Category))


def page_after(text: str | None) -> tuple[date, UUID] | None:
    """Where a page of due units begins: what `next_page` gave. Raises InvalidInput."""
    if text is None:
        return None
    day, _, unit = text.partition("/")
    try:
        return date.fromisoformat(day), UUID(unit)
    except ValueError:
        raise InvalidInput(say.BAD_PAGE, after=text[:80]) from None


def waiting_after(text: str | None) -> tuple[UUID, str] | None:
    """Where a page of waiting units begins. Raises InvalidInput."""
    if text is None:
        return None
    unit, _, rule = text.partition("/")
    try:
        return UUID(unit), rule
    except ValueError:
        raise InvalidInput(say.BAD_PAGE, after=text[:80]) from None


def next_page(record: Due | Waiting) -> str:
    """What to ask for after this record."""
    return f"{record.ending}/{record.unit}" if isinstance(record, Due) else f"{record.unit}/{record.rule}"


def write_due(path: Path, tenant: Tenant, category: Category, on: date) -> int:
    """The whole list of what is due as CSV, into a new file; how many. Raises InvalidInput when it cannot be."""
    rows = (
        (str(each.unit), each.title, each.ending.isoformat(), sort_final_of(each, category) or "", *_rules(each))
        for each in _all_due(tenant.key, category, on)
    )
    return _write(path, ("identifiant", "intitulé", "échéance", "sort final", "règles", "gel"), rows)


def write_waiting(path: Path, tenant: Tenant, category: Category) -> int:
    """The whole list of what waits, likewise: with a date in its last column, `chartrier event --list` takes it."""
    rows = ((str(each.unit), each.title, each.rule, "") for each in _all_waiting(tenant.key, category))
    return _write(path, ("identifiant", "intitulé", "règle", "date"), rows)


def _rules(record: Due) -> tuple[str, str]:
    return " ".join(record.rules), "oui" if record.held else ""


def _all_due(tenant: int, category: Category, on: date) -> Iterator[Due]:
    after = None
    while page := due.due_units(tenant, category, on, after=after, limit=CHUNK):
        yield from page
        after = page[-1].ending, page[-1].unit


def _all_waiting(tenant: int, category: Category) -> Iterator[Waiting]:
    after = None
    while page := due.waiting_units(tenant, category, after=after, limit=CHUNK):
        yield from page
        after = page[-1].unit, page[-1].rule


def _write(path: Path, header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> int:
    count = 0
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with io.TextIOWrapper(os.fdopen(descriptor, "wb"), encoding="utf-8-sig", newline="") as text:
            writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
            writer.writerow(header)
            for row in rows:
                writer.writerow([guarded(cell) for cell in row])
                count += 1
    except OSError as problem:
        raise InvalidInput(say.LIST_UNWRITABLE, path=str(path), why=problem.strerror or "?") from problem
    return count
