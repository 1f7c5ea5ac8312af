"""What people answer to a proposition: the service producteur, the autorité territoriale, the second person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.habilitations import require_same_persons
from chartrier.catalog.disposition.proposed import lock_dispositions, steps_now
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_text
from chartrier.disposition import findings as say
from chartrier.disposition.guards import PDF, members_of, require_may, took
from chartrier.disposition.reading import Proposition, proposition
from chartrier.errors import Conflict, InvalidInput
from chartrier.records.actor import Actor
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition import steps
from chartrier.rules.disposition.acts import PRODUCER, SECOND
from chartrier.rules.disposition.visa import Form

SIGNED, ORIGINAL, SIGNER = "signature.pdf", "original.txt", "signataire.txt"
"""In the package of a `signature` on paper: what was scanned, where the original is kept, who signed."""


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A signature given on paper: the scanned PDF, where its original is kept, its day, and who signed."""

    document: bytes
    original: str
    day: date
    signer: str = ""


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
    on_paper: OnPaper | None = None,
) -> UUID:
    """The signature of the autorité territoriale, which attests that the DUA of each line is over.

    The signature of the act is that of the person, over the digest of the lines. One given `on_paper` is recorded by
    the archiviste: the act is theirs, and says who signed. Raises as `agree`, and InvalidInput when it attests nothing,
    or the document or the place of the original is missing.
    """
    if on_paper is not None:
        return _record_paper(name, tenant, copies, actor, on_paper, attests=attests, granted=granted, motive=motive)
    require_may(actor, Permission.SIGN)
    found = proposition(tenant, name)
    taken = took(actor, copies.clock(), granted=granted, motive=motive)
    steps.record_signature(found.state, taken, attests=attests)
    members = {**members_of(taken), "attests": attests, "lines": found.record["lines"]}
    return take("signature", members, found, tenant, copies, actor)


def _record_paper(
    name: str,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    on_paper: OnPaper,
    *,
    attests: bool,
    granted: bool,
    motive: str,
) -> UUID:
    require_may(actor, Permission.PROPOSE, Permission.SIGN)
    found = proposition(tenant, name)
    taken = took(actor, copies.clock(), granted=granted, motive=motive)
    steps.record_signature(found.state, taken, attests=attests, form=Form.PAPIER, day=on_paper.day)
    original = clean_text(on_paper.original)
    if not on_paper.document or not original:
        raise InvalidInput(say.NO_SIGNED_PAPER)
    if not on_paper.document.startswith(PDF):
        raise InvalidInput(say.NOT_A_PDF)
    files = {SIGNED: on_paper.document, ORIGINAL: original.encode()}
    if signer := clean_text(on_paper.signer):
        files[SIGNER] = signer.encode()
    members = {
        **members_of(taken),
        "attests": attests,
        "lines": found.record["lines"],
        "form": str(Form.PAPIER),
        "day": on_paper.day.isoformat(),
    }
    return take("signature", members, found, tenant, copies, actor, files)


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
