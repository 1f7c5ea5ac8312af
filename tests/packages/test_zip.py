"""Zips that lie, each by one thing."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from chartrier.packages import findings
from chartrier.records.finding import FindingKind

from .zip_writer import Member, deflate, deflate64, descriptor, make_zip

TEXT = b"Le conseil municipal approuve. " * 50
GOOD = Member(b"manifest.xml", b"<x/>")
OTHER = Member(b"b", b"2")
NEVER_WRITTEN = 1 << 40


@pytest.mark.parametrize("method", [0, 8, 9])
@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 70_000, 1_000_000])
def test_reads_what_was_written(attempt, method, size):
    data = (zlib.compress(b"%d" % size) * (size // 8 + 1))[:size]
    taken = attempt(make_zip(Member(b"Content/a.txt", data, method), GOOD))
    assert taken.files == {"Content/a.txt": data, "manifest.xml": b"<x/>"}
    assert taken.codes == []


def test_reads_what_the_standard_library_writes(attempt):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        written.mkdir("Content")
        written.writestr("Content/délibération.txt", TEXT)
        with written.open("Content/large.bin", "w", force_zip64=True) as stream:
            stream.write(TEXT)
        written.comment = b"un commentaire"
    assert attempt(target.getvalue()).files == {
        "Content/délibération.txt": TEXT,
        "Content/large.bin": TEXT,
    }


class _Pipe(io.RawIOBase):
    """Where a writer cannot seek back, as on a network."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.data += data
        return len(data)


def test_reads_a_zip_that_was_streamed(attempt):
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("a.txt", TEXT)
        with written.open("b.txt", "w", force_zip64=True) as stream:
            stream.write(TEXT)
    assert attempt(bytes(pipe.data)).files == {"a.txt": TEXT, "b.txt": TEXT}


@pytest.mark.parametrize("signature", [True, False])
@pytest.mark.parametrize("wide", [True, False])
def test_every_form_of_descriptor(attempt, signature, wide):
    after = descriptor(TEXT, deflate(TEXT), signature=signature, wide=wide)
    unknown = {"crc": 0, "packed": 0, "size": 0}
    assert attempt(make_zip(Member(b"a", TEXT, flags=8, local=unknown, descriptor=after), GOOD)).files["a"] == TEXT


def test_an_empty_zip_is_a_package_without_files(attempt):
    assert attempt(make_zip()).files == {}
    assert not attempt(make_zip()).refused


def test_a_deflated_folder_is_a_folder(attempt):
    assert attempt(make_zip(Member(b"Content/"), GOOD)).files == {"manifest.xml": b"<x/>"}


def test_zip64_end_and_fields(attempt):
    wide = struct.pack("<HHQQQ", 1, 24, len(TEXT), len(deflate(TEXT)), 0)
    member = Member(
        b"a",
        TEXT,
        local={"size": 0xFFFFFFFF, "packed": 0xFFFFFFFF, "extra": wide[:2] + b"\x10\x00" + wide[4:20]},
        central={"size": 0xFFFFFFFF, "packed": 0xFFFFFFFF, "offset": 0xFFFFFFFF, "extra": wide},
    )
    assert attempt(make_zip(member, zip64=True)).files == {"a": TEXT}


def _zip64(*values: int) -> bytes:
    return struct.pack(f"<HH{len(values)}Q", 1, 8 * len(values), *values)


def _unicode_path(raw: bytes, name: bytes) -> bytes:
    return struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(raw)) + name


_PACKED = deflate(TEXT)
_AFTER = {"crc": 0, "packed": 0, "size": 0}

