"""The transaction of a versement, begun while its package is still being made: two processors work at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.transaction import own_transaction

Load = Callable[[psycopg.Cursor[Any], int, UUID, Path], None]


class LoadingAhead:
    """Loads files into the index in one transaction of this connection, in a thread, one after the other.

    Nobody sees any of it before `finished` commits. The connection is not to be used otherwise meanwhile. What goes
    wrong is raised by `finished`.
    """

    def __init__(self, connection: psycopg.Connection[Any], tenant: int, package: UUID) -> None:
        self._connection = connection
        self._tenant = tenant
        self._package = package
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="loading")
        self._loads: list[Future[None]] = []
        self._open = ExitStack()
        self._cursor: psycopg.Cursor[Any] | None = None

    def submit(self, load: Load, file: Path) -> None:
        """Load this file, which stays where it is, after those before it."""
        self._loads.append(self._thread.submit(self._load, load, file))

    def _load(self, load: Load, file: Path) -> None:
        load(self._begun(), self._tenant, self._package, file)

    def _begun(self) -> psycopg.Cursor[Any]:
        if self._cursor is None:
            self._cursor = self._open.enter_context(own_transaction(self._connection, self._tenant))
        return self._cursor

    @contextmanager
    def finished(self) -> Iterator[psycopg.Cursor[Any]]:
        """The transaction, once all is loaded. It is committed when the block ends well, else rolled back."""
        with self._open:
            # all of them ended, before the transaction can: none may go on outside of it
            self._thread.shutdown()
            for load in self._loads:
                load.result()
            yield self._begun()

    def abandon(self) -> None:
        """Roll back whatever was begun, without waiting for it to be done. The connection is free again."""
        with suppress(psycopg.Error):
            self._connection.cancel()
        self._thread.shutdown(cancel_futures=True)
        with suppress(psycopg.Error, _Abandoned), self._open:
            raise _Abandoned


class _Abandoned(Exception):
    """Ends the transaction as an error would."""
