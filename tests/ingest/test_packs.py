"""Small objects that travel together: what a pack is, byte for byte, and versements that have some."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.access.fetching import readable_object
from chartrier.formats.identification import FormatIdentifier
from chartrier.formats.memory_files import COUNT, SmallFile
from chartrier.ingest.check import check
from chartrier.ingest.examination import SMALL
from chartrier.ingest.names import Location
from chartrier.ingest.packs import LARGEST_PACK, MOST_MEMBERS, Packs
from chartrier.ingest.placement import MANY
from chartrier.ingest.staged import HashedFile
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import Outcome
from chartrier.packages import findings as packaging
from chartrier.verify.document import verify_document
from chartrier.verify.reader import FolderCopy
from tests.corpus.archive import ROWS, files_of
from tests.ingest.archive import Bench, errors
from tests.packages_of_ours import Document, Sip
from tests.reading import fetch_to_file
from tests.seda.official import CORPUS, needs_corpus

PACK = "objets-0001.zip"
LIED = packaging.ZIP_SIZE.code
GOLDEN = "0e221f00df981052e3cc0e992f363767d99494b4b11e8c7b40f054b2f3de6351"
"""Of the pack below: whatever changes it changes the archive's format."""


class Shelf:
    """The files of packs, in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @contextmanager
    def new_file(self, path: str) -> Iterator[HashedFile]:
        held = io.BytesIO()
        file = HashedFile(held)  # type: ignore[arg-type]
        yield file
        file.flush()
        self.files[path] = held.getvalue()
        assert hashlib.sha512(held.getvalue()).hexdigest() == file.sha512
        assert len(held.getvalue()) == file.size


def packed(members: list[tuple[str, bytes]], **bounds: int) -> tuple[dict[str, bytes], list[Location]]:
    shelf = Shelf()
    packs = Packs(shelf.new_file, **bounds)
    places = [packs.add(name, data) for name, data in members]
    packs.close()
    return shelf.files, places


def read_at(files: dict[str, bytes], place: Location) -> bytes:
    assert place.offset is not None and place.length is not None
    return files[place.path][place.offset : place.offset + place.length]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=40), st.integers(400, 2_000), st.integers(1, 9))
@settings(deadline=None)
def test_packs_hold_their_members_within_their_bounds(contents: list[bytes], largest: int, most: int) -> None:
    members = [(f"objets/{number}.bin", data) for number, data in enumerate(contents)]
    files, places = packed(members, largest=largest, most=most)
    assert [read_at(files, place) for place in places] == contents
    assert list(files) == [f"objets-{number:04d}.zip" for number in range(1, len(files) + 1)]
    read = []
    for data in files.values():
        assert len(data) <= largest
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert 1 <= len(archive.infolist()) <= most
            read += [(info.filename, archive.read(info)) for info in archive.infolist()]
    assert read == members
    assert packed(members, largest=largest, most=most)[0] == files


def test_a_pack_is_what_the_format_says() -> None:
    files, places = packed([("objets/a.txt", b"bonjour"), ("objets/b", b"")])
    data = files[PACK]
    for info in zipfile.ZipFile(io.BytesIO(data)).infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert (info.compress_type, info.flag_bits, info.extra, info.comment) == (zipfile.ZIP_STORED, 0, b"", b"")
        assert (info.create_system, info.external_attr) == (3, 0o100644 << 16)
    # 4.3.7: 30 bytes and the name before each member, and nothing in between
    assert places == [Location(PACK, 30 + 12, 7), Location(PACK, 30 + 12 + 7 + 30 + 8, 0)]
    assert len(data) == (30 + 12 + 7) + (30 + 8) + (46 + 12) + (46 + 8) + 22
    assert hashlib.sha256(data).hexdigest() == GOLDEN


def test_a_pack_is_never_full_of_numbers() -> None:
    """One member more than a plain end record can count goes into the next pack."""
    files, _ = packed([(f"objets/{number}", b"") for number in range(MOST_MEMBERS + 1)])
    counts = [len(zipfile.ZipFile(io.BytesIO(data)).namelist()) for data in files.values()]
    assert counts == [MOST_MEMBERS, 1]
    assert b"PK\6\6" not in files[PACK] and b"PK\6\7" not in files[PACK]


def documents(count: int, size: int = 20, start: int = 0) -> list[Document]:
    return [Document(f"d{number}.txt", b"%-*d" % (size, number)) for number in range(start, start + count)]


class Unmeasured(Sip):
    """A SIP that says the size of no empty file: the schema has no size of zero."""

    def bordereau(self) -> bytes:
        return super().bordereau().replace(b"<Size>0</Size>", b"")


def sent(sip: Sip) -> dict[str, bytes]:
    return {f"O-{number}": each.data for number, each in enumerate(sip.documents)}


def kept(bench: Bench, outcome: Outcome) -> dict[str, bytes]:
    """The bytes that each location names, the same in every copy."""
    found = []
    for content in bench.contents(outcome):
        files = {path.relative_to(content).as_posix(): path for path in content.rglob("*") if path.is_file()}
        here = {}
        for each in bench.objects(outcome):
            place = each["location"]
            with files[place["path"]].open("rb") as file:
                file.seek(place.get("offset", 0))
                here[each["xml_id"]] = file.read(place.get("length"))
        found.append(here)
    assert all(other == found[0] for other in found)
    return found[0]


def names(bench: Bench, outcome: Outcome) -> set[str]:
    """Packs and objects of the package, the papers left out."""
    content = bench.contents(outcome)[0]
    paths = {path.relative_to(content).as_posix() for path in content.rglob("*") if path.is_file()}
    return {path for path in paths if path.startswith("objets")}


def fetched(bench: Bench, outcome: Outcome, xml_id: str, target: Path) -> bytes:
    identifier = next(each["id"] for each in bench.objects(outcome) if each["xml_id"] == xml_id)
    found = readable_object([bench.tenant.key], UUID(identifier), None)
    fetch_to_file(bench.archive.copies.stores, found, target)
    return target.read_bytes()


def verified(bench: Bench, outcome: Outcome, xml_id: str) -> bool:
    each = next(each for each in bench.objects(outcome) if each["xml_id"] == xml_id)
    copy = FolderCopy("a", bench.archive.settings.copies["a"] / bench.tenant.code)
    return verify_document(copy, UUID(each["id"])).proven


def test_two_hundred_small_objects_are_files(bench: Bench, tmp_path: Path) -> None:
    sip = Sip(documents=documents(MANY))
    outcome = bench.accept(sip.write(tmp_path / "sip.zip"))
    assert len(names(bench, outcome)) == MANY
    assert kept(bench, outcome) == sent(sip)


def test_one_more_and_they_are_in_a_pack(bench: Bench, tmp_path: Path) -> None:
    sip = Sip(documents=documents(MANY + 1))
    outcome = bench.accept(sip.write(tmp_path / "sip.zip"))
    assert names(bench, outcome) == {PACK}
    assert kept(bench, outcome) == sent(sip)
    assert bench.is_proven()
    assert fetched(bench, outcome, "O-117", tmp_path / "fetched") == sip.documents[117].data
    assert verified(bench, outcome, "O-117")
    pack = bench.contents(outcome)[0] / PACK
    with zipfile.ZipFile(pack) as archive:
        order = [(each["location"]["path"], each["id"]) for each in bench.objects(outcome)]
        assert [(PACK, name[len("objets/") : -len(".txt")]) for name in archive.namelist()] == order
    assert (
        subprocess.run([sys.executable, "-m", "zipfile", "-t", pack], check=True, capture_output=True).returncode == 0
    )
    inventory = (bench.packages()[0] / "inventory.json").read_text()
    assert f'"v1/content/{PACK}"' in inventory
    assert '"v1/content/objets/' not in inventory


def test_unzip_reads_a_pack(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(Sip(documents=documents(MANY + 1)).write(tmp_path / "sip.zip"))
    try:
        done = subprocess.run(["unzip", "-tq", bench.contents(outcome)[0] / PACK], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no unzip here")
    assert done.returncode == 0, done.stdout


def test_large_empty_equal_and_odd_objects(bench: Bench, tmp_path: Path) -> None:
    mixed = [
        Document("just-under.bin", b"\1" * (SMALL - 1)),
        Document("just.bin", b"\2" * SMALL),
        Document("empty.txt", b""),
        Document("twin-a.txt", b"the same"),
        Document("twin-b.txt", b"the same"),
        Document("SANS-EXTENSION", b"rien"),
        Document("md5.txt", b"digest", algorithm="MD5"),
    ]
    sip = Unmeasured(documents=[*documents(MANY), *mixed])
    outcome = bench.accept(sip.write(tmp_path / "sip.zip"))
    places = {each["xml_id"]: each["location"] for each in bench.objects(outcome)}
    digests = {each["xml_id"]: each["digests"] for each in bench.objects(outcome)}
    first = MANY
    assert [name for name in names(bench, outcome) if name != PACK] == [places[f"O-{first + 1}"]["path"]]
    assert "offset" not in places[f"O-{first + 1}"]
    assert places[f"O-{first + 2}"]["length"] == 0
    assert places[f"O-{first + 3}"]["offset"] != places[f"O-{first + 4}"]["offset"]
    assert digests[f"O-{first + 6}"]["md5"] == hashlib.md5(b"digest").hexdigest()
    assert kept(bench, outcome) == sent(sip)
    assert bench.is_proven()
    for number, each in enumerate(mixed):
        assert fetched(bench, outcome, f"O-{first + number}", tmp_path / f"fetched-{number}") == each.data


def test_more_than_a_pack_holds(bench: Bench, tmp_path: Path) -> None:
    size = SMALL - 1
    sip = Sip(documents=[*documents(MANY), *(Document(f"l{n}.bin", bytes([n]) * size) for n in range(70))])
    outcome = bench.accept(sip.write(tmp_path / "sip.zip"))
    assert names(bench, outcome) == {PACK, "objets-0002.zip"}
    content = bench.contents(outcome)[0]
    sizes = [(content / name).stat().st_size for name in (PACK, "objets-0002.zip")]
    assert LARGEST_PACK - SMALL < sizes[0] <= LARGEST_PACK
    assert kept(bench, outcome) == sent(sip)
    assert bench.is_proven()


def test_the_same_package_gives_the_same_packs(bench: Bench, tmp_path: Path) -> None:
    """But for the identifiers, which are the names."""
    package = Sip(documents=documents(MANY + 1)).write(tmp_path / "sip.zip")
    outcome, other = bench.accept(package), Bench.new(bench.archive)
    again = other.accept(package)
    one, two = (
        (each.contents(done)[0] / PACK).read_bytes().replace(str(done.operation.identifier)[:-6].encode(), b"")
        for each, done in ((bench, outcome), (other, again))
    )
    assert one == two


def test_every_line_is_canonical(bench: Bench, tmp_path: Path) -> None:
    """Lines are filled in by hand: the reference library would have written the same bytes."""
    odd = ["é'à.txt", "\U0001f600.x", "a&b<c>.TXT", 'un "mot".txt', "x" * 200]
    titles = ["Titre\u2028", "\U0001f600", "a\\b", "tab\tulation", "\u0085 fin"]
    named = [Document(name, name.encode(), title=title) for name, title in zip(odd, titles, strict=True)]
    sip = Sip(documents=[*documents(MANY), *named])
    outcome = bench.accept(sip.write(tmp_path / "sip.zip"))
    for name in ("units.jsonl", "objects.jsonl", "contents.jsonl"):
        for line in (bench.contents(outcome)[0] / name).read_bytes().splitlines():
            assert rfc8785.dumps(json.loads(line)) == line


@pytest.mark.parametrize("kind", ["tar", "folder"])
def test_other_containers(bench: Bench, tmp_path: Path, kind: str) -> None:
    sip = Sip(documents=documents(MANY + 1))
    folder = tmp_path / "sip"
    for name, data in sip.files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    package = folder
    if kind == "tar":
        package = tmp_path / "sip.tar"
        with tarfile.open(package, "w") as archive:
            archive.add(folder, ".")
    outcome = bench.accept(package)
    assert names(bench, outcome) == {PACK}
    assert kept(bench, outcome) == sent(sip)


def test_a_physical_object_is_in_no_pack(bench: Bench, tmp_path: Path) -> None:
    sip = Sip(documents=documents(MANY + 1))
    physical = (
        '<PhysicalDataObject id="P-1"><DataObjectGroupReferenceId>G-0</DataObjectGroupReferenceId>'
        "<DataObjectVersion>PhysicalMaster_1</DataObjectVersion>"
        "<PhysicalId>Boîte 12</PhysicalId></PhysicalDataObject>"
    )
    bordereau = sip.bordereau().replace(b"    <DescriptiveMetadata>", physical.encode() + b"<DescriptiveMetadata>")
    path = tmp_path / "sip.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**sip.files(), "manifest.xml": bordereau}.items():
            archive.writestr(name, data)
    outcome = bench.accept(path)
    places = {each["xml_id"]: each["location"] for each in bench.objects(outcome)}
    assert places.pop("P-1") is None
    assert all(place["path"] == PACK for place in places.values())
    assert bench.is_proven()


def test_a_rejected_versement_leaves_no_pack(bench: Bench, tmp_path: Path) -> None:
    wrong = Document("faux.txt", b"pas ce qui est annonce", digest="0" * 128)
    outcome = bench.reject(Sip(documents=[*documents(MANY + 1), wrong]).write(tmp_path / "sip.zip"))
    assert names(bench, outcome) == set()
    assert bench.is_quiet()
    assert bench.is_proven()


def test_a_member_that_is_not_what_its_directory_says(bench: Bench, tmp_path: Path) -> None:
    """It inflates to more, or to less, than announced: refused as a file would be, and nothing else is wrong."""
    sip = Sip(documents=documents(MANY + 1, size=64))
    path = tmp_path / "sip.zip"
    for lie in (63, 65, SMALL - 1, SMALL):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in sip.files().items():
                archive.writestr(name, data)
            info = archive.getinfo("Content/d7.txt")
            at, crc, packed_size = info.header_offset, info.CRC, info.compress_size
            info.file_size = lie
        data = bytearray(path.read_bytes())
        assert data[at : at + 4] == b"PK\3\4"
        data[at + 14 : at + 26] = (
            crc.to_bytes(4, "little") + packed_size.to_bytes(4, "little") + lie.to_bytes(4, "little")
        )
        path.write_bytes(data)
        outcome = bench.reject(path)
        assert errors(outcome) == [LIED]
        assert names(bench, outcome) == set()


def test_a_check_writes_no_small_object(tmp_path: Path, bench: Bench) -> None:
    """What it says is what the versement says; its folder held no object."""
    sip = Sip(documents=[*documents(30), Document("grand.bin", b"\0" * (SMALL + 1))])
    path, seen = sip.write(tmp_path / "sip.zip"), []

    def progress(step: str, done: int, total: int) -> None:
        seen.append((step, done, total))

    means = bench.means
    report = check(
        path,
        policy=bench.tenant.policy,
        budget=means.budget,
        limits=means.limits,
        identifier=means.identifier,
        scanner=None,
        steps=Steps(progress),
    )
    outcome = bench.accept(path)
    assert [(each.code, each.place) for each in report.findings] == [
        (each.code, each.place) for each in outcome.operation.findings
    ]
    assert ("objects", 31, 31) in seen


@needs_corpus
def test_bytes_in_memory_are_identified_as_files_are(tmp_path: Path) -> None:
    """Every object of the corpus, under its own name, by its path and by its bytes."""
    distinct: dict[tuple[bytes, str], SmallFile] = {}
    for row in ROWS:
        package = CORPUS / "vitam-open" / row["file"]
        try:
            files = files_of(package)
        except (zipfile.BadZipFile, tarfile.TarError, OSError, NotImplementedError, AttributeError):
            continue
        for name, data in files.items():
            extension = Path(name).suffix.lower() if Path(name).suffix[1:].isalnum() else ""
            if len(data) < SMALL:
                distinct.setdefault((hashlib.sha256(data).digest(), extension), SmallFile(data, extension))
    small = list(distinct.values())
    assert len(small) > 50
    paths = []
    for number, each in enumerate(small):
        paths.append(tmp_path / f"{number}{each.extension}")
        paths[-1].write_bytes(each.data)
    with FormatIdentifier(tmp_path) as identifier:
        assert identifier.identify(small) == identifier.identify(paths)
        assert not identifier.failures


def test_memory_files_show_only_what_they_hold_now(tmp_path: Path) -> None:
    """A batch is not seen through the one before, whatever their sizes and extensions."""
    pdf = SmallFile(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n" + b"%\n" * 4_000 + b"trailer\n<<>>\n%%EOF\n", ".pdf")
    texts = [SmallFile(b"bonjour", ".txt") for _ in range(COUNT + 7)]
    with FormatIdentifier(tmp_path) as identifier:
        first = identifier.identify([pdf] * 3)
        assert {each.puid for each in first if each} == {"fmt/18"}
        found = identifier.identify([SmallFile(b"", ".pdf"), *texts])
        assert found[0] is None
        assert {each.puid for each in found[1:] if each} == {"x-fmt/111"}
        assert not any("mismatch" in each.warning for each in found[1:] if each)
    assert list(tmp_path.iterdir()) == []


def test_closing_does_not_wait_for_an_answer(tmp_path: Path) -> None:
    programs = str(Path(__file__).parents[1] / "formats" / "programs.py")
    identifier = FormatIdentifier(tmp_path, program=(programs, "fragile"))
    answer = identifier.submit([SmallFile(b"HANG", ".txt")])
    identifier.start()
    while identifier._process is None:
        pass
    identifier.close()
    with pytest.raises(Exception):  # noqa: B017
        answer.result(timeout=0)
