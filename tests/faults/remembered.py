"""The states that a database went through, each of which it can be put back to in a few milliseconds."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from psycopg import sql

from tests.conftest import Database

State = dict[str, str]
"""A digest of the rows of each table."""


class RememberedDatabase:
    """Looked at, and put back, behind everybody's policies. Only what is committed is seen."""

    def __init__(self, database: Database) -> None:
        self._connection = database.connect("postgres")
        found = self._connection.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position)"
            " FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'"
            " GROUP BY table_name"
        ).fetchall()
        self._columns: dict[str, list[str]] = dict(found)
        self._connection.execute("CREATE SCHEMA remembered")
        self._question = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}, md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) FROM {} t").format(
                sql.Literal(table), sql.Identifier("public", table)
            )
            for table in self._columns
        )
        self.states: list[State] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def now(self) -> State:
        return dict(self._connection.execute(self._question).fetchall())

    def look(self) -> int:
        """The number of the present state, kept from now on when it is new."""
        state = self.now()
        if not self.states or state != self.states[-1]:
            self.states.append(state)
            for table, digest in state.items():
                self._connection.execute(
                    sql.SQL("CREATE TABLE IF NOT EXISTS {} AS SELECT * FROM {}").format(
                        _kept(table, digest), sql.Identifier("public", table)
                    )
                )
        return len(self.states) - 1

    def put_back(self, number: int) -> None:
        """Make the database what it was in that state."""
        now, wanted = self.now(), self.states[number]
        with self._connection.transaction():
            self._connection.execute("SET LOCAL session_replication_role = replica")
            self._connection.execute("SET LOCAL client_min_messages = warning")
            for table in (table for table in wanted if wanted[table] != now[table]):
                columns = sql.SQL(", ").join(map(sql.Identifier, self._columns[table]))
                self._connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier("public", table)))
                self._connection.execute(
                    sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}").format(
                        sql.Identifier("public", table), columns, columns, _kept(table, wanted[table])
                    )
                )


def _kept(table: str, digest: str) -> sql.Identifier:
    return sql.Identifier("remembered", f"{table[:30]}_{digest}")
