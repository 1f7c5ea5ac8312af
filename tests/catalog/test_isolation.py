"""No one sees, refers to, or learns of another tenant's row: read from the system catalogs, then tried."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from psycopg import sql

from chartrier import wiring
from chartrier.catalog.archive import questions
from chartrier.catalog.database.grants import FUNCTIONS, SHARED_TABLES, TENANT_TABLES
from chartrier.catalog.database.isolation import DEFINER
from chartrier.catalog.transaction import as_array
from chartrier.rules.convention import Convention, ConventionKind, Covers

from .conftest import ALPHA, BETA

CONVENTION = Convention(ConventionKind.MUTUALISATION, Covers.INTERMEDIAIRES, "C", (), date(2026, 1, 1))

TABLES = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'"


@pytest.fixture
def app(wired: Any):
    with wired.database.connect() as connection:
        yield connection


@pytest.fixture(scope="module")
def superuser(server: Any):
    """Looks at the system catalogs of a database that nobody else uses."""
    database = server.new_database()
    with database.connect("postgres") as connection:
        yield connection
    database.drop()


def acting_for(connection: psycopg.Connection, *tenants: int) -> None:
    connection.execute("SELECT set_config('app.tenants', %s, false)", [as_array(tenants)])


def test_every_table_is_a_tenants_or_on_the_list(superuser):
    names = {name for (name,) in superuser.execute(f"SELECT relname {TABLES} AND relkind IN ('r', 'p')")}
    assert names == set(TENANT_TABLES) | set(SHARED_TABLES)
    assert not superuser.execute(f"SELECT relname {TABLES} AND relkind IN ('v', 'm', 'f')").fetchall()


def test_every_tenant_table_has_enabled_and_forced_policies(superuser):
    rows = superuser.execute(
        f"SELECT relname, relrowsecurity, relforcerowsecurity {TABLES} AND relname = ANY(%s)",
        [list(TENANT_TABLES)],
    ).fetchall()
    assert len(rows) == len(TENANT_TABLES)
    assert [name for name, enabled, forced in rows if not (enabled and forced)] == []
    current = "NULLIF(current_setting('app.tenants'::text, true), ''::text)::bigint[]"
    for table in TENANT_TABLES:
        policies = superuser.execute(
            "SELECT permissive, roles, cmd, qual, with_check FROM pg_policies"
            " WHERE tablename = %s AND policyname = 'tenant'",
            [table],
        ).fetchall()
        column = "id" if table == "tenants_tenant" else "tenant"
        expected = f"({column} = ANY ({current}))".replace("(", "").replace(")", "")
        ((*kind, using, check),) = policies
        assert kind == ["PERMISSIVE", ["public"], "ALL"], table
        assert [text.replace("(", "").replace(")", "") for text in (using, check)] == [expected] * 2, table
        # Nobody but the definer's SELECT is let further.
        others = superuser.execute(
            "SELECT roles, cmd FROM pg_policies"
            " WHERE tablename = %s AND policyname <> 'tenant' AND permissive = 'PERMISSIVE'",
            [table],
        ).fetchall()
        assert others in ([], [([DEFINER], "SELECT")]), table


def test_keys_carry_the_tenant(superuser):
    rows = superuser.execute(
        "SELECT conrelid::regclass::text, contype, conname,"
        " (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1])"
        " FROM pg_constraint WHERE contype IN ('p', 'u', 'f')"
    ).fetchall()
    for table, kind, name, first in rows:
        if table in TENANT_TABLES and name not in ("tenants_tenant_pkey", "people_membership_person_refers"):
            assert first == "tenant", (table, kind, name)
    unique = superuser.execute(
        "SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid, 1, true)"
        " FROM pg_index WHERE indisunique"
    ).fetchall()
    for table, name, first in unique:
        if table in TENANT_TABLES and table != "tenants_tenant":
            assert first == "tenant", (table, name)


def test_no_value_is_made_by_the_database(superuser):
    rows = superuser.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = ANY(%s)"
        " AND (column_default IS NOT NULL OR is_identity = 'YES' OR is_generated <> 'NEVER')"
        # made of what the row says, so that it is the same wherever it is made
        " AND (table_name, column_name) NOT IN (('archive_dataobject', 'sha512'),"
        " ('journal_journalentry', 'operation'),"
        " ('journal_journalentry', 'by'), ('journal_journalentry', 'time'))",
        [[*TENANT_TABLES, "people_person"]],
    ).fetchall()
    assert rows == []


def test_the_application_owns_nothing_and_steps_over_nothing(superuser):
    attributes = "rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
    for role in (wiring.APPLICATION, wiring.OWNER, DEFINER):
        found = superuser.execute(f"SELECT {attributes} FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        assert found == (
            False, False, False, False, False,
        ), role  # fmt: skip
    assert superuser.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", [DEFINER]).fetchone() == (False,)
    owned = "SELECT count(*) FROM {} WHERE {} = %s::regrole"
    for catalog, column in {
        "pg_class": "relowner", "pg_proc": "proowner", "pg_namespace": "nspowner", "pg_database": "datdba",
        "pg_type": "typowner", "pg_operator": "oprowner",
    }.items():  # fmt: skip
        query = sql.SQL(owned).format(sql.Identifier(catalog), sql.Identifier(column))
        assert superuser.execute(query, [wiring.APPLICATION]).fetchone() == (0,), catalog
    memberships = "SELECT count(*) FROM pg_auth_members WHERE member = %s::regrole"
    assert superuser.execute(memberships, [wiring.APPLICATION]).fetchone() == (0,)


def test_the_application_has_the_rights_on_the_list_and_no_other(superuser):
    rows = superuser.execute(
        "SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE grantee = %s",
        [wiring.APPLICATION],
    ).fetchall()
    found: dict[str, set[str]] = {}
    for table, right in rows:
        found.setdefault(table, set()).add(right)
    wanted = dict(TENANT_TABLES) | {table: right for table, (right, _) in SHARED_TABLES.items()}
    for table, rights in wanted.items():
        whole = {right.strip() for right in rights.split(", UPDATE (")[0].split(",") if right.strip()}
        assert found.get(table, set()) == whole, table
    assert not any("TRUNCATE" in rights for rights in found.values())
    for table in ("journal_journalentry", "journal_journalnode", "destruction_change", "destruction_destroyed"):
        assert found[table] == {"SELECT", "INSERT"}
    public = superuser.execute(
        "SELECT count(*) FROM information_schema.table_privileges WHERE grantee = 'PUBLIC' AND table_schema = 'public'"
    ).fetchone()
    assert public == (0,)


def test_definer_functions_have_a_fixed_path_and_a_powerless_owner(superuser):
    rows = superuser.execute(
        "SELECT proname, prosecdef, proconfig, proowner::regrole::text, proacl::text FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace"
    ).fetchall()
    queue = [row for row in rows if row[0].startswith("procrastinate_")]
    # those of the queue act with the rights of whoever calls them
    assert [name for name, definer, *_ in queue if definer] == []
    # what the index calls a unit is made of what is asked with it alone
    placed = [row for row in rows if row[0] == "placed"]
    assert [(definer, owner) for _, definer, _, owner, _ in placed] == [(False, wiring.OWNER)]
    rows = [row for row in rows if row not in [*queue, *placed]]
    assert {row[0] for row in rows} == set(FUNCTIONS)
    for name, definer, config, owner, rights in rows:
        assert definer, name
        assert "search_path=pg_catalog, pg_temp" in config, name
        assert owner == DEFINER, name
        assert "=X/" not in rights.replace(f"{DEFINER}=X/", "").replace(f"{wiring.APPLICATION}=X/", ""), name
    readable = superuser.execute(
        "SELECT table_name, column_name, privilege_type FROM information_schema.column_privileges WHERE grantee = %s",
        [DEFINER],
    ).fetchall()
    assert {right for *_, right in readable} == {"SELECT"}
    assert {column for table, column, _ in readable if table == "archive_unit"} == {"tenant", "id", "search"}


def test_without_a_tenant_there_is_no_row(tenants, accept, app):
    accept(ALPHA, "Délibération")
    for table in TENANT_TABLES:
        assert app.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    acting_for(app, BETA)
    for table in ("archive_unit", "archive_versement", "archive_dataobject", "journal_journalentry"):
        assert app.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    acting_for(app, ALPHA, BETA)
    assert app.execute("SELECT count(*) FROM archive_unit").fetchone() == (1,)


def test_the_owner_obeys_the_policies_too(tenants, accept, wired):
    accept(ALPHA, "Délibération")
    with wired.database.connect(wiring.OWNER) as owner:
        assert owner.execute("SELECT count(*) FROM archive_unit").fetchone() == (0,)


def test_a_setting_ends_with_its_transaction(tenants, accept):
    from django.db import connections

    accept(ALPHA, "Délibération")
    assert questions.newest([ALPHA])
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM archive_unit")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("setting", ["", "{}", "{NULL}"])
def test_an_empty_setting_shows_nothing(tenants, accept, app, setting):
    accept(ALPHA, "Délibération")
    app.execute("SELECT set_config('app.tenants', %s, false)", [setting])
    assert app.execute("SELECT count(*) FROM archive_unit").fetchone() == (0,)


INSERTS = {
    "versement": "INSERT INTO archive_versement (tenant, id, state, received) VALUES (%(t)s, %(id)s, 'running', now())",
    "parent": "INSERT INTO archive_unitparent (tenant, unit, parent, attached) VALUES (%(t)s, %(own)s, %(id)s, true)",
    "unit of parent": "INSERT INTO archive_unitparent (tenant, unit, parent, attached)"
    " VALUES (%(t)s, %(id)s, %(own)s, true)",
    "group": "INSERT INTO archive_unitgroup (tenant, unit, object_group) VALUES (%(t)s, %(id)s, %(id)s)",
    "unit": "INSERT INTO archive_unit"
    " (tenant, versement, id, xml_id, line, content, title, title_key, search, top)"
    " VALUES (%(t)s, %(package)s, %(fresh)s, '', 1, '{}', '', '', '', true)",
    "object": "INSERT INTO archive_dataobject (tenant, versement, id, xml_id, line, kind, object_group,"
    " declared, digests, metadata)"
    " VALUES (%(t)s, %(package)s, %(fresh)s, '', 1, 'binary', %(id)s, '{}', '{}', '{}')",
}


@pytest.mark.parametrize("what", INSERTS)
def test_a_key_of_another_tenant_answers_as_one_that_is_not_there(tenants, accept, app, what):
    """The same statement with an identifier of Beta's and with one that nobody has: not to be told apart."""
    own, theirs = accept(ALPHA, "Nôtre"), accept(BETA, "Leur")
    acting_for(app, ALPHA)

    def answer(identifier: uuid.UUID, package: uuid.UUID) -> Any:
        given = {"t": ALPHA, "id": identifier, "own": own.unit(1), "package": package, "fresh": uuid.uuid4()}
        try:
            with app.transaction(force_rollback=True):
                app.execute(INSERTS[what], given)
            return "taken"
        except psycopg.Error as error:
            detail = (error.diag.message_detail or "").replace(str(identifier), "ID").replace(str(package), "PACKAGE")
            return error.sqlstate, error.diag.message_primary, detail, error.diag.constraint_name

    absent = answer(uuid.UUID(int=12345), uuid.UUID(int=54321))
    assert answer(theirs.unit(1), theirs.package) == absent
    assert answer(own.unit(1), own.package) != absent or what == "versement"


