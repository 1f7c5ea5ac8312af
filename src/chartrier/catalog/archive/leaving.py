"""What leaves the archive as a package: units with all that is below them, read as a stream of rows.

The selection lies in temporary tables of one transaction, so that what is read is one state of the archive, and memory
does not grow with it. Members get the xml ids that they have in the new package: their own, behind the number of their
versement (`V2-`) where there are several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.raw_json import json_of
from chartrier.catalog.transaction import transaction

CHUNK = 1_000

ASKED = """
    CREATE TEMPORARY TABLE leaving_asked ON COMMIT DROP AS
    SELECT u.id FROM archive_unit u WHERE u.tenant = %(tenant)s AND u.id = ANY (%(units)s)
    UNION
    SELECT u.id FROM archive_unit u WHERE u.tenant = %(tenant)s AND u.versement = ANY (%(versements)s)
        AND NOT EXISTS (SELECT FROM archive_unitparent p WHERE p.tenant = u.tenant AND p.unit = u.id AND NOT p.attached)
"""
SELECTED = """
    CREATE TEMPORARY TABLE leaving_selected ON COMMIT DROP AS
    WITH RECURSIVE below AS (
        SELECT id FROM leaving_asked
        UNION
        SELECT p.unit FROM below b JOIN archive_unitparent p ON p.tenant = %(tenant)s AND p.parent = b.id
    )
    SELECT u.id, u.versement, u.xml_id FROM below b JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = b.id
"""
ONLY_OF_VERSEMENTS = "DELETE FROM leaving_selected WHERE NOT versement = ANY (%(versements)s)"
VERSEMENTS = """
    CREATE TEMPORARY TABLE leaving_versement ON COMMIT DROP AS
    SELECT versement AS id, CASE WHEN count(*) OVER () = 1 THEN ''
        ELSE 'V' || row_number() OVER (ORDER BY versement) || '-' END AS prefix
    FROM (SELECT DISTINCT versement FROM leaving_selected) found
"""
UNITS = """
    CREATE TEMPORARY TABLE leaving_unit ON COMMIT DROP AS
    SELECT s.id, s.versement, v.prefix || s.xml_id AS name FROM leaving_selected s
    JOIN leaving_versement v ON v.id = s.versement;
    CREATE UNIQUE INDEX ON leaving_unit (id);
    ANALYZE leaving_unit
"""
EDGES = """
    CREATE TEMPORARY TABLE leaving_edge ON COMMIT DROP AS
    SELECT p.unit, p.parent, u.name, u.versement = a.versement AS same FROM leaving_unit u
    JOIN archive_unitparent p ON p.tenant = %(tenant)s AND p.unit = u.id
    JOIN leaving_unit a ON a.id = p.parent
"""
HELD = """
    CREATE TEMPORARY TABLE leaving_held ON COMMIT DROP AS
    SELECT g.unit, g.object_group FROM leaving_unit u
    JOIN archive_unitgroup g ON g.tenant = %(tenant)s AND g.unit = u.id
"""
GROUPS = """
    CREATE TEMPORARY TABLE leaving_group ON COMMIT DROP AS
    SELECT object_group AS id, count(*) > 1 AS shared FROM leaving_held GROUP BY object_group
    UNION ALL
    SELECT DISTINCT o.object_group, false FROM archive_dataobject o
    WHERE o.tenant = %(tenant)s AND o.versement = ANY (%(versements)s)
        AND o.object_group NOT IN (SELECT object_group FROM leaving_held)
"""
OBJECTS = """
    CREATE TEMPORARY TABLE leaving_object ON COMMIT DROP AS
    SELECT o.id, o.object_group, v.prefix || o.xml_id AS name, g.shared,
        coalesce(v.prefix || o.group_xml_id, 'G-' || o.object_group) AS group_name
    FROM leaving_group g JOIN archive_dataobject o ON o.tenant = %(tenant)s AND o.object_group = g.id
    JOIN leaving_versement v ON v.id = o.versement
    WHERE %(usages)s::text[] IS NULL OR o.usage = ANY (%(usages)s)
