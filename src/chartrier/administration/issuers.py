"""The issuers of identities by which people may sign in: the operator's affair, nobody else's."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from chartrier.administration.findings import BAD_ISSUER, NO_SUCH_ISSUER
from chartrier.administration.names import clean_name
from chartrier.administration.rights import Rights
from chartrier.catalog.accounts import issuers as kept
from chartrier.catalog.accounts.models import Issuer
from chartrier.catalog.people import directory
from chartrier.catalog.tenants import register
from chartrier.clock import Clock, day_of, now
from chartrier.errors import InvalidInput, NotFound


@dataclass(frozen=True, slots=True)
class Given:
    """What an operator says of an issuer. `tenant` is the code of the only collectivité whose people it signs in."""

    slug: str
    name: str
    url: str
    client: str
    tenant: str | None = None


def add_issuer(given: Given, client_secret: str, keys: Path, clock: Clock) -> Issuer:
    """Enter an issuer, and keep its client's secret in the folder of keys.

    Raises InvalidInput, NotFound when there is no such tenant, Conflict when its slug or address is or was another's.
    """
    address, name = given.url.rstrip("/"), clean_name(given.name)
    parts = urlsplit(address)
    local = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", given.slug):
        raise InvalidInput(BAD_ISSUER, what=given.slug[:60])
    if (parts.scheme != "https" and not local) or not parts.hostname or parts.query or parts.fragment:
        raise InvalidInput(BAD_ISSUER, what=given.url[:200])
    if not name or not given.client or not client_secret.strip():
        raise InvalidInput(BAD_ISSUER, what=given.slug)
    tenant = register.tenant(given.tenant).key if given.tenant is not None else None
    issuer = Issuer(
        slug=given.slug, name=name, url=address, client=given.client, tenant=tenant, active=True, made=clock()
    )
    kept.add(issuer)
    _keep(keys, given.slug, client_secret.strip())
    return issuer


def close_issuer(slug: str, keys: Path) -> None:
    """Sign nobody in by it any more, and forget its client's secret. Raises NotFound."""
    if not kept.close(slug):
        raise NotFound(NO_SUCH_ISSUER, slug=slug[:60])
    _file(keys, slug).unlink(missing_ok=True)


def secret_of(slug: str, keys: Path) -> str:
    """The client's secret; empty when it is not there, and the issuer then refuses."""
    try:
        return _file(keys, slug).read_text("utf-8").strip()
    except OSError:
        return ""


def signs_in(issuer: Issuer, person: UUID) -> bool:
    """Whether an issuer may say that somebody is this person.

    That of a tenant says it of people who have a role there, today or later, whatever they hold elsewhere: the session
    gives nothing of it (`rights_by`). It says it of nobody who operates the instance.
    """
    if issuer.tenant is None:
        return True
    today = day_of(now())
    held = {each.tenant for each in directory.grants_of(person) if each.last is None or today <= each.last}
    return issuer.tenant in held and not directory.person(person).operator


def rights_by(slug: str, rights: Rights) -> Rights:
    """What is left of somebody's rights in a session that an issuer opened.

    That of a tenant leaves those for this tenant; none once it is closed, or when they operate the instance.
    """
    issuer = kept.issuer(slug)
    if issuer is not None and issuer.tenant is None:
        return rights
    speaks = issuer is not None and issuer.active and not rights.operator
    grants = [each for each in rights.grants if speaks and issuer is not None and each.tenant == issuer.tenant]
    return replace(rights, operator=False, grants=grants)


def _keep(keys: Path, slug: str, client_secret: str) -> None:
    descriptor = os.open(_file(keys, slug), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(client_secret + "\n")
        file.flush()
        os.fsync(file.fileno())


def _file(keys: Path, slug: str) -> Path:
    return keys / f"issuer-{slug}"
