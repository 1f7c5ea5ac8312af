"""The three roles, as a script: run by us on the embedded server, else by PostgreSQL's administrator.

- the owner has the tables and runs the migrations;
- the application reads and writes rows, owns nothing, and cannot step over the policies;
- the definer owns the functions that look across tenants; nobody logs in as it.

The script may be run again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
from psycopg import sql

from chartrier.catalog.database.isolation import DEFINER

OLDEST = 16
"""PostgreSQL's oldest version that will do: it first lets a membership be without inheritance."""

PLAIN = sql.SQL("NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION")


def role_script(owner: str, application: str) -> list[sql.Composed]:
    """Statements for a superuser: the roles themselves. Passwords are left to whoever runs it."""
    owner_name, application_name, definer = map(sql.Identifier, (owner, application, DEFINER))
    return [
        *(_create(role) for role in (owner, application, DEFINER)),
        sql.SQL("ALTER ROLE {} LOGIN {}").format(owner_name, PLAIN),
        sql.SQL("ALTER ROLE {} LOGIN {}").format(application_name, PLAIN),
        sql.SQL("ALTER ROLE {} NOLOGIN {}").format(definer, PLAIN),
        sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(definer, owner_name),
    ]


def database_script(database: str, owner: str, application: str) -> list[sql.Composed]:
    """Statements for a superuser connected to the database, which exists."""
    name, owner_name, role = map(sql.Identifier, (database, owner, application))
    return [
        sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner_name),
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(name, role),
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC").format(),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}, {}").format(role, sql.Identifier(DEFINER)),
    ]


def printed_script(owner: str, application: str, database: str) -> Iterator[str]:
    """Both scripts for psql, as lines: what `chartrier doctor` gives to an administrator."""
    yield "-- psql, as a superuser"
    for statement in role_script(owner, application):
        yield f"{statement.as_string()};"
    yield f"-- then passwords: \\password {owner}   and   \\password {application}"
    create = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0;").format(sql.Identifier(database))
    yield f"-- if it is not there: {create.as_string()}"
    yield f"\\connect {sql.Identifier(database).as_string()}"
    for statement in database_script(database, owner, application):
        yield f"{statement.as_string()};"


def make_embedded(
    server: Mapping[str, Any], owner: str, application: str, passwords: dict[str, str], name: str
) -> None:
    """Roles and database of an embedded cluster, made or completed, by its superuser."""
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as connection:
        for statement in role_script(owner, application):
            connection.execute(statement)
        # Deriving slowly is for passwords that somebody could guess; these are 256 bits drawn at random.
        connection.execute("SET scram_iterations = 1")
        for role, password in passwords.items():
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    with psycopg.connect(**server, dbname=name, autocommit=True) as connection:
        for statement in database_script(name, owner, application):
            connection.execute(statement)


def _create(role: str) -> sql.Composed:
    return sql.SQL(
        "DO $do$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {literal})"
        " THEN CREATE ROLE {name}; END IF; END $do$"
    ).format(literal=sql.Literal(role), name=sql.Identifier(role))
