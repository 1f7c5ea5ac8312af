"""Descriptions of any shape: hostile titles, thousands of units, paper, several usages of one document."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from uuid import UUID
from xml.sax.saxutils import escape

import pytest
from lxml import etree

from chartrier.catalog.archive import questions
from chartrier.records.canonical import canonical
from tests.ingest.archive import Bench, zip_of
from tests.packages_of_ours import Document, Sip

TITLES = [
    "<script>alert(1)</script>",
    "'; DROP TABLE archive_unit; --",
    "{title} %s %(x)s {0.__class__} $1 \\x00 \\u0000 \\",
    "\u202egnp.exe\u2066 \u200b\ufeff",
    "\u2028ligne\u2029\u0085suite",
    "\u007f\u0080\u009b31m",
    "\U0001f5ce \U0010fffd \ud7ff\ue000",
    "e\u0301" * 300 + "é" * 300,
    "../../../etc/passwd",
    "long " * 40_000,
    "]]> &amp; &lt;!--",
    "\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}",
    "\t\n  retour\t\n",
]


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_hostile_titles(bench: Bench, tmp_path: Path, title: str) -> None:
    sip = Sip(
        title=title, documents=[Document("a.txt", b"x", title, extra=f"<Description>{escape(title)}</Description>")]
    )
    outcome = bench.accept(sip.write(tmp_path / "1.zip"))
    expected = etree.fromstring(sip.bordereau()).findtext(".//{*}ArchiveUnit//{*}Title")
    for content in bench.contents(outcome):
        assert (content / "units.jsonl").read_bytes().count(b"\n") == 2
    units = bench.units(outcome)
    assert [unit["content"]["Title"] for unit in units] == [[expected], [expected]]
    found = questions.unit([bench.tenant.key], UUID(units[0]["id"]))
    assert found is not None
    assert found.content == units[0]["content"]
    assert bench.is_proven()


def unit(number: int, inside: str = "") -> str:
    return (
        f'<ArchiveUnit id="N-{number}"><Content><DescriptionLevel>Item</DescriptionLevel>'
        f"<Title>Unité {number}</Title></Content>{inside}</ArchiveUnit>"
    )


def with_units(path: Path, units: str) -> Path:
    """The package with more units below its first one."""
    files = Sip().files()
    end = b"      </ArchiveUnit>\n    </DescriptiveMetadata>"
    assert files["manifest.xml"].count(end) == 1
    files["manifest.xml"] = files["manifest.xml"].replace(end, units.encode() + end)
    return zip_of(path, files)


def test_three_thousand_units_side_by_side(bench: Bench, tmp_path: Path) -> None:
    package = with_units(tmp_path / "1.zip", "\n".join(map(unit, range(3_000))))
    outcome = bench.accept(package)
    units = bench.units(outcome)
    assert outcome.operation.counts.units == len(units) == 3_002
    root = units[0]["id"]
    assert all(each["parents"] == [root] for each in units[1:])
    assert [each["content"]["Title"] for each in units[2:]] == [[f"Unité {n}"] for n in range(3_000)]
    assert len(list(questions.units_of([bench.tenant.key], outcome.operation.identifier))) == 3_002
    assert bench.is_proven()


def test_three_thousand_units_in_a_chain(bench: Bench, tmp_path: Path) -> None:
    """By references: XML nested so deep is refused, a chain of units is not."""
    chain = "\n".join(
        unit(number, f'<ArchiveUnit id="R-{number}"><ArchiveUnitRefId>N-{number + 1}</ArchiveUnitRefId></ArchiveUnit>')
        for number in range(2_999)
    )
    files = Sip().files()
    end = b"    </DescriptiveMetadata>"
    files["manifest.xml"] = files["manifest.xml"].replace(end, (chain + unit(2_999)).encode() + end)
    outcome = bench.accept(zip_of(tmp_path / "1.zip", files))
    units = {each["xml_id"]: each for each in bench.units(outcome)}
    assert len(units) == 3_002
    for number in range(1, 3_000):
        assert units[f"N-{number}"]["parents"] == [units[f"N-{number - 1}"]["id"]]
    assert units["N-0"]["parents"] == []
    assert bench.is_proven()


def test_units_nested_deep(bench: Bench, tmp_path: Path) -> None:
    """Nested as deep as the reader goes, or refused with a finding: never a crash."""
    nested = ""
    for number in reversed(range(60)):
        nested = unit(number, nested)
    outcome = bench.accept(with_units(tmp_path / "1.zip", nested))
    units = {each["xml_id"]: each for each in bench.units(outcome)}
    assert all(units[f"N-{n}"]["parents"] == [units[f"N-{n - 1}"]["id"]] for n in range(1, 60))
    nested = ""
    for number in reversed(range(3_000)):
        nested = unit(number, nested)
    assert bench.ingest(with_units(tmp_path / "2.zip", nested)).operation.counts.units in (0, 3_002)
    assert bench.is_proven()


def test_a_unit_with_two_parents(bench: Bench, tmp_path: Path) -> None:
    again = '<ArchiveUnit id="R"><ArchiveUnitRefId>U-0</ArchiveUnitRefId></ArchiveUnit>'
    outcome = bench.accept(with_units(tmp_path / "1.zip", unit(1, again)))
    units = {each["xml_id"]: each for each in bench.units(outcome)}
    assert units["U-0"]["parents"] == sorted([units["U-root"]["id"], units["N-1"]["id"]])
    parents = questions.parents_of([bench.tenant.key], UUID(units["U-0"]["id"]))
    assert [str(parent) for parent in parents] == units["U-0"]["parents"]


def binary(xml_id: str, usage: str, name: str, data: bytes) -> str:
    return f"""<BinaryDataObject id="{xml_id}"><DataObjectVersion>{usage}</DataObjectVersion>
      <Uri>Content/{name}</Uri><MessageDigest algorithm="SHA-512">{hashlib.sha512(data).hexdigest()}</MessageDigest>
      <Size>{len(data)}</Size><FileInfo><Filename>{name}</Filename></FileInfo></BinaryDataObject>"""


PAPER = """<PhysicalDataObject id="P"><DataObjectVersion>PhysicalMaster_1</DataObjectVersion>
  <PhysicalId>1 Fi 12</PhysicalId><PhysicalDimensions><Height unit="centimetre">21</Height></PhysicalDimensions>