HOSTILE: dict[str, tuple[FindingKind, bytes]] = {
    # names
    "traversal": (findings.TRAVERSAL, make_zip(Member(b"Content/../../etc/passwd"))),
    "absolute": (findings.ABSOLUTE, make_zip(Member(b"/etc/passwd"))),
    "root": (findings.ABSOLUTE, make_zip(Member(b"/"))),
    "drive": (findings.DRIVE, make_zip(Member(b"C:/windows"))),
    "backslash": (findings.BACKSLASH, make_zip(Member(b"a\\..\\b"))),
    "empty name": (findings.EMPTY_COMPONENT, make_zip(Member(b""))),
    "empty component": (findings.EMPTY_COMPONENT, make_zip(Member(b"a//b"))),
    "dot": (findings.EMPTY_COMPONENT, make_zip(Member(b"a/./b"))),
    "control": (findings.CONTROL_CHARACTER, make_zip(Member(b"a\x1b[2Jb"))),
    "delete": (findings.CONTROL_CHARACTER, make_zip(Member(b"a\x7fb"))),
    "C1": (findings.CONTROL_CHARACTER, make_zip(Member("a\x85b".encode(), flags=0x800))),
    "NUL": (findings.NUL_CHARACTER, make_zip(Member(b"a.txt\x00.exe"))),
    "not UTF-8": (findings.UNDECODABLE, make_zip(Member(b"d\xe9lib", flags=0x800))),
    "surrogate": (findings.UNDECODABLE, make_zip(Member(b"a\xed\xa0\x80b", flags=0x800))),
    "duplicate": (findings.DUPLICATE, make_zip(Member(b"a"), Member(b"a"))),
    "case": (findings.ALIKE, make_zip(Member(b"Content/A.txt"), Member(b"content/a.txt"))),
    "NFC": (
        findings.ALIKE,
        make_zip(Member("é".encode(), flags=0x800), Member("e\u0301".encode(), flags=0x800)),
    ),
    "file and folder": (findings.FILE_AND_FOLDER, make_zip(Member(b"a"), Member(b"a/b"))),
    "file and empty folder": (findings.FILE_AND_FOLDER, make_zip(Member(b"A"), Member(b"a/"))),
    "long name": (findings.NAME_TOO_LONG, make_zip(Member(b"x" * 256))),
    "long path": (findings.NAME_TOO_LONG, make_zip(Member(b"/".join([b"x" * 250] * 5)))),
    "deep": (findings.TOO_DEEP, make_zip(Member(b"/".join([b"x"] * 33)))),
    "unicode path of another name": (
        findings.NAMES_DISAGREE,
        make_zip(Member(b"a", central={"extra": _unicode_path(b"b", b"a")})),
    ),
    "unicode path says otherwise": (
        findings.NAMES_DISAGREE,
        make_zip(Member(b"a", central={"extra": _unicode_path(b"a", b"../a")})),
    ),
    "unicode path out of the package": (
        findings.TRAVERSAL,
        make_zip(Member(b"\x82", central={"extra": _unicode_path(b"\x82", b"../a")})),
    ),
    # kinds of files
    "symlink": (findings.SYMLINK, make_zip(Member(b"a", b"/etc/passwd", mode=0o120777))),
    "device": (findings.SPECIAL_FILE, make_zip(Member(b"a", mode=0o020666))),
    "FIFO": (findings.SPECIAL_FILE, make_zip(Member(b"a", mode=0o010666))),
    "folder mode": (findings.SPECIAL_FILE, make_zip(Member(b"a", mode=0o040755))),
    "patch": (findings.SPECIAL_FILE, make_zip(Member(b"a", flags=1 << 5))),
    "folder with data": (findings.FOLDER_WITH_DATA, make_zip(Member(b"a/", TEXT))),
    "encrypted": (findings.ZIP_ENCRYPTED, make_zip(Member(b"a", flags=1))),
    "strongly encrypted": (findings.ZIP_ENCRYPTED, make_zip(Member(b"a", flags=1 << 6))),
    "masked": (findings.ZIP_ENCRYPTED, make_zip(Member(b"a", flags=1 << 13))),
    "AES": (findings.ZIP_ENCRYPTED, make_zip(Member(b"a", method=99))),
    "AES field": (findings.ZIP_ENCRYPTED, make_zip(Member(b"a", central={"extra": b"\x01\x99\x00\x00"}))),
    "LZMA": (findings.ZIP_METHOD, make_zip(Member(b"a", method=14))),
    # directory
    "prefix": (findings.ZIP_PREFIX, b"MZ" + make_zip(GOOD)),
    "prefix that offsets know": (findings.ZIP_GAP, make_zip(Member(b"a", central={"offset": 5}))),
    "suffix": (findings.ZIP_SUFFIX, make_zip(GOOD) + b"x"),
    "truncated": (findings.ZIP_TRUNCATED, make_zip(GOOD)[:-1]),
    "beginning only": (findings.ZIP_TRUNCATED, make_zip(GOOD)[:40]),
    "two ends": (
        findings.ZIP_DIRECTORY_LIES,
        make_zip(GOOD, comment=make_zip()),
    ),
    "gap before the directory": (findings.ZIP_GAP, make_zip(GOOD, gap=b"hidden")),
    "hidden member": (findings.ZIP_GAP, make_zip(gap=GOOD.local_record())),
    "count too high": (findings.ZIP_DIRECTORY_LIES, make_zip(GOOD, count=2, on_disk=2)),
    "count too low": (findings.ZIP_DIRECTORY_LIES, make_zip(GOOD, GOOD, count=1, on_disk=1)),
    "size too high": (findings.ZIP_DIRECTORY_LIES, make_zip(GOOD, size=500)),
    "size too low": (findings.ZIP_DIRECTORY_LIES, make_zip(GOOD, size=46)),
    "offset wrong": (findings.ZIP_DIRECTORY_LIES, make_zip(GOOD, offset=1)),
    "offset of zip64 without zip64": (findings.ZIP_DIRECTORY_LIES, make_zip(GOOD, offset=0xFFFFFFFF)),
    "many disks": (findings.ZIP_SPLIT, make_zip(GOOD, disk=1)),
    "partly on this disk": (findings.ZIP_SPLIT, make_zip(GOOD, count=2)),
    "member on another disk": (findings.ZIP_SPLIT, make_zip(Member(b"a", central={"disk": 1}))),
    "spanned": (findings.ZIP_SPLIT, b"PK\x07\x08" + make_zip(GOOD)),
    "zip64 contradicts": (findings.ZIP_DIRECTORY_LIES, make_zip(GOOD, zip64=True, narrow_3=7)),
    "zip64 elsewhere": (findings.ZIP_DIRECTORY_LIES, make_zip(GOOD, zip64=True, locator=3)),
    "zip64 far away": (findings.ZIP_DIRECTORY_LIES, make_zip(GOOD, zip64=True, locator=1 << 63)),
    "zip64 end too long": (findings.ZIP_DIRECTORY_LIES, make_zip(GOOD, zip64=True, rest=1 << 62)),
    "zip64 count": (findings.TOO_MANY_ENTRIES, make_zip(GOOD, zip64=True, count=1 << 60, on_disk=1 << 60)),
    "zip64 size": (findings.DIRECTORY_TOO_LONG, make_zip(GOOD, zip64=True, size=1 << 60)),
    "zip64 field missing": (
        findings.ZIP_DIRECTORY_LIES,
        make_zip(Member(b"a", central={"size": 0xFFFFFFFF})),
    ),
    "zip64 field superfluous": (
        findings.ZIP_DIRECTORY_LIES,
        make_zip(Member(b"a", b"x", central={"extra": _zip64(5)})),
    ),
    "zip64 field with a lie": (
        findings.ZIP_OVERLAP,
        make_zip(Member(b"a", central={"packed": 0xFFFFFFFF, "extra": _zip64(1 << 50)})),
    ),
    "extra field too long": (
        findings.ZIP_DIRECTORY_LIES,
        make_zip(Member(b"a", central={"extra": b"\x99\x99\xff\x00x"})),
    ),
    "offset after the directory": (
        findings.ZIP_DIRECTORY_LIES,
        make_zip(GOOD, Member(b"b", central={"offset": 1 << 20})),
    ),
    # members
    "same record twice": (findings.ZIP_OVERLAP, make_zip(GOOD, Member(b"b", TEXT, central={"offset": 0}))),
    "overlap": (findings.ZIP_OVERLAP, make_zip(Member(b"a", TEXT, 0), Member(b"b", central={"offset": 60}))),
    "no local header": (
        findings.ZIP_HEADER_DIFFERS,
        make_zip(GOOD, OTHER).replace(OTHER.local_record(), b"PK\x03\x05" + OTHER.local_record()[4:]),
    ),
    "other name": (findings.ZIP_HEADER_DIFFERS, make_zip(Member(b"a", local={"name": b"b"}))),
    "longer name": (findings.ZIP_HEADER_DIFFERS, make_zip(Member(b"a", TEXT, local={"name": b"aa"}))),
    "other method": (findings.ZIP_HEADER_DIFFERS, make_zip(Member(b"a", TEXT, local={"method": 0}))),
    "other flags": (findings.ZIP_HEADER_DIFFERS, make_zip(Member(b"a", TEXT, local={"flags": 1}))),
    "other size": (findings.ZIP_HEADER_DIFFERS, make_zip(Member(b"a", TEXT, local={"size": 1}))),
    "other packed size": (findings.ZIP_HEADER_DIFFERS, make_zip(Member(b"a", TEXT, local={"packed": 1}))),
    "other crc": (findings.ZIP_HEADER_DIFFERS, make_zip(Member(b"a", TEXT, local={"crc": 1}))),
    "no sizes and no descriptor": (findings.ZIP_HEADER_DIFFERS, make_zip(Member(b"a", TEXT, local=_AFTER))),
    "local zip64 missing": (
        findings.ZIP_HEADER_DIFFERS,
        make_zip(Member(b"a", TEXT, local={"size": 0xFFFFFFFF})),
    ),
    "local extra swallows the data": (
        findings.ZIP_OVERLAP,
        make_zip(Member(b"a", TEXT)).replace(b"\x01\x00\x00\x00a", b"\x01\x00\xff\xffa", 1),
    ),
    "gap after a member": (findings.ZIP_GAP, make_zip(Member(b"a", TEXT, descriptor=b"x" * 16), GOOD)),
    "descriptor of no form": (
        findings.ZIP_GAP,
        make_zip(Member(b"a", TEXT, flags=8, descriptor=b"x" * 13), GOOD),
    ),
    "descriptor that lies": (
        findings.ZIP_HEADER_DIFFERS,
        make_zip(Member(b"a", TEXT, flags=8, local=_AFTER, descriptor=descriptor(TEXT + b"x", _PACKED)), GOOD),
    ),
    "damaged": (findings.ZIP_DAMAGED, make_zip(Member(b"a", TEXT, packed=b"\xff" * 9))),
    "unfinished": (findings.ZIP_DAMAGED, make_zip(Member(b"a", TEXT, packed=_PACKED[:-3]))),
    "something after the stream": (findings.ZIP_DAMAGED, make_zip(Member(b"a", TEXT, packed=_PACKED + b"x"))),
    "wrong crc": (
        findings.ZIP_CHECKSUM,
        make_zip(Member(b"a", TEXT, local={"crc": 1}, central={"crc": 1})),
    ),
    "wrong stored crc": (
        findings.ZIP_CHECKSUM,
        make_zip(Member(b"a", TEXT, 0, local={"crc": 1}, central={"crc": 1})),
    ),
    "longer than said": (
        findings.ZIP_SIZE,
        make_zip(Member(b"a", TEXT, local={"size": 9}, central={"size": 9})),
    ),
    "shorter than said": (
        findings.ZIP_SIZE,
        make_zip(Member(b"a", TEXT, local={"size": 9999}, central={"size": 9999})),
    ),
    "deflate64 damaged": (findings.ZIP_DAMAGED, make_zip(Member(b"a", TEXT, 9, packed=b"\xff" * 300))),
    "deflate64 unfinished": (
        findings.ZIP_DAMAGED,
        make_zip(Member(b"a", TEXT, 9, packed=deflate64(TEXT)[:-3])),
    ),
    "deflate64 followed": (
        findings.ZIP_DAMAGED,
        make_zip(Member(b"a", TEXT, 9, packed=deflate64(TEXT) + b"x" * 600)),
    ),
    "deflate64 longer than said": (
        findings.ZIP_SIZE,
        make_zip(Member(b"a", TEXT, 9, local={"size": 9}, central={"size": 9})),
    ),
    "stored size differs": (
        findings.ZIP_DIRECTORY_LIES,
        make_zip(Member(b"a", TEXT, 0, local={"size": 9}, central={"size": 9})),
    ),
    # budgets
    "too many entries": (findings.TOO_MANY_ENTRIES, make_zip(*[Member(b"%d" % i) for i in range(1001)])),
    "too many bytes": (
        findings.TOO_MANY_BYTES,
        make_zip(Member(b"a", central={"size": 0xFFFFFFFF, "extra": _zip64(NEVER_WRITTEN)})),
    ),
}
for _bidi in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c":
    HOSTILE[f"bidi {ord(_bidi):x}"] = (
        findings.BIDI_CHARACTER,
        make_zip(Member(f"facture{_bidi}fdp.exe".encode(), flags=0x800)),
    )


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_zip_is_a_finding(attempt, case):
    kind, data = HOSTILE[case]
    refused = attempt(data)
    assert refused.refused
    assert kind.code in refused.codes


