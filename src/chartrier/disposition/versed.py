"""What another producer versé to an archives service: it is informed, has three months to take it back, and answers.

Its silence is no answer: nothing goes without its written visa (code du patrimoine, R212-14 and following).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_text
from chartrier.disposition import findings as say
from chartrier.disposition.answering import ORIGINAL, SIGNER, take
from chartrier.disposition.guards import LONGEST_TEXT, PDF, members_of, require_may, took
from chartrier.disposition.reading import proposition
from chartrier.errors import InvalidInput
from chartrier.records.actor import Actor
from chartrier.records.canonical import canonical
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition import steps
from chartrier.rules.disposition.acts import DEPOSITOR
from chartrier.rules.disposition.steps import Answer
from chartrier.rules.disposition.visa import Form

LETTER, TERMS, ANSWER = "saisine.pdf", "saisine.json", "reponse.pdf"
"""In the package of a `saisine`, the letter to the producer and its reference; of its answer, what it wrote."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a producer answered: in the application, or on paper with the scanned PDF and where its original is."""

    answer: Answer
    day: date
    form: Form = Form.APPLICATION
    motive: str = ""
    document: bytes | None = None
    original: str = ""
    signer: str = ""


def inform(name: str, day: date, reference: str, document: bytes, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Record that the producer was told of a proposition, on `day`, by this letter: its delay runs from then.

    Raises NotFound, NotAllowed, Conflict when it is not the moment, InvalidInput without letter or reference, or for a
    day that cannot be; Unavailable.
    """
    require_may(actor, Permission.PROPOSE)
    found = proposition(tenant, name)
    taken = took(actor, copies.clock())
    steps.record_information(found.state, taken, day)
    told = clean_text(reference)[:LONGEST_TEXT]
    if not told:
        raise InvalidInput(say.NO_REFERENCE)
    if not document.startswith(PDF):
        raise InvalidInput(say.NOT_A_PDF)
    members = {**members_of(taken), "day": day.isoformat(), "lines": found.record["lines"]}
    files = {LETTER: document, TERMS: canonical({"reference": told})}
    return take("saisine", members, found, tenant, copies, actor, files)


def answer(name: str, written: Written, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """The visa of the producer, or its refusal, or that it takes the documents back: both of these close the
    proposition, and `restitution` gives back what is taken back.

    In the application it is the person's own; on paper, the archiviste records what came. Raises NotFound, NotAllowed,
    Conflict when it is not the moment, InvalidInput without the document or a motive, Unavailable.
    """
    on_paper = written.form is Form.PAPIER
    require_may(actor, *((Permission.PROPOSE, Permission.AGREE) if on_paper else (Permission.AGREE,)))
    found = proposition(tenant, name)
    taken = took(actor, copies.clock(), granted=written.answer.agrees, motive=written.motive)
    steps.record_producer(found.state, taken, written.answer, written.day, written.form)
    files = {}
    if on_paper:
        original = clean_text(written.original)
        if not written.document or not original:
            raise InvalidInput(say.NO_SIGNED_PAPER)
        if not written.document.startswith(PDF):
            raise InvalidInput(say.NOT_A_PDF)
        files = {ANSWER: written.document, ORIGINAL: original.encode()}
        if signer := clean_text(written.signer):
            files[SIGNER] = signer.encode()
    members = {
        **members_of(taken),
        "capacity": DEPOSITOR,
        "answer": str(written.answer),
        "day": written.day.isoformat(),
        "form": str(written.form),
        "lines": found.record["lines"],
    }
    return take("assentiment", members, found, tenant, copies, actor, files)
