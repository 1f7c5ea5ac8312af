"""Units and objects into the index, streaming from the package's own files (docs/format.md §2.3, §2.4).

PostgreSQL refuses COPY into a table under row-level security: lines go by COPY into temporary tables, as they
are, then by INSERT … SELECT under the policies. Beside a unit's line goes what is drawn out of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.archive.description import WORDS_LIMIT, first_day, last_day, title_of, words_of
from chartrier.catalog.archive.french import fold, sort_key

UNITS = """
    CREATE TEMPORARY TABLE loading_unit (
        record jsonb, title text, title_key text, start_date date, end_date date, title_words text, words text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE loading_edge (unit uuid, parents uuid[], attached_to uuid[], groups uuid[])
        ON COMMIT DROP
"""
INSERT_UNITS = """
    INSERT INTO archive_unit (tenant, versement, id, xml_id, line, profile, content, management,
        title, title_key, start_date, end_date, search, top)
    SELECT %(tenant)s, %(versement)s, unit.id, unit.xml_id, unit.line, unit.profile,
        unit.content, unit.management, title, title_key, start_date, end_date,
        setweight(to_tsvector('pg_catalog.french', title_words), 'A')
            || setweight(to_tsvector('pg_catalog.french', words), 'B'),
        -- one that it was attached to may be lost
        cardinality(parents) = 0 AND (cardinality(attached_to) = 0 OR NOT EXISTS (
            SELECT FROM archive_unit above WHERE above.tenant = %(tenant)s AND above.id = ANY (attached_to)))
    FROM loading_unit, jsonb_to_record(record) AS unit (
        id uuid, xml_id text, line bigint, profile text, content jsonb, management jsonb,
        parents uuid[], attached_to uuid[])
"""
KEEP_EDGES = """
    INSERT INTO loading_edge
    SELECT unit.id, unit.parents, unit.attached_to, unit.groups
    FROM loading_unit, jsonb_to_record(record)
        AS unit (id uuid, parents uuid[], attached_to uuid[], groups uuid[])
"""
INSERT_PARENTS = """
    INSERT INTO archive_unitparent (tenant, unit, parent, attached)
    SELECT %(tenant)s, unit, parent, false FROM loading_edge, unnest(parents) parent
    UNION ALL
    SELECT %(tenant)s, unit, parent, true FROM loading_edge, unnest(attached_to) parent
"""
OF_THOSE_THAT_ARE_THERE = """
    WHERE EXISTS (SELECT FROM archive_unit u WHERE u.tenant = %(tenant)s AND u.id = parent)
"""
INSERT_GROUPS = """
    INSERT INTO archive_unitgroup (tenant, unit, object_group)
    SELECT %(tenant)s, unit, object_group FROM loading_edge, unnest(groups) object_group
"""
OBJECTS = "CREATE TEMPORARY TABLE loading_object (record jsonb) ON COMMIT DROP"
INSERT_OBJECTS = """
    INSERT INTO archive_dataobject (tenant, versement, id, xml_id, line, kind, object_group, group_xml_id,
        usage, version, uri, filename, declared, digests, size, format,
        path, pack_offset, pack_length, metadata, group_metadata)
    SELECT %(tenant)s, %(versement)s, id, xml_id, line, kind, "group", group_xml_id,
        usage, version, uri, filename, declared, digests, size, format,
        location->>'path', (location->>'offset')::bigint, (location->>'length')::bigint, metadata, group_metadata
    FROM loading_object, jsonb_to_record(record) AS binary_or_physical (
        id uuid, xml_id text, line bigint, kind text, "group" uuid, group_xml_id text,
        usage text, version bigint, uri text, filename text,
        declared jsonb, digests jsonb, size bigint, format jsonb, location jsonb, metadata jsonb,
        group_metadata jsonb)
"""


def load_units(
    cursor: psycopg.Cursor[Any],
    tenant: int,
    versement: UUID,
    file: Path,
    *,
    attested: bool = False,
    also: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Every line of `units.jsonl` with its edges, in memory that does not grow with their number.

    A unit is attached to units that are there, or the database refuses it. What the journal `attests` was attached
    rightly: where the earlier unit is lost (`rebuild --accept-loss`), the one that is left is not lost with it.
    `also` is given each record.
    """
    given = {"tenant": tenant, "versement": versement}
    cursor.execute(UNITS)
    with file.open(encoding="utf-8", newline="\n") as lines:
        copy_rows(cursor, "loading_unit", (_unit_row(line, also) for line in lines))
    parents = INSERT_PARENTS + OF_THOSE_THAT_ARE_THERE if attested else INSERT_PARENTS
    for statement in (INSERT_UNITS, KEEP_EDGES, parents, INSERT_GROUPS):
        cursor.execute(statement, given)


def load_objects(cursor: psycopg.Cursor[Any], tenant: int, versement: UUID, file: Path) -> None:
    """Every line of `objects.jsonl`, likewise."""
    cursor.execute(OBJECTS)
    with file.open(encoding="utf-8", newline="\n") as lines:
        copy_rows(cursor, "loading_object", ((line,) for line in lines))
    cursor.execute(INSERT_OBJECTS, {"tenant": tenant, "versement": versement})


def copy_rows(cursor: psycopg.Cursor[Any], table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY rows into a temporary table."""
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _unit_row(line: str, also: Callable[[dict[str, Any]], None] | None) -> tuple[Any, ...]:
    record = json.loads(line)
    if also is not None:
        also(record)
    return line, *drawn_out(record["content"])


def drawn_out(content: Any) -> tuple[Any, ...]:
    """What goes beside a description: title and its sort key, first and last day, the words of both weights."""
    title = title_of(content)
    return (
        title,
        sort_key(title),
        first_day(content),
        last_day(content),
        fold(title[:WORDS_LIMIT])[:WORDS_LIMIT],
        fold(words_of(content))[:WORDS_LIMIT],
    )
