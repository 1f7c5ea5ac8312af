"""A disposition read again from the copies: every signature, key and digest, before anything is destroyed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.catalog.journal import publication as journal
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.copies.facts import proven_version
from chartrier.disposition import findings as say
from chartrier.disposition.reading import Proposition
from chartrier.errors import ChartrierError, IntegrityFailure, NotAllowed
from chartrier.journal.changes import Named
from chartrier.journal.entry import Entry, read_entry
from chartrier.records.digest import Digest
from chartrier.records.policy import AUTORISATION
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition import findings as refused
from chartrier.rules.disposition.acts import STEPS, read_disposition
from chartrier.rules.disposition.authorisation import Authorisation, Authorisations, Lapse, in_force
from chartrier.rules.disposition.line import Line, members_digest, only, read_lines
from chartrier.rules.disposition.members import read_proposed
from chartrier.rules.disposition.steps import Disposition
from chartrier.verify.deciders import Deciders
from chartrier.verify.signed_files import require_signed

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Proven:
    """What the copies prove of a proposition: its state, its lines, and what goes with each."""

    state: Disposition
    lines: Mapping[int, Line]
    members: Mapping[int, tuple[UUID, ...]]
    accepted: bytes
    """The list that may be executed, as its bytes are: what the visa accepted with what goes by a standing
    authorisation, or the proposition's where none is needed."""
    lapsed: Mapping[int, Lapse]
    """The lines imputed on an authorisation that does not permit them any more, and why."""


def file_of(act: UUID, name: str, tenant: Tenant, copies: Copies) -> bytes:
    """A file of the package of an act, proven. Raises IntegrityFailure, Unavailable."""
    entry = _entry(act, tenant)
    return _files(entry, [name], tenant, copies)[name]


@dataclass(frozen=True, slots=True)
class Judged:
    """Acts that the copies prove, in the order of the journal, with files of each."""

    order: tuple[UUID, ...]
    files: Mapping[UUID, Mapping[str, bytes]]
    deciders: Deciders

    def records(self) -> list[dict[str, Any]]:
        return [json.loads(self.files[act]["operation.json"]) for act in self.order]

    def principal_of(self, person: UUID, said: UUID) -> UUID:
        """The human being that the journal says last that a person is."""
        known = self.deciders.habilitation_of(person)
        return known.principal if known else said


def judge(acts: Mapping[UUID, Sequence[str]], tenant: Tenant, copies: Copies) -> Judged:
    """Read these acts, and the named files of each, from a copy, in the order of the journal.

    Each is signed by a person whom the journal had entitled to it before, with the key that it gave them. Raises
    IntegrityFailure (DSP-008) when one is not, Unavailable.
    """
    deciders = Deciders.of(tenant.origin)
    files: dict[UUID, dict[str, bytes]] = {}
    order: list[UUID] = []
    for body in journal.entries(tenant.key, 0, journal.head(tenant.key).size):
        entry = read_entry(body)
        if entry.operation != "habilitation" and entry.package not in acts:
            continue
        names = [*(["signature.json"] if entry.by != SYSTEM else []), *acts.get(entry.package, ())]
        read = _files(entry, names, tenant, copies)
        try:
            record = deciders.judge(entry, read["operation.json"], read.get("signature.json"))
            require_signed(entry, record, {name: _sha512(data) for name, data in read.items()}, every=False)
        except IntegrityFailure as problem:
            raise _not_proven(entry.package, problem.finding.message("fr")) from problem
        if entry.package in acts:
            order.append(entry.package)
            files[entry.package] = read
    for act in acts:
        if act not in files:
            raise _not_proven(act, "le journal ne le nomme pas")
    return Judged(tuple(order), files, deciders)


