"""Binary objects: digests of every algorithm, sizes, names, and the very bytes that were sent."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import quote

import pytest

from chartrier.ingest.findings import (
    DESCRIPTION_TOO_LONG,
    DIGEST_DIFFERS,
    FILE_EMPTY,
    FILE_MISSING,
    FILE_UNDECLARED,
    SIZE_DIFFERS,
)
from chartrier.seda.findings import TOO_LARGE, WEAK_DIGEST
from tests.ingest.archive import Bench, codes, errors, zip_of
from tests.packages_of_ours import Document, Sip

DATA = "Délibération n° 12\n".encode() * 40
ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_digest(bench: Bench, tmp_path: Path, algorithm: str) -> None:
    name = ALGORITHMS[algorithm]
    good = Document("a.txt", DATA, algorithm=algorithm)
    wrong = hashlib.new(name, b"autre").hexdigest()
    refused = bench.reject(
        Sip(documents=[Document("a.txt", DATA, algorithm=algorithm, digest=wrong)]).write(tmp_path / "1.zip")
    )
    assert errors(refused) == [DIGEST_DIFFERS.code]
    outcome = bench.accept(Sip(documents=[good]).write(tmp_path / "2.zip"))
    assert (WEAK_DIGEST.code in codes(outcome)) == (name in ("md5", "sha1"))
    (object_,) = bench.objects(outcome)
    assert object_["digests"] == {each: hashlib.new(each, DATA).hexdigest() for each in {name, "sha512"}}
    assert object_["declared"]["digest"] == f"{name}:{hashlib.new(name, DATA).hexdigest()}"
    assert bench.stored(outcome) == {"O-0": DATA}


@pytest.mark.parametrize("write", [str.upper, lambda digest: base64.b64encode(bytes.fromhex(digest)).decode()])
def test_digest_otherwise_written(bench: Bench, tmp_path: Path, write) -> None:
    digest = write(hashlib.sha512(DATA).hexdigest())
    outcome = bench.accept(Sip(documents=[Document("a.txt", DATA, digest=digest)]).write(tmp_path / "1.zip"))
    assert bench.objects(outcome)[0]["declared"]["digest"] == f"sha512:{hashlib.sha512(DATA).hexdigest()}"


def test_one_wrong_byte_of_one_object_in_many(bench: Bench, tmp_path: Path) -> None:
    documents = [Document(f"{n}.txt", DATA + bytes([n])) for n in range(20)]
    documents[13].digest = hashlib.sha512(DATA + bytes([99])).hexdigest()
    outcome = bench.reject(Sip(documents=documents).write(tmp_path / "1.zip"))
    assert errors(outcome) == [DIGEST_DIFFERS.code]
    assert [found.place.object for found in outcome.operation.findings if found.code == DIGEST_DIFFERS.code] == ["O-13"]


@pytest.mark.parametrize("size", [1, len(DATA) + 1, 2**53 - 1])
def test_a_wrong_size_is_a_warning(bench: Bench, tmp_path: Path, size: int) -> None:
    outcome = bench.accept(Sip(documents=[Document("a.txt", DATA, size=size)]).write(tmp_path / "1.zip"))
    assert SIZE_DIFFERS.code in codes(outcome)
    (object_,) = bench.objects(outcome)
    assert (object_["declared"]["size"], object_["size"]) == (size, len(DATA))


def test_an_empty_file(bench: Bench, tmp_path: Path) -> None:
    """The schema of SEDA has no size of 0: an empty file has none."""
    files = Sip(documents=[Document("a.txt", b"")]).files()
    files["manifest.xml"] = files["manifest.xml"].replace(b"<Size>0</Size>", b"")
    outcome = bench.accept(zip_of(tmp_path / "1.zip", files))
    assert FILE_EMPTY.code in codes(outcome)
    assert bench.stored(outcome) == {"O-0": b""}
    assert bench.is_proven()


NOT_A_URI = "100%.txt"
"""Must be percent-encoded, by the schema."""

NAMES = [
    "sous/dossier/très profond/été.txt",
    "Procès-verbal n° 3 (œuvre & <signé>).pdf",
    "日本語 — العربية.txt",
    NOT_A_URI,
    "a%20b.txt",
    "e\u0301te\u0301.txt",
    "sans extension",
    ".txt",
    "A.TXT",
    "x.tar.gz2024annexe",
    "# ? &amp; 'guillemets'.txt",
]


@pytest.mark.parametrize("name", [name for name in NAMES if name != NOT_A_URI])
def test_names(bench: Bench, tmp_path: Path, name: str) -> None:
    outcome = bench.accept(Sip(documents=[Document(name, DATA)]).write(tmp_path / "1.zip"))
    assert bench.stored(outcome) == {"O-0": DATA}
    (object_,) = bench.objects(outcome)
    assert object_["filename"] == name
    assert object_["uri"] == f"Content/{name}"
    # our own names hold nothing of the sender's but a harmless extension
    last = Path(object_["location"]["path"]).name.removeprefix(object_["id"])
    assert last in ("", ".txt", ".pdf")
    assert bench.is_proven()


@pytest.mark.parametrize("name", NAMES)
def test_percent_encoded_uri(bench: Bench, tmp_path: Path, name: str) -> None:
    sip = Sip(documents=[Document("NOM", DATA)])
    files = {
        "manifest.xml": sip.bordereau().replace(b"Content/NOM", f"Content/{quote(name)}".encode()),
        f"Content/{name}": DATA,
    }
    outcome = bench.accept(zip_of(tmp_path / "1.zip", files))
    assert bench.stored(outcome) == {"O-0": DATA}


def test_the_literal_name_comes_first(bench: Bench, tmp_path: Path) -> None:
    """`a%20b` is that file when there is one, and `a b` is another, which nobody declared."""
    sip = Sip(documents=[Document("a%20b.txt", DATA)], undeclared={"Content/a b.txt": b"autre"})
    assert errors(bench.reject(sip.write(tmp_path / "1.zip"))) == [FILE_UNDECLARED.code]


def test_missing_and_undeclared(bench: Bench, tmp_path: Path) -> None:
    documents = [Document("a.txt", DATA), Document("b.txt", DATA + b"b")]
    lost = Sip(documents=documents, left_out=frozenset({"b.txt"}))
    assert errors(bench.reject(lost.write(tmp_path / "1.zip"))) == [FILE_MISSING.code]
    extra = Sip(documents=documents, undeclared={"Content/c.txt": b"c"})
    assert errors(bench.reject(extra.write(tmp_path / "2.zip"))) == [FILE_UNDECLARED.code]


def test_the_bordereau_is_no_object(bench: Bench, tmp_path: Path) -> None:
    sip = Sip(documents=[Document("NOM", DATA)])
    files = {"manifest.xml": sip.bordereau().replace(b"Content/NOM", b"manifest.xml")}
    assert FILE_MISSING.code in errors(bench.reject(zip_of(tmp_path / "1.zip", files)))


def test_large_numbers_beside_rare_characters(bench: Bench, tmp_path: Path) -> None:
    """JSON with a number above 2^53 is beyond RFC 8785; the size declared is the sender's, and only data."""
    sip = Sip(documents=[Document("a.txt", DATA, size=999_999_999_999_999_999)])
    format_id = "<FormatIdentification><FormatId>\U0001f5ce fmt</FormatId></FormatIdentification><FileInfo>"
    files = sip.files()
    files["manifest.xml"] = files["manifest.xml"].replace(b"<FileInfo>", format_id.encode())
    outcome = bench.accept(zip_of(tmp_path / "1.zip", files))
    (object_,) = bench.objects(outcome)
    assert object_["declared"]["format"] == "\U0001f5ce fmt"
    assert object_["declared"]["size"] is None
    assert object_["metadata"]["Size"] == ["999999999999999999"]
    assert SIZE_DIFFERS.code in codes(outcome)
    assert bench.is_proven()


@pytest.mark.parametrize("large", ["name", "header"])
def test_what_a_verifier_could_not_read_is_refused(bench: Bench, tmp_path: Path, large: str) -> None:
    """A line or a paper longer than verifiers read would leave an archive that can never be proven again."""

    class Large(Sip):
        def bordereau(self) -> bytes:
            plain = super().bordereau()
            if large == "name":
                return plain.replace(b"<Filename>a.txt", b"<Filename>" + b"f" * 8_500_000)
            return plain.replace(b"<ArchivalAgreement>", b"<ArchivalAgreement>" + b"a" * 2_000_000)

    refused = bench.reject(Large().write(tmp_path / "large.zip"))
    assert errors(refused) == [{"name": DESCRIPTION_TOO_LONG.code, "header": TOO_LARGE.code}[large]]


def test_a_declared_size_beyond_all_files_is_wrong(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(Sip(documents=[Document("a.txt", b"x", size=10**30)]).write(tmp_path / "p.zip"))
    assert SIZE_DIFFERS.code in codes(outcome)