"""
LINKS = """
    CREATE TEMPORARY TABLE leaving_below ON COMMIT DROP AS
    SELECT parent AS id, array_agg(name ORDER BY unit) AS names FROM leaving_edge GROUP BY parent;
    CREATE TEMPORARY TABLE leaving_above ON COMMIT DROP AS
    SELECT unit AS id, min(parent::text)::uuid AS parent, count(*) AS parents, bool_or(same) AS same
    FROM leaving_edge GROUP BY unit;
    CREATE TEMPORARY TABLE leaving_has ON COMMIT DROP AS
    SELECT h.unit AS id, array_agg(DISTINCT o.group_name) AS names FROM leaving_held h
    JOIN leaving_object o ON o.object_group = h.object_group GROUP BY h.unit;
    CREATE UNIQUE INDEX ON leaving_below (id);
    CREATE UNIQUE INDEX ON leaving_above (id);
    CREATE UNIQUE INDEX ON leaving_has (id);
    ANALYZE leaving_below;
    ANALYZE leaving_above;
    ANALYZE leaving_has
"""
FOUND = """
    CREATE UNIQUE INDEX ON leaving_object (id);
    CREATE INDEX ON leaving_object (object_group);
    ANALYZE leaving_edge;
    ANALYZE leaving_held;
    ANALYZE leaving_object
"""
COUNTS = """
    SELECT (SELECT count(*) FROM leaving_unit), count(l.id), coalesce(sum(o.size), 0)::bigint,
        count(DISTINCT l.object_group)
    FROM leaving_object l JOIN archive_dataobject o ON o.tenant = %(tenant)s AND o.id = l.id
"""
WHOLE = "SET LOCAL cursor_tuple_fraction = 1"
"""All rows of a cursor are read: what gives the first ones soon is no good plan."""

READ_UNITS = """
    SELECT u.id, u.versement, l.name, u.profile, u.content, u.management, b.names, h.names,
        coalesce(a.same, false), a.id IS NOT NULL, NOT EXISTS (
            SELECT FROM archive_unitparent p WHERE p.tenant = u.tenant AND p.unit = u.id AND NOT p.attached
        )
    FROM leaving_unit l JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = l.id
    LEFT JOIN leaving_below b ON b.id = l.id
    LEFT JOIN leaving_has h ON h.id = l.id
    LEFT JOIN leaving_above a ON a.id = l.id
    ORDER BY l.id
"""
READ_OBJECTS = """
    SELECT o.id, o.versement, l.name, l.group_name, o.object_group, o.kind, o.usage, o.version, o.filename, o.uri,
        o.size, o.digests, o.declared, o.format, o.path, o.pack_offset, o.pack_length, o.metadata, o.group_metadata
    FROM leaving_object l JOIN archive_dataobject o ON o.tenant = %(tenant)s AND o.id = l.id
    ORDER BY l.object_group, l.id
"""
CUT = """
    SELECT DISTINCT l.id FROM leaving_unit l JOIN archive_unitparent p ON p.tenant = %(tenant)s AND p.unit = l.id
    WHERE NOT EXISTS (SELECT FROM leaving_unit above WHERE above.id = p.parent) ORDER BY l.id
"""
READ_TREE = """
    WITH RECURSIVE ranked AS MATERIALIZED (
        SELECT u.id, a.parent, coalesce(a.parents, 0) AS parents,
            row_number() OVER (PARTITION BY a.parent ORDER BY u.id)::int AS rank,
            count(*) OVER (PARTITION BY a.parent)::int AS siblings
        FROM leaving_unit u LEFT JOIN leaving_above a ON a.id = u.id
    ), tree AS (
        SELECT id, parents, siblings, ARRAY[rank] AS way FROM ranked WHERE parent IS NULL
        UNION ALL
        SELECT r.id, r.parents, r.siblings, t.way || r.rank FROM ranked r JOIN tree t ON r.parent = t.id
    )
    SELECT u.id, t.way, t.siblings, u.title, u.content, u.start_date, u.end_date, b.id IS NOT NULL, t.parents,
        o.objects
    FROM tree t JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = t.id
    LEFT JOIN leaving_below b ON b.id = t.id
    LEFT JOIN (SELECT h.unit, jsonb_agg(jsonb_build_object('id', o.id, 'usage', o.usage, 'version', o.version,
            'filename', coalesce(o.filename, o.uri), 'size', o.size, 'sha512', o.digests->>'sha512',
            'format', o.format->>'name', 'path', o.path, 'offset', o.pack_offset, 'length', o.pack_length,
            'shared', l.shared) ORDER BY o.id) AS objects
        FROM leaving_held h JOIN leaving_object l ON l.object_group = h.object_group
        JOIN archive_dataobject o ON o.tenant = %(tenant)s AND o.id = l.id GROUP BY h.unit) o ON o.unit = t.id
    ORDER BY t.way
