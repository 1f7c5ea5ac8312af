"""The rows of units that were computed: what they declare, when their categories end. By COPY, then one statement.

Units share what they have in common: each different outcome goes into the database once, with a number.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

import psycopg

from chartrier.catalog.rules.codes import CATEGORY, FINAL, OPEN
from chartrier.catalog.rules.declaring import DeclaredRow, declared_rows
from chartrier.rules.categories import Category
from chartrier.rules.declaration import NOTHING, Declaration
from chartrier.rules.ending import ending_of_summary
from chartrier.rules.summary import Summary

TABLES = """
    DROP TABLE IF EXISTS pg_temp.rules_computed, pg_temp.rules_outcome, pg_temp.rules_saying;
    CREATE TEMPORARY TABLE rules_computed (unit uuid, outcome int, saying int) ON COMMIT DROP;
    CREATE TEMPORARY TABLE rules_outcome (
        number int, category smallint, ending date, open smallint, final smallint, rules text[]
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE rules_saying (number int, rule text, category smallint, waiting boolean) ON COMMIT DROP
"""
NEW_ENDINGS = """
    INSERT INTO rules_ending (tenant, unit, category, ending, open, final, rules)
    SELECT %(tenant)s, c.unit, o.category, o.ending, o.open, o.final, o.rules
    FROM rules_computed c JOIN rules_outcome o ON o.number = c.outcome
"""
NEW_DECLARED = """
    INSERT INTO rules_declared (tenant, rule, unit, category, waiting)
    SELECT %(tenant)s, s.rule, c.unit, s.category, s.waiting
    FROM rules_computed c JOIN rules_saying s ON s.number = c.saying
"""
ENDINGS_GONE = """
    DELETE FROM rules_ending e USING rules_computed c
    WHERE e.tenant = %(tenant)s AND e.unit = c.unit
        AND NOT EXISTS (SELECT FROM rules_outcome o WHERE o.number = c.outcome AND o.category = e.category)
"""
ENDINGS_THAT_DIFFER = """
    LEFT JOIN rules_ending e ON e.tenant = %(tenant)s AND e.unit = c.unit AND e.category = o.category
    WHERE e.unit IS NULL
        OR (e.ending, e.open, e.final, e.rules) IS DISTINCT FROM (o.ending, o.open, o.final, o.rules)
    ON CONFLICT (tenant, unit, category) DO UPDATE
    SET ending = excluded.ending, open = excluded.open, final = excluded.final, rules = excluded.rules
"""
DECLARED_GONE = """
    DELETE FROM rules_declared d USING rules_computed c
    WHERE d.tenant = %(tenant)s AND d.unit = c.unit AND NOT EXISTS (
        SELECT FROM rules_saying s WHERE s.number = c.saying AND s.rule = d.rule AND s.category = d.category)
"""
DECLARED_THAT_DIFFER = """
    LEFT JOIN rules_declared d
        ON d.tenant = %(tenant)s AND d.rule = s.rule AND d.unit = c.unit AND d.category = s.category
    WHERE d.waiting IS DISTINCT FROM s.waiting
    ON CONFLICT (tenant, rule, unit, category) DO UPDATE SET waiting = excluded.waiting
"""

Rows = TypeVar("Rows", bound=Hashable)

BATCH = 20_000
"""Units held before they go into the temporary tables."""


class Computed:
    """Takes units with what was computed of them, then writes it. Nothing stays in memory but a batch.

    Made anew in one transaction, it forgets what the one before it did not write.
    """

    def __init__(self, cursor: psycopg.Cursor[Any], tenant: int) -> None:
        self._cursor = cursor
        self._tenant = tenant
        self._units: list[str] = []
        """Lines as COPY takes them."""
        self._outcomes = _Numbered[tuple[Any, ...]]()
        self._sayings = _Numbered[tuple[DeclaredRow, ...]]()
        self._known: dict[int, tuple[Summary, int | None]] = {}
        self._said: dict[int, tuple[Declaration, int | None]] = {}
        cursor.execute(TABLES)

    def add(self, unit: UUID, summary: Summary, declaration: Declaration) -> None:
        outcome, saying = self._outcome(summary), self._saying(declaration)
        self._units.append(f"{unit.hex}\t{_number(outcome)}\t{_number(saying)}\n")
        if len(self._units) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Into the temporary tables."""
        with self._cursor.copy("COPY rules_computed FROM STDIN") as copy:
            copy.write("".join(self._units))
        _copy(
            self._cursor, "rules_outcome", [(n, *row[:-1], list(row[-1])) for n, rows in self._outcomes for row in rows]
        )
        sayings = [(n, row.rule, CATEGORY[row.category], row.waiting) for n, rows in self._sayings for row in rows]
        _copy(self._cursor, "rules_saying", sayings)
        for held in (self._units, self._outcomes, self._sayings, self._known, self._said):
            held.clear()

    def insert(self) -> None:
        """Write the rows of units that had none."""
        self.flush()
        for statement in (NEW_ENDINGS, NEW_DECLARED):
            self._cursor.execute(statement, {"tenant": self._tenant})

    def update(self) -> None:
        """Write what differs from the rows that the units have."""
        self.flush()
        self._cursor.execute("ANALYZE rules_computed, rules_outcome, rules_saying")
        for statement in (
            DECLARED_GONE,
            NEW_DECLARED + DECLARED_THAT_DIFFER,
            ENDINGS_GONE,
            NEW_ENDINGS + ENDINGS_THAT_DIFFER,
        ):
            self._cursor.execute(statement, {"tenant": self._tenant})

    def _outcome(self, summary: Summary) -> int | None:
        known = self._known.get(id(summary))
        if known is None:
            rows = outcome_rows(summary)
            known = self._known[id(summary)] = summary, self._outcomes.number(rows) if rows else None
        return known[1]

    def _saying(self, declaration: Declaration) -> int | None:
        if declaration is NOTHING:
            return None
        known = self._said.get(id(declaration))
        if known is None:
            rows = declared_rows(declaration)
            known = self._said[id(declaration)] = declaration, self._sayings.number(rows) if rows else None
        return known[1]


def _number(number: int | None) -> str:
    return "\\N" if number is None else str(number)


def outcome_rows(summary: Summary) -> tuple[tuple[Any, ...], ...]:
    """What `rules_ending` says of a unit with this summary, a row for each category where there is a rule."""
    rows = []
    for category, held in summary.items():
        ending = ending_of_summary(held)
        if ending.ruled:
            finals = {final for _, final in held.finals} if category is Category.APPRAISAL else ()
            final = sum(FINAL.get(each, 0) for each in finals)
            why = ending.why and OPEN[ending.why]
            rows.append((CATEGORY[category], ending.end, why, final, tuple(sorted(held.rules))))
    return tuple(sorted(rows))


class _Numbered(Generic[Rows]):
    """Different things, each with its number; those that are new since the last `clear` are gone through."""

    def __init__(self) -> None:
        self._numbers: dict[Rows, int] = {}
        self._next = 0

    def number(self, rows: Rows) -> int:
        found = self._numbers.get(rows)
        if found is None:
            found = self._numbers[rows] = self._next
            self._next += 1
        return found

    def __iter__(self) -> Any:
        return ((number, rows) for rows, number in self._numbers.items())

    def clear(self) -> None:
        self._numbers.clear()


def _copy(cursor: psycopg.Cursor[Any], table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