def test_every_unsafe_name_is_told(attempt):
    refused = attempt(make_zip(Member(b"../a"), Member(b"/b"), GOOD, Member(b"c\\d")))
    expected = [findings.TRAVERSAL, findings.ABSOLUTE, findings.BACKSLASH, findings.UNSAFE_NAMES]
    assert refused.codes == [kind.code for kind in expected]
    assert refused.files == {}


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("délib.txt".encode(), "délib.txt"),
        ("délib.txt".encode("cp437"), "délib.txt"),
        # Windows in French: 437 has none of these capitals
        ("À l'ÊTRE.txt".encode("cp850"), "À l'ÊTRE.txt"),
    ],
)
def test_a_name_of_unsaid_encoding_is_a_warning(attempt, raw, name):
    taken = attempt(make_zip(Member(raw, TEXT)))
    assert taken.files == {name: TEXT}
    assert taken.codes == [findings.NAME_ENCODING_UNSAID.code]


def test_the_unicode_path_is_the_name(attempt):
    field = _unicode_path(b"d\x82lib", "délib".encode())
    taken = attempt(make_zip(Member(b"d\x82lib", TEXT, central={"extra": field})))
    assert taken.files == {"délib": TEXT}
    assert taken.codes == []


def test_the_last_bytes_come_only_when_the_checksum_is_right(attempt):
    refused = attempt(make_zip(Member(b"a", TEXT, local={"crc": 1}, central={"crc": 1})))
    assert refused.files == {}


def test_a_deflate64_bomb_stays_small(attempt):
    data = bytes(40 << 20)
    assert attempt(make_zip(Member(b"zeros", data, 9))).files == {"zeros": data}
