"""Copies that are away, that fail on the way, and what must hold when they are back."""

from __future__ import annotations

import dataclasses
import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chartrier import wiring
from chartrier.settings import load_settings
from chartrier.vault.store import Store
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.ingest.archive import Bench
from tests.packages_of_ours import Document, Sip


@contextmanager
def archive_of(folder: Path, server: Server, names: str, minimum: int) -> Iterator[Wiring]:
    """An initialised archive with these copies, one letter each."""
    database = server.new_database()
    for part in (".", "keys", "staging", *(f"copies/{name}" for name in names)):
        (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
    environ = environ_of(folder, database.url, database.owner_url)
    (folder / "settings.toml").write_text(
        f"copies_minimum = {minimum}  # kept\n\n[copies]\n" + "".join(f'{name} = "copies/{name}"\n' for name in names)
    )
    try:
        with wiring.wire(load_settings(None, environ)) as archive:
            yield archive
    finally:
        database.drop()


def environ_of(folder: Path, url: str, owner_url: str) -> dict[str, str]:
    return {
        "CHARTRIER_HOME": str(folder),
        "CHARTRIER_DATABASE_URL": url,
        "CHARTRIER_DATABASE_OWNER_URL": owner_url,
    }


def environ_of_archive(archive: Wiring) -> dict[str, str]:
    """What another process needs to work on this archive."""
    settings = archive.settings
    assert settings.database_url and settings.database_owner_url
    return {**os.environ, **environ_of(settings.home, settings.database_url, settings.database_owner_url)}


def new_sip(path: Path, size: int = 1000, number: int = 2) -> Path:
    """A package that nobody has ingested."""
    message = f"M-{secrets.token_hex(6)}"
    documents = [Document(f"{n}.bin", secrets.token_bytes(size), f"{message} {n}") for n in range(number)]
    return Sip(message=message, documents=documents).write(path / f"{message}.zip")


@contextmanager
def away(archive: Wiring, name: str) -> Iterator[None]:
    """The disk of this copy is unplugged."""
    folder = archive.settings.copies[name]
    aside = folder.with_name(f"{folder.name}-unplugged")
    folder.rename(aside)
    try:
        yield
    finally:
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)


def trees_are_equal(archive: Wiring, code: str) -> bool:
    """Byte for byte: what `diff -r` says of the tenant's folder in all copies."""
    trees = [tree(folder / code) for folder in archive.settings.copies.values()]
    for other in trees[1:]:
        differing = {path for path in trees[0].keys() | other.keys() if trees[0].get(path) != other.get(path)}
        assert differing == set()
    return True


def tree(folder: Path) -> dict[str, tuple[int, bytes | None]]:
    """Every file and folder, with its mode and its bytes."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_mode, path.read_bytes() if path.is_file() else None)
        for path in sorted(folder.rglob("*"))
    }


class Failing:
    """A copy whose disk answers with an error when one of its methods is called."""

    def __init__(self, store: Store, method: str, number: int, when: Callable[..., bool] = lambda *_: True) -> None:
        self._store, self._method, self._number, self._when = store, method, number, when

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if name != self._method:
            return found

        def fails(*arguments: Any) -> Any:
            if not self._when(*arguments):
                return found(*arguments)
            with self._store._speaking():  # type: ignore[attr-defined]
                raise OSError(self._number, os.strerror(self._number))

        return fails


def failing(bench: Bench, name: str, method: str, number: int = errno.EIO, **how: Any) -> None:
    """From now on, this copy of the bench fails so."""
    stores = [
        Failing(store, method, number, **how) if store.name == name else store for store in bench.means.copies.stores
    ]
    bench.means = dataclasses.replace(bench.means, copies=dataclasses.replace(bench.means.copies, stores=stores))
