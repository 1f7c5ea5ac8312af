"""The files of a versement by the paths by which they came, in one order: that of the bytes of these paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.archive.questions import CHUNK
from chartrier.catalog.destruction.models import Change, Destroyed
from chartrier.catalog.transaction import transaction
from chartrier.records.identifiers import MEMBERS

OF_A_PACKAGE = """
    SELECT path, size, sha512 FROM (
        SELECT id, coalesce(uri, filename, xml_id) AS path, size, sha512 FROM archive_dataobject
        WHERE tenant = %(tenant)s AND versement = %(versement)s AND kind = 'binary' AND sha512 IS NOT NULL
    ) file ORDER BY path COLLATE "C", id
"""
UNITS = """
    SELECT id, title, xml_id FROM archive_unit
    WHERE tenant = %s AND versement = %s AND id > %s AND id <= %s ORDER BY id LIMIT %s
"""
OBJECTS = """
    SELECT id, coalesce(filename, xml_id), size, sha512, object_group FROM archive_dataobject
    WHERE tenant = %s AND versement = %s AND id > %s AND id <= %s AND kind = 'binary' AND sha512 IS NOT NULL
    ORDER BY id LIMIT %s
"""
WITH_FILES = "SELECT DISTINCT unit FROM archive_unitgroup WHERE tenant = %s AND unit = ANY(%s)"
OF_GROUPS = "SELECT object_group, unit FROM archive_unitgroup WHERE tenant = %s AND object_group = ANY(%s)"
PARENTS = "SELECT unit, parent FROM archive_unitparent WHERE tenant = %s AND unit = ANY(%s) ORDER BY unit, parent DESC"
TABLE = "CREATE TEMPORARY TABLE received_file (path text, id uuid, size bigint, sha512 bytea) ON COMMIT DROP"
INSERT = "INSERT INTO received_file SELECT * FROM unnest(%s::text[], %s::uuid[], %s::bigint[], %s::bytea[])"
ORDERED = 'SELECT path, size, sha512 FROM received_file ORDER BY path COLLATE "C", id'
"""Each identifier is named where it is looked for, so many at a time: an index finds it."""


def files_received(tenant: int, versement: UUID, root: str | None) -> Iterator[tuple[str, int, str]]:
    """The path, the size in bytes and the SHA-512 (hexadecimal) of each file that is still there, by a cursor on the
    server's side: there may be a million. Folders are the units without a file below that of the xml id `root`, by
    their titles, in a package that was made here of files; with None paths are those within the package that was sent.
    """
    with transaction([tenant]):
        with connections["default"].cursor() as cursor:
            if root is not None:
                _place_files(cursor, tenant, versement, root)
        with connections["default"].chunked_cursor() as cursor:
            if root is None:
                cursor.execute(OF_A_PACKAGE, {"tenant": tenant, "versement": versement})
            else:
                cursor.execute(ORDERED)
            while rows := cursor.fetchmany(CHUNK):
                for path, size, sha512 in rows:
                    yield path, size or 0, bytes(sha512).hex()


def _place_files(cursor: Any, tenant: int, versement: UUID, root: str) -> None:
    """In a table that lasts as long as the transaction, to be put in order there."""
    paths = _folders(cursor, tenant, versement, root)
    cursor.execute("DROP TABLE IF EXISTS received_file")
    cursor.execute(TABLE)
    for rows in _by_chunks(cursor, OBJECTS, tenant, versement):
        cursor.execute(OF_GROUPS, [tenant, [group for *_, group in rows]])
        held = cursor.fetchall()
        cursor.execute(PARENTS, [tenant, [unit for _, unit in held]])
        above: dict[UUID, list[str]] = {}
        for unit, parent in cursor.fetchall():
            if parent in paths:
                above.setdefault(unit, []).append(paths[parent])
        folders: dict[UUID, list[str]] = {}
        for group, unit in held:
            folders.setdefault(group, []).extend(above.get(unit, ()))
        placed = [min(folders.get(group) or [""], key=str.encode) + name for _, name, _, _, group in rows]
        cursor.execute(INSERT, [placed, [row[0] for row in rows], [row[2] for row in rows], [row[3] for row in rows]])


def _folders(cursor: Any, tenant: int, versement: UUID, root: str) -> dict[UUID, str]:
    """What is before the names of the files of each folder."""
    folders: dict[UUID, tuple[str, bool]] = {}
    for rows in _by_chunks(cursor, UNITS, tenant, versement):
        cursor.execute(WITH_FILES, [tenant, [row[0] for row in rows]])
        with_files = {row[0] for row in cursor.fetchall()}
        folders |= {unit: (title, xml_id == root) for unit, title, xml_id in rows if unit not in with_files}
    parents: dict[UUID, UUID] = {}
    known = list(folders)
    for first in range(0, len(known), CHUNK):
        cursor.execute(PARENTS, [tenant, known[first : first + CHUNK]])
        parents |= {unit: parent for unit, parent in cursor.fetchall() if parent in folders}
    return {each: _path(each, folders, parents) for each in folders}


def _by_chunks(cursor: Any, asked: str, tenant: int, versement: UUID) -> Iterator[list[tuple[Any, ...]]]:
    """The members of a package, whose identifiers tell that they are."""
    after, last = versement, UUID(int=versement.int | MEMBERS - 1)
    while True:
        cursor.execute(asked, [tenant, versement, after, last, CHUNK])
        rows = cursor.fetchall()
        if not rows:
            return
        yield rows
        after = rows[-1][0]


def _path(folder: UUID, folders: Mapping[UUID, tuple[str, bool]], parents: Mapping[UUID, UUID]) -> str:
    path, at, met = "", folder, set[UUID]()
    while at not in met and not folders[at][1]:
        met.add(at)
        path = f"{folders[at][0]}/{path}"
        if at not in parents:
            break
        at = parents[at]
    return path


def count_files_gone(tenant: int, versement: UUID) -> int:
    """How many of its files an order has made go since."""
    with transaction([tenant]):
        if not Change.objects.filter(tenant=tenant, package=versement).exists():
            # of what was destroyed, nothing is found by its package without looking through all
            return 0
        return Destroyed.objects.filter(tenant=tenant, package=versement, kind="binary").count()
