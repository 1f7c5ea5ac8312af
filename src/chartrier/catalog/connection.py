"""Where the database is, for Django and for psycopg alike, and connections of one's own beside Django's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections
from django.db.backends.signals import connection_created
from psycopg import conninfo

from chartrier.catalog.database.roles import OLDEST
from chartrier.catalog.findings import NO_RESOURCES, NOT_REACHED, OLD_SERVER, UNSAFE_ROLE
from chartrier.errors import InvalidInput, Unavailable
from chartrier.precedence import place_as_ours

Address = Mapping[str, str]
"""Keywords of libpq: host, port, user, password, dbname, sslmode…"""


def read_address(url: str) -> Address:
    """The address in a `postgresql://` URL."""
    return {name: str(value) for name, value in conninfo.conninfo_to_dict(url).items() if value is not None}


def socket_address(folder: Path, user: str, password: str, database: str) -> Address:
    """The address of an embedded server."""
    return {"host": str(folder), "user": user, "password": password, "dbname": database}


def as_django(address: Address) -> dict[str, Any]:
    """The address as an entry of Django's DATABASES."""
    plain = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {name: value for name, value in address.items() if name not in plain}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{django: address.get(name, "") for name, django in plain.items()},
        "OPTIONS": {"connect_timeout": 10, "application_name": "chartrier", **options},
    }


def dedicated() -> psycopg.Connection[tuple[Any, ...]]:
    """A new connection with the application's role, that nobody else uses. Raises Unavailable."""
    wrapper = connections["default"]
    given = wrapper.get_connection_params()
    for only_django in ("context", "cursor_factory", "prepare_threshold"):
        given.pop(only_django, None)
    try:
        connection = psycopg.connect(**given)
    except psycopg.OperationalError as problem:
        raise not_reached(problem) from problem
    if _yielding:
        _put_behind(connection)
    return connection


def yield_too() -> None:
    """From now on, what works in the embedded server for this process gets the processor as late as the process does.

    Else what is done behind the pages (`precedence`) would do its most costly part beside them.
    """
    _yielding.append(True)
    connection_created.connect(_created, dispatch_uid="yield_too")
    for each in connections.all(initialized_only=True):
        if each.connection is not None:
            _put_behind(each.connection)


_yielding: list[bool] = []


def _created(connection: Any, **_: Any) -> None:
    _put_behind(connection.connection)


def _put_behind(connection: psycopg.Connection[Any]) -> None:
    place_as_ours(connection.info.backend_pid)


def not_reached(problem: Exception) -> Unavailable:
    """What to say when the database is gone or does not answer: never with the address's password.

    CAT-024 when it is there and lacks something (SQLSTATE class 53), CAT-005 otherwise.
    """
    kind = NO_RESOURCES if lacks_resources(problem) else NOT_REACHED
    return Unavailable(kind, reason=" ".join(str(problem).split())[:300])


def lacks_resources(problem: BaseException | None) -> bool:
    """Whether the server said that its disk is full, or its memory or connections (SQLSTATE class 53).

    Django's errors have psycopg's as their cause.
    """
    while problem is not None:
        if (getattr(problem, "sqlstate", None) or "").startswith("53"):
            return True
        problem = problem.__cause__
    return False


def require_safe_role() -> None:
    """Refuse a server that is too old, and a role of the application that policies do not bind."""
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int, rolname, rolsuper OR rolbypassrls"
                " FROM pg_roles WHERE rolname = current_user"
            )
            version, role, unbound = cursor.fetchone()
    except Exception as problem:
        raise not_reached(problem) from problem
    if version // 10_000 < OLDEST:
        raise InvalidInput(OLD_SERVER, version=version // 10_000, needed=OLDEST)
    if unbound:
        raise InvalidInput(UNSAFE_ROLE, role=role)
