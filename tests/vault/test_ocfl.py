"""Sealed packages are OCFL 1.1 for another implementation (ocfl-py), and the same bytes every time."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.errors import IntegrityFailure, InvalidInput
from chartrier.vault import ocfl as ours
from chartrier.vault.folder import FolderStore

from .other_ocfl import complaints_about_object, object_path, validated_root
from .staging import FILES, NOW, lay, new_package, sealed

TENANT = "211234567"


def test_a_sealed_package_is_a_valid_object_without_warning(tmp_path: Path) -> None:
    digest = sealed(tmp_path, new_package())
    assert complaints_about_object(tmp_path) == ""
    inventory = (tmp_path / "inventory.json").read_bytes()
    assert digest.value == hashlib.sha512(inventory).hexdigest()
    assert inventory == (tmp_path / "v1/inventory.json").read_bytes()


def test_the_other_implementation_sees_damage(tmp_path: Path) -> None:
    sealed(tmp_path, new_package())
    (tmp_path / "v1/content/objets/a.pdf").write_bytes(b"The same bytes")
    assert complaints_about_object(tmp_path) != ""


def test_equal_files_stay_files_of_their_own(tmp_path: Path) -> None:
    sealed(tmp_path, new_package())
    inventory = json.loads((tmp_path / "inventory.json").read_bytes())
    digest = hashlib.sha512(b"the same bytes").hexdigest()
    assert inventory["manifest"][digest] == ["v1/content/objets/a.pdf", "v1/content/objets/b.pdf"]
    assert inventory["versions"]["v1"]["state"][digest] == ["objets/a.pdf", "objets/b.pdf"]


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    package, digests = new_package(), set()
    for order in (dict(FILES), dict(reversed(FILES.items()))):
        folder = tmp_path / str(len(digests))
        folder.mkdir()
        digests.add(sealed(folder, package, order))
        lines = (folder / "inventory.json.sha512").read_text()
        assert lines == f"{next(iter(digests)).value} inventory.json\n"
    assert len(digests) == 1


def test_a_storage_root_is_complaints_about_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore("a", tmp_path)
    store.prepare(TENANT)
    identifiers = []
    for number in range(4):
        package = UUID(int=new_package().int + (number << 112))
        staged = tmp_path / f"staged{number}"
        staged.mkdir()
        sealed(staged, package)
        store.receive(TENANT, package, staged)
        store.accept(TENANT, package)
        identifiers.append(f"urn:uuid:{package}")
    root_folder = tmp_path / TENANT / "packages"
    root = validated_root(root_folder)
    assert (root.num_objects, root.good_objects, root.errors) == (4, 4, [])
    for path, identifier in root.list_objects():
        assert identifier in identifiers
        assert (
            object_path(root_folder, identifier)
            == path
            == ours.package_path(UUID(identifier.removeprefix("urn:uuid:")))
        )


@pytest.mark.parametrize("damage", ["missing", "extra", "size", "link", "empty folder", "outside"])
def test_a_folder_that_is_not_what_is_listed(tmp_path: Path, damage: str) -> None:
    listed = lay(tmp_path, FILES)
    content = tmp_path / "v1/content"
    match damage:
        case "missing":
            (content / "objets/a.pdf").unlink()
        case "extra":
            (content / "extra").write_bytes(b"")
        case "size":
            (content / "objets/a.pdf").write_bytes(b"x")
        case "link":
            (content / "objets/b.pdf").unlink()
            (content / "objets/b.pdf").symlink_to("a.pdf")
        case "empty folder":
            (content / "nothing").mkdir()
        case "outside":
            listed.append(("../../out", "0" * 128, 0))
            (tmp_path / "out").write_bytes(b"")
    with pytest.raises(IntegrityFailure) as caught:
        ours.seal(tmp_path, package=new_package(), created=NOW, message="versement", files=listed)
    assert caught.value.finding.code == "VAU-008"
    assert not (tmp_path / "inventory.json").exists()


def test_a_file_listed_twice(tmp_path: Path) -> None:
    listed = lay(tmp_path, FILES)
    with pytest.raises(ValueError, match="twice"):
        ours.seal(tmp_path, package=new_package(), created=NOW, message="versement", files=[*listed, listed[0]])


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "LARGEST_INVENTORY", 1000)
    with pytest.raises(InvalidInput) as caught:
        sealed(tmp_path, new_package())
    assert caught.value.finding.code == "VAU-009"


def test_created_is_the_instant_given(tmp_path: Path) -> None:
    package = new_package()
    created = NOW + timedelta(hours=1)
    ours.seal(
        tmp_path,
        package=package,
        created=created,
        message="rejet",
        files=lay(tmp_path, {"operation.json": b"{}"}),
    )
    version = json.loads((tmp_path / "inventory.json").read_bytes())["versions"]["v1"]
    assert version["created"] == "2026-11-22T21:48:25.123456Z"
    assert version["message"] == "rejet"
    assert version["user"] == {"address": f"urn:uuid:{package}", "name": "Chartrier"}
