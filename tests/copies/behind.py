"""Databases that were put back from an old backup, for the tests."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from psycopg import sql

from chartrier import wiring
from chartrier.catalog.database.roles import database_script
from chartrier.settings import load_settings
from tests.conftest import Database, Home, Server


def new_home(folder: Path, server: Server) -> Home:
    """An initialised home on a database of its own, for tests that share it. `home.database.drop()` it."""
    for part in (".", "keys", "staging", "copies/a", "copies/b"):
        (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
    return _home(folder, server.new_database())


def clone(home: Home, database: Database, folder: Path) -> Home:
    """A home of its own with what is in this one now, on a copy of that database; nobody may be connected to it."""
    shutil.copytree(home.folder, folder, symlinks=True)
    return _home(folder, backup(database))


def backup(database: Database) -> Database:
    """A copy of the database as it is now; nobody may be connected to it. `drop` it."""
    server = database.server
    name = f"test_{secrets.token_hex(8)}"
    made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(database.name))
    server.run("postgres", made)
    server.run(name, *database_script(name, wiring.OWNER, wiring.APPLICATION))
    return Database(server, name)


def on(home: Home, database: Database) -> Home:
    """The same home, on another database."""
    return _home(home.folder, database)


def _home(folder: Path, database: Database) -> Home:
    environ = {
        "CHARTRIER_HOME": str(folder),
        "CHARTRIER_DATABASE_URL": database.url,
        "CHARTRIER_DATABASE_OWNER_URL": database.owner_url,
    }
    return Home(folder, database, environ, load_settings(None, environ))


def rows(database: Database, *, without: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Every row of every table but those named, as text, table by table, in an order that is theirs alone."""
    with database.connect("postgres") as connection:
        names = connection.execute(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND relkind IN ('r', 'p')"
        ).fetchall()
        return {
            name: sorted(row for (row,) in connection.execute(f'SELECT t::text FROM "{name}" t').fetchall())
            for (name,) in names
            if name not in without
        }
