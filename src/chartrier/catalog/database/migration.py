"""Bringing the tables up to this version, and finding out whether they are."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from chartrier.catalog.database.grants import grant

ONE_AT_A_TIME = 0x43484152
"""Key of the advisory lock of migrations ("CHAR")."""


def migrate(application: str) -> None:
    """As the owner, apply what is missing, and give the application's role its rights. May be repeated."""
    owner = connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        grant(owner, application)
    finally:
        # The lock goes with the connection.
        owner.close()


def missing_migrations() -> list[str]:
    """The migrations of this version that the database has not seen."""
    loader = MigrationLoader(connections["default"])
    missing = set(loader.graph.nodes) - set(loader.applied_migrations)
    return sorted(f"{app}.{name}" for app, name in missing)
