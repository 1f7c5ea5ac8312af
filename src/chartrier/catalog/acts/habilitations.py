"""Who may decide, as the journal has it: the latest habilitation of each person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections

from chartrier.catalog.findings import HABILITATION_STALE, NOT_HABILITATED
from chartrier.catalog.journal.reservation import lock_of
from chartrier.catalog.people.directory import DECIDES
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict, NotAllowed
from chartrier.records.actor import Actor
from chartrier.records.competence import is_competent
from chartrier.records.habilitation import Habilitation

# in the order of the journal, which is not always that of identifiers
_LATEST = (
    "SELECT a.record::text FROM acts_act a JOIN journal_journalentry e ON e.tenant = a.tenant AND e.package = a.id"
    " WHERE a.tenant = %s AND a.operation = 'habilitation' AND a.record ->> 'person' = %s"
    " ORDER BY e.index DESC LIMIT 1"
)

_ALL_LATEST = (
    "SELECT DISTINCT ON (a.record ->> 'person') a.record ->> 'person', a.record::text"
    " FROM acts_act a JOIN journal_journalentry e ON e.tenant = a.tenant AND e.package = a.id"
    " WHERE a.tenant = %s AND a.operation = 'habilitation' ORDER BY a.record ->> 'person', e.index DESC"
)


def habilitation_of(tenant: int, person: UUID) -> Habilitation | None:
    """What the journal of a tenant says now of a person; None when it says nothing."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(_LATEST, [tenant, str(person)])
        found = cursor.fetchone()
    return _read(found)


def principals_of(tenant: int) -> dict[UUID, UUID]:
    """The human being that each person is, as the journal of a tenant says it now."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(_ALL_LATEST, [tenant])
        return {UUID(person): known.principal for person, *row in cursor.fetchall() if (known := _read((row[0],)))}


def require_habilitated(
    cursor: psycopg.Cursor[Any], tenant: int, actor: Actor, operation: str, form: object = None
) -> None:
    """Refuse an act that whoever verifies the journal would refuse: its facts begin with this.

    From here to the commit no habilitation of this person enters the journal. Raises NotAllowed.
    """
    cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [lock_of(actor.person)])
    cursor.execute(_LATEST, [tenant, str(actor.person)])
    row = cursor.fetchone()
    known = _read(row)
    if (
        known is None
        or known.public_key != actor.public_key
        or known.principal != actor.principal
        or not is_competent(known.roles & actor.roles, operation, form)
    ):
        raise NotAllowed(NOT_HABILITATED, operation=operation, person=str(actor.person))


def require_same_persons(cursor: psycopg.Cursor[Any], tenant: int, principals: Mapping[UUID, UUID]) -> None:
    """Refuse (Conflict) when the journal says now of one of these persons that they are another human being.

    From here to the commit no habilitation of theirs enters the journal.
    """
    for person, principal in sorted(principals.items()):
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [lock_of(person)])
        cursor.execute(_LATEST, [tenant, str(person)])
        known = _read(cursor.fetchone())
        if known is not None and known.principal != principal:
            raise Conflict(HABILITATION_STALE, person=str(person))


def require_current(cursor: psycopg.Cursor[Any], tenant: int, declared: Habilitation, on: date) -> None:
    """Refuse to enter an habilitation that the directory, on that day, does not say. Raises Conflict.

    Acts of this person that are under way end first; those that follow see this one.
    """
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_of(declared.person)])
    cursor.execute(
        "SELECT coalesce(p.principal, p.id), c.public_key, p.active,"  # noqa: S608 - SQL of ours
        f" ARRAY(SELECT m.role FROM people_membership m WHERE m.tenant = %(tenant)s AND m.person = p.id AND {DECIDES})"
        " FROM people_person p JOIN people_credential c ON c.person = p.id WHERE p.id = %(person)s",
        {"tenant": tenant, "person": declared.person, "on": on},
    )
    row = cursor.fetchone()
    if row is not None:
        principal, key, active, roles = row
        held = frozenset(roles if active else ())
        if (principal, bytes(key), held) == (declared.principal, declared.public_key, declared.roles):
            return
    raise Conflict(HABILITATION_STALE, person=str(declared.person))


def _read(row: tuple[str] | None) -> Habilitation | None:
    return Habilitation.read(json.loads(row[0])) if row else None
