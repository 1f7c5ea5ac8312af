"""Bringing the tables up to this version, and finding out whether they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from chartrier.catalog.database.grants import grant
from chartrier.catalog.findings import NEWER_DATABASE
from chartrier.errors import InvalidInput

ONE_AT_A_TIME = 0x43484152
"""Key of the advisory lock of migrations ("CHAR")."""

OF_THE_SITE = frozenset({"account", "mfa", "procrastinate", "sessions", "socialaccount", "usersessions"})
"""Applications with tables that only commands which serve pages, or change tables, load: no other speaks to them."""


def migrate(application: str) -> None:
    """As the owner, apply what is missing, and give the application's role its rights. May be repeated.

    An application whose tables are all there is not gone through again.
    """
    owner = connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        if _names(owner) != _written():
            call_command("migrate", database="owner", interactive=False, verbosity=0)
        grant(owner, application)
    finally:
        # The lock goes with the connection.
        owner.close()


def missing_migrations() -> list[str]:
    """The migrations of this version that the database has not seen."""
    program, database = _program_and_database()
    return sorted(program - database)


def unknown_migrations() -> list[str]:
    """The migrations that the database has seen and this version does not have: a newer one was here."""
    program, database = _program_and_database()
    return sorted(database - program)


def require_known_database() -> None:
    """Raise InvalidInput when a newer version has changed the tables."""
    if unknown := unknown_migrations():
        raise InvalidInput(NEWER_DATABASE, unknown=", ".join(unknown))


def has_tenants() -> bool:
    """Whether this is an archive in use, rather than one that is being made."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('public.tenant_keys()') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT EXISTS (SELECT tenant_keys())")
        return bool(cursor.fetchone()[0])


def _program_and_database() -> tuple[set[str], set[str]]:
    """Both without the site's own tables where this process has not loaded its applications."""
    absent = OF_THE_SITE - {app.label for app in apps.get_app_configs()}
    database = {name for name in _names(connections["default"]) if name.partition(".")[0] not in absent}
    # Every command asks. When the names agree nothing is missing or unknown, and no module of any has to be loaded.
    if database == _written():
        return database, database
    loader = MigrationLoader(connections["default"])
    return {f"{app}.{name}" for app, name in loader.graph.nodes}, database


def _names(connection: BaseDatabaseWrapper) -> set[str]:
    """Those that the database has seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return set()
        cursor.execute("SELECT app || '.' || name FROM django_migrations")
        return {name for (name,) in cursor.fetchall()}


@cache
def _written() -> frozenset[str]:
    """The names of the migrations of this process's applications, from their files alone."""
    files = (
        (app.label, file) for app in apps.get_app_configs() for file in (Path(app.path) / "migrations").glob("*.py")
    )
    return frozenset(f"{label}.{file.stem}" for label, file in files if file.name[0] not in "_~")
