"""What is shown of an identifier: a unit, an object or an operation, with all that the archive knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.access.findings import NOT_FOUND
from chartrier.access.notices import notice
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import DataObject, Unit, Versement
from chartrier.catalog.archive.paper import linear_metres, place_of
from chartrier.catalog.conservation.register import definitive
from chartrier.catalog.gels.holding import holding
from chartrier.catalog.gels.models import Gel
from chartrier.catalog.transaction import transaction
from chartrier.catalog.transfers.models import Notice
from chartrier.catalog.transfers.notices import notice_of
from chartrier.clock import write_instant
from chartrier.copies.copies import Copies
from chartrier.errors import NotFound


@dataclass(frozen=True, slots=True)
class Summary:
    """A unit and its objects, for a list."""

    unit: Unit
    objects: list[DataObject]


def summaries(tenants: Sequence[int], units: Sequence[Unit]) -> list[Summary]:
    """The units with their objects, in the same order."""
    objects = questions.objects_of_each(tenants, [unit.id for unit in units])
    return [Summary(unit, objects.get(unit.id, [])) for unit in units]


def describe(tenants: Sequence[int], identifier: UUID, copies: Copies) -> dict[str, Any]:
    """All that is known of a unit, an object or an operation (`kind` says which); of what was deposited elsewhere or
    destroyed, its notice.

    Raises NotFound; where something was destroyed, IntegrityFailure and Unavailable as the copies are asked.
    """
    unit = questions.unit(tenants, identifier)
    if unit is not None:
        return _describe_unit(unit)
    found = questions.data_object(tenants, identifier)
    if found is not None:
        return {"kind": "object", **describe_object(found)}
    versement = questions.versement(tenants, identifier)
    if versement is not None:
        return _describe_versement(versement)
    deposited = notice_of(tenants, identifier)
    if deposited is not None:
        return describe_notice(deposited)
    destroyed = notice(tenants, identifier, copies)
    if destroyed is not None:
        return destroyed
    raise NotFound(NOT_FOUND, identifier=str(identifier))


def describe_notice(notice: Notice) -> dict[str, Any]:
    """What is left here of a unit that was deposited elsewhere, and stays its owner's."""
    return {
        "kind": "notice",
        "id": str(notice.unit),
        "tenant": f"{notice.tenant:09d}",
        "title": notice.title,
        "deposited_at": notice.receiver,
        "identifier_there": notice.identifier,
        "start_date": notice.start_date and notice.start_date.isoformat(),
        "end_date": notice.end_date and notice.end_date.isoformat(),
        "versement": str(notice.versement),
        "act": str(notice.act),
        "objects": notice.objects_there,
    }


def _describe_unit(unit: Unit) -> dict[str, Any]:
    tenants = [unit.tenant]
    with transaction(tenants):
        return _described(tenants, unit)


def _described(tenants: Sequence[int], unit: Unit) -> dict[str, Any]:
    return {
        "kind": "unit",
        "id": str(unit.id),
        "tenant": f"{unit.tenant:09d}",
        "versement": str(unit.versement),
        "title": unit.title,
        "start_date": unit.start_date and unit.start_date.isoformat(),
        "end_date": unit.end_date and unit.end_date.isoformat(),
        "xml_id": unit.xml_id,
        "line": unit.line,
        "profile": unit.profile,
        "content": unit.content,
        "management": unit.management,
        "corrected": unit.corrected and str(unit.corrected),
        "gels": [_gel(gel) for gel in holding(unit.tenant, [unit.id]).get(unit.id, ())],
        "definitive": _definitive(unit),
        "linear_metres": _metres(unit),
        "stored": place_of(unit.content),
        "parents": _parents(tenants, unit.id),
        "children": [{"id": str(child.id), "title": child.title} for child in questions.children_of(tenants, unit.id)],
        "objects": [describe_object(each) for each in questions.objects_of(tenants, unit.id)],
    }


def _gel(gel: Gel) -> dict[str, Any]:
    return {"id": str(gel.id), "name": gel.name, "authority": gel.authority, "review": gel.review.isoformat()}


def _definitive(unit: Unit) -> str | None:
    act = definitive(unit.tenant, [unit.id]).get(unit.id)
    return None if act is None else str(act)


def _metres(unit: Unit) -> str | None:
    metres = linear_metres(unit.tenant, [unit.id]).get(unit.id)
    return None if metres is None else f"{metres.normalize():f}"


def _parents(tenants: Sequence[int], unit: UUID) -> list[dict[str, Any]]:
    parents = questions.parents_of(tenants, unit)
    named = questions.titles(tenants[0], parents)
    return [{"id": str(each), "title": named.get(each)} for each in parents]


def describe_object(found: DataObject) -> dict[str, Any]:
    return {
        "id": str(found.id),
        "tenant": f"{found.tenant:09d}",
        "versement": str(found.versement),
        "object_kind": found.kind,
        "usage": found.usage,
        "version": found.version,
        "group": str(found.object_group),
        "filename": found.filename,
        "uri": found.uri,
        "size": found.size,
        "digests": found.digests,
        "format": found.format,
        "path": found.path,
        "xml_id": found.xml_id,
        "line": found.line,
        "metadata": found.metadata,
    }


def _describe_versement(versement: Versement) -> dict[str, Any]:
    return {
        "kind": "operation",
        "id": str(versement.id),
        "tenant": f"{versement.tenant:09d}",
        "state": str(versement.state),
        "received": write_instant(versement.received),
        "transferring_agency": versement.agency,
        "message_identifier": versement.message,
        "inventory": versement.inventory,
        "operation": versement.operation,
        "findings": versement.findings,
    }
