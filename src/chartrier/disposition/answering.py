"""What people answer to a proposition: the service producteur, the autorité territoriale, the second person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.habilitations import require_same_persons
from chartrier.catalog.disposition.proposed import lock_dispositions, steps_now
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.disposition import findings as say
from chartrier.disposition.guards import members_of, require_may, took
from chartrier.disposition.reading import Proposition, proposition
from chartrier.errors import Conflict
from chartrier.records.actor import Actor
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition import steps
from chartrier.rules.disposition.acts import PRODUCER, SECOND


def agree(name: str, tenant: Tenant, copies: Copies, actor: Actor, *, granted: bool = True, motive: str = "") -> UUID:
    """The answer of the service producteur; a refusal, with its motive, closes the proposition.

    Where no visa is needed, that of the second person. Raises NotFound, NotAllowed, Conflict when it is not the
    moment, InvalidInput for a refusal without motive, Unavailable.
    """
    found = proposition(tenant, name)
    if found.state.ground.needs_visa:
        require_may(actor, Permission.AGREE)
    else:
        require_may(actor, Permission.SECOND)
    taken = took(actor, copies.clock(), granted=granted, motive=motive)
    if found.state.ground.needs_visa:
        steps.record_assentiment(found.state, taken)
        capacity = PRODUCER
    else:
        steps.record_confirmation(found.state, taken)
        capacity = SECOND
    members = {**members_of(taken), "capacity": capacity, "lines": found.record["lines"]}
    return take("assentiment", members, found, tenant, copies, actor)


def sign(
    name: str,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    *,
    attests: bool,
    granted: bool = True,
    motive: str = "",
) -> UUID:
    """The signature of the autorité territoriale, which attests that the DUA of each line is over.

    The signature of the act is that of the person, over the digest of the lines. Raises as `agree`, and InvalidInput
    when it attests nothing.
    """
    require_may(actor, Permission.SIGN)
    found = proposition(tenant, name)
    taken = took(actor, copies.clock(), granted=granted, motive=motive)
    steps.record_signature(found.state, taken, attests=attests)
    members = {**members_of(taken), "attests": attests, "lines": found.record["lines"]}
    return take("signature", members, found, tenant, copies, actor)


def take(
    operation: str,
    members: dict[str, Any],
    found: Proposition,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    files: dict[str, bytes] | None = None,
) -> UUID:
    """Write a step of a proposition, unless somebody took one since it was read: Conflict then."""
    what = Act(operation, members, subject=found.id, files=files or {}, facts=nobody_was_quicker(found, tenant))
    return act(what, tenant, copies, actor)


def nobody_was_quicker(found: Proposition, tenant: Tenant) -> Callable[[Any], None]:
    """Facts that refuse (Conflict) when a step of the proposition was taken since it was read, or when two accounts
    turned out to be one person.

    The act of the transaction itself, which is entered, does not count.
    """
    known = [act for act, record in found.acts if record["subject"] == str(found.id)]
    persons = found.state.principals

    def facts(cursor: Any) -> None:
        require_same_persons(cursor, tenant.key, persons)
        lock_dispositions(cursor, tenant.key)
        if len(steps_now(cursor, tenant.key, found.id)) != len(known) + 1:
            raise Conflict(
                say.CHANGED,
                what_fr="quelqu'un vient de prendre une étape de cette proposition",
                what_en="somebody has just taken a step of this proposition",
            )

    return facts