</PhysicalDataObject>"""


def test_several_usages_and_paper_in_a_group(bench: Bench, tmp_path: Path) -> None:
    usages = {
        "BinaryMaster_1": b"original",
        "Dissemination_1": b"diffusion",
        "Dissemination_2": b"diffusion bis",
        "Thumbnail": b"vignette",
        "TextContent_1": b"texte",
    }
    objects = "".join(binary(f"B-{usage}", usage, f"{usage}.txt", data) for usage, data in usages.items())
    files = Sip(documents=[]).files()
    manifest = files["manifest.xml"]
    group = f'<DataObjectGroup id="G">{objects}{PAPER}</DataObjectGroup><DescriptiveMetadata>'
    manifest = manifest.replace(b"<DescriptiveMetadata>", group.encode())
    reference = "<DataObjectReference><DataObjectGroupReferenceId>G</DataObjectGroupReferenceId></DataObjectReference>"
    manifest = manifest.replace(b"</Content>", f"</Content>{reference}".encode())
    files = {"manifest.xml": manifest, **{f"Content/{usage}.txt": data for usage, data in usages.items()}}
    outcome = bench.accept(zip_of(tmp_path / "1.zip", files))
    objects_ = {each["xml_id"]: each for each in bench.objects(outcome)}
    assert bench.stored(outcome) == {f"B-{usage}": data for usage, data in usages.items()}
    assert {each["group"] for each in objects_.values()} == {bench.units(outcome)[0]["groups"][0]}
    told = {(each["usage"], each["version"]) for each in objects_.values()}
    assert {("Dissemination", 1), ("Dissemination", 2), ("Thumbnail", 1), ("PhysicalMaster", 1)} <= told
    paper = objects_["P"]
    assert (paper["kind"], paper["location"], paper["digests"], paper["size"], paper["format"]) == (
        "physical", None, {}, None, None,
    )  # fmt: skip
    assert paper["metadata"]["PhysicalId"] == ["1 Fi 12"]
    assert outcome.operation.counts.groups == 1
    assert outcome.operation.counts.objects == 6
    assert bench.is_proven()


def test_every_line_is_canonical(bench: Bench, tmp_path: Path) -> None:
    """The lines are joined from pieces: they must be what the canonical form of the whole is."""
    title = 'Pièce "n° 1" \\ \U0001f5ce \u2028 é'
    extra = (
        "<Description xml:lang='fr'>Un\nDeux</Description><Keyword><KeywordContent>Z</KeywordContent>"
        "<KeywordReference>k</KeywordReference></Keyword><Keyword><KeywordContent>A</KeywordContent></Keyword>"
    )
    documents = [Document(f"\U0001f5ce “é” -{n}.txt", b"x" * (n + 1), title, extra=extra) for n in range(3)]
    files = Sip(title=title, documents=documents).files()
    files["manifest.xml"] = files["manifest.xml"].replace(
        b"<DescriptiveMetadata>", f'<DataObjectGroup id="GP">{PAPER}</DataObjectGroup><DescriptiveMetadata>'.encode()
    )
    reference = "<DataObjectReference><DataObjectGroupReferenceId>GP</DataObjectGroupReferenceId></DataObjectReference>"
    profile = "<ArchiveUnitProfile>P</ArchiveUnitProfile>"
    more = unit(1).replace('"N-1">', f'"N-1">{profile}').replace("</Content>", f"</Content>{reference}")
    files["manifest.xml"] = files["manifest.xml"].replace(
        b"    </DescriptiveMetadata>", more.encode() + b"    </DescriptiveMetadata>"
    )
    outcome = bench.accept(zip_of(tmp_path / "1.zip", files))
    for content in bench.contents(outcome):
        for name, count in (("units.jsonl", 5), ("objects.jsonl", 4), ("contents.jsonl", 9)):
            data = (content / name).read_bytes()
            assert data.endswith(b"\n")
            whole = data.removesuffix(b"\n").split(b"\n")
            assert len(whole) == count
            for line in whole:
                assert line == canonical(json.loads(line))
        for name in ("operation.json", "findings.json"):
            data = (content / name).read_bytes()
            assert data == canonical(json.loads(data))
