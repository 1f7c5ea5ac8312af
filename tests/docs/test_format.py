"""`docs/format.md` field by field, on packages that were really ingested: nothing of ours reads or hashes them here."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from tests.cli.commands import COMMUNE, Chartrier
from tests.conftest import Server
from tests.packages_of_ours import Document, Sip

FORMAT = (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8")
INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z"
UUID7 = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"

PHYSICAL = """    <PhysicalDataObject id="P-1">
      <DataObjectGroupId>G-paper</DataObjectGroupId>
      <DataObjectVersion>PhysicalMaster_1</DataObjectVersion>
      <PhysicalId>Boîte 12</PhysicalId>
    </PhysicalDataObject>
"""


class SipWithPaper(Sip):
    """A transfer with a thing beside its files."""

    def _object(self, number: int, each: Document) -> str:
        return super()._object(number, each) + (PHYSICAL if number == len(self.documents) - 1 else "")

    def _unit(self, number: int, each: Document) -> str:
        unit = super()._unit(number, each)
        if number:
            return unit
        group = "<DataObjectReference><DataObjectGroupReferenceId>{}</DataObjectGroupReferenceId></DataObjectReference>"
        paper = f"""        <ArchiveUnit id="U-paper">
          <Content><DescriptionLevel>Item</DescriptionLevel><Title>Plan sur papier</Title></Content>
          {group.format("G-paper")}
        </ArchiveUnit>
