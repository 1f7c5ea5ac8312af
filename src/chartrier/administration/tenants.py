"""Opening a collectivité: its key, its folder in every copy, its log of size 0, then its row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from chartrier.administration.findings import (
    BAD_CODE,
    BAD_REFUSAL,
    JOURNAL_THERE,
    NAME_KEPT,
    NO_NAME,
    NO_TENANT,
    NONE_IN_DEPARTEMENT,
    NOT_A_SIREN,
    WHICH_TENANT,
)
from chartrier.administration.names import clean_name
from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.copies.enough import require_enough
from chartrier.copies.standing import enter, require_there
from chartrier.errors import ChartrierError, Conflict, InvalidInput, NotFound, Unavailable
from chartrier.geography import national_list
from chartrier.journal.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from chartrier.journal.tree import EMPTY_ROOT
from chartrier.records.collectivite import NOWHERE, CollectiviteKind, Where
from chartrier.records.finding import Findings
from chartrier.records.identifiers import TENANT_CODE
from chartrier.records.policy import KINDS, LONGEST_WAITING, NOTICES, REFUSALS, VISA_FORMS, VISA_TYPES, Policy
from chartrier.records.tenant import Custody, Tenant
from chartrier.vault.store import Store


def open_tenant(
    code: str,
    name: str,
    *,
    instance: str,
    copies: Copies,
    findings: Findings,
    kind: CollectiviteKind | None = None,
    where: Where = NOWHERE,
    population: int | None = None,
) -> Tenant:
    """The tenant with this code, opened now unless it was.

    `instance` begins the origin of its log, which the key determines: an opening that was interrupted, or done twice at
    once, writes the same bytes again. Raises InvalidInput for a code that is not nine digits, Conflict when a copy has
    a log of this tenant with entries that the database does not know, Unavailable when fewer copies than the minimum
    are there; one that is away gets the tenant's folder when it is back.
    """
    if not TENANT_CODE.fullmatch(code) or code == "000000000":
        raise InvalidInput(BAD_CODE, code=code[:40])
    name = clean_name(name)
    try:
        known = register.tenant(code)
    except NotFound:
        pass
    else:
        if name not in ("", known.name):
            findings.add(NAME_KEPT, code=code, name=known.name)
        return known
    if not has_siren_key(code):
        findings.add(NOT_A_SIREN, code=code)
    problems: dict[str, ChartrierError] = {}
    there = _where_possible(copies, copies.stores, problems, require_there)
    ready = _where_possible(copies, there, problems, lambda store: _prepare(store, code))
    key = copies.keyring.make(code)
    public = key.public_key().public_bytes_raw()
    tenant = Tenant(
        code=code,
        siren=code,
        name=name or code,
        origin=f"{instance}/{code}/{hashlib.sha256(public).hexdigest()[:8]}",
        public_key=public,
        policy=Policy.read({}),
        custody=Custody(population=population),
        kind=kind,
        where=where,
    )
    note = write_checkpoint(Checkpoint(tenant.origin, 0, EMPTY_ROOT), key)
    _where_possible(copies, ready, problems, lambda store: _begin_log(store, tenant, note))
    try:
        register.add_tenant(tenant, created=copies.clock())
    except Conflict:
        return register.tenant(code)
    return tenant


def require_copies_there(copies: Copies) -> None:
    """Refuse (Unavailable) unless the minimum of copies is there, with the tenants that a copy must have."""
    _where_possible(copies, copies.stores, {}, require_there)


def _where_possible(
    copies: Copies, stores: Sequence[Store], problems: dict[str, ChartrierError], step: Callable[[Store], None]
) -> list[Store]:
    """Take a step in each of the copies; those where it was taken, as many as the minimum."""
    done: list[Store] = []
    for store in stores:
        try:
            step(store)
            done.append(store)
        except Unavailable as problem:
            problems[store.name] = problem
    require_enough(copies, [store.name for store in done], problems)
    return done


def _prepare(store: Store, code: str) -> None:
    store.prepare(code)
    _require_no_journal(store, code)


def _begin_log(store: Store, tenant: Tenant, note: bytes) -> None:
    """A log without entries: its key, then its first checkpoint."""
    enter(tenant, store)
    store.write_journal(tenant.code, [("checkpoint", note)])


def _require_no_journal(copy: Store, code: str) -> None:
    """Refuse to begin again a log that has entries: a lost database is mended, never covered by a new archive."""
    note = copy.read_journal(code, "checkpoint")
    if note is not None and read_checkpoint(note).checkpoint.size > 0:
        raise Conflict(JOURNAL_THERE, code=code, copy=copy.name)


def has_siren_key(code: str) -> bool:
    """Whether nine digits have the check digit of a SIREN (Luhn)."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(code))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def tenants_in(departement: str) -> list[Tenant]:
    """The collectivités of a département, which a code or a name means, by code. Raises NotFound when there is none."""
    known = national_list.departement_named(departement)
    found = [each for each in register.tenants() if known is not None and each.where.departement == known.code]
    if not found:
        raise NotFound(NONE_IN_DEPARTEMENT, code=departement[:8])
    return sorted(found, key=lambda each: each.code)


