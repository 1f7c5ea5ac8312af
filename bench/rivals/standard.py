"""What every machine has, on the same bytes: `unzip -p | sha512sum`, and psql's `\\copy` of the same rows."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

import psycopg
from psycopg.conninfo import make_conninfo

from bench.archive import Archive
from bench.floor.loading import TABLES
from chartrier import wiring
from chartrier.catalog.connection import socket_address

_PIECE = 1 << 16

COLUMNS = """
    SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
"""Those that are copied: what is generated follows from them."""


def unzip_and_sha512sum(package: Path) -> float | None:
    """Seconds of the two in a pipe, all members one after the other; None where they are not installed."""
    if not (shutil.which("unzip") and shutil.which("sha512sum")):
        return None
    began = time.perf_counter()
    with (
        Popen(["unzip", "-p", package], stdout=PIPE) as unzip,
        Popen(["sha512sum"], stdin=unzip.stdout, stdout=DEVNULL) as sha512sum,
    ):
        assert unzip.stdout is not None
        unzip.stdout.close()
        if sha512sum.wait() or unzip.wait():
            raise ValueError(f"unzip cannot read {package.name}")
    return time.perf_counter() - began


class PlainCopy:
    """The rows of one tenant, ready, copied into plain tables with the same columns and indexes."""

    def __init__(self, archive: Archive, tenant: int, folder: Path) -> None:
        self._archive = archive
        self._files = {table: folder / f"{table}.copy" for table in TABLES}
        make = ["DROP SCHEMA IF EXISTS bench CASCADE", "CREATE SCHEMA bench"]
        make += [f"CREATE TABLE bench.{table} (LIKE public.{table} INCLUDING ALL)" for table in TABLES]
        archive.psql("-c", "; ".join(make))
        self._columns = {
            table: archive.psql("-At", "-c", COLUMNS.format(table=table)).answer.strip() for table in TABLES
        }
        for table, file in self._files.items():
            columns = self._columns[table]
            archive.psql(
                "-c", rf"\copy (SELECT {columns} FROM {table} WHERE tenant = {tenant} ORDER BY ctid) TO '{file}'"
            )

    def by_psql(self) -> float:
        """Seconds of psql's own `\\copy`, as `\\timing` tells them, in one transaction with its commit."""
        self._empty()
        copies = [
            part
            for table, file in self._files.items()
            for part in ("-c", rf"\copy bench.{table} ({self._columns[table]}) FROM '{file}'")
        ]
        told = self._archive.psql("-c", r"\timing on", "-c", "BEGIN", *copies, "-c", "COMMIT").answer
        return sum(float(held) for held in re.findall(r"Time: ([0-9.]+) ms", told)) / 1000

    def by_ours(self) -> float:
        """Seconds of the same by the library that we load with."""
        self._empty()
        address = socket_address(self._archive.socket, "postgres", self._archive.superuser_password, wiring.DATABASE)
        with psycopg.connect(make_conninfo("", **address)) as connection, connection.cursor() as cursor:
            into, began = "COPY bench.{table} ({columns}) FROM STDIN", time.perf_counter()
            for table, file in self._files.items():
                with (
                    file.open("rb") as rows,
                    cursor.copy(into.format(table=table, columns=self._columns[table])) as copy,
                ):
                    while piece := rows.read(_PIECE):
                        copy.write(piece)
            connection.commit()
            return time.perf_counter() - began

    def rows(self) -> dict[str, int]:
        told = {table: self._archive.psql("-At", "-c", f"SELECT count(*) FROM bench.{table}") for table in TABLES}
        return {table: int(done.answer) for table, done in told.items()}

    def drop(self) -> None:
        self._archive.psql("-c", "DROP SCHEMA bench CASCADE")

    def _empty(self) -> None:
        self._archive.psql("-c", "TRUNCATE " + ", ".join(f"bench.{table}" for table in TABLES), "-c", "CHECKPOINT")
        os.sync()
