"""Choosing and writing what is read back: what a command line alone cannot show."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import UUID

import pytest

from chartrier.access.fetching import fetch
from chartrier.catalog.archive.models import DataObject
from chartrier.copies import documents
from chartrier.copies.documents import new_file
from chartrier.errors import Conflict, IntegrityFailure, InvalidInput, Unavailable
from chartrier.vault.findings import COPY_ABSENT, FILE_ABSENT
from chartrier.vault.store import Store

DATA = b"octets" * 1000
PACKAGE = UUID("0199a3f2-5d1c-7b3e-9a4f-2c6d8e000000")


class Failing(io.BytesIO):
    """A disk that fails after a while."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.EIO, "Input/output error")
        return super().read(100)


class Copy:
    """A copy whose only file is what `give` makes."""

    def __init__(self, name: str, give: Callable[[], BinaryIO]) -> None:
        self.name = name
        self._give = give

    def open(self, *_: object, **__: object) -> BinaryIO:
        return self._give()


def absent() -> BinaryIO:
    raise Unavailable(COPY_ABSENT, **dict.fromkeys(_fields(COPY_ABSENT), "x"))


def without_file() -> BinaryIO:
    raise IntegrityFailure(FILE_ABSENT, **dict.fromkeys(_fields(FILE_ABSENT), "x"))


def _fields(kind: Any) -> set[str]:
    from string import Formatter

    texts = (kind.fr, kind.en, kind.remedy_fr, kind.remedy_en)
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def good() -> BinaryIO:
    return io.BytesIO(DATA)


def wrong() -> BinaryIO:
    return io.BytesIO(DATA[:-1] + b"!")


def short() -> BinaryIO:
    return io.BytesIO(DATA[:-1])


BAD = {"failing": lambda: Failing(DATA), "absent": absent, "without": without_file, "wrong": wrong, "short": short}


def fetched(*given: Callable[[], BinaryIO]) -> tuple[Any, bytes]:
    found = DataObject(
        id=PACKAGE, tenant=211234567, path="objets/x", digests={"sha512": hashlib.sha512(DATA).hexdigest()}
    )
    out = io.BytesIO(b"what was there before, longer than what comes" * 1000)
    copies = [cast(Store, Copy(name, give)) for name, give in zip("abc", given, strict=False)]
    return fetch(copies, found, out), out.getvalue()


@pytest.mark.parametrize("bad", BAD)
def test_the_next_copy_answers(bad: str) -> None:
    result, data = fetched(BAD[bad], good)
    assert (result.copy, data) == ("b", DATA)
    assert [finding.code for finding in result.findings] == ["ACC-004"]


@pytest.mark.parametrize("bad", sorted(set(BAD) - {"absent"}))
def test_wrong_bytes_are_never_an_answer(bad: str) -> None:
    with pytest.raises(IntegrityFailure):
        fetched(BAD[bad], absent)


def test_absent_copies_may_come_back() -> None:
    with pytest.raises(Unavailable):
        fetched(absent, absent)


def test_a_full_disk_is_not_a_damaged_copy() -> None:
    found = DataObject(id=PACKAGE, tenant=211234567, path="x", digests={"sha512": hashlib.sha512(DATA).hexdigest()})
    with open("/dev/full", "r+b", buffering=0) as full, pytest.raises(OSError):
        fetch([cast(Store, Copy("a", good))], found, cast(BinaryIO, Unseekable(full)))


class Unseekable:
    """`/dev/full`, which cannot be truncated."""

    def __init__(self, file: Any) -> None:
        self.write = file.write

    def seek(self, *_: int) -> None: ...

    def truncate(self) -> None: ...


def test_a_new_file_appears_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "x"
    with new_file(target) as file:
        file.write(DATA)
        assert not target.exists()
    assert target.read_bytes() == DATA
    assert os.listdir(tmp_path) == ["x"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, IntegrityFailure, RuntimeError])
def test_nothing_appears_when_it_fails(tmp_path: Path, error: Any) -> None:
    with suppress(error), new_file(tmp_path / "x") as file:
        file.write(DATA)
        raise error(FILE_ABSENT, **dict.fromkeys(_fields(FILE_ABSENT), "x")) if error is IntegrityFailure else error()
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("links", [True, False])
def test_a_file_made_meanwhile_stays(tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:
        monkeypatch.setattr(documents.os, "link", no_links)
    target = tmp_path / "x"
    with pytest.raises(Conflict), new_file(target):
        target.write_bytes(b"mine")
    assert target.read_bytes() == b"mine"
    assert os.listdir(tmp_path) == ["x"]


def no_links(*_: object) -> None:
    raise PermissionError(errno.EPERM, "no hard links on this file system")


def test_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents.os, "link", no_links)
    with new_file(tmp_path / "x") as file:
        file.write(DATA)
    assert (tmp_path / "x").read_bytes() == DATA
    assert os.listdir(tmp_path) == ["x"]


@pytest.mark.parametrize("name", ["none/x", "n" * 300, "file/x"])
def test_names_that_cannot_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidInput), new_file(tmp_path / name):
        pass
