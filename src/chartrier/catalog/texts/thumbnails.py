"""Which documents have no small picture yet; entering one; asking for it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, connections
from django.db.models import OuterRef, Subquery

from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.texts.models import Thumbnail
from chartrier.catalog.transaction import transaction

PICTURED_USAGES = ("BinaryMaster", "Dissemination")

INSERT = """
    INSERT INTO texts_thumbnail (tenant, object, state, media_type, data, pages)
    SELECT o.tenant, o.id, made.state, made.media_type, made.data, made.pages
    FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::bytea[], %s::integer[])
        made (id, state, media_type, data, pages)
    JOIN archive_dataobject o ON o.tenant = %s AND o.id = made.id
    ON CONFLICT (tenant, object) DO NOTHING
"""
OF_UNITS = """
    SELECT DISTINCT ON (held.unit) held.unit, made.object FROM archive_unitgroup held
    JOIN archive_dataobject object ON object.tenant = held.tenant AND object.object_group = held.object_group
    JOIN texts_thumbnail made ON made.tenant = object.tenant AND made.object = object.id
    WHERE held.tenant = ANY (%s) AND held.unit = ANY (%s) AND made.data IS NOT NULL
    ORDER BY held.unit, object.usage, object.version DESC, object.id
"""


@dataclass(frozen=True, slots=True)
class MadeThumbnail:
    """What became of the small picture of an object; its members are those of the model."""

    object: UUID
    state: str
    media_type: str | None = None
    data: bytes | None = None
    pages: int | None = None


def without_thumbnail(tenant: int, *, versement: UUID | None, after: UUID | None, limit: int) -> list[DataObject]:
    """The binary objects that have none yet, of one versement or of all, in the order of their identifiers."""
    with transaction([tenant]):
        made = Thumbnail.objects.filter(tenant=tenant, object=OuterRef("id")).values("state")[:1]
        rows = DataObject.objects.filter(tenant=tenant, kind="binary", path__isnull=False, usage__in=PICTURED_USAGES)
        if versement is not None:
            # its objects are of its package or of later ones: what is older is not walked through
            rows = rows.filter(versement=versement, id__gt=versement)
        if after is not None:
            rows = rows.filter(id__gt=after)
        return list(rows.alias(made=Subquery(made)).filter(made=None).order_by("id")[:limit])


def enter_thumbnails(tenant: int, made: Sequence[MadeThumbnail]) -> None:
    """Enter some at once. An object that was destroyed meanwhile has none."""
    try:
        _enter(tenant, made)
    except IntegrityError:
        # one of them was destroyed at the same instant: each by itself
        for each in made:
            with suppress(IntegrityError):
                _enter(tenant, [each])


def _enter(tenant: int, made: Sequence[MadeThumbnail]) -> None:
    columns = [[getattr(each, name) for each in made] for name in ("object", "state", "media_type", "data", "pages")]
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(INSERT, [*columns, tenant])


def thumbnail_of(tenant: int, object_: UUID) -> MadeThumbnail | None:
    """That of an object; None before it was made."""
    with transaction([tenant]):
        found = Thumbnail.objects.filter(tenant=tenant, object=object_).first()
    if found is None:
        return None
    data = None if found.data is None else bytes(found.data)
    return MadeThumbnail(found.object, found.state, found.media_type, data, found.pages)


def with_thumbnail(tenants: Sequence[int], units: Sequence[UUID]) -> dict[UUID, UUID]:
    """By unit, the first of its objects that has one. Whoever asks may open the documents of these units."""
    if not units:
        return {}
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(OF_UNITS, [list(tenants), list(units)])
        return dict(cursor.fetchall())


def forget_thumbnails(tenant: int) -> None:
    """Have all of them made again, by and by."""
    with transaction([tenant]):
        Thumbnail.objects.filter(tenant=tenant).delete()
