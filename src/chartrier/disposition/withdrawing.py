"""Retrait pour erreur de versement: asked with its proof, confirmed by a second person, then destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.habilitations import require_same_persons
from chartrier.catalog.acts.register import acts_about
from chartrier.catalog.disposition.deciding import Region, look_at, look_at_now
from chartrier.catalog.disposition.proposed import lock_dispositions, steps_now
from chartrier.catalog.history.register import enter_history
from chartrier.catalog.rules.locking import lock_changing
from chartrier.clock import day_of, read_instant
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.ordering import Ordered, order
from chartrier.disposition import findings as say
from chartrier.disposition.guards import LONGEST_TEXT, listed, members_of, require_may, took
from chartrier.disposition.proving import judge
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.journal.entry import Counts
from chartrier.records.actor import Actor
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.identifiers import new_package_id
from chartrier.records.lists import read_units, write_units
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.steps import Taken
from chartrier.rules.disposition.withdrawal import Motive, Proof, Withdrawal, require_second

UNITS, PIECE, LETTER = "units.jsonl", "piece", "retrait.json"
"""In the package of a request: what goes, what proves it, and what was said to the Archives départementales."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a withdrawal is asked with: `reference` is that of the letter to the Archives départementales."""

    motive: Motive
    proof: Proof
    piece: bytes
    informed: date
    reference: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request that waits for the second person."""

    id: UUID
    units: int


def ask_withdrawal(units: Sequence[UUID], asked: Asked, tenant: Tenant, copies: Copies, actor: Actor) -> Request:
    """Ask that units, with all below them, be withdrawn. Nothing is destroyed yet.

    Raises InvalidInput when nothing is named, nothing is proven or the Archives départementales are not informed;
    NotFound, NotAllowed, Conflict under a gel, Unavailable.
    """
    require_may(actor, Permission.WITHDRAW)
    if not units:
        raise InvalidInput(say.NOTHING_NAMED)
    taken = took(actor, copies.clock())
    region = look_at(tenant.key, units, day_of(taken.at))
    for unit in units:
        if unit not in region.decisions:
            raise NotFound(say.NO_UNIT, unit=str(unit))
    _require_free(region)
    files = {
        UNITS: write_units(region.decisions),
        PIECE: asked.piece,
        LETTER: canonical(
            {"reference": asked.reference[:LONGEST_TEXT], "explanation": asked.explanation[:LONGEST_TEXT]}
        ),
    }
    piece = str(Digest.of("sha512", asked.piece)) if asked.piece else ""
    Withdrawal(asked.motive, asked.proof, piece, asked.informed, asked.reference, taken)
    identifier = new_package_id(taken.at)
    what = Act(
        "retrait",
        {
            **members_of(taken),
            "step": "demande",
            "ground": str(asked.motive),
            "proof": str(asked.proof),
            "informed": asked.informed.isoformat(),
            "units": listed(files[UNITS]),
        },
        files=files,
        counts=Counts(len(region.decisions), 0, 0, 0, 0, 0),
        facts=lambda cursor: enter_history(cursor, tenant.key, identifier, region.decisions),
    )
    return Request(act(what, tenant, copies, actor, identifier), len(region.decisions))


def confirm_withdrawal(name: UUID, typed: int, tenant: Tenant, copies: Copies, actor: Actor) -> Ordered:
    """Confirm a request as the second person, who announces the number of units: they are destroyed.

    What is left in the index and the copies is the journal, and a notice without content. Raises NotFound, NotAllowed
    to whoever asked, InvalidInput for another number, Conflict under a gel or when something changed since,
    IntegrityFailure, Unavailable.
    """
    require_may(actor, Permission.SECOND)
    found = acts_about(tenant.key, name)
    if len(found) != 1 or found[0].operation != "retrait" or found[0].record.get("step") != "demande":
        raise NotFound(say.NO_WITHDRAWAL, name=str(name))
    judged = judge({name: (UNITS, LETTER)}, tenant, copies)
    (record,) = judged.records()
    units = frozenset(read_units(judged.files[name][UNITS]))
    person, said = UUID(record["by"]), UUID(record["principal"])
    asked = Taken(person, judged.principal_of(person, said), read_instant(record["began"]))
    withdrawal = Withdrawal(
        Motive(record["ground"]),
        Proof(record["proof"]),
        record["files"][PIECE],
        date.fromisoformat(record["informed"]),
        "enregistrée",
        asked,
    )
    taken = took(actor, copies.clock())
    require_second(withdrawal, taken, typed, len(units))
    if listed(judged.files[name][UNITS]) != record["units"]:
        raise Conflict(say.CHANGED, what_fr="la liste n'est pas celle qui est signée", what_en="the list is not signed")
    what = Act(
        "retrait",
        {
            **members_of(taken),
            "step": "confirmation",
            "ground": record["ground"],
            "units": record["units"],
            "typed": typed,
        },
        subject=name,
        facts=lambda cursor: _facts(cursor, tenant, name, asked, units, day_of(taken.at)),
    )
    return order(what, units, tenant, copies, actor)


def _require_free(region: Region) -> None:
    if held := region.held | region.blocked:
        raise Conflict(say.ON_HOLD, count=len(held))


def _facts(cursor: Any, tenant: Tenant, request: UUID, asked: Taken, units: frozenset[UUID], today: date) -> None:
    lock_changing(cursor, tenant.key)
    require_same_persons(cursor, tenant.key, {asked.person: asked.principal})
    lock_dispositions(cursor, tenant.key)
    if len(steps_now(cursor, tenant.key, request)) != 1:
        raise Conflict(say.CHANGED, what_fr="la demande est confirmée déjà", what_en="the request is confirmed already")
    region = look_at_now(cursor, tenant.key, units, today)
    _require_free(region)
    if region.decisions.keys() != units:
        raise Conflict(
            say.CHANGED, what_fr="les unités ne sont plus les mêmes", what_en="the units are not the same any more"
        )
