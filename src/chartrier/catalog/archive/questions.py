"""What may be asked of the archive's index, in the archive's words.

Each question opens its own transaction for the tenants given (or joins the one that is open): whatever
belongs to others does not exist.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import OuterRef, Subquery, Sum

from chartrier.catalog.archive.french import fold_question
from chartrier.catalog.archive.models import DataObject, Unit, UnitGroup, UnitParent, Versement
from chartrier.catalog.journal.reservation import is_unheld
from chartrier.catalog.transaction import transaction

COUNT_TO = 10_000
CHUNK = 1_000
FIRST_PARENTS = """
    WITH RECURSIVE path(unit, steps) AS (
        SELECT %(unit)s::uuid, 0
        UNION ALL
        SELECT edge.parent, path.steps + 1 FROM path CROSS JOIN LATERAL (
            SELECT link.parent FROM archive_unitparent link
            WHERE link.tenant = %(tenant)s AND link.unit = path.unit ORDER BY link.parent LIMIT 1
        ) edge WHERE path.steps < %(most)s
    ) SELECT unit FROM path WHERE steps > 0 ORDER BY steps
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a search. `count` stops at `COUNT_TO`: then there are that many or more."""

    units: list[Unit]
    count: int


def find(
    tenants: Sequence[int], words: str, *, before: UUID | None = None, limit: int = 20, texts: bool = True
) -> Found:
    """The units whose description has these words, in any form, or one of whose documents has them in its text (where
    `texts`), the newest first; `before` asks for the next page.

    `words` is what a person types: "a phrase", or, -without.
    """
    with transaction(tenants):
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT id, hits FROM search_units(%s, %s, %s, %s, %s)",
                [fold_question(words), before, limit, COUNT_TO, texts],
            )
            hits = cursor.fetchall()
        units = {unit.id: unit for unit in Unit.objects.defer("search").filter(id__in=[hit[0] for hit in hits])}
    return Found([units[identifier] for identifier, _ in hits], hits[0][1] if hits else 0)


def newest(tenants: Sequence[int], *, before: UUID | None = None, limit: int = 20) -> list[Unit]:
    """The units that came last, the last one first."""
    with transaction(tenants):
        units = Unit.objects.defer("search").filter(tenant__in=tenants).order_by("-id")
        return list((units.filter(id__lt=before) if before else units)[:limit])


def unit(tenants: Sequence[int], identifier: UUID) -> Unit | None:
    with transaction(tenants):
        return Unit.objects.defer("search").filter(tenant__in=tenants, id=identifier).first()


def units_there(tenant: int, identifiers: Collection[UUID]) -> set[UUID]:
    """Those of the identifiers that are units of the tenant."""
    with transaction([tenant]):
        return set(Unit.objects.filter(tenant=tenant, id__in=identifiers).values_list("id", flat=True))


def titles(tenant: int, identifiers: Collection[UUID]) -> dict[UUID, str]:
    """The titles of those of the identifiers that are units of the tenant."""
    with transaction([tenant]):
        return dict(Unit.objects.filter(tenant=tenant, id__in=identifiers).values_list("id", "title"))


def units_named(tenant: int, name: str, value: str, *, limit: int) -> list[UUID]:
    """Units whose element `name` of `Content` has exactly this text; `SystemId` is the identifier itself."""
    with transaction([tenant]):
        units = Unit.objects.filter(tenant=tenant)
        if name == "SystemId":
            units = units.filter(id=identifier) if (identifier := _identifier(value)) else units.none()
        elif name == "Title":
            units = units.filter(title=value.strip())
        else:
            units = units.filter(content__contains={name: [value]})
        return list(units.values_list("id", flat=True)[:limit])


def units_of(tenants: Sequence[int], versement: UUID) -> Iterator[Unit]:
    """The units of a versement in the order of its bordereau, read some at a time."""
    return _in_order(Unit.objects.defer("search"), tenants, versement)


def first_units(tenants: Sequence[int], versement: UUID, *, limit: int) -> list[Unit]:
    """The first units of a versement in the order of its bordereau: it begins with those at its top."""
    with transaction(tenants):
        units = Unit.objects.defer("search").filter(tenant__in=tenants, versement=versement)
        return list(units.order_by("id")[:limit])


def children_of(tenants: Sequence[int], parent: UUID, *, limit: int = 1_000) -> list[Unit]:
    """The units straight below, by title."""
    with transaction(tenants):
        below = UnitParent.objects.filter(tenant__in=tenants, parent=parent).values("unit")
        units = Unit.objects.defer("search", "content", "management").filter(tenant__in=tenants, id__in=below)
        return list(units.order_by("title_key", "id")[:limit])


def parents_of(tenants: Sequence[int], child: UUID) -> list[UUID]:
    """The units straight above, of its own package and of earlier ones."""
    with transaction(tenants):
        edges = UnitParent.objects.filter(tenant__in=tenants, unit=child).order_by("parent")
        return list(edges.values_list("parent", flat=True))


def units_above_by_first_parent(tenant: int, unit: UUID, *, most: int) -> list[Unit]:
    """The units above, from the nearest on, by the first parent of each; at most so many."""
    with transaction([tenant]):
        with connections["default"].cursor() as cursor:
            cursor.execute(FIRST_PARENTS, {"tenant": tenant, "unit": unit, "most": most})
            path = [row[0] for row in cursor.fetchall()]
        units = {each.id: each for each in Unit.objects.defer("search").filter(tenant=tenant, id__in=path)}
    return [units[each] for each in path if each in units]


def data_object(tenants: Sequence[int], identifier: UUID) -> DataObject | None:
    with transaction(tenants):
        return DataObject.objects.filter(tenant__in=tenants, id=identifier).first()


def units_called(tenants: Sequence[int], identifiers: Sequence[UUID]) -> list[Unit]:
    """Those of the units that are there."""
    with transaction(tenants):
        return list(Unit.objects.defer("search").filter(tenant__in=tenants, id__in=identifiers))


def objects_of(tenants: Sequence[int], unit: UUID) -> list[DataObject]:
    """The objects of a unit's groups, in the order of the bordereau."""
    with transaction(tenants):
        groups = list(UnitGroup.objects.filter(tenant__in=tenants, unit=unit).values_list("object_group", flat=True))
        return list(DataObject.objects.filter(tenant__in=tenants, object_group__in=groups).order_by("id"))