def test_rows_cannot_be_written_for_another_tenant(tenants, accept, app):
    theirs = accept(BETA, "Leur")
    acting_for(app, ALPHA)
    for identifier in (theirs.package, uuid.uuid4()):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            app.execute(INSERTS["versement"], {"t": BETA, "id": identifier})
    assert app.execute("UPDATE tenants_tenant SET name = 'pris' WHERE id = %s", [BETA]).rowcount == 0
    assert app.execute("DELETE FROM archive_versement WHERE tenant = %s", [BETA]).rowcount == 0


def test_what_collectivites_keep_is_their_own(tenants, app):
    """Conventions, services, logos, and roles by a convention: another's are as good as none."""
    from chartrier.catalog.conventions import register as conventions
    from chartrier.catalog.people import directory
    from chartrier.catalog.tenants import services
    from chartrier.catalog.tenants.services import Logo
    from chartrier.records.collectivite import Service

    theirs, ada = uuid.uuid4(), uuid.uuid4()
    directory.add_person(ada, "Ada", None, datetime(2026, 11, 22, tzinfo=UTC))
    conventions.enter([BETA], theirs, CONVENTION)
    services.put_service(BETA, Service("RH", "Personnel"))
    services.put_logo(BETA, Logo(b"png", 1, 1))
    acting_for(app, ALPHA)
    for table in ("conventions_convention", "tenants_service", "tenants_logo"):
        assert app.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    assert app.execute("UPDATE conventions_convention SET signed = '2020-01-01'").rowcount == 0
    assert app.execute("UPDATE tenants_service SET closed = true").rowcount == 0
    assert app.execute("DELETE FROM tenants_logo").rowcount == 0

    def answer(convention: uuid.UUID) -> Any:
        with pytest.raises(psycopg.errors.ForeignKeyViolation) as caught, app.transaction():
            app.execute(
                "INSERT INTO people_membership (tenant, id, person, role, services, series, convention)"
                " VALUES (%s, %s, %s, 'dpo', '{}', '{}', %s)",
                [ALPHA, uuid.uuid4(), ada, convention],
            )
        return (caught.value.diag.message_detail or "").replace(str(convention), "ID")

    assert answer(theirs) == answer(uuid.uuid4())
    # a role by a convention that nobody signed is none, for whoever asks
    directory.give_role(BETA, ada, "dpo", convention=theirs)
    assert directory.memberships_of(ada, CONVENTION.first) == directory.members(BETA, CONVENTION.first) == []
    conventions.replace([BETA], theirs, CONVENTION, replace(CONVENTION, signed=CONVENTION.first))
    assert directory.memberships_of(ada, CONVENTION.first) == [(BETA, "dpo")]


