"""Who walks the site: accounts of several roles in several collectivités, signed in, in a process of its own.

python -m bench.web.people '{"big": CODE, "small": [CODE, …], "users": 50}'
python -m bench.web.people '{"again": [PERSON, …]}'

Answers the cookie of each, where they are at home and what they do there; of those who come again, the cookies. Signing
in by a password is what the session says; its argon2 is measured nowhere here, and the pages of signing in are.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chartrier.settings import load_settings
from chartrier.web import site
from chartrier.wiring import Wiring, set_up_django, wire

set_up_django(site.SETTINGS)

from allauth.account.internal.userkit import user_id_to_str  # noqa: E402 - models need Django set up
from django.conf import settings as django_settings  # noqa: E402
from django.test import Client  # noqa: E402

from bench.web.fonds import SERVICES  # noqa: E402
from chartrier.administration.habilitations import declare_to  # noqa: E402
from chartrier.administration.series.adopting import adopt  # noqa: E402
from chartrier.administration.series.tableau import Making  # noqa: E402
from chartrier.administration.tenants import tenant_of  # noqa: E402
from chartrier.catalog.people import credentials, directory  # noqa: E402
from chartrier.catalog.people.models import Person  # noqa: E402
from chartrier.keyring.personal import seal_key  # noqa: E402
from chartrier.records.actor import Actor  # noqa: E402
from chartrier.records.identifiers import new_package_id  # noqa: E402
from chartrier.records.roles import Role  # noqa: E402
from chartrier.records.sealed_key import Cost  # noqa: E402
from chartrier.rules.series.shipped import Kind  # noqa: E402

QUICK = Cost(passes=1, memory=8, lanes=1)
ITINERANT = 200
"""Collectivités of an archiviste itinérant."""
BIG = (
    ("archiviste", 6, ()), ("deposant", 7, ()), ("lecteur", 5, ()), ("chef-de-service", 4, SERVICES[:2]),
    ("responsable", 3, ()),
)  # fmt: skip
"""Of fifty people, those of the big collectivité: their role, how many, and what bounds it."""


def main(wanted: dict[str, Any]) -> list[Any]:
    with wire(load_settings(None, os.environ)) as archive:
        site.turn_to(archive.settings)
        if "again" in wanted:
            return [_signed_in(Person.objects.get(id=each)) for each in wanted["again"]]
        every = [*_people(wanted["big"], wanted["small"], wanted["users"])]
        for code in sorted({code for _, codes, _ in every for code in codes[:1]}):
            _adopt(archive, code)
        return [_enter(role, codes, bounds) for role, codes, bounds in every]


def _people(big: str, small: Sequence[str], users: int) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Role, collectivités and bounds of each: half of them in the big one."""
    scale = users / 50
    for role, count, bounds in BIG:
        for _ in range(max(1, round(count * scale))):
            yield role, [big], bounds
    for number in range(max(1, round(2 * scale))):
        yield "archiviste-itinerant", small[number : number + ITINERANT], ()
    left = users - sum(max(1, round(count * scale)) for _, count, _ in BIG) - max(1, round(2 * scale))
    for number in range(max(1, left)):
        yield ("deposant", "archiviste", "responsable")[number % 3], [small[-1 - number % len(small)]], ()


def _enter(role: str, codes: Sequence[str], bounds: Sequence[str]) -> dict[str, Any]:
    now = datetime.now(UTC)
    person = directory.add_person(new_package_id(now), f"{role} du banc", f"{secrets.token_hex(6)}@exemple.fr", now)
    for code in codes:
        directory.give_role(int(code), person.id, role, services=bounds)
    return {
        "person": str(person.id),
        "role": role,
        "tenant": codes[0],
        "tenants": len(codes),
        "bounded": bool(bounds),
        "cookie": _signed_in(person),
    }


def _signed_in(person: Person) -> str:
    """The session that signing in by a password leaves."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": person.email}]
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session.save()
    name = django_settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _adopt(archive: Wiring, code: str) -> None:
    """The collectivité adopts its tableau de gestion, without which nobody deposits."""
    tenant, now, key = tenant_of(code), datetime.now(UTC), Ed25519PrivateKey.generate()
    person = directory.add_person(new_package_id(now), "Archiviste du banc", None, now)
    credentials.enter_key(person.id, seal_key(key, secrets.token_hex(8), person.id, QUICK), now)
    directory.set_principal([person.id], person.id)
    directory.give_role(tenant.key, person.id, Role.ARCHIVISTE)
    declare_to(person, tenant, archive.copies)
    public = key.public_key().public_bytes_raw()
    actor = Actor(person.id, person.id, person.name, frozenset({Role.ARCHIVISTE}), public, "passphrase", now, key.sign)
    adopt(Kind.COMMUNE, (), Making(tenant, archive.copies, actor, confirmed=True))


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
