"""Opening a collectivité: its key, its folder in every copy, its log of size 0, then its row."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from chartrier.administration.findings import (
    BAD_CODE,
    BAD_REFUSAL,
    JOURNAL_THERE,
    NAME_KEPT,
    NO_TENANT,
    NOT_A_SIREN,
    WHICH_TENANT,
)
from chartrier.administration.names import clean_name
from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.journal.checkpoint import Checkpoint, VerifierKey, read_checkpoint, write_checkpoint
from chartrier.journal.tree import EMPTY_ROOT
from chartrier.records.finding import Findings
from chartrier.records.identifiers import TENANT_CODE
from chartrier.records.policy import KINDS, REFUSALS, Policy
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store


def open_tenant(
    code: str,
    name: str,
    *,
    instance: str,
    copies: Copies,
    findings: Findings,
) -> Tenant:
    """The tenant with this code, opened now unless it was.

    `instance` begins the origin of its log, which the key determines: an opening that was interrupted, or done twice at
    once, writes the same bytes again. Raises InvalidInput for a code that is not nine digits, Conflict when a copy has
    a log of this tenant with entries that the database does not know, Unavailable when a copy is not there.
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
    require_copies_there(copies.stores)
    for copy in copies.stores:
        copy.prepare(code)
        _require_no_journal(copy, code)
    key = copies.keyring.make(code)
    public = key.public_key().public_bytes_raw()
    tenant = Tenant(
        code=code,
        siren=code,
        name=name or code,
        origin=f"{instance}/{code}/{hashlib.sha256(public).hexdigest()[:8]}",
        public_key=public,
        policy=Policy.read({}),
    )
    note = write_checkpoint(Checkpoint(tenant.origin, 0, EMPTY_ROOT), key)
    verifier = VerifierKey(tenant.origin, tenant.public_key)
    for copy in copies.stores:
        copy.write_journal(code, [("key", f"{verifier}\n".encode())])
        copy.write_journal(code, [("checkpoint", note)])
    try:
        register.add_tenant(tenant, kind="", created=copies.clock())
    except Conflict:
        return register.tenant(code)
    return tenant


def require_copies_there(copies: Sequence[Store]) -> None:
    """Refuse (Unavailable) a copy without the tenants it must have: the empty folder of a disk that is not mounted."""
    for key in register.tenant_keys()[:1]:
        for copy in copies:
            copy.read_journal(f"{key:09d}", "checkpoint")


def _require_no_journal(copy: Store, code: str) -> None:
    """Refuse to begin again a log that has entries: a lost database is mended, never covered by a new archive."""
    note = copy.read_journal(code, "checkpoint")
    if note is not None and read_checkpoint(note).checkpoint.size > 0:
        raise Conflict(JOURNAL_THERE, code=code, copy=copy.name)


def has_siren_key(code: str) -> bool:
    """Whether nine digits have the check digit of a SIREN (Luhn)."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(code))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


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
    changed = Policy(
        frozenset(policy.refuse | set(refuse)) - set(accept),
        {kind: frozenset(values) for kind, values in known.items()},
    )
    return register.change_policy(code, changed)


def _pair(text: str) -> tuple[str, str]:
    kind, equals, value = text.partition("=")
    if kind not in KINDS or not equals or not value.strip():
        raise InvalidInput(BAD_REFUSAL, name=text[:60], choices=", ".join(f"{kind}=…" for kind in KINDS))
    return kind, clean_name(value)
