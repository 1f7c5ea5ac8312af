"""What was seen of personal data in documents, for whoever decides about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from chartrier.catalog.privacy.models import Scan
from chartrier.catalog.raw_json import json_of
from chartrier.catalog.transaction import transaction


@dataclass(frozen=True, slots=True)
class Looked:
    """A document, and how many of each kind were seen in its text; None: nobody looked, or it has no text."""

    object: UUID
    counts: Mapping[str, int] | None


def looked_at(tenant: int, objects: Collection[UUID]) -> list[Looked]:
    """These documents, in order."""
    with transaction([tenant]):
        rows = Scan.objects.filter(tenant=tenant, object__in=list(objects)).values_list("object", "counts")
        seen = {identifier: json_of(counts) for identifier, counts in rows}
    return [Looked(each, seen.get(each)) for each in sorted(objects)]
