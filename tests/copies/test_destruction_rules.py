"""What an order refuses, what it leaves because somebody else has it, and that it is the same whoever computes it."""

from __future__ import annotations

import io
import json
import secrets
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chartrier.catalog.archive import questions
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.transaction import as_array
from chartrier.copies.destruction.amending import Author, amend
from chartrier.copies.destruction.packs import NotAPack, zero_members
from chartrier.errors import ChartrierError, InvalidInput
from chartrier.ingest.packs import Packs
from chartrier.journal.changes import DestroyedLine
from chartrier.records.identifiers import new_package_id
from chartrier.seda.cutting import Names, NotCut, cut
from chartrier.verify.package import Package, open_package
from chartrier.verify.report import Recorder
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.copies.destroying import database_of, eliminate, going_units, nothing_is_left, orders_of, planted_sip
from tests.ingest.archive import Bench
from tests.ingest.conftest import archive, bench
from tests.ingest.test_attachment import attaching, by_system_id
from tests.packages_of_ours import NAMESPACE, Document, Sip

__all__ = ["archive", "bench"]


def refused(bench: Bench, units: list[UUID]) -> str:
    before = orders_of(bench.tenant)
    with pytest.raises(InvalidInput) as caught:
        eliminate(bench, units)
    assert orders_of(bench.tenant) == before
    assert bench.is_proven()
    return caught.value.finding.code


def test_an_empty_list_is_not_everything(bench: Bench, tmp_path: Path) -> None:
    bench.accept(planted_sip("R").write(tmp_path / "r.zip"))
    assert refused(bench, []) == "DST-001"


