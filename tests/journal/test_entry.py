"""Entries and lines of the contents tree: one spelling, bounded, unknown fields kept by readers only."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.errors import IntegrityFailure
from chartrier.journal import contents, tree
from chartrier.journal.contents import ContentsLine, ContentsTree, prove_line, read_line, write_line
from chartrier.journal.entry import Changes, Counts, Entry, TreeHead, read_entry, time_of_entry, write_entry
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.identifiers import made_at, member_id, new_package_id

NOW = datetime(2026, 11, 22, 20, 48, 25, 123456, tzinfo=UTC)
PACKAGE = new_package_id(NOW)
ENTRY = Entry(
    operation="versement",
    package=PACKAGE,
    version="v1",
    inventory=Digest.of("sha512", b"inventory"),
    contents=TreeHead(Digest.of("sha256", b"root"), 12),
    changes=Changes(),
    counts=Counts(units=7, groups=5, objects=5, bytes=2**40, errors=0, warnings=3),
    by="0199a3f2-0000-7000-8000-000000000001",
    time=NOW,
)
LINE = ContentsLine(
    id=member_id(PACKAGE, 3),
    kind="binary",
    description=Digest.of("sha256", b"line"),
    salt="ab" * 16,
    digests={"sha512": "0" * 128, "sha1": "1" * 40},
    size=38628,
)


def test_an_entry_is_written_and_read_back() -> None:
    data = write_entry(ENTRY)
    assert read_entry(data) == ENTRY
    record = json.loads(data)
    assert list(record) == sorted(record)
    assert record["time"] == "2026-11-22T20:48:25.123456Z"
    assert record["changes"] == {"count": 0, "digest": None}
    assert record["format"] == "chartrier-entry/1"
    rejected = replace(ENTRY, operation="rejet", contents=None)
    assert read_entry(write_entry(rejected)) == rejected


def test_a_reader_keeps_what_it_does_not_know_and_a_writer_refuses_it() -> None:
    later = canonical(json.loads(write_entry(ENTRY)) | {"cosigned": ["x"], "operation": "inconnue"})
    entry = read_entry(later)
    assert entry.unknown == {"cosigned": ["x"]}
    assert entry.operation == "inconnue"
    with pytest.raises(ValueError, match="cosigned"):
        write_entry(replace(ENTRY, unknown=entry.unknown))
    with pytest.raises(ValueError, match="inconnue"):
        write_entry(replace(ENTRY, operation="inconnue"))


@pytest.mark.parametrize(
    "change",
    [
        {"version": "1"},
        {"version": "v0"},
        {"inventory": Digest.of("sha256", b"")},
        {"contents": TreeHead(Digest.of("sha512", b""), 1)},
        {"contents": TreeHead(Digest.of("sha256", b""), -1)},
        {"changes": Changes(1)},
        {"counts": Counts(-1, 0, 0, 0, 0, 0)},
        {"counts": Counts(2**60, 0, 0, 0, 0, 0)},
        {"by": "Mme Dupont, secrétaire"},
        {"by": "x" * 65},
        {"package": member_id(PACKAGE, 1)},
        {"time": NOW - timedelta(seconds=1)},
        {"time": NOW.replace(tzinfo=None)},
    ],
)
def test_what_may_not_be_written(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        write_entry(replace(ENTRY, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "chartrier-entry/2"},
        {"package": "ffffffff-ffff-7fff-bfff-ffffff000000"},
        {"package": str(PACKAGE).upper()},
        {"time": "2026-11-22T20:48:25Z"},
        {"time": "2026-11-22T20:48:25.1Z"},
        {"time": 5},
        {"counts": []},
        {"counts": {}},
        {"counts": dict.fromkeys(Counts.__dataclass_fields__, True)},
        {"contents": {"root": "sha256:00", "size": 1}},
        {"changes": {"count": 0, "digest": ["x"]}},
        {"inventory": "sha512:" + "G" * 128},
        {"more": "x" * 8192},
    ],
)
def test_what_is_not_read(change: dict[str, Any]) -> None:
    data = canonical(json.loads(write_entry(ENTRY)) | change)
    with pytest.raises(IntegrityFailure) as caught:
        read_entry(data)
    assert caught.value.finding.code == "JRN-001"
    assert caught.value.finding.message("fr")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"[" * 5000,
        b"\xff",
        write_entry(ENTRY) + b"\n",
        write_entry(ENTRY).replace(b":3}", b":3.0}"),
        write_entry(ENTRY).replace(b'"by":', b'"by":"a","by":'),
        write_entry(ENTRY)[:-1] + b',"x":NaN}',
        write_entry(ENTRY)[:-1] + b',"x":' + b"9" * 5000 + b"}",
    ],
)
def test_bytes_that_are_no_entry(data: bytes) -> None:
    with pytest.raises(IntegrityFailure):
        read_entry(data)


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_entry_is_another_entry_or_refused(data: st.DataObject) -> None:
    written = bytearray(write_entry(ENTRY))
    for _ in range(data.draw(st.integers(1, 4))):
        written[data.draw(st.integers(0, len(written) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = read_entry(bytes(written))
    except IntegrityFailure:
        return
    assert read != ENTRY or bytes(written) == write_entry(ENTRY)


def test_the_log_stays_in_order_when_a_clock_is_set_back() -> None:
    hour = timedelta(hours=1)
    assert time_of_entry(NOW, None, PACKAGE) == NOW
    assert time_of_entry(NOW, NOW + hour, PACKAGE) == NOW + hour
    assert time_of_entry(NOW - hour, None, PACKAGE) == made_at(PACKAGE)


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        ContentsLine(member_id(PACKAGE, 1), "unit", Digest.of("sha256", b""), contents.new_salt()),
        ContentsLine(member_id(PACKAGE, 2), "physical", Digest.of("sha256", b""), contents.new_salt(), {}),
    ],
)
def test_a_line_is_written_and_read_back(line: ContentsLine) -> None:
    assert read_line(write_line(line)) == line


def test_a_line_of_a_later_format() -> None:
    later = canonical(json.loads(write_line(LINE)) | {"cipher": None})
    assert read_line(later).unknown == {"cipher": None}
    with pytest.raises(ValueError, match="cipher"):
        write_line(read_line(later))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "group"},
        {"kind": "unit"},
        {"kind": "physical"},
        {"salt": "ab"},
        {"salt": "AB" * 16},
        {"digests": {}},
        {"digests": {"sha512": 5}},
        {"digests": {"sha512": "0" * 128, "crc32": "00000000"}},
        {"size": -1},
        {"size": None},
        {"description": "sha512:" + "0" * 128},
        {"id": "x"},
        {"id": str(LINE.id).replace("-", "")},
    ],
)
def test_a_line_that_is_not_read(change: dict[str, Any]) -> None:
    record = json.loads(write_line(LINE)) | change
    if change == {"kind": "unit"}:
        record["digests"] = []
        del record["kind"]
    with pytest.raises(IntegrityFailure) as caught:
        read_line(canonical(record))
    assert caught.value.finding.code == "JRN-005"


def test_the_head_of_a_contents_tree() -> None:
    lines = [f"line {number}".encode() for number in range(100)]
    grown = ContentsTree()
    for line in lines:
        grown.add(line)
    root, size = tree.root_of(tree.leaf_hash(line) for line in lines)
    assert grown.head == TreeHead(Digest("sha256", root.hex()), size)
    assert ContentsTree().head == TreeHead(Digest("sha256", hashlib.sha256().hexdigest()), 0)


def test_one_line_is_proven_from_one_reading() -> None:
    lines = [f"line {number}".encode() for number in range(70)]
    for size in range(1, 71):
        root, _ = tree.root_of(tree.leaf_hash(line) for line in lines[:size])
        for index in range(size):
            proof = prove_line(iter(lines[:size]), index)
            assert (proof.line, proof.index, proof.size) == (lines[index], index, size)
            assert tree.included(tree.leaf_hash(proof.line), index, size, proof.path, root)
    with pytest.raises(ValueError, match="no line 70"):
        prove_line(iter(lines), 70)