"""
DEPARTS = """
    SELECT DISTINCT ON (d.unit, d.rule) d.unit, d.rule, d.day FROM leaving_unit u
    JOIN rules_depart d ON d.tenant = %(tenant)s AND d.unit = u.id ORDER BY d.unit, d.rule, d.number DESC
"""
NAMES = """
    CREATE TEMPORARY TABLE leaving_name ON COMMIT DROP AS
    SELECT u.versement, u.xml_id, u.id, l.name, 'unit' AS kind FROM archive_unit u
        LEFT JOIN leaving_unit l ON l.id = u.id
        WHERE u.tenant = %(tenant)s AND u.versement IN (SELECT id FROM leaving_versement)
    UNION ALL
    SELECT o.versement, o.xml_id, o.id, l.name, 'object' FROM archive_dataobject o
        LEFT JOIN leaving_object l ON l.id = o.id
        WHERE o.tenant = %(tenant)s AND o.versement IN (SELECT id FROM leaving_versement)
    UNION ALL
    SELECT o.versement, o.group_xml_id, o.object_group, min(l.group_name), 'group' FROM archive_dataobject o
        LEFT JOIN leaving_object l ON l.id = o.id
        WHERE o.tenant = %(tenant)s AND o.versement IN (SELECT id FROM leaving_versement)
            AND o.group_xml_id IS NOT NULL
        GROUP BY o.versement, o.group_xml_id, o.object_group
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """What leaves: units with all that is below them, and whole versements (with objects that no unit has).

    `usages`: only objects of these; None: all of them.
    """

    units: Sequence[UUID] = ()
    versements: Sequence[UUID] = ()
    usages: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit; `name` is its xml id in the new package, `below` and `groups` those of its units and groups there."""

    id: UUID
    versement: UUID
    name: str
    profile: str | None
    content: Any
    management: Any
    below: list[str]
    groups: list[str]
    uppermost: bool
    """Nothing of its own versement is above it in the package."""
    top: bool
    """Nothing of its own versement is above it in the archive: it declares the rules of the whole versement."""
    root: bool
    """Nothing at all is above it in the package."""


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """An object; `name` and `group_name` are xml ids of the new package."""

    id: UUID
    versement: UUID
    name: str
    group_name: str
    group: UUID
    kind: str
    usage: str | None
    version: int | None
    filename: str | None
    uri: str | None
    size: int | None
    digests: dict[str, str]
    declared: dict[str, Any]
    format: dict[str, Any] | None
    path: str | None
    offset: int | None
    length: int | None
    metadata: Any
    group_metadata: Any


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit in the order of a table of contents: `way` has its rank among its siblings, and theirs above it.

    A unit with several parents stands once, below the first of them; `parents` counts them.
    """

    id: UUID
    way: list[int]
    siblings: int
    title: str
    content: Any
    start_date: Any
    end_date: Any
    has_units: bool
    parents: int
    objects: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Named:
    """What an xml id of a versement names; `name` is None where that does not leave."""

    id: UUID
    kind: str
    name: str | None


