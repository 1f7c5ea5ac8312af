"""The files of a versement by the paths by which they came, in one order: that of the bytes of these paths."""

from __future__ import annotations

from collections.abc import Iterator
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
OF_FILES = """
    WITH RECURSIVE folder(unit, path) AS (
        SELECT id, '' FROM archive_unit WHERE tenant = %(tenant)s AND versement = %(versement)s AND xml_id = %(root)s
        UNION ALL
        SELECT below.id, folder.path || below.title || '/' FROM folder
            JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.parent = folder.unit
            JOIN archive_unit below
                ON below.tenant = %(tenant)s AND below.id = link.unit AND below.versement = %(versement)s
        WHERE NOT EXISTS (SELECT FROM archive_unitgroup WHERE tenant = %(tenant)s AND unit = below.id)
    )
    SELECT path, size, sha512 FROM (
        SELECT file.id, coalesce(min(folder.path), '') || coalesce(file.filename, file.xml_id) AS path, file.size,
            file.sha512
        FROM archive_dataobject file
            LEFT JOIN archive_unitgroup held ON held.tenant = %(tenant)s AND held.object_group = file.object_group
            LEFT JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.unit = held.unit
            LEFT JOIN folder ON folder.unit = link.parent
        WHERE file.tenant = %(tenant)s AND file.versement = %(versement)s AND file.kind = 'binary'
            AND file.sha512 IS NOT NULL
        GROUP BY file.id, file.filename, file.xml_id, file.size, file.sha512
    ) file ORDER BY path COLLATE "C", id
"""
"""Folders are the units that have no file, by their titles."""


def files_received(tenant: int, versement: UUID, root: str | None) -> Iterator[tuple[str, int, str]]:
    """The path, the size in bytes and the SHA-512 (hexadecimal) of each file that is still there, by a cursor on the
    server's side: there may be a million. Folders are the units below that of the xml id `root`, in a package that was
    made here of files; with None paths are those within the package that was sent.
    """
    given: dict[str, int | UUID | str | None] = {"tenant": tenant, "versement": versement, "root": root}
    with transaction([tenant]), connections["default"].chunked_cursor() as cursor:
        cursor.execute(OF_A_PACKAGE if root is None else OF_FILES, given)
        while rows := cursor.fetchmany(CHUNK):
            for path, size, sha512 in rows:
                yield path, size or 0, bytes(sha512).hex()


def count_files_gone(tenant: int, versement: UUID) -> int:
    """How many of its files an order has made go since."""
    with transaction([tenant]):
        if not Change.objects.filter(tenant=tenant, package=versement).exists():
            # of what was destroyed, nothing is found by its package without looking through all
            return 0
        return Destroyed.objects.filter(tenant=tenant, package=versement, kind="binary").count()