"""
        return unit + paper


def section(number: str) -> str:
    """A section of the document, by its number."""
    start = re.search(rf"^#+ {re.escape(number)}\.? ", FORMAT, re.MULTILINE)
    assert start, number
    end = re.search(r"^#+ [0-9]", FORMAT[start.end() :], re.MULTILINE)
    return FORMAT[start.start() :][: end.start() + start.end() - start.start() if end else None]


def fields(number: str) -> set[str]:
    """The names in the first column of the table of a section."""
    rows = re.findall(r"^\| (`[^|]+) \|", section(number), re.MULTILINE)
    names = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert names
    return names


def named(number: str, field: str) -> set[str]:
    """The names of an object that a row of the table of a section spells out: `{"a","b"}`."""
    (row,) = re.findall(rf"^\| [^|]*`{field}`[^|]* \| (.+) \|$", section(number), re.MULTILINE)
    return set(re.findall(r'"([a-z_]+)"[:,}]', row.replace("`", "")))


def canonical(data: bytes) -> Any:
    """The value of canonical JSON."""
    value = json.loads(data)
    assert rfc8785.dumps(value) == data
    return value


def lines(data: bytes) -> list[bytes]:
    """The lines of a `.jsonl`, each ended by a line feed, each canonical."""
    assert data == b"" or data.endswith(b"\n")
    held = data.split(b"\n")[:-1]
    for line in held:
        canonical(line)
    return held


@dataclass
class Made:
    """The home, and the two packages in copy `a`."""

    home: Path
    accepted: Path
    rejected: Path
    source: Sip
    environ: dict[str, str]

    @property
    def tenant(self) -> Path:
        return self.home / "copies" / "a" / COMMUNE

    def json(self, package: Path, name: str) -> Any:
        return canonical((package / "v1" / "content" / name).read_bytes())

    def jsonl(self, name: str) -> list[Any]:
        return [json.loads(line) for line in self.lines(name)]

    def lines(self, name: str) -> list[bytes]:
        return lines((self.accepted / "v1" / "content" / name).read_bytes())


@pytest.fixture(scope="module")
def made(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("format")
    database = server.new_database()
    home = folder / "home"
    environ = {
        "CHARTRIER_HOME": str(home),
        "CHARTRIER_DATABASE_URL": database.url,
        "CHARTRIER_DATABASE_OWNER_URL": database.owner_url,
    }
    chartrier = Chartrier(environ, home)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune").status == 0
    source = SipWithPaper(
        documents=[
            Document("Délib.TXT", "délibération\n".encode(), "Délibération"),
            Document("sans extension", b"a,b\n1,2\n", "Tableau", algorithm="SHA-256"),
            Document("vieux.sha1.txt", b"vieux\n", "Vieux", algorithm="SHA-1"),
        ]
    )
    wrong = Sip(message="M-2", documents=[Document("a.txt", b"bonjour\n", digest="00" * 64)])
    paths = []
    for name, sip in (("good", source), ("wrong", wrong)):
        (told,) = chartrier("ingest", sip.write(folder / f"{name}.zip"), "--json").objects
        assert told["status"] == ("accepted" if name == "good" else "rejected"), told["findings"]
        paths.append(Path(told["copies"]["a"]))
    yield Made(home, *paths, source, environ)
    database.drop()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_copy_holds_what_is_listed(made: Made) -> None:
    assert {path.name for path in made.tenant.iterdir()} == {"0=chartrier_1", "packages", "journal", "incoming"}
    assert (made.tenant / "0=chartrier_1").read_bytes() == b"chartrier_1\n"
    assert list((made.tenant / "incoming").iterdir()) == []
    journal = set(tree(made.tenant / "journal"))
    assert {"checkpoint", "key"} <= journal
    tile = re.compile(r"tile/(?:[0-5]|entries)/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[0-9]+)?")
    assert all(tile.fullmatch(path) for path in journal - {"checkpoint", "key"})
    packages = made.tenant / "packages"
    assert {path.name for path in packages.iterdir() if path.name not in {made.accepted.parts[-3]}} == {
        "0=ocfl_1.1",
        "ocfl_layout.json",
        "extensions",
    }
    extension = "0007-n-tuple-omit-prefix-storage-layout"
    assert f"`{extension}`" in section("1")
    config = canonical((packages / "extensions" / extension / "config.json").read_bytes())
    assert config == {
        "extensionName": extension,
        "delimiter": "urn:uuid:",
        "tupleSize": 4,
        "numberOfTuples": 2,
        "zeroPadding": "left",
        "reverseObjectRoot": False,
    }
    for package in (made.accepted, made.rejected):
        assert re.fullmatch(UUID7, package.name)
        assert package.name.endswith("000000")
        assert package == packages / package.name[:4] / package.name[4:8] / package.name


def test_copies_are_alike(made: Made) -> None:
    assert tree(made.tenant) == tree(made.home / "copies" / "b" / COMMUNE)


@pytest.mark.parametrize("which", ["accepted", "rejected"])
def test_a_package_holds_the_files_of_the_table(made: Made, which: str) -> None:
    package: Path = getattr(made, which)
    rows = re.findall(r"^\| `([^`]+)` \| (always|accepted) \|", section("2"), re.MULTILINE)
    expected = {name for name, when in rows if when == "always" or which == "accepted"}
    assert len(rows) == 8
    found = set(tree(package / "v1" / "content"))
    objects = {name for name in found if name.startswith("objets/")}
    assert found - objects == {name for name in expected if not name.startswith("objets/")}
    assert len(objects) == (3 if which == "accepted" else 0)
    around = {"0=ocfl_object_1.1", "inventory.json", "inventory.json.sha512"}
    assert {path.name for path in package.iterdir()} == {*around, "v1"}
    assert {path.name for path in (package / "v1").iterdir()} == {"content", "inventory.json", "inventory.json.sha512"}


@pytest.mark.parametrize("which", ["accepted", "rejected"])
def test_inventory(made: Made, which: str) -> None:
    package: Path = getattr(made, which)
    operation = made.json(package, "operation.json")
    inventory = canonical((package / "inventory.json").read_bytes())
    assert inventory["id"] == f"urn:uuid:{package.name}"
    assert (inventory["digestAlgorithm"], inventory.get("contentDirectory", "content")) == ("sha512", "content")
    version = inventory["versions"]["v1"]
    assert version["message"] == operation["operation"]
    assert version["user"] == {"name": "Chartrier", "address": f"urn:uuid:{package.name}"}
    assert version["created"] == operation["received"]
    listed = {path: digest for digest, paths in inventory["manifest"].items() for path in paths}
    held = tree(package / "v1" / "content")
    assert listed == {f"v1/content/{name}": hashlib.sha512(data).hexdigest() for name, data in held.items()}


@pytest.mark.parametrize("which", ["accepted", "rejected"])
def test_operation(made: Made, which: str) -> None:
    package: Path = getattr(made, which)
    operation = made.json(package, "operation.json")
    assert set(operation) == fields("2.1")
    assert operation["format"] == "chartrier-package/1"
    assert operation["id"] == package.name
    assert operation["operation"] == {"accepted": "versement", "rejected": "rejet"}[which]
    assert operation["tenant"] == COMMUNE
    assert operation["by"] == "system"
    for instant in ("received", "controlled"):
        assert re.fullmatch(INSTANT, operation[instant])
    assert operation["received"] <= operation["controlled"]
    assert set(operation["software"]) == named("2.1", "software") - {"Chartrier"} == {"name", "version"}
    assert set(operation["container"]) == {"kind", "size"}
    assert operation["container"]["kind"] == "zip"
    assert set(operation["transfer"]) == named("2.1", "transfer")
    assert set(operation["bordereau"]) == named("2.1", "bordereau")
    assert set(operation["counts"]) == named("2.1", "counts")
    if which == "accepted":
        data = (package / "v1" / "content" / "bordereau.xml").read_bytes()
        assert data == made.source.bordereau()
        assert operation["bordereau"] == {
            "name": "manifest.xml",
            "digest": f"sha512:{hashlib.sha512(data).hexdigest()}",
            "size": len(data),
        }
        size = sum(len(each.data) for each in made.source.documents)
        assert operation["counts"] == {"units": 5, "groups": 4, "objects": 4, "bytes": size}
        assert set(operation["contents"]) == named("2.1", "contents") == {"root", "size"}
    else:
        assert operation["contents"] is None


@pytest.mark.parametrize("which", ["accepted", "rejected"])
def test_findings(made: Made, which: str) -> None:
    found = made.json(getattr(made, which), "findings.json")
    assert found
    shape = re.search(r"list of `(\{.*?\})`;", section("2.2"), re.DOTALL)
    assert shape
    outer = re.sub(r":\{[^}]*\}", "", shape[1])
    for each in found:
        assert set(each) == set(re.findall(r'"(\w+)"', outer))
        assert set(each["place"]) == {"file", "line", "unit", "object"}
        assert set(each["message"]) == set(each["remedy"]) == {"fr", "en"}
        assert each["severity"] in {"error", "warning"}
    assert ("error" in {each["severity"] for each in found}) == (which == "rejected")


def test_units(made: Made) -> None:
    units = made.jsonl("units.jsonl")
    assert [unit["xml_id"] for unit in units] == ["U-root", "U-0", "U-paper", "U-1", "U-2"]
    assert [unit["line"] for unit in units] == sorted(unit["line"] for unit in units)
    for unit in units:
        assert set(unit) == fields("2.3")
        assert unit["id"][:-6] == made.accepted.name[:-6]
        assert unit["attached_to"] == []
        for name in ("parents", "groups"):
            assert unit[name] == sorted(unit[name])
    assert [unit["parents"] for unit in units] == [[], *([[units[0]["id"]]] * 4)]
    assert [unit["id"] for unit in units] == sorted(unit["id"] for unit in units)
    assert units[0]["management"] in ("", None, {})
    assert units[1]["content"]["Title"] == ["Délibération"]


def test_objects(made: Made) -> None:
    objects = made.jsonl("objects.jsonl")
    groups = {unit["xml_id"]: unit["groups"] for unit in made.jsonl("units.jsonl")}
    assert [each["xml_id"] for each in objects] == ["O-0", "O-1", "O-2", "P-1"]
    for each, document in zip(objects[:3], made.source.documents, strict=True):
        assert set(each) == fields("2.4")
        assert each["kind"] == "binary"
        assert (each["usage"], each["version"]) == ("BinaryMaster", 1)
        assert (each["uri"], each["filename"]) == (f"Content/{document.name}", document.name)
        algorithm = document.algorithm.lower().replace("-", "")
        expected = {name: hashlib.new(name, document.data).hexdigest() for name in {"sha512", algorithm}}
        assert each["digests"] == expected
        assert set(each["declared"]) == named("2.4", "declared")
        assert each["declared"]["digest"] == f"{algorithm}:{expected[algorithm]}"
        assert each["size"] == each["declared"]["size"] == len(document.data)
        assert each["format"] is None or set(each["format"]) == named("2.4", "format")
        assert set(each["location"]) == {"path"}
        assert (made.accepted / "v1" / "content" / each["location"]["path"]).read_bytes() == document.data
    paths = [each["location"]["path"] for each in objects[:3]]
    assert paths == [f"objets/{objects[0]['id']}.txt", f"objets/{objects[1]['id']}", f"objets/{objects[2]['id']}.txt"]
    paper = objects[3]
    assert set(paper) == fields("2.4")
    assert (paper["kind"], paper["size"], paper["location"], paper["format"]) == ("physical", None, None, None)
    assert (paper["digests"], paper["usage"]) == ({}, "PhysicalMaster")
    assert [paper["group"]] == groups["U-paper"]
    assert [objects[0]["group"]] == groups["U-0"]
    assert len({each["id"] for each in objects} | {each["group"] for each in objects}) == 8


def root_of(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, as the document tells it."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + root_of(leaves[:split]) + root_of(leaves[split:])).digest()


def test_contents(made: Made) -> None:
    held = made.lines("contents.jsonl")
    described = [*made.lines("units.jsonl"), *made.lines("objects.jsonl")]
    assert len(held) == len(described) == 9
    salts = set()
    examples = [set(json.loads(line)) for line in re.findall(r'^\{"description".*\}$', section("3"), re.MULTILINE)]
    for line, description in zip(held, described, strict=True):
        leaf, value = json.loads(line), json.loads(description)
        kind = value.get("kind", "unit")
        assert set(leaf) == (
            examples[1] if kind == "binary" else examples[0] | ({"digests"} if kind == "physical" else set())
        )
        assert leaf["kind"] == kind
        assert leaf["id"] == value["id"]
        assert leaf["description"] == f"sha256:{hashlib.sha256(description).hexdigest()}"
        assert re.fullmatch(r"[0-9a-f]{32}", leaf["salt"])
        salts.add(leaf["salt"])
        if kind == "binary":
            assert (leaf["digests"]["sha512"], leaf["size"]) == (value["digests"]["sha512"], value["size"])
        elif kind == "physical":
            assert leaf["digests"] == {}
    assert len(salts) == len(held)
    contents = made.json(made.accepted, "operation.json")["contents"]
    assert contents == {"root": f"sha256:{root_of(held).hex()}", "size": len(held)}


def entries(made: Made) -> list[bytes]:
    """The entries of the journal, from its last bundle."""
    data = (made.tenant / "journal" / "tile" / "entries" / "000.p" / "2").read_bytes()
    held = []
    while data:
        size = int.from_bytes(data[:2], "big")
        held.append(data[2 : 2 + size])
        data = data[2 + size :]
    return held


def test_entries(made: Made) -> None:
    told = [canonical(entry) for entry in entries(made)]
    assert len(told) == 2
    for entry, package in zip(told, (made.accepted, made.rejected), strict=True):
        operation = made.json(package, "operation.json")
        assert set(entry) == fields("4.1")
        assert entry["format"] == "chartrier-entry/1"
        assert (entry["package"], entry["version"]) == (package.name, "v1")
        assert entry["operation"] == operation["operation"]
        inventory = (package / "v1" / "inventory.json").read_bytes()
        assert entry["inventory"] == f"sha512:{hashlib.sha512(inventory).hexdigest()}"
        assert entry["contents"] == operation["contents"]
        assert entry["changes"] == {"count": 0, "digest": None}
        assert set(entry["counts"]) == named("4.1", "counts")
        assert {name: entry["counts"][name] for name in operation["counts"]} == operation["counts"]
        severities = [each["severity"] for each in made.json(package, "findings.json")]
        assert entry["counts"]["errors"] == severities.count("error")
        assert entry["counts"]["warnings"] == severities.count("warning")
        assert entry["by"] == operation["by"]
        assert re.fullmatch(INSTANT, entry["time"])
    assert told[0]["time"] <= told[1]["time"]
    for word in ("Délibération", "Ma commune", "MSG-1", "SERVICE"):
        assert all(word.encode() not in entry for entry in entries(made))


def test_checkpoint_and_tiles(made: Made) -> None:
    import base64

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    journal = made.tenant / "journal"
    held = entries(made)
    hashes = b"".join(hashlib.sha256(b"\0" + entry).digest() for entry in held)
    assert (journal / "tile" / "0" / "000.p" / "2").read_bytes() == hashes
    name, key_hash, encoded = (journal / "key").read_text().removesuffix("\n").split("+", 2)
    public = base64.b64decode(encoded)
    assert public[:1] == b"\x01"
    assert hashlib.sha256(name.encode() + b"\n" + public).digest()[:4].hex() == key_hash
    instance, code, mark = name.split("/")
    assert (instance, code, mark) == ("chartrier.localhost", COMMUNE, hashlib.sha256(public[1:]).hexdigest()[:8])
    text, _, signature = (journal / "checkpoint").read_text().partition("\n\n")
    root = base64.b64encode(root_of(held)).decode()
    assert text.split("\n") == [name, "2", root]
    dash, signer, signed = signature.removesuffix("\n").split(" ")
    assert (dash, signer) == ("—", name)
    raw = base64.b64decode(signed)
    assert raw[:4].hex() == key_hash
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], f"{text}\n".encode())


def test_an_act_signs_its_files(made: Made) -> None:
    """An habilitation with the text of a delegation beside it: members, files, and their digests in the inventory."""
    secret = made.home / "phrase"
    secret.write_text("une phrase assez longue\n")
    secret.chmod(0o600)
    chartrier = Chartrier(made.environ, made.home)
    done = chartrier(
        "person", "add", "Anne", "--role", "signataire", "--tenant", COMMUNE, "--passphrase-file", secret,
        "--delegation-reference", "Arrêté 12", "--delegation-day", "2026-01-05",
    )  # fmt: skip
    assert done.status == 0, done.err
    (text,) = made.tenant.rglob("v1/content/delegation.txt")
    record = canonical((text.parent / "operation.json").read_bytes())
    own = {"person", "principal", "public_key", "roles", "delegation"}
    assert set(record) == fields("2.1.3") & set(record) | own | {"format", "id", "tenant", "software", "contents"}
    assert {"files", "subject", "began", "by", "authenticated"} <= fields("2.1.3")
    assert record["files"] == {"delegation.txt": "sha512:" + hashlib.sha512(text.read_bytes()).hexdigest()}
    inventory = json.loads((text.parents[2] / "inventory.json").read_bytes())
    state = {path: digest for digest, paths in inventory["versions"]["v1"]["state"].items() for path in paths}
    beside = {
        path: f"sha512:{digest}" for path, digest in state.items() if path not in ("operation.json", "findings.json")
    }
    assert beside == record["files"]
