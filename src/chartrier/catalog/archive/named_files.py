"""The files of an archive by the extension of their name."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.transaction import transaction

PAGE = 200


def files_named(tenant: int, extension: str) -> Iterator[DataObject]:
    """Those whose name ends so (`.csv`, in whatever case), in the order in which they came; in pages."""
    after = UUID(int=0)
    ends = Q(filename__iendswith=extension) | Q(filename=None, uri__iendswith=extension)
    while True:
        with transaction([tenant]):
            rows = DataObject.objects.filter(ends, tenant=tenant, kind="binary", path__isnull=False, id__gt=after)
            page = list(rows.order_by("id")[:PAGE])
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].id