def test_what_is_settled_is_out_of_reach(tenants, accept, app):
    content = accept(ALPHA, "Délibération")
    acting_for(app, ALPHA)
    assert app.execute("SELECT count(*) FROM archive_versement WHERE id = %s", [content.package]).fetchone() == (1,)
    assert app.execute("UPDATE archive_versement SET inventory = 'x'").rowcount == 0
    assert app.execute("DELETE FROM archive_versement").rowcount == 0
    # only what an order of destruction names goes
    for table in ("archive_unitgroup", "archive_unitparent", "archive_dataobject", "archive_unit"):
        assert app.execute(f"DELETE FROM {table}").rowcount == 0
    for statement in (
        "DELETE FROM journal_journalentry", "UPDATE journal_journalentry SET body = ''",
        "TRUNCATE journal_journalentry",
        "UPDATE archive_unit SET title = ''",
        "TRUNCATE archive_versement CASCADE",
        "DELETE FROM journal_journalhead", "UPDATE tenants_tenant SET journal_key = ''",
        "DELETE FROM tenants_tenant",
        "ALTER TABLE archive_unit DISABLE ROW LEVEL SECURITY", "DROP POLICY tenant ON archive_unit",
        "CREATE TABLE mine (i int)", f"SET ROLE {DEFINER}", "COPY archive_unit FROM STDIN",
    ):  # fmt: skip
        with pytest.raises(psycopg.Error):
            app.execute(statement)


def test_a_role_that_steps_over_the_policies_is_refused(home, server):
    from chartrier.errors import InvalidInput
    from chartrier.settings import load_settings

    url = server.url("postgres", home.database.name)
    settings = load_settings(home.folder, {"CHARTRIER_DATABASE_URL": url})
    with pytest.raises(InvalidInput) as caught:
        wiring.wire(settings)
    assert caught.value.finding.code == "CAT-008"
    assert server.passwords["postgres"] not in str(caught.value)
