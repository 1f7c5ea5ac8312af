"""The reply to a versement, as it lies in its package."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from uuid import UUID

from chartrier.access.findings import NOT_FOUND, SEVERAL_MESSAGES
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import Versement
from chartrier.catalog.destruction.register import versions_of
from chartrier.copies.findings import NO_COPY_THERE, NO_GOOD_COPY
from chartrier.errors import IntegrityFailure, NotFound, Unavailable
from chartrier.records.digest import Digest
from chartrier.records.finding import Findings
from chartrier.vault.store import Store

REPLY = "reply.xml"


def find_versement(tenants: Sequence[int], name: str, findings: Findings) -> Versement:
    """The versement with this operation identifier, or this message identifier: the accepted one, else the last.

    Raises NotFound.
    """
    try:
        found = questions.versement(tenants, UUID(name))
    except ValueError:
        found = None
    if found is not None:
        return found
    same = questions.versements_of_message(tenants, name) if _is_text(name) else []
    if not same:
        raise NotFound(NOT_FOUND, identifier=name[:200])
    if len(same) > 1:
        findings.add(SEVERAL_MESSAGES, count=len(same), message=name[:200])
    return next((each for each in same if each.state == Versement.State.ACCEPTED), same[0])


def _is_text(name: str) -> bool:
    """Whether a database can hold it: neither NUL, nor bytes that were no characters."""
    return "\0" not in name and not any("\ud800" <= character <= "\udfff" for character in name)


def read_reply(copies: Sequence[Store], found: Versement) -> bytes:
    """The reply, from the first copy where it is the one that was sealed. Raises IntegrityFailure, Unavailable."""
    absent = 0
    for copy in copies:
        try:
            version, sealed = _sealed(copy, found)
            with copy.open(f"{found.tenant:09d}", found.id, REPLY, version=version) as source:
                reply = source.read()
        except Unavailable:
            absent += 1
        except (IntegrityFailure, OSError):
            continue
        else:
            if hashlib.sha512(reply).hexdigest() == sealed:
                return reply
    if absent == len(copies):
        raise Unavailable(NO_COPY_THERE, identifier=str(found.id))
    raise IntegrityFailure(NO_GOOD_COPY, identifier=str(found.id))


def _sealed(copy: Store, found: Versement) -> tuple[str, str | None]:
    """The version whose folder has the reply, and its sha512 in the copy's inventory.

    No digest when that inventory is not the one that the journal names last.
    """
    versions = versions_of(found.tenant, found.id)
    inventory = copy.read_inventory(f"{found.tenant:09d}", found.id, versions[0])
    if str(Digest.of("sha512", inventory)) != found.inventory:
        return versions[0], None
    manifest: dict[str, list[str]] = json.loads(inventory)["manifest"]
    digests = {path: digest for digest, paths in manifest.items() for path in paths}
    for version in versions:
        if (path := f"{version}/content/{REPLY}") in digests:
            return version, digests[path]
    return versions[0], None
