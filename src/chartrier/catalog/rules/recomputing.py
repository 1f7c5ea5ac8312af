"""The échéances of units and of all below them, from the database: parents first, streamed, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

from chartrier.catalog.rules.declaring import NO_TRANSFER, Declarations, TransferRules
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.inherited import as_object
from chartrier.catalog.rules.writing import Computed
from chartrier.rules.graph import Graph
from chartrier.rules.inheritance import RuledUnit
from chartrier.rules.summary import Summariser

TABLES = """
    DROP TABLE IF EXISTS
        pg_temp.rules_root, pg_temp.rules_below, pg_temp.rules_above, pg_temp.rules_reached, pg_temp.rules_place;
    CREATE TEMPORARY TABLE rules_root (unit uuid) ON COMMIT DROP;
    CREATE TEMPORARY TABLE rules_below (unit uuid) ON COMMIT DROP;
    CREATE TEMPORARY TABLE rules_above (unit uuid) ON COMMIT DROP;
    CREATE TEMPORARY TABLE rules_reached (number int, unit uuid, changed boolean) ON COMMIT DROP;
    CREATE TEMPORARY TABLE rules_place (number int, place int) ON COMMIT DROP
"""
ROOTS_THAT_DECLARE = """
    INSERT INTO rules_root SELECT DISTINCT unit FROM rules_declared WHERE tenant = %(tenant)s AND rule = ANY(%(rules)s)
"""
ROOTS_OF_A_VERSEMENT = """
    INSERT INTO rules_root SELECT id FROM archive_unit WHERE tenant = %(tenant)s AND versement = %(versement)s
"""
BELOW = """
    WITH RECURSIVE below (unit) AS (
        SELECT unit FROM rules_root
        UNION
        SELECT link.unit FROM below
            JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.parent = below.unit
    )
    INSERT INTO rules_below SELECT unit FROM below
    WHERE EXISTS (SELECT FROM archive_unit u WHERE u.tenant = %(tenant)s AND u.id = below.unit)
"""
BESIDE = """
    INSERT INTO rules_above
    SELECT DISTINCT link.parent FROM rules_below r
        JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.unit = r.unit
    WHERE NOT EXISTS (SELECT FROM rules_below known WHERE known.unit = link.parent)
"""
ABOVE = """
    WITH RECURSIVE above (unit) AS (
        SELECT unit FROM rules_above
        UNION
        SELECT link.parent FROM above
            JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.unit = above.unit
    )
    INSERT INTO rules_reached
    SELECT row_number() OVER () - 1, unit, changed
    FROM (SELECT unit, true AS changed FROM rules_below UNION ALL SELECT unit, false FROM above) reached
"""
LINKS = """
    SELECT child.number, parent.number, link.attached
    FROM rules_reached child
        JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.unit = child.unit
        JOIN rules_reached parent ON parent.unit = link.parent
"""
UNITS = """
    SELECT r.number, r.unit, r.changed, u.versement, u.management::text, (
        SELECT array_agg(ARRAY[d.rule, d.day::text]) FROM (
            SELECT DISTINCT ON (given.rule) given.rule, given.day FROM rules_depart given
            WHERE given.tenant = %(tenant)s AND given.unit = r.unit ORDER BY given.rule, given.number DESC
        ) d
    )
    FROM rules_place p JOIN rules_reached r USING (number)
        JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = r.unit
    ORDER BY p.place