def test_a_unit_that_is_not_there(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(planted_sip("R").write(tmp_path / "r.zip"))
    units = going_units(bench, outcome)
    stranger = UUID(int=units[0].int + 10_000)
    assert refused(bench, [*units, stranger]) == "DST-002"
    neighbour = Bench.new(bench.archive)
    assert refused(neighbour, units) == "DST-002"
    eliminate(bench, units)
    assert refused(bench, units[:1]) == "DST-002"


def test_a_parent_does_not_go_before_its_children(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(planted_sip("R").write(tmp_path / "r.zip"))
    root, *below = [UUID(unit["id"]) for unit in bench.units(outcome)]
    assert refused(bench, [root]) == "DST-003"
    assert refused(bench, [root, *below[1:]]) == "DST-003"
    later = attaching(tmp_path / "later.zip", Sip(message="later"), by_system_id(str(below[0])))
    attached = bench.accept(later)
    assert refused(bench, [root, *below]) == "DST-003"
    ordered = eliminate(bench, [root, *below, *(UUID(unit["id"]) for unit in bench.units(attached))])
    assert len(ordered.changes) == 2
    assert questions.newest([bench.tenant.key]) == []
    assert bench.is_proven()


def shared_group(message: str) -> Sip:
    """Two units with one group of objects."""
    sip = Sip(message=message, documents=[Document("a.txt", b"partage\n", "Premier")])
    second = """<ArchiveUnit id="U-x"><Content><DescriptionLevel>Item</DescriptionLevel><Title>Second</Title></Content>
        <DataObjectReference><DataObjectGroupReferenceId>G-0</DataObjectGroupReferenceId></DataObjectReference>
        </ArchiveUnit>"""
    data = sip.bordereau().replace(b"      </ArchiveUnit>\n    </Descr", second.encode() + b"</ArchiveUnit></Descr")
    return SharedSip(sip, data)  # type: ignore[return-value]


class SharedSip:
    def __init__(self, sip: Sip, data: bytes) -> None:
        self._files = {**sip.files(), "manifest.xml": data}

    def write(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w") as made:
            for name, data in self._files.items():
                made.writestr(name, data)
        return path


def test_an_object_goes_with_the_last_unit_that_has_it(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(shared_group("G").write(tmp_path / "g.zip"))
    _, first, second = [UUID(unit["id"]) for unit in bench.units(outcome)]
    assert eliminate(bench, [first]).counts.objects == 0
    (kept,) = questions.objects_of([bench.tenant.key], second)
    assert bench.is_proven()
    assert eliminate(bench, [second]).counts.objects == 1
    assert questions.data_object([bench.tenant.key], kept.id) is None
    assert bench.is_proven()


def test_all_of_a_package_leaves_its_identifiers(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    outcome = bench.accept(planted_sip("TOUT", 2, 2).write(tmp_path / "t.zip"))
    (tmp_path / "t.zip").unlink()
    package = outcome.operation.identifier
    eliminate(bench, [UUID(unit["id"]) for unit in bench.units(outcome)])
    content = bench.contents(outcome)[0].parent.parent / "v2" / "content"
    bordereau = (content / "bordereau.xml").read_bytes()
    assert b"TOUT" in bordereau
    assert b"ArchiveUnit" not in bordereau
    assert b"Reste" not in bordereau
    assert not list(content.parent.parent.rglob("objets*"))
    assert (content / "units.jsonl").read_bytes() == b""
    nothing_is_left(archive, bench.tenant)
    found = questions.versement([bench.tenant.key], package)
    assert found is not None
    assert (found.message, found.operation["bordereau"]["name"], found.operation["transfer"]["comment"]) == (
        "TOUT",
        None,
        None,
    )
    assert found.operation["bordereau"]["digest"].startswith("sha512:")
    assert bench.is_proven()


def opened(bench: Bench, package: UUID, copy: str) -> Package:
    found = journal.entry_of(bench.tenant.key, package)
    assert found is not None
    store = next(store for store in bench.means.copies.stores if store.name == copy)
    package_ = open_package(store.reader(bench.tenant.code), found[1], Recorder(copy))
    assert package_ is not None
    return package_


@pytest.mark.parametrize("kept", [3, 110])
def test_whoever_computes_it_gets_the_same_bytes(bench: Bench, tmp_path: Path, kept: int) -> None:
    outcome = bench.accept(planted_sip("S", kept, kept).write(tmp_path / "s.zip"))
    author = Author(new_package_id(bench.means.copies.clock()), "elimination")
    members = {*going_units(bench, outcome)}
    members |= {each.id for unit in members for each in questions.objects_of([bench.tenant.key], unit)}
    results = []
    for copy in "ab":
        told: list[DestroyedLine] = []
        folder = tmp_path / f"amended-{copy}"
        change = amend(opened(bench, outcome.operation.identifier, copy), members, author, folder, told.append)
        files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        results.append((change, told, files))
    assert results[0] == results[1]
    assert len(results[0][1]) == 2 * kept


def test_no_row_goes_without_an_order(bench: Bench, server: Server, tmp_path: Path) -> None:
    """The application's role itself: neither without an act, nor with one that does not destroy."""
    outcome = bench.accept(planted_sip("P").write(tmp_path / "p.zip"))
    unit = going_units(bench, outcome)[0]
    tenant = bench.tenant.key
    act, other = (new_package_id(bench.means.copies.clock()) for _ in range(2))
    with database_of(bench.archive, server).connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([tenant])])
        destroyed = "INSERT INTO destruction_destroyed (tenant, id, kind, package, act) VALUES (%s, %s, 'unit', %s, %s)"
        for identifier, operation in ((act, "gel"), (other, "elimination")):
            app.execute(
                "INSERT INTO acts_act (tenant, id, operation, by, began, record)"
                " VALUES (%s, %s, %s, 'system', now(), '{}')",
                [tenant, identifier, operation],
            )
        for identifier in (unit, act):
            with pytest.raises(psycopg.Error):
                app.execute(destroyed, [tenant, unit, outcome.operation.identifier, identifier])
        with app.transaction(force_rollback=True):
            app.execute("DELETE FROM archive_unitgroup")
            assert app.execute("DELETE FROM archive_unit").rowcount == 0
            app.execute(destroyed, [tenant, unit, outcome.operation.identifier, other])
            assert app.execute("DELETE FROM archive_unitgroup").rowcount == 1
            assert app.execute("DELETE FROM archive_unitparent").rowcount == 1
            assert app.execute("DELETE FROM archive_unit").rowcount == 1
            assert app.execute("UPDATE archive_versement SET inventory = 'x'").rowcount == 0
            with pytest.raises(psycopg.Error):
                app.execute("DELETE FROM destruction_destroyed")


def test_two_orders_for_one_package_at_once(bench: Bench, tmp_path: Path) -> None:
    """The second was computed from what the first has changed since."""
    import dataclasses

    outcome = bench.accept(planted_sip("C").write(tmp_path / "c.zip"))
    first, second, *_ = going_units(bench, outcome)

    def breakpoint_(name: str) -> None:
        if name == "computed":
            eliminate(bench, [second])

    with pytest.raises(ChartrierError) as caught:
        eliminate(bench, [first], dataclasses.replace(bench.means.copies, breakpoint=breakpoint_))
    assert caught.value.finding.code in ("CAT-060", "DST-007")
    assert questions.unit([bench.tenant.key], first) is not None
    assert questions.unit([bench.tenant.key], second) is None
    assert bench.is_proven()
    eliminate(bench, [first])
    assert bench.is_proven()


def test_a_unit_that_is_attached_to_meanwhile(bench: Bench, tmp_path: Path) -> None:
    import dataclasses

    outcome = bench.accept(planted_sip("T").write(tmp_path / "t.zip"))
    unit = going_units(bench, outcome)[0]

    def breakpoint_(name: str) -> None:
        if name == "computed":
            bench.accept(attaching(tmp_path / "later.zip", Sip(message="later"), by_system_id(str(unit))))

    with pytest.raises(ChartrierError) as caught:
        eliminate(bench, [unit], dataclasses.replace(bench.means.copies, breakpoint=breakpoint_))
    assert caught.value.finding.code == "DST-007"
    assert questions.unit([bench.tenant.key], unit) is not None
    assert bench.is_proven()


# -- packs and messages, alone


class Hashed(io.BytesIO):
    @property
    def size(self) -> int:
        return self.tell()


def a_pack(members: dict[str, bytes]) -> tuple[bytes, dict[str, tuple[int, int]]]:
    """A pack of ours, and where its members are."""
    from contextlib import contextmanager

    written = Hashed()

    @contextmanager
    def new_file(path: str) -> Iterator[Any]:
        yield written

    packs = Packs(new_file)
    places = {}
    for name, data in members.items():
        location = packs.add(name, data)
        assert location.offset is not None
        assert location.length is not None
        places[name] = location.offset, location.length
    packs.close()
    return written.getvalue(), places


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=12), st.data())
def test_members_made_zeros_leave_a_zip(contents: list[bytes], data: st.DataObject) -> None:
    members = {f"objets/{number}.bin": content for number, content in enumerate(contents)}
    pack, places = a_pack(members)
    going = data.draw(st.sets(st.sampled_from(sorted(members))))
    file = io.BytesIO(pack)
    zero_members(file, [places[name] for name in going])
    assert len(file.getvalue()) == len(pack)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        for name, content in members.items():
            assert archive.read(name) == (bytes(len(content)) if name in going else content)
    for name, (offset, length) in places.items():
        if name not in going:
            assert file.getvalue()[offset : offset + length] == members[name]


@pytest.mark.parametrize("pack", [b"", b"not a zip", b"PK\5\6" + bytes(18)])
def test_what_is_no_pack_is_left_alone(pack: bytes) -> None:
    file = io.BytesIO(pack)
    with pytest.raises(NotAPack):
        zero_members(file, [(0, 1)])
    assert file.getvalue() == pack


@st.composite
def trees(draw: st.DrawFn) -> tuple[bytes, set[str], set[str]]:
    """A message, the ids of the units that go, and the words that may not be found any more."""
    going: set[str] = set()
    words: set[str] = set()
    stays: set[str] = set()

    def unit(depth: int, goes: bool) -> str:
        identifier = f"U{len(going) + len(stays)}"
        goes = goes or draw(st.booleans())
        (going if goes else stays).add(identifier)
        word = f"mot{identifier}é"
        if goes:
            words.add(word)
        below = "".join(unit(depth + 1, goes) for _ in range(draw(st.integers(0, 2 if depth < 3 else 0))))
        blank = draw(st.sampled_from(["", "\n  ", "<!-- motcache -->"]))
        space = draw(st.sampled_from(["", "\n"]))
        text = draw(st.sampled_from([word, f"<![CDATA[{word}]]>", f"{word} &amp; &#233;"]))
        return f'<ArchiveUnit {space}id="{identifier}">{blank}<Title>{text}</Title>{below}</ArchiveUnit>'

    tree = "".join(unit(0, False) for _ in range(draw(st.integers(1, 3))))
    known = sorted(going | stays)
    again = "".join(
        f'<ArchiveUnit id="W{number}"><ArchiveUnitRefId>{identifier}</ArchiveUnitRefId></ArchiveUnit>'
        for number, identifier in enumerate(draw(st.lists(st.sampled_from(known), max_size=3)))
    )
    message = f'<ArchiveTransfer xmlns="{NAMESPACE}"><Comment>motcache</Comment>{tree}{again}</ArchiveTransfer>'
    encoding = draw(st.sampled_from(["utf-8", "iso-8859-1", "utf-16"]))
    return f'<?xml version="1.0" encoding="{encoding}"?>{message}'.encode(encoding), going, words


@given(trees())
def test_what_is_cut_is_gone_and_what_stays_is_as_it_was(made: tuple[bytes, set[str], set[str]]) -> None:
    message, going, words = made
    out = io.BytesIO()
    cut(io.BytesIO(message), Names(going, set(), set()), out)
    name = f"{{{NAMESPACE}}}"
    before, after = (
        etree.fromstring(data, etree.XMLParser(remove_comments=True)) for data in (message, out.getvalue())
    )
    text = etree.tostring(after, encoding="unicode")
    assert not any(word in text for word in words)
    assert "motcache" not in text
    kept = [unit.get("id") for unit in before.iter(f"{name}ArchiveUnit") if unit.get("id") not in going]
    dangling = {
        reference.getparent().get("id")
        for reference in before.iter(f"{name}ArchiveUnitRefId")
        if reference.text in going
    }
    found = [unit.get("id") for unit in after.iter(f"{name}ArchiveUnit")]
    assert found == [identifier for identifier in kept if identifier not in dangling]
    titles = {unit.get("id"): unit.findtext(f"{name}Title") for unit in before.iter(f"{name}ArchiveUnit")}
    assert all(unit.findtext(f"{name}Title") == titles[unit.get("id")] for unit in after.iter(f"{name}ArchiveUnit"))


@pytest.mark.parametrize("message", [b"", b"<a>", b"<!DOCTYPE a><a/>", b'<?xml version="1.0" encoding="x-none"?><a/>'])
def test_a_message_that_cannot_be_cut(message: bytes) -> None:
    with pytest.raises(NotCut):
        cut(io.BytesIO(message), Names(set(), set(), set()), io.BytesIO())


def test_lists_have_one_spelling() -> None:
    from chartrier.errors import IntegrityFailure
    from chartrier.journal.changes import Change, read_changes, read_destroyed, write_changes, write_destroyed
    from chartrier.records.digest import Digest

    digests = [Digest("sha512", secrets.token_hex(64)) for _ in range(2)]
    packages = [UUID("0199a3f2-5d1c-7b3e-9a4f-2c6d8e000000"), UUID("0199a3f2-5d1c-7b3e-9a4f-2c6d8f000000")]
    changes = [Change(package, "v1", digests[0], "v2", digests[1]) for package in packages]
    data = write_changes(reversed(changes))
    assert read_changes(data) == changes
    line = DestroyedLine(UUID(int=packages[0].int + 1), "unit", packages[0], bytes(32))
    assert read_destroyed(write_destroyed(line)) == line
    first, second = data.splitlines(keepends=True)
    for wrong in (
        second + first,
        first + first,
        data[:-1],
        data.replace(b'"v2"', b'"v3"'),
        data.replace(b'"v1"', b'"v0"'),
        json.dumps(json.loads(first)).encode() + b"\n",
        b"[]\n",
    ):
        with pytest.raises(IntegrityFailure):
            read_changes(wrong)
