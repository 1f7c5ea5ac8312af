"""The packages of the demonstration: valid, faithful to the documents, wrong only where they mean to be."""

from __future__ import annotations

import hashlib
import runpy
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from chartrier.rules.series.shipped import shipped_table

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT.parent / "shared" / "corpus" / "schemas" / "seda-2.1"
SEDA = "{fr:gouv:culture:archivesdefrance:seda:v2.1}"
PLAN = tomllib.loads((ROOT / "demo" / "versements.toml").read_text("utf-8"))
NAMES = [versement["package"] for versement in PLAN["versement"]]
FAULTY = {v["package"]: v["altered"] for v in PLAN["versement"] if v["expected"] == "rejected"}
build = runpy.run_path(str(ROOT / "demo" / "build.py"))["build"]


class LocalSchemas(etree.Resolver):
    """Answers the two imports from w3.org with the files beside the schema."""

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:
        name = system_url.rsplit("/", 1)[-1]
        if "w3.org" in system_url and (SCHEMAS / name).is_file():
            return self.resolve_filename(str(SCHEMAS / name), context)
        return None


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    if not SCHEMAS.is_dir():
        pytest.skip("the corpus is not here")
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(LocalSchemas())
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "seda-2.1-main.xsd"), parser))


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "versements"
    assert [path.name for path in build(folder)] == NAMES
    return folder


def manifest(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("manifest.xml"))


def mismatched(path: Path) -> list[str]:
    """The declared files that are missing or whose bytes are not those declared."""
    wrong = []
    with zipfile.ZipFile(path) as archive:
        present = set(archive.namelist())
        for declared in etree.fromstring(archive.read("manifest.xml")).iter(f"{SEDA}BinaryDataObject"):
            uri = declared.findtext(f"{SEDA}Uri")
            content = archive.read(uri) if uri in present else b""
            assert int(declared.findtext(f"{SEDA}Size")) == len(content)
            if hashlib.sha512(content).hexdigest() != declared.findtext(f"{SEDA}MessageDigest"):
                wrong.append(uri)
    return wrong


@pytest.mark.parametrize("name", NAMES)
def test_bordereau_is_valid_for_the_official_schema(name: str, packages: Path, schema: etree.XMLSchema) -> None:
    schema.assertValid(manifest(packages / name))


@pytest.mark.parametrize("name", NAMES)
def test_only_the_faulty_package_has_a_wrong_digest(name: str, packages: Path) -> None:
    wrong = [FAULTY[name].rsplit("/", 1)[-1]] if name in FAULTY else []
    assert [uri.rsplit("/", 1)[-1] for uri in mismatched(packages / name)] == wrong


@pytest.mark.parametrize("name", NAMES)
def test_package_holds_what_it_declares_and_no_more(name: str, packages: Path) -> None:
    declared = {node.text for node in manifest(packages / name).iter(f"{SEDA}Uri")}
    with zipfile.ZipFile(packages / name) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "manifest.xml"
        assert set(archive.namelist()) == declared | {"manifest.xml"}


def test_every_document_travels_unchanged(packages: Path) -> None:
    sent = set()
    for name in set(NAMES) - set(FAULTY):
        with zipfile.ZipFile(packages / name) as archive:
            sent |= {archive.read(member) for member in archive.namelist() if member != "manifest.xml"}
    folders = [
        each
        for each in (ROOT / "demo" / "documents").iterdir()
        if each.name not in ("anciens", "voisins", "habitants", "a-deposer")
    ]
    documents = {path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert sent == documents


def test_every_rule_cited_is_described(packages: Path) -> None:
    kinds = {"AppraisalRule", "AccessRule"}
    cited = {
        (etree.QName(rule.getparent()).localname, rule.text)
        for name in NAMES
        for rule in manifest(packages / name).iter(f"{SEDA}Rule")
        if etree.QName(rule.getparent()).localname in kinds
    }
    ours = {(rule["kind"], name) for name, rule in PLAN["rule"].items()}
    shipped = {("AppraisalRule", code) for code in PLAN["cited"]["series"]}
    assert cited == ours | shipped
    assert all(code in shipped_table().series for _, code in shipped)


def test_a_refused_message_is_sent_again_under_its_identifier(packages: Path) -> None:
    identifiers = [manifest(packages / name).findtext(f"{SEDA}MessageIdentifier") for name in NAMES]
    taken = [identifier for name, identifier in zip(NAMES, identifiers, strict=True) if name not in FAULTY]
    assert len(set(taken)) == len(taken)
    assert set(identifiers) == set(taken)


def test_same_sources_give_same_bytes(packages: Path, tmp_path: Path) -> None:
    for path in build(tmp_path):
        assert path.read_bytes() == (packages / path.name).read_bytes()
