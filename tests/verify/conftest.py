from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.verify.reader import FolderCopy

from .archive import TENANT, Archive, Document


@dataclass
class Built:
    """The archive of the tests: two versements (files; a pack), a rejet between them."""

    archive: Archive
    plain: list[Document]
    packed: list[Document]
    rejected: UUID


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    archive = Archive(tmp_path_factory.mktemp("archive"))
    plain = [
        Document("Délibération 12", {"pdf": b"%PDF-1.7 une d\xc3\xa9lib\xc3\xa9ration" * 40, "txt": b"texte"}),
        Document("Un plan sur papier", {"carton": None}),
        Document("Un dossier sans objet", {}),
    ]
    packed = [Document(f"Facture {number}", {"xml": b"<f>%d</f>" % number}, packed=True) for number in range(5)]
    archive.versement(plain)
    rejected = archive.rejet()
    archive.versement(packed)
    return Built(archive, plain, packed, rejected)


@pytest.fixture
def copy_of(built: Built, tmp_path: Path):
    """A fresh folder copy of the archive that a test may damage."""

    def make(name: str = "a") -> Path:
        target = tmp_path / name / TENANT
        shutil.copytree(built.archive.folder(name), target)
        return target

    return make


@pytest.fixture
def reader():
    return lambda folder: FolderCopy("a", folder)
