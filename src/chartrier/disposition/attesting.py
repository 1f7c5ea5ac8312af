"""The papers of an élimination once it was answered: the bordereau visé, and the attestation for the Archives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.register import acts_about
from chartrier.catalog.disposition.describing import describe_lines
from chartrier.catalog.disposition.proposed import UNITS
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.people import directory
from chartrier.clock import day_of, read_instant
from chartrier.copies.copies import Attested, Copies
from chartrier.disposition import findings as say
from chartrier.disposition.answering import ORIGINAL, SIGNER
from chartrier.disposition.authorising import reference_of
from chartrier.disposition.bordereau import BORDEREAU, TABLE, paper_lines
from chartrier.disposition.proving import file_of
from chartrier.disposition.reading import Proposition, authorisations, proposition
from chartrier.disposition.visa_types import recorded
from chartrier.errors import Conflict, NotFound
from chartrier.journal.entry import write_entry
from chartrier.journal.tree import leaf_hash
from chartrier.papers.attestation_elimination import (
    AttestationElimination,
    CopyPurged,
    PaperDestroyed,
    StandingAuthorisation,
)
from chartrier.papers.bordereau_elimination import Answer, BordereauElimination, LineVisa
from chartrier.papers.parties import Collectivite, Signed
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.line import CERTIFICATE, Line, read_lines
from chartrier.rules.disposition.members import read_proposed
from chartrier.rules.disposition.steps import Ground, Taken
from chartrier.rules.disposition.visa import Form

ATTESTATION = "attestation.pdf"
"""In the package of an `attestation` of an élimination."""

HOW = {
    Form.PAPIER: "papier, original : {original}",
    Form.PADES: "PDF signé (PAdES), joint",
    Form.APPLICATION: "validation dans l’application",
}
WITHOUT_VISA = {
    Ground.BROUILLON: "sans visa : brouillons",
    Ground.FORMULAIRE: "sans visa : formulaires vierges",
    Ground.DOUBLE: "sans visa : doubles, prouvés par leur empreinte",
}


def answered(found: Proposition, tenant: Tenant, copies: Copies) -> BordereauElimination:
    """The bordereau with what was answered so far, line by line, and who validated what.

    Raises IntegrityFailure, Unavailable.
    """
    state, lines = found.state, read_lines(file_of(found.id, "lines.jsonl", tenant, copies))
    units = read_proposed(file_of(found.id, UNITS, tenant, copies))
    producers = sorted(describe_lines(tenant.key, units, ()).producers)
    visas: dict[int, LineVisa] = {}
    by_archives = None
    if state.visa is not None:
        for each in state.visa.verdicts:
            more = (each.motive, each.sort_final or "", each.dua or "")
            visas[each.line] = LineVisa(Answer(each.verdict), " ; ".join(filter(None, more)))
        by_archives = _visa_given(found, tenant, copies)
    return BordereauElimination(
        number=found.number,
        collectivite=Collectivite(tenant.name, tenant.siren),
        producer=", ".join(producers) or "—",
        day=day_of(state.proposed.at),
        lines=paper_lines(lines, visas, recorded(found, tenant, copies)),
        digest=found.record["lines"]["digest"],
        made=_last(found),
        sorting=found.record["sampling"]["method"] if found.record["sampling"] else "",
        by_producer=_agreed(found, tenant, copies),
        by_authority=_signed(found, tenant, copies),
        by_archives=by_archives,
        imputed=bool(state.imputations),
    )


def answered_files(found: Proposition, tenant: Tenant, copies: Copies) -> dict[str, bytes]:
    """The bordereau with its answers as an `elimination` keeps it: before anything goes, or from its package.

    Raises IntegrityFailure, Unavailable.
    """
    given = found.act("elimination")
    if given is not None:
        return {name: file_of(given[0], name, tenant, copies) for name in (BORDEREAU, TABLE)}
    paper = answered(found, tenant, copies)
    return {BORDEREAU: paper.pdf(), TABLE: paper.csv()}


def attestation_file(found: Proposition, tenant: Tenant, copies: Copies) -> bytes:
    """The attestation in PDF: the last one that is archived, or made from the acts where none could be.

    Raises Conflict while nothing was ordered, IntegrityFailure, Unavailable.
    """
    for act, record in reversed(found.acts):
        if record["operation"] == "attestation" and ATTESTATION in record.get("files", {}):
            return file_of(act, ATTESTATION, tenant, copies)
    return attestation(found, tenant, copies).pdf()


def attestation_documents(attested: Attested, tenant: Tenant, copies: Copies) -> dict[str, bytes]:
    """What the package of an attestation holds: of an élimination its PDF, of other orders nothing.

    Raises NotFound, IntegrityFailure, Unavailable.
    """
    order = acts_about(tenant.key, attested.order)[0]
    if order.operation != "elimination":
        return {}
    found = proposition(tenant, str(order.record["subject"]))
    return {ATTESTATION: attestation(found, tenant, copies, attested).pdf()}


def attestation(
    found: Proposition, tenant: Tenant, copies: Copies, attested: Attested | None = None
) -> AttestationElimination:
    """What was destroyed, by which visa and order, and where; `attested` is what is being attested now, if anything.

    Raises Conflict while nothing was ordered.
    """
    state = found.state
    given = found.act("elimination")
    if given is None or state.order is None:
        raise Conflict(say.NOT_ORDERED, number=found.number)
    identifier, order = given
    lines = read_lines(file_of(identifier, "executed.jsonl", tenant, copies))
    entered = journal.entry_of(tenant.key, identifier)
    assert entered is not None  # an act and its entry are committed together
    index, entry = entered
    days = [date.fromisoformat(day) for line in lines for day in (line.start, line.end) if day]
    return AttestationElimination(
        number=f"{found.number}-A",
        collectivite=Collectivite(tenant.name, tenant.siren),
        bordereau=found.number,
        bordereau_day=day_of(state.proposed.at),
        visa=WITHOUT_VISA.get(state.ground) or _visa_words(found),
        visa_day=state.visa.day if state.visa else None,
        visa_by=_visa_given(found, tenant, copies).name if state.visa else "",
        order=index,
        order_digest=f"sha256:{leaf_hash(write_entry(entry)).hex()}",
        digest=order["accepted"]["digest"],
        lines=len(lines),
        units=order["units"]["count"],
        files=sum(line.files for line in lines),
        size=entry.counts.bytes,
        metres=_metres(lines),
        first=min(days, default=None),
        last=max(days, default=None),
        copies=_purged(found, copies, attested),
        by=_name(state.order.by.person),
        by_quality="exécution",
        day=day_of(state.order.by.at),
        made=max(attested.purged.values(), default=_last(found)) if attested else _last(found),
        dropped=len(state.order.dropped),
        papers=_papers(order, lines),
        standing=_standing(found, lines, tenant, copies),
    )


def _visa_words(found: Proposition) -> str:
    if found.state.visa is None:
        return "sans visa de cette liste : autorisation permanente"
    return f"porté sur le bordereau n° {found.number}"


def _standing(
    found: Proposition, lines: Sequence[Line], tenant: Tenant, copies: Copies
) -> tuple[StandingAuthorisation, ...]:
    """The authorisations by which executed lines went, each with these lines."""
    imputed, known = found.state.imputed, authorisations(tenant)
    told = []
    for identifier in dict.fromkeys(imputed[line.number] for line in lines if line.number in imputed):
        each = known[identifier]
        numbers = tuple(line.number for line in lines if imputed.get(line.number) == identifier)
        told.append(
            StandingAuthorisation(
                reference_of(identifier, tenant, copies), each.day, each.first, each.last, each.digest, numbers
            )
        )
    return tuple(told)


def _visa_given(found: Proposition, tenant: Tenant, copies: Copies) -> Signed:
    visa, given = found.state.visa, found.act("visa")
    assert visa is not None
    assert given is not None
    original, name = "", "Archives départementales"
    if visa.form is Form.PAPIER:
        original = file_of(given[0], "original.txt", tenant, copies).decode()
    elif visa.form is Form.APPLICATION:
        name = _name(visa.by.person)
    return Signed(name, "visa des Archives départementales", visa.day, HOW[visa.form].format(original=original))


def _signed(found: Proposition, tenant: Tenant, copies: Copies) -> Signed | None:
    """Who signed for the autorité territoriale: the person who took the step, or who did so on paper."""
    state, quality = found.state, "autorité territoriale"
    given = found.act("signature")
    if given is None or state.signature is None or not state.signature.granted or state.signed_on is None:
        return None
    if state.signature_form is Form.APPLICATION:
        return _validated(state.signature, quality)
    act, record = given
    original = file_of(act, ORIGINAL, tenant, copies).decode()
    name = file_of(act, SIGNER, tenant, copies).decode() if SIGNER in record["files"] else ""
    recorded = f"{HOW[Form.PAPIER].format(original=original)} ; enregistré par {_name(state.signature.person)}"
    return Signed(name, quality, state.signed_on, recorded)


def _agreed(found: Proposition, tenant: Tenant, copies: Copies) -> Signed | None:
    """Who agreed: the service producteur, or the producer of what was versé, as it wrote."""
    state, given = found.state, found.act("assentiment")
    if given is None or "answer" not in given[1] or state.assentiment is None or not state.assentiment.granted:
        return _validated(state.assentiment, "service producteur")
    act, record = given
    quality, day, name = "producteur versant", date.fromisoformat(record["day"]), _name(state.assentiment.person)
    how = HOW[Form(record["form"])]
    if record["form"] == Form.PAPIER:
        name = file_of(act, SIGNER, tenant, copies).decode() if SIGNER in record["files"] else ""
        how = how.format(original=file_of(act, ORIGINAL, tenant, copies).decode())
    return Signed(name, quality, day, how)


def _validated(taken: Taken | None, quality: str) -> Signed | None:
    if taken is None or not taken.granted:
        return None
    return Signed(_name(taken.person), quality, day_of(taken.at), HOW[Form.APPLICATION])


def _purged(found: Proposition, copies: Copies, attested: Attested | None) -> tuple[CopyPurged, ...]:
    """Each copy with the day on which nothing was left in it, from the attestations."""
    days: dict[str, date | None] = {}
    for _, record in found.acts:
        if record["operation"] == "attestation":
            days |= dict.fromkeys(record["owing"])
            days |= {each["copy"]: day_of(read_instant(each["at"])) for each in record["purged"]}
    if attested is not None:
        days |= dict.fromkeys(attested.owing)
        days |= {name: day_of(at) for name, at in attested.purged.items()}
    return tuple(CopyPurged(name, day) for name, day in sorted((days or dict.fromkeys(_names(copies))).items()))


def _names(copies: Copies) -> list[str]:
    return [store.name for store in copies.stores]


def _papers(order: Mapping[str, Any], lines: list[Line]) -> tuple[PaperDestroyed, ...]:
    if order.get("certificate") is None:
        return ()
    day, digest = date.fromisoformat(order["certificate"]["day"]), order["files"][CERTIFICATE]
    joined = f"joint à l’ordre ({digest[:23]}…)"
    papers = [line for line in lines if line.on_paper]
    return tuple(PaperDestroyed(line.number, Decimal(line.millimetres) / 1000, day, joined) for line in papers)


def _metres(lines: list[Line]) -> Decimal | None:
    total = sum(line.millimetres for line in lines)
    return Decimal(total) / 1000 if total else None


def _last(found: Proposition) -> datetime:
    """When the last act was taken: the date that the paper bears."""
    records: list[Mapping[str, Any]] = [found.record, *(record for _, record in found.acts)]
    return read_instant(records[-1]["began"])


def _name(person: UUID) -> str:
    try:
        return str(directory.person(person).name)
    except NotFound:
        return str(person)