def tenant_of(code: str | None) -> Tenant:
    """The tenant with this code; without one, the only tenant of the archive. Raises NotFound, InvalidInput."""
    if code is not None:
        return register.tenant(code)
    keys = register.tenant_keys()
    if not keys:
        raise InvalidInput(NO_TENANT)
    if len(keys) != 1:
        raise InvalidInput(WHICH_TENANT, count=len(keys))
    return register.tenant(f"{keys[0]:09d}")


def keys_of(code: str | None) -> list[int]:
    """The database keys of the tenants to look in: that one, or all of the machine's. Raises NotFound."""
    return register.tenant_keys() if code is None else [register.tenant(code).key]


def rename_tenant(code: str, name: str) -> Tenant:
    """Raises InvalidInput when there is no name or a part of it does not show, NotFound."""
    cleaned = clean_name(name)
    if not cleaned:
        raise InvalidInput(NO_NAME)
    return register.rename(code, cleaned)


def change_policy(
    code: str,
    *,
    refuse: Sequence[str] = (),
    accept: Sequence[str] = (),
    know: Sequence[str] = (),
    forget: Sequence[str] = (),
) -> Tenant:
    """Add and take away refusals (names of REFUSALS) and known references (`kind=value`, kinds of KINDS)."""
    policy = register.tenant(code).policy
    for name in (*refuse, *accept):
        if name not in REFUSALS:
            raise InvalidInput(BAD_REFUSAL, name=name[:60], choices=", ".join(REFUSALS))
    known = {kind: set((policy.known or {}).get(kind, ())) for kind in KINDS}
    for pair in know:
        kind, value = _pair(pair)
        known[kind].add(value)
    for pair in forget:
        kind, value = _pair(pair)
        known[kind].discard(value)
    changed = replace(
        policy,
        refuse=frozenset(policy.refuse | set(refuse)) - set(accept),
        known={kind: frozenset(values) for kind, values in known.items()},
    )
    return register.change_policy(code, changed)


def change_visa_terms(
    code: str,
    forms: Sequence[str] | None = None,
    agreement: str | None = None,
    waiting: int | None = None,
    types: Sequence[str] | None = None,
) -> Tenant:
    """Set what is agreed on for visas; None leaves it as it is. Raises InvalidInput, NotFound."""
    policy = register.tenant(code).policy
    terms = policy.visa
    if forms is not None:
        for name in forms:
            if name not in VISA_FORMS:
                raise InvalidInput(BAD_REFUSAL, name=name[:60], choices=", ".join(VISA_FORMS))
        terms = replace(terms, forms=frozenset(forms))
    if agreement is not None:
        terms = replace(terms, agreement=clean_name(agreement))
    if waiting is not None:
        if not 0 <= waiting <= LONGEST_WAITING:
            raise InvalidInput(BAD_REFUSAL, name=str(waiting)[:60], choices=f"0…{LONGEST_WAITING}")
        terms = replace(terms, waiting=waiting)
    if types is not None:
        named = [name for name in types if name]
        for name in named:
            if name not in VISA_TYPES:
                raise InvalidInput(BAD_REFUSAL, name=name[:60], choices=", ".join(VISA_TYPES))
        terms = replace(terms, types=frozenset(named))
    return register.change_policy(code, replace(policy, visa=terms))


def change_notice(code: str, notice: str) -> Tenant:
    """Set what a notice d'élimination keeps from the next one on. Raises InvalidInput, NotFound."""
    if notice not in NOTICES:
        raise InvalidInput(BAD_REFUSAL, name=notice[:60], choices=", ".join(NOTICES))
    return register.change_policy(code, replace(register.tenant(code).policy, notice=notice))


def change_custody(code: str, *, service: str | None = None, population: int | None = None) -> Tenant:
    """Say which public archives service holds the tenant's archives définitives (an empty name: none), and how many
    inhabitants the commune has; None leaves it as it is. Raises NotFound.
    """
    known = register.tenant(code).custody
    named = known.service if service is None else clean_name(service) or None
    return register.change_custody(code, Custody(named, known.population if population is None else population))


def _pair(text: str) -> tuple[str, str]:
    kind, equals, value = text.partition("=")
    if kind not in KINDS or not equals or not value.strip():
        raise InvalidInput(BAD_REFUSAL, name=text[:60], choices=", ".join(f"{kind}=…" for kind in KINDS))
    return kind, clean_name(value)
