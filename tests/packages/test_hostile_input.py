"""Whatever comes in: a finding or the files, nothing written elsewhere, little memory, little time.

The standard library is the second opinion: what we take, it reads alike.
"""

from __future__ import annotations

import bz2
import gzip
import io
import os
import random
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartrier.packages.budget import Budget

from .tar_writer import END, header, padded, pax, standard_tar
from .trial import Outcome, outcome
from .zip_writer import Member, deflate, descriptor, make_zip

TEXT = b"Le conseil municipal approuve. " * 20
quick = settings(
    max_examples=int(os.environ.get("TESTS_EXAMPLES", "120")),
    deadline=5000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def tried(data: bytes) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "scratch"
        scratch.mkdir()
        (Path(folder) / "p").write_bytes(data)
        return outcome(Path(folder) / "p", scratch)


def agrees_with_zipfile(files: dict[str, bytes], data: bytes) -> bool:
    """Whether the standard library reads the same, or says that it cannot (a version it does not know)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            read = {i.filename: opened.read(i) for i in opened.infolist() if not i.filename.endswith("/")}
    except NotImplementedError:
        return True
    return files == read


def as_tarfile_reads(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as opened:
        return {m.name.removeprefix("./"): opened.extractfile(m).read() for m in opened.getmembers() if not m.isdir()}


_unknown = {"crc": 0, "packed": 0, "size": 0}
SEEDS = [
    make_zip(Member(b"manifest.xml", TEXT), Member(b"Content/"), Member(b"Content/a", TEXT, 0)),
    make_zip(Member(b"a", TEXT, flags=8, local=_unknown, descriptor=descriptor(TEXT, deflate(TEXT))), zip64=True),
    make_zip(Member(b"a", TEXT, 9), comment=b"PK"),
    standard_tar({"manifest.xml": TEXT, "Content/" + "n" * 120: TEXT}, tarfile.GNU_FORMAT),
    standard_tar({"manifest.xml": TEXT, "Content/\u00e9" + "n" * 120: TEXT}, tarfile.PAX_FORMAT),
    gzip.compress(standard_tar({"manifest.xml": TEXT}, tarfile.PAX_FORMAT), mtime=0),
    bz2.compress(standard_tar({"manifest.xml": TEXT}, tarfile.GNU_FORMAT)),
]


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A good package with some bytes changed, cut out or put in."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data) - 1)) if data else 0
        what = draw(st.sampled_from(["change", "cut", "insert", "extreme"]))
        if what == "change":
            data[at : at + 1] = bytes([draw(st.integers(0, 255))])
        elif what == "cut":
            del data[at : at + draw(st.integers(1, 600))]
        elif what == "insert":
            data[at:at] = draw(st.binary(min_size=1, max_size=20))
        else:
            data[at : at + 4] = draw(st.sampled_from([b"\xff" * 4, bytes(4), b"\x80\x00\x00\x00", b"PK\x05\x06"]))
    return bytes(data)


@quick
@given(spoiled())
def test_spoiled_packages(data):
    taken = tried(data)
    if not taken.refused and data[:2] == b"PK" and b"\x09\x00" not in data[:12]:
        assert agrees_with_zipfile(taken.files, data)


@quick
@given(
    st.binary(max_size=2000),
    st.sampled_from([b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00", b"BZh9", b""]),
)
def test_noise(data, start):
    tried(start + data)


numbers = st.one_of(
    st.integers(0, 200),
    st.sampled_from([0xFFFE, 0xFFFF, 0x10000, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF]),
)
names = st.one_of(
    st.sampled_from([b"a", b"A", b"a/b", b"a/", b"../a", b"/a", b"a\x00", b"\xff", "é".encode(), b"manifest.xml"]),
    st.binary(max_size=12),
)
lies = st.fixed_dictionaries(
    {},
    optional={
        "name": names, "method": st.sampled_from([0, 8, 9, 12, 99]), "crc": numbers, "packed": numbers,
        "size": numbers, "extra": st.binary(max_size=40),
        "flags": st.sampled_from([0, 1, 8, 0x20, 0x40, 0x800, 0x2000, 0x808]),
    },
)  # fmt: skip
members = st.builds(
    Member,
    name=names,
    data=st.sampled_from([b"", b"x", TEXT]),
    method=st.sampled_from([0, 8, 9]),
    flags=st.sampled_from([0, 8, 0x800]),
    mode=st.sampled_from([0, 0o100644, 0o040755, 0o120777, 0o010644]),
    packed=st.none() | st.binary(max_size=40),
    local=st.just({}) | lies,
    central=st.just({}) | st.builds(lambda some, at: some | {"offset": at}, lies, numbers) | lies,
    descriptor=st.just(b"") | st.binary(max_size=24) | st.just(descriptor(TEXT, deflate(TEXT))),
)
ends = st.just({}) | st.dictionaries(
    st.sampled_from(["disk", "directory_disk", "on_disk", "count", "size", "offset", "locator", "rest"]),
    numbers | st.sampled_from([1 << 40, (1 << 64) - 1]),
    max_size=2,
)


@quick
@given(st.lists(members, max_size=4), ends, st.booleans(), st.binary(max_size=8))
def test_built_zips(some, end, zip64, comment):
    narrow = {"disk": 0xFFFF, "directory_disk": 0xFFFF, "on_disk": 0xFFFF, "count": 0xFFFF}
    wide = ("disk", "directory_disk") if zip64 else ()
    end = {k: v & 0xFFFFFFFF if k in wide else v if zip64 else v & narrow.get(k, 0xFFFFFFFF) for k, v in end.items()}
    data = make_zip(*some, zip64=zip64, comment=comment, **end)
    taken = tried(data)
    if not taken.refused and all(member.method != 9 and member.name.isascii() for member in some):
        assert agrees_with_zipfile(taken.files, data)


sizes = st.sampled_from([b"00000000000\x00", b"00000001000\x00", b"\x80" + bytes(10) + b"\x05", b"\xff" * 12, b""])
blocks = st.one_of(
    st.builds(
        lambda name, data, kind, size: header(name[:100], len(data), kind, size_field=size or None) + padded(data),
        names,
        st.sampled_from([b"", b"x", TEXT]),
        st.sampled_from([b"0", b"\x00", b"1", b"2", b"3", b"5", b"6", b"7", b"L", b"K", b"S", b"x", b"g", b"Z"]),
        st.just(b"") | sizes,
    ),
    st.builds(lambda path: pax(path=path), names),
    st.builds(lambda size: pax(size=b"%d" % size), numbers),
    st.just(bytes(512)),
)


@quick
@given(st.lists(blocks, max_size=6), st.sampled_from([bytes, gzip.compress, bz2.compress]))
def test_built_tars(some, packed):
    data = b"".join(some) + END
    taken = tried(packed(data))
    if taken.files:
        assert taken.files == as_tarfile_reads(data)


components = st.text(st.characters(codec="utf-8", exclude_characters="/\x00"), min_size=1, max_size=8).filter(
    lambda name: name not in (".", "..")
)


@quick
@given(st.dictionaries(st.lists(components, min_size=1, max_size=4).map("/".join), st.binary(max_size=50), max_size=8))
def test_any_folder(tree):
    with tempfile.TemporaryDirectory() as folder:
        root, scratch = Path(folder) / "sip", Path(folder) / "scratch"
        root.mkdir()
        scratch.mkdir()
        written = {}
        for name, data in tree.items():
            try:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes(data)
            except OSError:
                continue
            written[name] = data
        taken = outcome(root, scratch)
        assert taken.refused or taken.files == written


CHILD = """
import resource, sys
from pathlib import Path
from chartrier.packages.budget import Budget
from chartrier.packages.opening import open_package
from chartrier.packages.package import PackageRefused
from chartrier.records.finding import Findings
pages = int(Path("/proc/self/statm").read_text().split()[0])
limit = pages * resource.getpagesize() + int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
total = 0
try:
    path, scratch, budget = Path(sys.argv[1]), Path(sys.argv[2]), Budget(room_left=0)
    with open_package(path, budget=budget, scratch=scratch, findings=Findings()) as p:
        for name in p.entries:
            with p.open(name) as reader:
                while piece := reader.read(1 << 20):
                    total += len(piece)
    print(total)
except PackageRefused as refused:
    print(refused.finding.code)
"""


def _zeros() -> bytes:
    return make_zip(Member(b"zeros", bytes(256 << 20)))


def _random_deflate64() -> bytes:
    return make_zip(Member(b"noise", random.Random(1).randbytes(40 << 20), 9))


def _deflate64_zeros() -> bytes:
    return make_zip(Member(b"zeros", bytes(64 << 20), 9))


def _bzip2_zeros() -> bytes:
    return bz2.compress(header(b"zeros", 128 << 20) + bytes(128 << 20) + END)


def _many_names() -> bytes:
    return make_zip(*[Member(b"Content/%d" % number, b"x") for number in range(60_000)])


def _long_names_in_tar() -> bytes:
    one = [pax(path=b"%d/" % n + b"/".join([b"x" * 100] * 9)) + header(b"a") for n in range(2_000)]
    return gzip.compress(b"".join(one) + END)


@pytest.mark.parametrize(
    ("make", "expected", "memory"),
    [
        (_zeros, 256 << 20, 16 << 20),
        (_random_deflate64, 40 << 20, 24 << 20),
        (_deflate64_zeros, 64 << 20, 48 << 20),
        (_bzip2_zeros, 128 << 20, 16 << 20),
        (_many_names, 60_000, 64 << 20),
        (_long_names_in_tar, 0, 64 << 20),
    ],
)
def test_bounded_memory_and_time(tmp_path, scratch, make, expected, memory):
    (tmp_path / "p").write_bytes(make())
    command = [sys.executable, "-c", CHILD, str(tmp_path / "p"), str(scratch), str(memory)]
    start = time.monotonic()
    child = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (child.returncode, child.stdout.strip(), child.stderr) == (0, str(expected), "")
    assert time.monotonic() - start < 60


def test_ten_thousand_small_files_are_quick(tmp_path, scratch):
    (tmp_path / "p").write_bytes(make_zip(*[Member(b"Content/ID%d.seda" % n, b"%d" % n) for n in range(10_000)]))
    start = time.process_time()
    assert len(outcome(tmp_path / "p", scratch, Budget()).files) == 10_000
    assert time.process_time() - start < 3, "about 0.5 s is expected"