def prove(found: Proposition, tenant: Tenant, copies: Copies) -> Proven:
    """Read the acts of a proposition again from a copy (`judge`), with their lists.

    Where lines are imputed on standing authorisations, all acts about these are read, whatever the index says: what is
    revoked, does not run today or is not what was named permits nothing. Raises IntegrityFailure (DSP-008) when
    something is not as it was signed, Unavailable.
    """
    acts = {act: _LISTS.get(record["operation"], ()) for act, record in ((found.id, found.record), *found.acts)}
    imputed = any(record["operation"] == "imputation" for _, record in found.acts)
    standing = _entered("autorisation", tenant) if imputed else {}
    judged = judge({**acts, **standing}, tenant, copies)
    records, order = judged.records(), [act for act in judged.order if act in acts]
    ours = [record for act, record in zip(judged.order, records, strict=True) if act in acts]
    if order[0] != found.id:
        raise _not_proven(found.id, "il n'est pas le premier de ses actes")
    known = Authorisations()
    try:
        state = read_disposition(ours, judged.principal_of)
        lines = {line.number: line for line in read_lines(judged.files[found.id]["lines.jsonl"])}
        for record in records:
            if record["operation"] == "autorisation":
                known.take(record, judged.principal_of)
            elif record["operation"] == "imputation":
                _require_covered(record, known.named(record), lines)
    except ChartrierError as problem:
        raise _not_proven(found.id, problem.finding.message("fr")) from problem
    authorised = known.as_known(judged.principal_of) if AUTORISATION in tenant.policy.visa.types else {}
    state, lapsed = in_force(state, authorised, day_of(copies.clock()))
    if AUTORISATION not in tenant.policy.visa.types:
        lapsed = dict.fromkeys(lapsed, Lapse.SWITCHED_OFF)
    return _lists(found.id, state, order, ours, judged.files, lapsed)


def _entered(operation: str, tenant: Tenant) -> dict[UUID, Sequence[str]]:
    """All acts of an operation that the journal has."""
    entries = map(read_entry, journal.entries(tenant.key, 0, journal.head(tenant.key).size))
    return {entry.package: () for entry in entries if entry.operation == operation}


def _require_covered(record: Mapping[str, Any], authorisation: Authorisation, lines: Mapping[int, Line]) -> None:
    for number in record["imputed"]:
        if not authorisation.covers(lines[number]):
            raise NotAllowed(refused.NOT_COVERED, line=number)


_LISTS = {"proposition": ("lines.jsonl", "units.jsonl"), "visa": ("accepted.jsonl",)}


def _lists(
    identifier: UUID,
    state: Disposition,
    order: Sequence[UUID],
    records: Sequence[Mapping[str, Any]],
    files: Mapping[UUID, Mapping[str, bytes]],
    lapsed: Mapping[int, Lapse],
) -> Proven:
    """The lists, each with the digest that the signed act has, and the same list in every act."""
    data = files[identifier]["lines.jsonl"]
    first = records[0]
    for act, record in zip(order, records, strict=True):
        if record["operation"] in STEPS and record["lines"] != first["lines"]:
            raise _not_proven(act, "il porte sur une autre liste")
        for name, listed in (("lines.jsonl", "lines"), ("units.jsonl", "units"), ("accepted.jsonl", "accepted")):
            if name in files[act]:
                _require(act, files[act][name], record[listed]["digest"])
    lines = {line.number: line for line in read_lines(data)}
    members = {number: tuple(units) for number, units in read_proposed(files[identifier]["units.jsonl"]).items()}
    if tuple(sorted(lines)) != state.lines or {*members} != {*lines}:
        raise _not_proven(identifier, "ses lignes ne sont pas celles qu'il annonce")
    for number, line in lines.items():
        if members_digest(members[number]) != line.members or line.unit not in members[number]:
            raise _not_proven(identifier, f"les unités de la ligne {number} ne sont pas les siennes")
    accepted = data
    if state.visa is not None:
        act = next(act for act, record in zip(order, records, strict=True) if record["operation"] == "visa")
        if files[act]["accepted.jsonl"] != only(data, state.visa.accepted):
            raise _not_proven(act, "la liste accordée n'est pas celle de ses décisions")
    if state.ground.needs_visa:
        accepted = only(data, state.accepted)
    return Proven(state, lines, members, accepted, lapsed)


def _require(act: UUID, data: bytes, digest: str) -> None:
    if str(Digest.of("sha512", data)) != digest:
        raise _not_proven(act, "une liste n'a pas l'empreinte signée")


def _entry(act: UUID, tenant: Tenant) -> Entry:
    found = journal.entry_of(tenant.key, act)
    if found is None:
        raise _not_proven(act, "le journal ne le nomme pas")
    return found[1]


def _files(entry: Entry, names: Sequence[str], tenant: Tenant, copies: Copies) -> dict[str, bytes]:
    needed = list(dict.fromkeys(["operation.json", *names]))
    named = journal.named(tenant.key, entry.package)
    versions = [Named(version, digest) for version, digest in named.inventories.items()]
    with proven_version(entry, versions, needed, tenant, copies, copies.stores[0]) as facts:
        return {name: (facts.folder / name).read_bytes() for name in needed}


def _sha512(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()


def _not_proven(act: UUID, why: str) -> IntegrityFailure:
    return IntegrityFailure(say.NOT_PROVEN, act=str(act), why=why[:300])
