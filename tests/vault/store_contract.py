"""What every offer of copies must do. Its tests subclass `StoreContract` and give it a `store` fixture."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chartrier.errors import IntegrityFailure
from chartrier.vault.store import Store
from chartrier.verify.reader import walk

from .staging import FILES, new_package, sealed

TENANT = "211234567"


class StoreContract:
    @pytest.fixture
    def ready(self, store: Store) -> Store:
        store.prepare(TENANT)
        return store

    def received(self, store: Store, tmp_path: Path, package=None, files=FILES):
        package = package or new_package()
        staged = tmp_path / f"staged-{len(list(tmp_path.iterdir()))}"
        staged.mkdir()
        sealed(staged, package, files)
        store.receive(TENANT, package, staged)
        return package

    def test_preparing_may_be_repeated(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        ready.prepare(TENANT)
        assert ready.contains(TENANT, package)

    def test_from_incoming_to_the_archive(self, ready: Store, tmp_path: Path) -> None:
        first, second = self.received(ready, tmp_path), self.received(ready, tmp_path)
        assert ready.incoming(TENANT) == sorted([first, second])
        assert not ready.contains(TENANT, first)
        with ready.open(TENANT, first, "objets/long", 5, 20) as stream:
            assert stream.read() == FILES["objets/long"][5:25], "it is acquired a moment before it is moved in"
        ready.accept(TENANT, first)
        assert ready.contains(TENANT, first)
        assert ready.incoming(TENANT) == [second]
        for path, data in FILES.items():
            with ready.open(TENANT, first, path) as stream:
                assert stream.read() == data

    def test_destroying_leaves_what_is_kept(self, ready: Store, tmp_path: Path) -> None:
        package, other = self.received(ready, tmp_path), self.received(ready, tmp_path)
        for each in (package, other):
            ready.accept(TENANT, each)
        reader = ready.reader(TENANT)
        folder, neighbour = (f"packages/{str(each)[:4]}/{str(each)[4:8]}/{each}" for each in (package, other))
        before = [item.path for item in walk(reader, folder)]
        beside = [item.path for item in walk(reader, neighbour)]
        gone = next(path for path in before if "/objets/" in path)
        ready.restore(TENANT, f"{folder}/stranger", [b"x"])
        ready.set_aside(TENANT, f"{folder}/stranger")
        ready.set_aside(TENANT, beside[-1])
        kept = {path.removeprefix(f"{folder}/") for path in before if path != gone}
        for _ in range(2):
            ready.destroy(TENANT, package, kept)
            assert [item.path for item in walk(reader, folder)] == [path for path in before if path != gone]
            aside = [item.path for item in walk(reader, "aside")]
            assert [path.partition("/packages/")[2] for path in aside] == [beside[-1].removeprefix("packages/")]
        # nothing to keep: somebody may just be putting it there
        ready.destroy(TENANT, package, set())
        assert ready.contains(TENANT, package)
        ready.destroy(TENANT, new_package(), {"inventory.json"})
        assert [item.path for item in walk(reader, neighbour)] == beside[:-1]

    def test_destroying_follows_no_link(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "precious").write_bytes(b"x")
        folder = f"packages/{str(package)[:4]}/{str(package)[4:8]}/{package}"
        made = [path for path in tmp_path.rglob(folder) if path.is_dir()]
        for path in made:
            (path / "v1" / "content" / "link").symlink_to(outside)
        ready.destroy(TENANT, package, {"inventory.json"})
        assert (outside / "precious").read_bytes() == b"x"
        assert [item.path for item in walk(ready.reader(TENANT), folder)] == [f"{folder}/inventory.json"]

    def test_a_file_that_a_later_version_has(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        path = f"packages/{str(package)[:4]}/{str(package)[4:8]}/{package}"
        for version in ("v2", "v10"):
            ready.restore(TENANT, f"{path}/{version}/content/{version}.txt", [version.encode()])
            with ready.open(TENANT, package, f"{version}.txt") as stream:
                assert stream.read() == version.encode()
        with pytest.raises(IntegrityFailure):
            ready.open(TENANT, package, "v2.txt", version="v1")
        with pytest.raises(IntegrityFailure):
            ready.open(TENANT, new_package(), "v2.txt")

    def test_parts_of_a_file(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        data = FILES["objets/long"]
        for offset, length in [(0, 10), (7, 300_000), (len(data) - 1, 1), (len(data), 0), (1000, None)]:
            with ready.open(TENANT, package, "objets/long", offset, length) as stream:
                end = None if length is None else offset + length
                assert stream.read() == data[offset:end]
        with ready.open(TENANT, package, "objets/long", 5, 20) as stream:
            assert stream.read(7) + stream.read(100) == data[5:25]
            assert stream.read(1) == b""
        with pytest.raises(IntegrityFailure) as caught:
            ready.open(TENANT, package, "objets/long", len(data) - 5, 6)
        assert caught.value.finding.code == "VAU-007"

    def test_accepting_may_be_repeated(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        ready.accept(TENANT, package)
        self.received(ready, tmp_path, package)
        ready.accept(TENANT, package)
        assert ready.incoming(TENANT) == []
        assert ready.contains(TENANT, package)

    def test_another_package_of_the_same_name_is_refused(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        self.received(ready, tmp_path, package, {"operation.json": b"other"})
        with pytest.raises(IntegrityFailure) as caught:
            ready.accept(TENANT, package)
        assert caught.value.finding.code == "VAU-005"
        with ready.open(TENANT, package, "operation.json") as stream:
            assert stream.read() == FILES["operation.json"]

    def test_what_is_nowhere_cannot_be_accepted(self, ready: Store) -> None:
        with pytest.raises(IntegrityFailure) as caught:
            ready.accept(TENANT, new_package())
        assert caught.value.finding.code == "VAU-006"

    def test_receiving_again_replaces_a_broken_try(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path, files=FILES | {"objets/left": b"left over"})
        self.received(ready, tmp_path, package)
        ready.accept(TENANT, package)
        with pytest.raises(IntegrityFailure):
            ready.open(TENANT, package, "objets/left")

    def test_discarding_may_be_repeated_and_spares_the_archive(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.discard(TENANT, package)
        ready.discard(TENANT, package)
        assert ready.incoming(TENANT) == []
        self.received(ready, tmp_path, package)
        ready.accept(TENANT, package)
        ready.discard(TENANT, package)
        assert ready.contains(TENANT, package)

    def test_many_files(self, ready: Store, tmp_path: Path) -> None:
        files = {f"objets/{number}.txt": b"%d" % number for number in range(300)}
        package = self.received(ready, tmp_path, files=files)
        ready.accept(TENANT, package)
        for path in ("objets/0.txt", "objets/299.txt"):
            with ready.open(TENANT, package, path) as stream:
                assert stream.read() == files[path]

    def test_tenants_are_apart(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        ready.prepare("217654321")
        assert not ready.contains("217654321", package)
        assert ready.read_journal("217654321", "checkpoint") is None

    def test_the_journal(self, ready: Store) -> None:
        assert ready.read_journal(TENANT, "checkpoint") is None
        assert ready.read_journal(TENANT, "tile/0/x001/000") is None
        files = {"tile/0/000.p/3": b"abc", "tile/0/x001/000": b"", "tile/entries/000": b"e" * 100_000}
        ready.write_journal(TENANT, files.items())
        ready.write_journal(TENANT, [("checkpoint", b"1")])
        ready.write_journal(TENANT, [("checkpoint", b"2"), ("tile/0/000.p/3", b"abc")])
        for path, data in (files | {"checkpoint": b"2"}).items():
            assert ready.read_journal(TENANT, path) == data

    @pytest.mark.parametrize("path", ["", "/etc/passwd", "../packages/0=ocfl_1.1", "tile/../key", "a//b", "a/", ".x"])
    def test_no_path_leaves_the_journal(self, ready: Store, path: str) -> None:
        with pytest.raises(ValueError):
            ready.read_journal(TENANT, path)
        with pytest.raises(ValueError):
            ready.write_journal(TENANT, [(path, b"")])

    @pytest.mark.parametrize("path", ["", "/etc/passwd", "../../inventory.json", "objets/../operation.json", "./a"])
    def test_no_path_leaves_the_content(self, ready: Store, tmp_path: Path, path: str) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        with pytest.raises(ValueError):
            ready.open(TENANT, package, path)

    @pytest.mark.parametrize("tenant", ["", "..", "21123456", "2112345678", "21123456x", "/tmp"])
    def test_no_tenant_is_elsewhere(self, store: Store, tenant: str) -> None:
        with pytest.raises(ValueError):
            store.prepare(tenant)

    def test_room(self, store: Store) -> None:
        assert store.free_bytes() > 0

    def test_a_sealed_package_may_be_taken_as_it_is(self, ready: Store, tmp_path: Path) -> None:
        package = new_package()
        staged = tmp_path / "staged-to-adopt"
        staged.mkdir()
        sealed(staged, package, FILES)
        opened = os.open(tmp_path, os.O_RDONLY)
        adopted = ready.adopt(TENANT, package, staged, opened)
        os.close(opened)
        if not adopted:
            assert staged.exists()
            assert ready.incoming(TENANT) == []
            return
        assert not staged.exists()
        assert ready.incoming(TENANT) == [package]
        ready.accept(TENANT, package)
        for path, data in FILES.items():
            with ready.open(TENANT, package, path) as stream:
                assert stream.read() == data

    def place(self, package, path: str) -> str:
        name = str(package)
        return f"packages/{name[:4]}/{name[4:8]}/{name}/{path}"

    def test_a_file_is_put_back(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        for path in ("v1/content/objets/long", "v1/content/objets/gone/deeper", "inventory.json"):
            ready.restore(TENANT, self.place(package, path), iter([b"new ", b"bytes"]))
            assert ready.reader(TENANT).read(self.place(package, path), 100) == b"new bytes"
        ready.restore(TENANT, "journal/tile/0/000", [b"x" * 32])
        assert ready.read_journal(TENANT, "tile/0/000") == b"x" * 32

    def test_what_cannot_be_put_back_whole_changes_nothing(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)

        def chunks():
            yield b"half"
            raise LookupError

        for path in ("v1/content/objets/long", "v1/content/objets/never"):
            before = ready.reader(TENANT).read(self.place(package, path), 10_000_000)
            with pytest.raises(LookupError):
                ready.restore(TENANT, self.place(package, path), chunks())
            assert ready.reader(TENANT).read(self.place(package, path), 10_000_000) == before
        assert ready.incoming(TENANT) == []

    def test_what_has_no_place_is_set_aside(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        place = self.place(package, "v1/content/objets/a.pdf")
        for _ in range(2):
            ready.set_aside(TENANT, place)
            assert ready.reader(TENANT).read(place, 100) is None
            # the same name again finds a place too
            ready.restore(TENANT, place, [b"again"])
        ready.set_aside(TENANT, self.place(package, "v1"))
        ready.set_aside(TENANT, "packages/nothing/there")
        aside = list(walk(ready.reader(TENANT), "aside"))
        assert sum(item.path.endswith("/v1/content/objets/a.pdf") for item in aside) == 3
        assert not ready.contains(TENANT, package) or ready.reader(TENANT).read(place, 100) is None

    def test_rights_are_ours_alone(self, ready: Store, tmp_path: Path) -> None:
        package = self.received(ready, tmp_path)
        ready.accept(TENANT, package)
        ready.write_journal(TENANT, [("tile/0/000", b"x"), ("checkpoint", b"c")])
        ready.restore(TENANT, self.place(package, "v1/content/objets/a.pdf"), [b"new"])
        for folder in ("packages", "journal"):
            assert list(ready.open_to_others(TENANT, folder)) == []
        assert list(ready.open_to_others(TENANT, "packages/nothing")) == []
