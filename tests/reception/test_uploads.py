"""Uploads as a state machine: resumed, refused to others, counted, given up."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from chartrier.catalog.deposits import register
from chartrier.errors import Conflict, InvalidInput, NotAllowed, NotFound, Unavailable
from chartrier.reception import uploads
from chartrier.reception.deposits import FILES
from tests.cli.commands import NEIGHBOUR


@pytest.fixture
def draft(desk: Any) -> Any:
    return register.begin(desk.tenant.key, desk.town.secretary, FILES, {}, desk.means.clock())


class Cut(io.BytesIO):
    """A connection that breaks at its end."""

    def read(self, size: int = -1, /) -> bytes:
        data = super().read(min(size, 4))
        if not data:
            raise ConnectionResetError
        return data


def test_a_broken_connection_goes_on_where_it_was(desk: Any, draft: Any) -> None:
    data = bytes(range(256)) * 20
    upload = uploads.begin(draft, "dossier/a.bin", len(data), desk.means.yard, desk.means.clock())
    sent = 0
    for part in range(5):
        end = 900 * (part + 1) + part
        with pytest.raises(ConnectionResetError):
            uploads.go_on(upload, sent, Cut(data[sent:end]), desk.means.yard)
        sent = uploads.offset_of(upload, desk.means.yard)
        assert sent == end
    assert uploads.go_on(upload, sent, io.BytesIO(data[sent:]), desk.means.yard) == len(data)
    place = desk.means.yard.place(desk.tenant.key, upload.id, upload.name)
    assert place.read_bytes() == data and place.stat().st_mode & 0o777 == 0o600
    assert register.upload(desk.tenant.key, upload.id, desk.town.secretary).whole


def test_an_upload_is_its_persons_only(desk: Any, draft: Any) -> None:
    upload = uploads.begin(draft, "a", 5, desk.means.yard, desk.means.clock())
    for tenant, person in ((desk.tenant.key, desk.town.other), (int(NEIGHBOUR), desk.town.secretary)):
        with pytest.raises(NotFound):
            register.upload(tenant, upload.id, person)


def test_one_writer_at_its_place(desk: Any, draft: Any) -> None:
    yard = desk.means.yard
    upload = uploads.begin(draft, "a", 5, yard, desk.means.clock())
    with pytest.raises(Conflict):
        uploads.go_on(upload, 2, io.BytesIO(b"a"), yard)

    class Second(io.BytesIO):
        def read(self, size: int = -1, /) -> bytes:
            with pytest.raises(uploads.Busy):
                uploads.go_on(upload, 0, io.BytesIO(b"b"), yard)
            return super().read(size)

    assert uploads.go_on(upload, 0, Second(b"aa"), yard) == 2
    with pytest.raises(InvalidInput):
        uploads.go_on(upload, 2, io.BytesIO(b"toolong"), yard)
    assert uploads.offset_of(upload, yard) == 2


def test_a_damaged_part_is_not_kept(desk: Any, draft: Any) -> None:
    yard = desk.means.yard
    upload = uploads.begin(draft, "a", 5, yard, desk.means.clock())
    checksum = ("sha1", hashlib.sha1(b"hello", usedforsecurity=False).digest())
    with pytest.raises(uploads.Damaged):
        uploads.go_on(upload, 0, io.BytesIO(b"hallo"), yard, checksum)
    assert uploads.offset_of(upload, yard) == 0
    assert uploads.go_on(upload, 0, io.BytesIO(b"hello"), yard, checksum) == 5


def test_the_declared_length_is_counted_first(desk: Any, draft: Any) -> None:
    yard = replace(desk.means.yard, quota=register.declared(desk.tenant.key) + 10)
    uploads.begin(draft, "a", 6, yard, desk.means.clock())
    with pytest.raises(NotAllowed):
        uploads.begin(draft, "b", 5, yard, desk.means.clock())
    uploads.begin(draft, "c", 4, yard, desk.means.clock())


def test_a_file_that_is_announced_again_is_gone_on_with(desk: Any, draft: Any) -> None:
    first = uploads.begin(draft, "encore.bin", 4, desk.means.yard, desk.means.clock())
    uploads.go_on(first, 0, io.BytesIO(b"ab"), desk.means.yard)
    again = uploads.begin(draft, "encore.bin", 4, desk.means.yard, desk.means.clock())
    assert (again.id, uploads.offset_of(again, desk.means.yard)) == (first.id, 2)
    for name, size in (("encore.bin", 5), ("ENCORE.bin", 4)):
        with pytest.raises(Conflict, match="REC-008"):
            uploads.begin(draft, name, size, desk.means.yard, desk.means.clock())
    uploads.go_on(again, 2, io.BytesIO(b"cd"), desk.means.yard)
    with pytest.raises(Conflict, match="REC-008"):
        uploads.begin(draft, "encore.bin", 4, desk.means.yard, desk.means.clock())


@pytest.mark.parametrize("name", ["", "../a", "a/../b", "a\nb", "x" * 300, "a/\u202eb", "\udce9t\udce9.txt"])
def test_names_that_cannot_be_kept(desk: Any, draft: Any, name: str) -> None:
    with pytest.raises(InvalidInput):
        uploads.begin(draft, name, 1, desk.means.yard, desk.means.clock())


def test_what_is_abandoned_expires(desk: Any, draft: Any) -> None:
    yard, now = replace(desk.means.yard, life=timedelta(hours=1)), desk.means.clock()
    upload = uploads.begin(draft, "a", 6, yard, now)
    uploads.go_on(upload, 0, io.BytesIO(b"abc"), yard)
    # a cut between the database and the disk, and what is not an upload's
    folder, long_ago = yard.of(desk.tenant.key), (now - yard.patience - timedelta(days=1)).timestamp()
    orphan, other, lately = folder / f"{uuid4().hex}.pdf", folder / "notes.txt", folder / uuid4().hex
    for each in (orphan, other, lately):
        each.write_bytes(b"x")
    for each in (orphan, other, yard.place(desk.tenant.key, upload.id, upload.name)):
        os.utime(each, (long_ago, long_ago))
    uploads.expire(desk.tenant, yard, now)
    assert uploads.offset_of(upload, yard) == 3
    assert [each.exists() for each in (orphan, other, lately)] == [False, True, True]
    for each in (other, lately):
        each.unlink()
    assert uploads.expire(desk.tenant, yard, now + timedelta(hours=2)) >= 1
    with pytest.raises(NotFound):
        register.upload(desk.tenant.key, upload.id, desk.town.secretary)
    assert not yard.place(desk.tenant.key, upload.id, upload.name).exists()


def test_what_advances_does_not_expire(desk: Any, draft: Any) -> None:
    """Long after it was announced, but not long after its last part."""
    yard, begun = desk.means.yard, desk.means.clock() - timedelta(hours=80)
    upload = uploads.begin(draft, "lente.bin", 6, yard, begun)
    uploads.go_on(upload, 0, io.BytesIO(b"abc"), yard)
    now = desk.means.clock()
    assert uploads.expires(upload, yard) > now + yard.life - timedelta(minutes=1)
    uploads.expire(desk.tenant, yard, now)
    assert uploads.go_on(upload, 3, io.BytesIO(b"def"), yard) == 6


def test_what_anybody_announced_is_counted_against_the_disk(
    desk: Any, draft: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    yard, now, giga = desk.means.yard, desk.means.clock(), 1_000_000_000
    room = register.unfinished([desk.tenant.key, int(NEIGHBOUR)])
    free = sum(each.size for each in room) + 70 * giga + uploads.MARGIN
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    theirs = register.begin(int(NEIGHBOUR), desk.town.other, FILES, {}, now)
    first = uploads.begin(theirs, "grand.bin", 42 * giga, yard, now)
    with pytest.raises(Unavailable, match="REC-033"):
        uploads.begin(draft, "aussi.bin", 42 * giga, yard, now)
    register.remove_upload(first.tenant, first.id)
    second = uploads.begin(draft, "aussi.bin", 42 * giga, yard, now)
    register.remove_upload(second.tenant, second.id)
