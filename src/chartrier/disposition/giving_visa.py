"""The visa of the Archives départementales, line by line, in one of the forms that they accept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asn1crypto import x509

from chartrier.copies.copies import Copies
from chartrier.disposition import findings as say
from chartrier.disposition.answering import take
from chartrier.disposition.guards import LONGEST_TEXT, PDF, listed, members_of, require_may, took
from chartrier.disposition.proving import file_of
from chartrier.disposition.reading import Proposition, proposition
from chartrier.errors import InvalidInput
from chartrier.records.actor import Actor
from chartrier.records.canonical import canonical
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition import steps
from chartrier.rules.disposition.line import only
from chartrier.rules.disposition.steps import Visa
from chartrier.rules.disposition.visa import Form, LineVerdict

ACCEPTED, DOCUMENT, SIGNERS, ORIGINAL = "accepted.jsonl", "visa.pdf", "pades.json", "original.txt"
"""In the package of a `visa`."""


@dataclass(frozen=True, slots=True)
class GivenVisa:
    """A visa as it comes: the form, its own day, the answers, and for a form outside the application the document.

    `original` says where the paper original is kept; `roots` are the certificates that a signed PDF is checked by.
    """

    form: Form
    day: date
    verdicts: Sequence[LineVerdict]
    document: bytes | None = None
    original: str = ""
    roots: Sequence[x509.Certificate] = ()


def give_visa(name: str, given: GivenVisa, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Record a visa; the act. What is accepted is a list of its own, with its own digest.

    In the application it is the person's own, whose signature covers that digest; on paper or as a PDF, the archiviste
    records what came. Raises NotFound, NotAllowed, Conflict when it is not the moment, InvalidInput for a line without
    answer, a document that is missing or a signature that is not valid; IntegrityFailure, Unavailable.
    """
    require_may(actor, *(_PERMITTED[given.form]))
    found = proposition(tenant, name)
    taken = took(actor, copies.clock())
    steps.record_visa(found.state, Visa(taken, given.form, given.day, tuple(given.verdicts)), tenant.policy.visa)
    files = _documents(given, found, tenant, copies)
    accepted = [each.line for each in given.verdicts if each.verdict == "accordé"]
    lines = only(file_of(found.id, "lines.jsonl", tenant, copies), accepted)
    members = {
        **members_of(taken),
        "form": str(given.form),
        "day": given.day.isoformat(),
        "verdicts": [each.as_json() for each in given.verdicts],
        "lines": found.record["lines"],
        "accepted": listed(lines),
        "terms": tenant.policy.visa.as_json(),
    }
    return take("visa", members, found, tenant, copies, actor, {ACCEPTED: lines, **files})


_PERMITTED = {
    Form.PAPIER: (Permission.PROPOSE, Permission.VISA),
    Form.PADES: (Permission.PROPOSE, Permission.VISA),
    Form.APPLICATION: (Permission.VISA,),
}


def _documents(given: GivenVisa, found: Proposition, tenant: Tenant, copies: Copies) -> dict[str, bytes]:
    if given.form is Form.APPLICATION:
        return {}
    if given.document is None or (given.form is Form.PAPIER and not given.original.strip()):
        raise InvalidInput(say.NO_SCAN)
    if not given.document.startswith(PDF):
        raise InvalidInput(say.NOT_A_PDF)
    if given.form is Form.PAPIER:
        return {DOCUMENT: given.document, ORIGINAL: given.original.strip()[:LONGEST_TEXT].encode()}
    bordereau = file_of(found.id, "bordereau.pdf", tenant, copies)
    if not given.roots:
        raise InvalidInput(say.NO_ROOTS)
    # pyHanko is large, and few processes ever look at a signed PDF
    from chartrier.disposition.pades import check_signed

    signed = check_signed(given.document, bordereau, found.number, given.roots, copies.clock())
    return {DOCUMENT: given.document, SIGNERS: canonical(signed.as_json())}