def units_holding(tenants: Sequence[int], object_group: UUID) -> list[UUID]:
    """The units that a group of objects is of."""
    with transaction(tenants):
        rows = UnitGroup.objects.filter(tenant__in=tenants, object_group=object_group).order_by("unit")
        return list(rows.values_list("unit", flat=True))


def objects_of_each(tenants: Sequence[int], units: Collection[UUID]) -> dict[UUID, list[DataObject]]:
    """The same of several units at once; those that have none are left out."""
    with transaction(tenants):
        links = list(UnitGroup.objects.filter(tenant__in=tenants, unit__in=units).values_list("unit", "object_group"))
        groups: dict[UUID, list[DataObject]] = {}
        rows = DataObject.objects.filter(tenant__in=tenants, object_group__in={group for _, group in links})
        for each in rows.order_by("id"):
            groups.setdefault(each.object_group, []).append(each)
    found: dict[UUID, list[DataObject]] = {}
    for unit, group in links:
        found.setdefault(unit, []).extend(groups.get(group, ()))
    return {unit: sorted(objects, key=lambda each: each.id) for unit, objects in found.items()}


def objects_in(tenants: Sequence[int], versement: UUID) -> Iterator[DataObject]:
    """The objects of a versement in the order of its bordereau, read some at a time."""
    return _in_order(DataObject.objects.all(), tenants, versement)


def units_of_contents(tenant: int, sha512s: Collection[str]) -> dict[str, tuple[UUID, str]]:
    """A unit, with its title, that holds an object with each of these SHA-512 (hexadecimal), where there is one."""
    with transaction([tenant]):
        held = DataObject.objects.filter(
            tenant=tenant, kind="binary", sha512__in=[bytes.fromhex(each) for each in sha512s]
        ).values_list("sha512", "object_group")
        contents = {group: bytes(sha512).hex() for sha512, group in held}
        rows = UnitGroup.objects.filter(tenant=tenant, object_group__in=contents).order_by("-unit")
        units = {contents[group]: unit for unit, group in rows.values_list("unit", "object_group")}
        named = titles(tenant, set(units.values()))
    return {sha512: (unit, named[unit]) for sha512, unit in units.items() if unit in named}


