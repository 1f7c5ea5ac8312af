"""The files of a versement by the paths by which they came, in one order: that of the bytes of these paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db import connections

from chartrier.catalog.archive.questions import CHUNK
from chartrier.catalog.destruction.models import Change, Destroyed
from chartrier.catalog.transaction import transaction

OF_A_PACKAGE = """
    SELECT path, size, sha512 FROM (
        SELECT id, coalesce(uri, filename, xml_id) AS path, size, sha512 FROM archive_dataobject
        WHERE tenant = %(tenant)s AND versement = %(versement)s AND kind = 'binary' AND sha512 IS NOT NULL
    ) file ORDER BY path COLLATE "C", id
"""
FOLDERS = """
    SELECT id, title, xml_id FROM archive_unit unit WHERE tenant = %(tenant)s AND versement = %(versement)s
        AND NOT EXISTS (SELECT FROM archive_unitgroup held WHERE held.tenant = %(tenant)s AND held.unit = unit.id)
"""
PARENTS = "SELECT unit, parent FROM archive_unitparent WHERE tenant = %s AND unit = ANY(%s) ORDER BY unit, parent DESC"
TABLE = "CREATE TEMPORARY TABLE received_folder (unit uuid PRIMARY KEY, path text NOT NULL) ON COMMIT DROP"
INSERT = "INSERT INTO received_folder SELECT * FROM unnest(%s::uuid[], %s::text[])"
OF_FILES = """
    SELECT path, size, sha512 FROM (
        SELECT file.id, coalesce(folder.path, '') || coalesce(file.filename, file.xml_id) AS path, file.size,
            file.sha512
        FROM archive_dataobject file LEFT JOIN LATERAL (
            SELECT received_folder.path FROM archive_unitgroup held
                JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.unit = held.unit
                JOIN received_folder ON received_folder.unit = link.parent
            WHERE held.tenant = %(tenant)s AND held.object_group = file.object_group
            ORDER BY received_folder.path COLLATE "C" LIMIT 1
        ) folder ON true
        WHERE file.tenant = %(tenant)s AND file.versement = %(versement)s AND file.kind = 'binary'
            AND file.sha512 IS NOT NULL
    ) file ORDER BY path COLLATE "C", id
"""
"""The folders first, in a table of their own that has an index: whatever is known of their number, each is found at
once.
"""


def files_received(tenant: int, versement: UUID, root: str | None) -> Iterator[tuple[str, int, str]]:
    """The path, the size in bytes and the SHA-512 (hexadecimal) of each file that is still there, by a cursor on the
    server's side: there may be a million. Folders are the units without a file below that of the xml id `root`, by
    their titles, in a package that was made here of files; with None paths are those within the package that was sent.
    """
    given: dict[str, int | UUID] = {"tenant": tenant, "versement": versement}
    with transaction([tenant]):
        if root is not None:
            _place_folders(given, root)
        with connections["default"].chunked_cursor() as cursor:
            cursor.execute(OF_A_PACKAGE if root is None else OF_FILES, given)
            while rows := cursor.fetchmany(CHUNK):
                for path, size, sha512 in rows:
                    yield path, size or 0, bytes(sha512).hex()


def _place_folders(given: Mapping[str, int | UUID], root: str) -> None:
    """In a table that lasts as long as the transaction, what is before the names of the files of each folder."""
    with connections["default"].cursor() as cursor:
        cursor.execute(FOLDERS, given)
        folders = {identifier: (title, xml_id == root) for identifier, title, xml_id in cursor.fetchall()}
        cursor.execute(PARENTS, [given["tenant"], list(folders)])
        parents = {unit: parent for unit, parent in cursor.fetchall() if parent in folders}
        paths = {each: _path(each, folders, parents) for each in folders}
        cursor.execute("DROP TABLE IF EXISTS received_folder")
        cursor.execute(TABLE)
        cursor.execute(INSERT, [list(paths), list(paths.values())])


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
