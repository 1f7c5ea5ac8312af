"""A tenant that a wholly new database does not know, entered again from its folder in a copy."""

from __future__ import annotations

import json

from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.copies.facts import proven_facts
from chartrier.copies.signed_log import prove_log
from chartrier.errors import Conflict, NotFound
from chartrier.journal.checkpoint import VerifierKey
from chartrier.preservation import findings as say
from chartrier.records.finding import Findings
from chartrier.records.policy import Policy
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store


def enter_again(code: str, store: Store, copies: Copies, findings: Findings) -> Tenant:
    """The tenant, in the register, with an empty log that `rebuild` then fills.

    Its settings are those of its last versement; its name is in no copy. Raises NotFound when the copy has no such
    tenant, Conflict when its key is not the one in the keyring, IntegrityFailure when its log is not proven.
    """
    key = _key(code, store)
    if copies.keyring.signing_key(code).public_key().public_bytes_raw() != key.public:
        raise Conflict(say.OTHER_KEY, code=code, copy=store.name)
    unnamed = Tenant(code, code, code, key.name, key.public, Policy.read({}))
    tenant = Tenant(code, code, code, key.name, key.public, _last_policy(unnamed, store, copies))
    register.add_tenant(tenant, created=copies.clock())
    findings.add(say.NAME_LOST, code=code)
    return tenant


def _key(code: str, store: Store) -> VerifierKey:
    data = store.read_journal(code, "key")
    if data is None:
        raise NotFound(say.NO_TENANT_THERE, code=code[:20], copy=store.name)
    return VerifierKey.read(data)


def _last_policy(tenant: Tenant, store: Store, copies: Copies) -> Policy:
    last = None
    for _, _, entry in prove_log(tenant, store).entries():
        if entry.operation in ("versement", "rejet"):
            last = entry
    if last is None:
        return tenant.policy
    with proven_facts(last, ("operation.json",), tenant, copies, store) as content:
        return Policy.read(json.loads((content / "operation.json").read_bytes())["settings"])
