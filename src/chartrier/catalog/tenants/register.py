"""The register of the collectivités of this instance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, OperationalError, connections
from django.db.transaction import atomic

from chartrier.catalog.connection import not_reached
from chartrier.catalog.database.emptying import require_owner
from chartrier.catalog.findings import NO_TENANT, TENANT_TAKEN
from chartrier.catalog.journal.models import JournalHead
from chartrier.catalog.tenants.models import Tenant as Row
from chartrier.catalog.transaction import SET_TENANTS, as_array, transaction
from chartrier.clock import day_of
from chartrier.errors import Conflict, NotFound
from chartrier.records.collectivite import Accord, CollectiviteKind, Where
from chartrier.records.policy import Policy
from chartrier.records.tenant import Custody, Tenant


def add_tenant(tenant: Tenant, *, created: datetime) -> None:
    """Enter a tenant, with an empty log. Raises Conflict when its code is or was in use."""
    try:
        with transaction([tenant.key]):
            Row.objects.create(
                id=tenant.key,
                code=tenant.code,
                siren=tenant.siren,
                name=tenant.name,
                kind=tenant.kind or "",
                created=created,
                journal_origin=tenant.origin,
                journal_key=tenant.public_key,
                settings={
                    **tenant.policy.as_kept(),
                    "custody": tenant.custody.as_json(),
                    "accord": tenant.accord.as_json(),
                },
                insee=tenant.where.insee,
                departement=tenant.where.departement,
                epci=tenant.where.epci,
            )
            JournalHead.objects.create(tenant=tenant.key, size=0, frontier=b"")
    except IntegrityError as problem:
        raise Conflict(TENANT_TAKEN, code=tenant.code) from problem


def tenant(code: str) -> Tenant:
    """Raises NotFound."""
    key = int(code) if code.isascii() and code.isdecimal() and len(code) == 9 else -1
    with transaction([key]):
        row = Row.objects.filter(id=key).first()
    if row is None:
        raise NotFound(NO_TENANT, code=code[:20])
    return _read(row)


def tenants() -> list[Tenant]:
    """All tenants, by code: what the machine's operator sees. A person sees those of their memberships."""
    return [_read(row) for row in _rows(tenant_keys())]


def tenants_of(keys: Sequence[int]) -> list[Tenant]:
    """Those of these keys that there are, by code."""
    return [_read(row) for row in _rows(list(keys))]


def tenant_keys() -> list[int]:
    """The keys of all tenants, and nothing else of them: known without being in any."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute("SELECT tenant_keys()")
        return [key for (key,) in cursor.fetchall()]


def opened(keys: Sequence[int]) -> dict[int, date]:
    """The day in France on which each of these tenants was opened here."""
    with transaction(list(keys)):
        return {key: day_of(created) for key, created in Row.objects.filter(id__in=keys).values_list("id", "created")}


def change_policy(code: str, policy: Policy) -> Tenant:
    """Set what the tenant refuses and knows, from the next versement on. Raises NotFound."""
    known = tenant(code)
    with transaction([known.key]):
        row = Row.objects.select_for_update().get(id=known.key)
        Row.objects.filter(id=known.key).update(settings={**row.settings, **policy.as_kept()})
    return tenant(code)


def change_custody(code: str, custody: Custody) -> Tenant:
    """Set who may hold the tenant's archives définitives. Raises NotFound."""
    known = tenant(code)
    with transaction([known.key]):
        row = Row.objects.select_for_update().get(id=known.key)
        Row.objects.filter(id=known.key).update(settings={**row.settings, "custody": custody.as_json()})
    return tenant(code)


def change_accord(code: str, accord: Accord) -> Tenant:
    """Set what the tenant's services may deposit when they have no accord of their own. Raises NotFound."""
    known = tenant(code)
    with transaction([known.key]):
        row = Row.objects.select_for_update().get(id=known.key)
        Row.objects.filter(id=known.key).update(settings={**row.settings, "accord": accord.as_json()})
    return tenant(code)


def change_place(code: str, siren: str, kind: CollectiviteKind, where: Where) -> Tenant:
    """Say what the tenant is by now, and where: its code stays. Raises NotFound."""
    known = tenant(code)
    with transaction([known.key]):
        Row.objects.filter(id=known.key).update(
            siren=siren, kind=kind, insee=where.insee, departement=where.departement, epci=where.epci
        )
    return tenant(code)


def rename(code: str, name: str) -> Tenant:
    """Give the tenant another name. Raises NotFound."""
    known = tenant(code)
    with transaction([known.key]):
        Row.objects.filter(id=known.key).update(name=name)
    return tenant(code)


def open_new_log(code: str, origin: str, public_key: bytes) -> Tenant:
    """Give the tenant's log another origin and key, and let entries be appended again.

    Only the owner of the tables may. Raises InvalidInput when the owner's address is not given, NotFound.
    """
    require_owner()
    known = tenant(code)
    owner = connections["owner"]
    try:
        with atomic(using="owner"), owner.cursor() as cursor:
            cursor.execute(SET_TENANTS, [as_array([known.key])])
            cursor.execute(
                "UPDATE tenants_tenant SET journal_origin = %s, journal_key = %s WHERE id = %s",
                [origin, public_key, known.key],
            )
            cursor.execute("UPDATE journal_journalhead SET catching_up_to = NULL WHERE tenant = %s", [known.key])
    except OperationalError as problem:
        raise not_reached(problem) from problem
    finally:
        owner.close()
    return tenant(code)


def _rows(keys: list[int]) -> list[Row]:
    with transaction(keys):
        return list(Row.objects.filter(id__in=keys).order_by("id"))


def _read(row: Row) -> Tenant:
    return Tenant(
        code=row.code,
        siren=row.siren,
        name=row.name,
        origin=row.journal_origin,
        public_key=bytes(row.journal_key),
        policy=Policy.read(row.settings),
        custody=Custody.read(row.settings.get("custody", {})),
        kind=CollectiviteKind(row.kind) if row.kind in set(CollectiviteKind) else None,
        where=Where(row.insee, row.departement, row.epci),
        accord=Accord.read(row.settings.get("accord", {})),
    )
