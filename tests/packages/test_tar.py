"""Tars, plain and compressed, honest and not."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import subprocess
import tarfile
import zlib

import pytest

from chartrier.errors import Unavailable
from chartrier.packages import findings, stream
from chartrier.packages.budget import Budget
from chartrier.packages.opening import open_package
from chartrier.records.digest import Digest
from chartrier.records.finding import Findings

from .tar_writer import END, header, member, padded, pax, record, standard_tar
from .trial import SMALL

FILES = {
    "manifest.xml": b"<x/>",
    "Content/délibération du 13 novembre.pdf": b"%PDF" * 1000,
    "Content/" + "long/" * 20 + "nom.txt": b"",
    "Content/large.bin": random.Random(1).randbytes(700_000),
}
GOOD = member(b"manifest.xml", b"<x/>")


@pytest.mark.parametrize("tar_format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("packed", [bytes, gzip.compress, bz2.compress])
def test_reads_what_was_written(attempt, tar_format, packed):
    taken = attempt(packed(standard_tar(FILES, tar_format)))
    assert taken.files == FILES
    assert taken.codes == []


@pytest.mark.parametrize("tar_format", ["v7", "oldgnu", "gnu", "ustar", "posix"])
def test_reads_what_gnu_tar_writes_of_a_folder(attempt, tmp_path, tar_format):
    (tmp_path / "sip" / "Content").mkdir(parents=True)
    (tmp_path / "sip" / "manifest.xml").write_bytes(b"<x/>")
    (tmp_path / "sip" / "Content" / "été.txt").write_bytes(b"x" * 600)
    command = ["tar", f"--format={tar_format}", "-cf", "-", "-C", str(tmp_path / "sip"), "."]
    written = subprocess.run(command, capture_output=True, check=True).stdout
    assert attempt(written).files == {"manifest.xml": b"<x/>", "Content/été.txt": b"x" * 600}


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress])
def test_several_streams_end_to_end(attempt, compress):
    whole = standard_tar(FILES, tarfile.PAX_FORMAT)
    parts = [compress(whole[at : at + 65_536]) for at in range(0, len(whole), 65_536)]
    assert attempt(b"".join(parts) + compress(b"")).files == FILES


def test_the_digest_is_that_of_what_was_received(tmp_path, scratch):
    for packed in (bytes, gzip.compress, bz2.compress):
        data = packed(standard_tar(FILES, tarfile.PAX_FORMAT))
        (tmp_path / "p").write_bytes(data)
        with open_package(tmp_path / "p", budget=SMALL, scratch=scratch, findings=Findings()) as package:
            assert package.digest() == Digest.of("sha512", data)
            assert package.size == len(data)


def test_base_256_sizes_are_read(attempt):
    size_field = b"\x80" + (4).to_bytes(11, "big")
    assert attempt(header(b"a", size_field=size_field) + padded(b"1234") + END).files == {"a": b"1234"}


def test_a_global_comment_is_harmless(attempt):
    assert attempt(pax(b"g", comment=b"commit") + GOOD + END).files == {"manifest.xml": b"<x/>"}


_BIG = b"%d" % (1 << 40)

HOSTILE = {
    "traversal": (findings.TRAVERSAL, member(b"../a") + END),
    "traversal after a dot": (findings.TRAVERSAL, member(b"./../a") + END),
    "absolute": (findings.ABSOLUTE, member(b"/etc/passwd") + END),
    "absolute folder": (findings.ABSOLUTE, member(b"/etc/", kind=b"5") + END),
    "backslash": (findings.BACKSLASH, member(b"a\\b") + END),
    "drive": (findings.DRIVE, member(b"c:a") + END),
    "dot": (findings.EMPTY_COMPONENT, member(b"././a") + END),
    "control": (findings.CONTROL_CHARACTER, member(b"a\nb") + END),
    "bidi": (findings.BIDI_CHARACTER, member("a\u202eb".encode()) + END),
    "latin-1": (findings.UNDECODABLE, member(b"d\xe9lib") + END),
    "file named as a folder": (findings.EMPTY_COMPONENT, member(b"a/", b"x") + END),
    "no name": (findings.EMPTY_COMPONENT, member(b"") + END),
    "duplicate": (findings.DUPLICATE, GOOD + GOOD + END),
    "duplicate through a dot": (findings.DUPLICATE, member(b"./manifest.xml") + GOOD + END),
    "case": (findings.ALIKE, GOOD + member(b"MANIFEST.xml") + END),
    "file and folder": (findings.FILE_AND_FOLDER, member(b"a") + member(b"a/b") + END),
    "pax traversal": (findings.TRAVERSAL, pax(path=b"../a") + GOOD + END),
    "pax NUL": (findings.NUL_CHARACTER, pax(path=b"a\x00b") + GOOD + END),
    "pax not UTF-8": (findings.UNDECODABLE, pax(path=b"\xe9") + GOOD + END),
    "pax empty name": (findings.EMPTY_COMPONENT, pax(path=b"") + GOOD + END),
    "pax long name": (findings.NAME_TOO_LONG, pax(path=b"x" * 300) + GOOD + END),
    "pax two names": (findings.TAR_HEADER_LIES, pax(path=b"a") + pax(path=b"b") + GOOD + END),
    "pax name twice": (
        findings.TAR_HEADER_LIES,
        member(b"P", record("path", b"a") + record("path", b"b"), b"x") + GOOD + END,
    ),
    "pax size": (findings.TAR_HEADER_LIES, pax(size=b"512") + GOOD + END),
    "pax size beyond the end": (findings.TAR_TRUNCATED, pax(size=_BIG) + GOOD + END),
    "pax size not a number": (findings.TAR_DAMAGED, pax(size=b"-1") + GOOD + END),
    "pax size of many digits": (findings.TAR_DAMAGED, pax(size=b"9" * 5000) + GOOD + END),
    "pax global name": (findings.TAR_HEADER_LIES, pax(b"g", path=b"a") + GOOD + END),
    "pax record too long": (findings.TAR_DAMAGED, member(b"P", b"99 path=a\n", b"x") + GOOD + END),
    "pax record of length 0": (findings.TAR_DAMAGED, member(b"P", b"0 path=a\n", b"x") + GOOD + END),
    "pax record without value": (findings.TAR_DAMAGED, member(b"P", b"7 path\n", b"x") + GOOD + END),
    "pax header alone": (findings.TAR_TRUNCATED, pax(path=b"a") + END),
    "pax header oversized": (findings.TAR_HEADER_TOO_LONG, header(b"P", 1 << 32, b"x") + END),
    "pax header truncated": (findings.TAR_TRUNCATED, header(b"P", 5000, b"x") + END),
    "gnu long name traversal": (findings.TRAVERSAL, member(b"L", b"../a\x00", b"L") + GOOD + END),
    "gnu long name oversized": (findings.TAR_HEADER_TOO_LONG, header(b"L", 1 << 32, b"L") + END),
    "gnu and pax names": (
        findings.NAMES_DISAGREE,
        member(b"L", b"a\x00", b"L") + pax(path=b"b") + GOOD + END,
    ),
    "symlink": (findings.SYMLINK, member(b"a", kind=b"2") + END),
    "hard link": (findings.HARD_LINK, GOOD + member(b"a", kind=b"1") + END),
    "character device": (findings.SPECIAL_FILE, member(b"a", kind=b"3") + END),
    "block device": (findings.SPECIAL_FILE, member(b"a", kind=b"4") + END),
    "FIFO": (findings.SPECIAL_FILE, member(b"a", kind=b"6") + END),
    "label": (findings.SPECIAL_FILE, member(b"a", kind=b"V") + END),
    "unknown type": (findings.SPECIAL_FILE, member(b"a", kind=b"Z") + END),
    "link with a size": (findings.SYMLINK, header(b"a", 1 << 30, b"2") + GOOD + END),
    "folder with data": (findings.FOLDER_WITH_DATA, header(b"a", 5, b"5") + END),
    "sparse": (findings.SPARSE_FILE, member(b"a", kind=b"S") + END),
    "pax sparse 0": (findings.SPARSE_FILE, pax(GNU_sparse_size=b"9") + GOOD + END),
    "pax sparse 1": (findings.SPARSE_FILE, pax(GNU_sparse_major=b"1", GNU_sparse_name=b"a") + GOOD + END),
    "no end": (findings.TAR_TRUNCATED, GOOD),
    "cut in a header": (findings.TAR_TRUNCATED, GOOD + GOOD[:100]),
    "cut in a file": (findings.TAR_TRUNCATED, header(b"a", 5000) + END),
    "second header damaged": (findings.TAR_DAMAGED, GOOD + b"x" * 512 + END),
    "negative size": (findings.TAR_DAMAGED, GOOD + header(b"a", size_field=b"\xff" * 12) + END),
    "huge size": (findings.TAR_DAMAGED, GOOD + header(b"a", size_field=b"\x80" + b"\xff" * 11) + END),
    "size not octal": (findings.TAR_DAMAGED, GOOD + header(b"a", size_field=b"00000000009\x00") + END),
    "another tar behind": (findings.TAR_SUFFIX, GOOD + END + member(b"b", b"hidden") + END),
    "too many entries": (
        findings.TOO_MANY_ENTRIES,
        b"".join(member(b"%d" % number) for number in range(1001)) + END,
    ),
    "too many folders": (
        findings.TOO_MANY_ENTRIES,
        b"".join(pax(path=b"%d/" % n + b"/".join([b"x"] * 25)) + GOOD for n in range(50)) + END,
    ),
    "gzip of something else": (findings.COMPRESSED_BUT_NOT_TAR, gzip.compress(b"x" * 5000)),
    "gzip of nothing": (findings.COMPRESSED_BUT_NOT_TAR, gzip.compress(b"")),
    "bzip2 of something else": (findings.COMPRESSED_BUT_NOT_TAR, bz2.compress(b"<x/>")),
    "gzip truncated": (findings.STREAM_TRUNCATED, gzip.compress(GOOD + END)[:-1]),
    "gzip begun": (findings.STREAM_TRUNCATED, b"\x1f\x8b"),
    "gzip followed": (findings.STREAM_DAMAGED, gzip.compress(GOOD + END) + b"more"),
    "gzip crc": (findings.STREAM_DAMAGED, gzip.compress(GOOD + END)[:-8] + bytes(8)),
    "bzip2 truncated": (findings.STREAM_TRUNCATED, bz2.compress(GOOD + END)[:-1]),
    "bzip2 damaged": (findings.STREAM_DAMAGED, bz2.compress(GOOD + END)[:-4] + bytes(4)),
    "bzip2 followed": (findings.STREAM_DAMAGED, bz2.compress(GOOD + END) + b"more"),
    "crumbs": (findings.STREAM_IN_CRUMBS, gzip.compress(GOOD + END) + gzip.compress(b"") * 3000),
    "gzip bomb": (findings.TOO_MANY_BYTES, gzip.compress(header(b"a", 100 << 20) + bytes(100 << 20))),
    "bzip2 bomb of padding": (findings.TOO_MANY_BYTES, bz2.compress(GOOD + bytes(100 << 20))),
    "xz": (findings.FORMAT_NOT_TAKEN, lzma.compress(GOOD + END)),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_tar_is_a_finding(attempt, case):
    kind, data = HOSTILE[case]
    refused = attempt(data)
    assert refused.refused
    assert kind.code in refused.codes
    if case in ("pax long name", "symlink", "cut in a file"):
        assert kind.code in attempt(gzip.compress(data)).codes


def test_no_room_is_not_the_fault_of_the_package(tmp_path, scratch):
    (tmp_path / "p").write_bytes(gzip.compress(GOOD + END))
    for budget, folder, kind in (
        (Budget(room_left=1 << 60), scratch, findings.NO_ROOM),
        (Budget(), tmp_path / "absent", findings.SCRATCH_UNUSABLE),
    ):
        with pytest.raises(Unavailable) as refused:
            open_package(tmp_path / "p", budget=budget, scratch=folder, findings=Findings())
        assert refused.value.finding.kind is kind


def test_a_full_disk_is_not_the_fault_of_the_package(tmp_path, scratch):
    """`/dev/full` stands for a scratch disk that fills up between two checks of the room left."""
    pieces = iter([b"x" * 512] * 3)
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(OSError, match="No space left"):
        stream._pour(pieces, full.fileno(), SMALL, scratch)


def test_pieces_of_streams_are_bounded():
    packed = zlib.compress(bytes(64 << 20), wbits=31)
    sizes = [len(piece) for piece in stream._inflated(iter([packed]), "tar.gz")]
    assert sum(sizes) == 64 << 20
    assert max(sizes) <= 256 << 10
