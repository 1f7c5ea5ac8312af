"""What a migration says to give a table its place in the isolation between tenants, in one line each.

A row is seen and written only when its tenant is in `app.tenants`, which `catalog.transaction` sets for the
length of a transaction. Nothing set, no row. FORCE: the owner of the tables obeys too.
"""

from __future__ import annotations

from django.db.migrations import RunSQL

DEFINER = "chartrier_definer"
"""Owns the few functions that look across tenants, and nothing else; nobody can log in as it."""


def tenant_table(table: str, column: str = "tenant") -> RunSQL:
    """Only the rows of the current tenants exist for whoever speaks to this table."""
    current = "nullif(current_setting('app.tenants', true), '')::bigint[]"
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant ON {table}
            USING ({column} = ANY({current})) WITH CHECK ({column} = ANY({current}));
        """,
        RunSQL.noop,
    )


def changeable_while(table: str, condition: str) -> RunSQL:
    """Rows that do not meet the condition are neither updated nor deleted, whatever the code above does."""
    return RunSQL(
        f"""
        CREATE POLICY settled_update ON {table} AS RESTRICTIVE FOR UPDATE
            USING ({condition}) WITH CHECK (true);
        CREATE POLICY settled_delete ON {table} AS RESTRICTIVE FOR DELETE USING ({condition});
        """,
        RunSQL.noop,
    )


def entered_now(table: str, act: str, operation: str) -> str:
    """Whether the present transaction enters the act of this operation that `act`, an expression over a row of the
    table, names.
    """
    return (
        f"EXISTS (SELECT FROM acts_act decided WHERE decided.tenant = {table}.tenant AND decided.id = {act}"
        f" AND decided.operation = '{operation}' AND decided.xmin = pg_current_xact_id()::xid)"
    )


def refers(table: str, columns: str, target: str, target_columns: str = "tenant, id") -> RunSQL:
    """A foreign key of several columns, the tenant first: a row of another tenant is as good as none.

    Checked immediately, so that the statement at fault is the one that fails.
    """
    name = f"{table}_{columns.split()[-1]}_refers"
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {target} ({target_columns})",
        RunSQL.noop,
    )


def definer_reads(table: str, columns: str) -> RunSQL:
    """Lets the definer's functions read these columns of every tenant; what they answer is their affair."""
    return RunSQL(
        f"""
        CREATE POLICY definer ON {table} FOR SELECT TO {DEFINER} USING (true);
        GRANT SELECT ({columns}) ON {table} TO {DEFINER};
        """,
        RunSQL.noop,
    )


def definer_function(signature: str, returns: str, language: str, body: str, *options: str) -> RunSQL:
    """A function that looks with the definer's eyes; its search path is fixed: nobody slips in an object."""
    name = signature.partition("(")[0]
    settings = " ".join(f"SET {option}" for option in ("search_path = pg_catalog, pg_temp", *options))
    return RunSQL(
        f"""
        CREATE FUNCTION public.{signature} RETURNS {returns} LANGUAGE {language} STABLE SECURITY DEFINER
            {settings} AS $body${body}$body$;
        REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC;
        GRANT CREATE ON SCHEMA public TO {DEFINER};
        ALTER FUNCTION public.{name} OWNER TO {DEFINER};
        REVOKE CREATE ON SCHEMA public FROM {DEFINER};
        """,
        RunSQL.noop,
    )