"""
TRANSFER = "SELECT operation FROM archive_versement WHERE tenant = %s AND id = %s"
FETCHED = 10_000


class _Reached(NamedTuple):
    """A unit with its number in the graph, and whether it is one of those to compute."""

    unit: UUID
    changed: bool
    ruled: RuledUnit[int]
    children: int


class Recomputing:
    """One recomputation, in the caller's transaction: say from where, `compute`, then `write` or look at it first."""

    def __init__(self, cursor: psycopg.Cursor[Any], tenant: int) -> None:
        self._cursor = cursor
        self._tenant = tenant
        self._transfers: dict[UUID, TransferRules] = {}
        self._computed: Computed | None = None
        cursor.execute(TABLES)

    def from_units(self, units: Iterable[UUID]) -> None:
        with self._cursor.copy("COPY rules_root FROM STDIN") as copy:
            for unit in set(units):
                copy.write_row((unit,))

    def from_rules(self, rules: Iterable[str]) -> None:
        """From every unit that declares one of them."""
        self._execute(ROOTS_THAT_DECLARE, rules=list(rules))

    def from_versement(self, versement: UUID, transfer: TransferRules) -> None:
        """From every unit of a versement whose row does not tell its transfer yet."""
        self._transfers[versement] = transfer
        self._execute(ROOTS_OF_A_VERSEMENT, versement=versement)

    def compute(self) -> None:
        """All of these units and of those below, with the referential in force, into the temporary tables."""
        self._reach()
        self._computed = Computed(self._cursor, self._tenant)
        summariser = Summariser[int]()
        for each in self._read():
            summary = summariser.add(each.ruled, each.children)
            if each.changed:
                self._computed.add(each.unit, summary, each.ruled.declaration)
        self._computed.flush()

    def ruled_units(self) -> Iterator[tuple[RuledUnit[UUID], bool]]:
        """These units, those below and all above any of them, parents first; true: named or below. Nothing is
        written."""
        self._reach()
        known: dict[int, UUID] = {}
        for each in self._read():
            ruled = each.ruled
            known[ruled.key] = each.unit
            above = [known[parent] for parent in ruled.parents]
            yield RuledUnit(each.unit, above, ruled.agency, ruled.declaration), each.changed

    def _read(self) -> Iterator[_Reached]:
        """Every unit that was reached, parents first."""
        declarations = Declarations(effective_referential(self._cursor, self._tenant))
        graph, uppermost = self._graph()
        order = self._places(graph)
        with self._stream("units", UNITS) as rows:
            for (number, parents, children), row in zip(order, rows, strict=True):
                _, unit, changed, versement, management, given = row
                transfer = self._transfer(versement)
                departs = tuple((rule, date.fromisoformat(day)) for rule, day in given or ())
                declaration = declarations.read(management, transfer if uppermost[number] else None, departs)
                yield _Reached(unit, changed, RuledUnit(number, parents, transfer.agency, declaration), children)

    def write(self) -> None:
        """What differs from the rows that are there."""
        assert self._computed is not None
        self._computed.update()

    def _reach(self) -> None:
        # A recursion goes through the index, link by link: the planner knows nothing of how far it goes, and one
        # that reads the whole table at each step is quadratic in a deep tree.
        self._execute("ANALYZE rules_root")
        with self._step_by_step():
            self._execute(BELOW)
        self._execute("ANALYZE rules_below")
        self._execute(BESIDE)
        with self._step_by_step():
            self._execute(ABOVE)
        self._execute("ANALYZE rules_reached")

    @contextmanager
    def _step_by_step(self) -> Iterator[None]:
        settings = ("enable_hashjoin", "enable_mergejoin")
        for name in settings:
            self._cursor.execute("SELECT set_config(%s, 'off', true)", [name])
        yield
        for name in settings:
            self._cursor.execute("SELECT set_config(%s, 'on', true)", [name])

    def _graph(self) -> tuple[Graph, bytearray]:
        """The links, and which units are the uppermost ones of their versement."""
        self._cursor.execute("SELECT count(*) FROM rules_reached")
        (units,) = self._cursor.fetchone() or (0,)
        graph, uppermost = Graph(units), bytearray(b"\1" * units)
        with self._stream("links", LINKS) as rows:
            for child, parent, attached in rows:
                graph.link(child, parent)
                if not attached:
                    uppermost[child] = 0
        return graph, uppermost

    def _places(self, graph: Graph) -> Iterator[tuple[int, Any, int]]:
        """The units parents first; the database is told the order before."""
        with self._cursor.copy("COPY rules_place FROM STDIN") as copy:
            places = (f"{number}\t{place}\n" for place, number in enumerate(graph.order()))
            while part := "".join(islice(places, FETCHED)):
                copy.write(part)
        self._execute("ANALYZE rules_place")
        return graph.parents_first()

    def _transfer(self, versement: UUID) -> TransferRules:
        found = self._transfers.get(versement)
        if found is None:
            self._cursor.execute(TRANSFER, [self._tenant, versement])
            row = self._cursor.fetchone()
            found = TransferRules.of(as_object(row[0])) if row else NO_TRANSFER
            self._transfers[versement] = found
        return found

    @contextmanager
    def _stream(self, name: str, statement: str) -> Iterator[Iterator[tuple[Any, ...]]]:
        with self._cursor.connection.cursor(f"rules_{name}", binary=True) as cursor:
            cursor.execute(statement, {"tenant": self._tenant})
            yield chain.from_iterable(iter(lambda: cursor.fetchmany(FETCHED), []))

    def _execute(self, statement: str, **given: Any) -> None:
        self._cursor.execute(statement, {"tenant": self._tenant, **given})
