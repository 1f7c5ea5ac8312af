"""Keeping for ever: at their échéance, units become archives définitives (code du patrimoine, R212-12)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.register import acts_about
from chartrier.catalog.archive.graph import units_below
from chartrier.catalog.conservation.register import (
    Running,
    definitive,
    enter_conservation,
    running_duas,
    units_conserved,
)
from chartrier.catalog.rules.locking import lock_changing
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.curation import findings as say
from chartrier.curation.guards import require_may, require_units, said
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.journal.entry import Counts
from chartrier.records.actor import Actor
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import new_package_id
from chartrier.records.lists import write_units
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant

_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Letter:
    """A document received: the name of its file, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Position:
    """What the Archives départementales answered, and on which day; their letter, if there is one."""

    text: str
    day: date
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Conserved:
    """The act, and how many units became archives définitives, those below included."""

    act: UUID
    units: int


def conserve(
    units: Collection[UUID], position: Position, tenant: Tenant, copies: Copies, actor: Actor, *, french_soil: bool
) -> Conserved:
    """Make these units, and all below them, archives définitives.

    Raises InvalidInput when nothing is named or said, French soil is not attested, or all are definitive already;
    Conflict when no public archives service holds the tenant's archives définitives (CUR-030, CUR-035), or a DUA is not
    over (CUR-032); NotFound, NotAllowed.
    """
    require_may(actor, Permission.PROPOSE)
    require_units(tenant, units)
    _require_service(tenant)
    if not french_soil:
        raise InvalidInput(say.SOIL)
    whole = units_below(tenant.key, units)
    already = definitive(tenant.key, whole)
    fresh = [unit for unit in whole if unit not in already]
    if not fresh:
        raise InvalidInput(say.ALL_DEFINITIVE)
    record = {
        "position": said(
            position.text, "la position des Archives départementales", "The position of the Archives départementales"
        ),
        "day": position.day.isoformat(),
        "service": tenant.custody.service,
        "letter": position.letter and _file_of(position.letter),
    }
    files = {"conservation.json": canonical(record), "units.jsonl": write_units(fresh)}
    if position.letter is not None:
        files[_file_of(position.letter)] = position.letter.data
    members = {"day": record["day"], "french_soil": True}
    today = day_of(copies.clock())

    def facts(cursor: Any, act: UUID) -> None:
        lock_changing(cursor, tenant.key)
        _require_over(running_duas(cursor, tenant.key, fresh, today))
        enter_conservation(cursor, tenant.key, act, None, files)

    return Conserved(_enter(members, None, files, len(fresh), facts, tenant, copies, actor), len(fresh))


def end_conservation(conservation: UUID, reason: str, tenant: Tenant, copies: Copies, actor: Actor) -> Conserved:
    """Undo an act of conservation, for a motive: its units are archives définitives no more.

    Raises NotFound when there is none in force, InvalidInput without motive, NotAllowed, Conflict.
    """
    require_may(actor, Permission.PROPOSE)
    acts = acts_about(tenant.key, conservation)
    units = units_conserved(tenant.key, conservation)
    if not acts or acts[0].operation != "conservation" or not units:
        raise NotFound(say.NOT_A_CONSERVATION, act=str(conservation))
    files = {
        "conservation.json": canonical({"reason": said(reason, "le motif", "The reason")}),
        "units.jsonl": write_units(units),
    }

    def facts(cursor: Any, act: UUID) -> None:
        enter_conservation(cursor, tenant.key, act, conservation, files)

    return Conserved(_enter({}, conservation, files, len(units), facts, tenant, copies, actor), len(units))


def _require_over(running: Running) -> None:
    if running.first is not None:
        raise Conflict(say.DUA_RUNNING, count=running.count, unit=str(running.first))


def _enter(
    members: Mapping[str, Any],
    subject: UUID | None,
    files: dict[str, bytes],
    count: int,
    facts: Callable[[Any, UUID], None],
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
) -> UUID:
    identifier = new_package_id(copies.clock())
    what = Act(
        "conservation",
        members,
        subject=subject,
        files=files,
        counts=Counts(count, 0, 0, 0, 0, 0),
        facts=lambda cursor: facts(cursor, identifier),
    )
    return act(what, tenant, copies, actor, identifier)


def _require_service(tenant: Tenant) -> None:
    custody = tenant.custody
    if custody.service is not None:
        return
    if custody.small:
        raise Conflict(say.NO_SERVICE_SMALL, tenant=tenant.name, population=custody.population or 0)
    raise Conflict(say.NO_SERVICE, tenant=tenant.name)


def _file_of(letter: Letter) -> str:
    """The name of the letter in the package: of the sender's, only a plain extension."""
    found = _EXTENSION.search(letter.name.lower()[letter.name.rfind(".") :]) if "." in letter.name else None
    return f"lettre{found[0] if found else ''}"