class Leaving:
    """A selection, for as long as its transaction is open."""

    def __init__(self, tenant: int, selection: Selection) -> None:
        self._given: dict[str, Any] = {
            "tenant": tenant,
            "units": list(selection.units),
            "versements": list(selection.versements),
            "usages": None if selection.usages is None else list(selection.usages),
        }
        self.tenant = tenant
        self._named = False
        statements = [WHOLE, ASKED, SELECTED]
        if selection.versements and not selection.units:
            statements.append(ONLY_OF_VERSEMENTS)
        with connections["default"].cursor() as cursor:
            for statement in (*statements, VERSEMENTS, UNITS, EDGES, HELD, GROUPS, OBJECTS, FOUND, LINKS):
                cursor.execute(statement, self._given if "%(" in statement else None)
            cursor.execute(COUNTS, self._given)
            self.units, self.objects, self.bytes, self.groups = cursor.fetchone()
            cursor.execute("SELECT id FROM leaving_asked ORDER BY id")
            self.asked: list[UUID] = [row[0] for row in cursor.fetchall()]
            cursor.execute("SELECT id FROM leaving_versement ORDER BY id")
            self.versements: list[UUID] = [row[0] for row in cursor.fetchall()]

    @property
    def missing(self) -> list[UUID]:
        """Units that were asked for and are not there."""
        return sorted(set(self._given["units"]) - set(self.asked))

    def unit_ids(self) -> Iterator[UUID]:
        """The identifier of every unit, ascending."""
        yield from (row[0] for row in self._stream("SELECT id FROM leaving_unit ORDER BY id"))

    def object_ids(self) -> Iterator[UUID]:
        """The identifier of every object, ascending."""
        yield from (row[0] for row in self._stream("SELECT id FROM leaving_object ORDER BY id"))

    def prefix(self, versement: UUID) -> str:
        """What comes before the xml ids of a versement."""
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT prefix FROM leaving_versement WHERE id = %s", [versement])
            return str(cursor.fetchone()[0])

    def read_units(self) -> Iterator[UnitRow]:
        """Every unit, in order."""
        for row in self._stream(READ_UNITS):
            identifier, versement, name, profile, content, management, below, groups, inner, held, top = row
            yield UnitRow(
                identifier, versement, name, profile, json_of(content), json_of(management),
                below or [], groups or [], not inner, top, not held,
            )  # fmt: skip

    def cut_units(self) -> list[UUID]:
        """The units of which something above does not leave, ascending."""
        return [row[0] for row in self._stream(CUT)]

    def among(self, units: Iterable[UUID]) -> set[UUID]:
        """Those of these units that leave."""
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT id FROM leaving_unit WHERE id = ANY (%s)", [list(units)])
            return {row[0] for row in cursor.fetchall()}

    def departs(self) -> dict[UUID, dict[str, date]]:
        """By unit, the day from which each of its rules runs, as events gave it; units without any are left out."""
        found: dict[UUID, dict[str, date]] = {}
        for unit, rule, day in self._stream(DEPARTS):
            found.setdefault(unit, {})[rule] = day
        return found

    def read_groups(self) -> Iterator[list[ObjectRow]]:
        """Every group with its objects, in order."""
        rows = (
            ObjectRow(*row[:11], *map(json_of, row[11:14]), *row[14:17], *map(json_of, row[17:]))
            for row in self._stream(READ_OBJECTS)
        )
        for _, held in groupby(rows, key=lambda row: row.group):
            yield list(held)

    def read_tree(self) -> Iterator[TreeRow]:
        """Every unit, a unit before those below it."""
        for row in self._stream(READ_TREE):
            identifier, way, siblings, title, content, start, end, has_units, parents, objects = row
            yield TreeRow(
                identifier,
                way,
                siblings,
                title,
                json_of(content),
                start,
                end,
                has_units,
                parents,
                json_of(objects) or [],
            )

    def named(self, versement: UUID, xml_id: str) -> list[Named]:
        """What this xml id names in the bordereau of a versement: a group may share its own with nothing else."""
        with connections["default"].cursor() as cursor:
            if not self._named:
                cursor.execute(NAMES, self._given)
                cursor.execute("CREATE INDEX ON leaving_name (versement, xml_id)")
                self._named = True
            cursor.execute(
                "SELECT id, kind, name FROM leaving_name WHERE versement = %s AND xml_id = %s", [versement, xml_id]
            )
            return [Named(*row) for row in cursor.fetchall()]

    def _stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """Rows through a cursor on the server's side."""
        with connections["default"].chunked_cursor() as cursor:
            cursor.execute(statement, self._given)
            while rows := cursor.fetchmany(CHUNK):
                yield from rows


@contextmanager
def leaving(tenant: int, selection: Selection) -> Iterator[Leaving]:
    """The selection of a tenant (its key), as the archive is at this moment. Raises Unavailable."""
    with transaction([tenant]):
        yield Leaving(tenant, selection)
