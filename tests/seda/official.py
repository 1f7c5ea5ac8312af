"""The official schemas and the real packages of the corpus, which lie beside the repository, not in it."""

from __future__ import annotations

import csv
import tarfile
import zipfile
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from chartrier.seda.versions import Version

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the repository")


class _Beside(etree.Resolver):
    """Maps the two imports of the official schemas to the files beside them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def resolve(self, url, public_id, context):
        if "w3.org" in url:
            return self.resolve_filename(str(self._folder / url.rsplit("/", 1)[1]), context)
        return None


@cache
def official_schema(version: Version) -> etree.XMLSchema:
    folder = CORPUS / "schemas" / f"seda-{version}"
    parser = etree.XMLParser()
    parser.resolvers.add(_Beside(folder))
    return etree.XMLSchema(etree.parse(folder / f"seda-{version}-main.xsd", parser))


@cache
def packages() -> list[dict[str, str]]:
    """The rows of the corpus."""
    if not CORPUS.is_dir():
        return []
    with (CORPUS / "vitam-open.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bordereau_of(file: str) -> bytes | None:
    """The bytes of a package's bordereau; None when it has none."""
    path = CORPUS / "vitam-open" / file
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(".xml") and "/" not in name]
            return archive.read(names[0]) if names else None
    if ".tar" in path.name:
        with tarfile.open(path) as archive:
            member = next(m for m in archive.getmembers() if m.name.endswith(".xml"))
            return archive.extractfile(member).read()
    return None