def bytes_held(tenant: int, agency: str | None = None, since: datetime | None = None) -> int:
    """Bytes of the objects that are archived, of a transferring agency (None: of all), received from an instant on."""
    with transaction([tenant]):
        accepted = Versement.objects.filter(tenant=tenant, state=Versement.State.ACCEPTED)
        if agency is not None:
            accepted = accepted.filter(agency=agency)
        if since is not None:
            accepted = accepted.filter(received__gte=since)
        held = DataObject.objects.filter(tenant=tenant, versement__in=accepted.values("id"))
        return held.aggregate(sum=Sum("size"))["sum"] or 0


def versement(tenants: Sequence[int], identifier: UUID) -> Versement | None:
    """A versement that is accepted or rejected, by its identifier."""
    with transaction(tenants):
        return _settled(tenants).filter(id=identifier).first()


def versements_of_message(tenants: Sequence[int], message: str) -> list[Versement]:
    """The versements with this message identifier, of any agency, rejected ones too, the newest first."""
    with transaction(tenants):
        return list(_settled(tenants).filter(message=message).order_by("-id")[:CHUNK])


def versements(tenants: Sequence[int], *, before: UUID | None = None, limit: int = 20) -> list[Versement]:
    """The last versements, accepted and rejected, the last one first."""
    with transaction(tenants):
        rows = _settled(tenants).order_by("-id")
        return list((rows.filter(id__lt=before) if before else rows)[:limit])


def last_settled(tenant: int) -> UUID | None:
    """An identifier after which everything is that has not come yet: that of the last versement, or where one is under
    way that was begun earlier, the one before its own. None: nothing came.
    """
    with transaction([tenant]):
        # first those under way: one that settles meanwhile is among the others
        running = Versement.objects.filter(tenant=tenant, state=Versement.State.RUNNING).order_by("id")
        begun = running.values_list("id", flat=True).first()
        last = _settled([tenant]).order_by("-id").values_list("id", flat=True).first()
    if last is None or begun is None or last < begun:
        return last
    return UUID(int=begun.int - 1)


def names_of_versements(tenant: int, versements: Collection[UUID], made: Collection[str]) -> dict[UUID, str]:
    """By what people know each: the identifier of its message, rejected ones too; the title of its first unit where
    that identifier begins as those that we make ourselves (`made`), which say nothing to anybody.
    """
    # identifiers within a package follow its own: the first one is found by the key, however many there are
    first = Unit.objects.filter(tenant=OuterRef("tenant"), id__gt=OuterRef("id")).order_by("id")
    with transaction([tenant]):
        rows = Versement.objects.filter(tenant=tenant, id__in=versements, message__isnull=False).annotate(
            title=Subquery(first.values("title")[:1]), within=Subquery(first.values("versement")[:1])
        )
        found = list(rows.values_list("id", "message", "title", "within"))
    return {
        each: title if within == each and message.startswith(tuple(made)) else message
        for each, message, title, within in found
    }


def versements_under_way(tenant: int) -> list[Versement]:
    """Those that a process which lives is making."""
    with transaction([tenant]):
        running = Versement.objects.filter(tenant=tenant, state=Versement.State.RUNNING).order_by("id")
        return [each for each in running if not is_unheld(each.id)]


def _settled(tenants: Sequence[int]) -> Any:
    return Versement.objects.filter(tenant__in=tenants).exclude(state=Versement.State.RUNNING)


def _in_order(rows: Any, tenants: Sequence[int], versement: UUID) -> Iterator[Any]:
    """By identifier, which counts the members of a package in the order of its bordereau."""
    last = versement
    while True:
        with transaction(tenants):
            part = rows.filter(tenant__in=tenants, versement=versement, id__gt=last).order_by("id")
            chunk = list(part[:CHUNK])
        yield from chunk
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].id


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None
