"""The index is dropped and made again from one copy: it is equal to what was there, or nothing was dropped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from chartrier import wiring
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.archive import acquisition, questions
from chartrier.catalog.journal import publication
from chartrier.catalog.tenants import register
from chartrier.clock import now
from chartrier.errors import ChartrierError, Conflict, IntegrityFailure, NotFound, Unavailable
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import ingest
from chartrier.journal.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from chartrier.journal.tiles import read_bundle, write_bundle
from chartrier.journal.tree import leaf_hash, root_of
from chartrier.keyring.keyring import Keyring
from chartrier.preservation.entering_again import enter_again
from chartrier.preservation.rebuild import Rebuilt, rebuild
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.vault.ocfl import package_path
from chartrier.wiring import Wiring, wire
from tests.conftest import Home, Server
from tests.copies.behind import clone, new_home, on
from tests.ingest.archive import Bench, is_proven
from tests.packages_of_ours import Sip
from tests.preservation.rebuilding import fill, fill_from_corpus, state
from tests.seda.official import CORPUS

ENTRIES = 7


@dataclass(frozen=True)
class Made:
    """A home with two tenants: the codes, and all that operations wrote."""

    home: Home
    codes: list[str]
    before: dict[str, list[str]]


@pytest.fixture(scope="module")
def made(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("rebuild")
    home = new_home(folder / "home", server)
    with wire(home.settings) as archive:
        benches = [Bench.new(archive) for _ in range(2)]
        benches[0].policy(refuse=["extensions"], know=["accord=ACCORD-1"])
        benches[0].policy(accept=["extensions"])
        fill(benches[0], folder)
        benches[1].accept(Sip(message="R-1", title="Chez le voisin").write(folder / "neighbour.zip"))
        before = state(archive, home.database, [bench.tenant for bench in benches])
    yield Made(home, [bench.tenant.code for bench in benches], before)
    home.database.drop()


@pytest.fixture
def home(made: Made, tmp_path: Path) -> Iterator[Home]:
    home = clone(made.home, made.home.database, tmp_path / "home")
    yield home
    home.database.drop()


@pytest.fixture
def archive(home: Home) -> Iterator[Wiring]:
    with wire(home.settings) as archive:
        yield archive


def again(
    archive: Wiring, code: str, source: str = "a", findings: Findings | None = None, **changes: object
) -> Rebuilt:
    copies = replace(archive.copies, **changes)
    return rebuild(
        tenant_of(code), source, copies, findings if findings is not None else Findings(), lambda done, of: None
    )


def now_in(archive: Wiring, made: Made, home: Home) -> dict[str, list[str]]:
    return state(archive, home.database, [tenant_of(code) for code in made.codes])


def refused(archive: Wiring, made: Made, home: Home, kind: type[ChartrierError], code: str, **asked: object) -> None:
    """The rebuild is refused, and nothing was dropped."""
    with pytest.raises(kind) as caught:
        again(archive, made.codes[0], **asked)
    assert caught.value.finding.code == code
    assert now_in(archive, made, home) == made.before


@pytest.mark.parametrize("source", ["a", "b"])
def test_every_table_is_equal(made: Made, home: Home, archive: Wiring, source: str) -> None:
    findings = Findings()
    done = [again(archive, code, source, findings) for code in made.codes]
    assert [each.entries for each in done] == [ENTRIES, 1]
    assert list(findings) == []
    assert now_in(archive, made, home) == made.before
    assert all(rows for name, rows in made.before.items() if name.startswith(("archive", "journal_journale")))


def test_only_the_tenant_that_was_named(made: Made, home: Home, archive: Wiring) -> None:
    """The rows of another one are not touched, whoever looks."""
    seen = {}

    def look(name: str) -> None:
        if name == "emptied":
            with home.database.connect("postgres") as connection:
                seen["units"] = {row[0] for row in connection.execute("SELECT DISTINCT tenant FROM archive_unit")}

    again(archive, made.codes[0], breakpoint=look)
    assert seen["units"] == {int(made.codes[1])}


def test_the_application_still_cannot_delete(made: Made, home: Home, archive: Wiring) -> None:
    again(archive, made.codes[0])
    for role in (wiring.APPLICATION, wiring.OWNER):
        with home.database.connect(role) as connection:
            connection.execute("SELECT set_config('app.tenants', %s, false)", ["{" + made.codes[0] + "}"])
            with_rights = "DELETE FROM archive_versement"
            assert connection.execute(with_rights).rowcount == 0
    with home.database.connect("postgres") as connection:
        unforced = "SELECT relname FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity"
        assert connection.execute(unforced).fetchall() == []


def test_then_the_archive_goes_on(made: Made, archive: Wiring, tmp_path: Path) -> None:
    again(archive, made.codes[0])
    bench = Bench(archive, tenant_of(made.codes[0]), archive.means)
    again_refused = bench.ingest(Sip(message="R-1").write(tmp_path / "again.zip"))
    assert "CAT-020" in [found.code for found in again_refused.operation.findings]
    assert bench.accept(Sip(message="R-9").write(tmp_path / "9.zip")).index == ENTRIES + 1
    assert bench.is_proven()


@pytest.mark.parametrize("point", ["proven", "emptied", "entered-0", "entered-4", f"entered-{ENTRIES - 1}"])
def test_cut_off_it_is_finished_by_running_again(made: Made, home: Home, archive: Wiring, point: str) -> None:
    def stop(name: str) -> None:
        if name == point:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        again(archive, made.codes[0], breakpoint=stop)
    again(archive, made.codes[0])
    assert now_in(archive, made, home) == made.before


def test_cut_off_it_is_finished_by_the_next_versement(made: Made, home: Home, archive: Wiring, tmp_path: Path) -> None:
    def stop(name: str) -> None:
        if name == "entered-1":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        again(archive, made.codes[0], breakpoint=stop)
    bench = Bench(archive, tenant_of(made.codes[0]), archive.means)
    assert bench.accept(Sip(message="R-9").write(tmp_path / "9.zip")).index == ENTRIES
    assert bench.is_proven()


def test_what_was_committed_and_not_published_is_published_first(
    made: Made, home: Home, archive: Wiring, tmp_path: Path
) -> None:
    def stop(name: str) -> None:
        if name == "committed":
            raise KeyboardInterrupt

    means = replace(archive.means, copies=replace(archive.copies, breakpoint=stop))
    package = Sip(message="R-8").write(tmp_path / "8.zip")
    with pytest.raises(KeyboardInterrupt):
        ingest(package, tenant_of(made.codes[0]), means, by="system", steps=Steps())
    before = now_in(archive, made, home)
    assert again(archive, made.codes[0]).entries == ENTRIES + 1
    assert now_in(archive, made, home) == before
    assert is_proven(archive, tenant_of(made.codes[0]))


def test_an_operation_under_way_refuses(made: Made, archive: Wiring) -> None:
    key = int(made.codes[0])
    package = new_package_id(now())
    with acquisition.lease(key, package, now()), pytest.raises(Conflict) as caught:
        again(archive, made.codes[0])
    assert caught.value.finding.code == "CAT-028"
    assert publication.head(key).size == ENTRIES


def test_what_a_dead_process_began_is_forgotten(made: Made, home: Home, archive: Wiring) -> None:
    with home.database.connect("postgres") as connection:
        connection.execute(
            "INSERT INTO archive_versement (tenant, id, state, received) VALUES (%s, %s, 'running', now())",
            [int(made.codes[0]), new_package_id(now())],
        )
    again(archive, made.codes[0])
    assert now_in(archive, made, home) == made.before


def journal_of(home: Home, copy: str, code: str) -> Path:
    return home.settings.copies[copy] / code / "journal"


def shortened(made: Made, home: Home, copy: str) -> None:
    """The copy as it was when the log had one entry."""
    journal = journal_of(home, copy, made.codes[0])
    bundle = (journal / f"tile/entries/000.p/{ENTRIES}").read_bytes()
    first = bundle[: 2 + int.from_bytes(bundle[:2], "big")]
    resigned(home, copy, made.codes[0], [first[2:]])


def resigned(home: Home, copy: str, code: str, entries: list[bytes]) -> None:
    """A log of these entries in one copy, signed by the tenant's own key."""
    journal = journal_of(home, copy, code)
    root, count = root_of(leaf_hash(each) for each in entries)
    for folder, data in (("entries", write_bundle(entries)), ("0", b"".join(leaf_hash(each) for each in entries))):
        target = journal / f"tile/{folder}/000.p/{count}"
        target.unlink(missing_ok=True)
        target.write_bytes(data)
    origin = read_checkpoint((journal / "checkpoint").read_bytes()).checkpoint.origin
    note = write_checkpoint(Checkpoint(origin, count, root), Keyring(home.settings.keys).signing_key(code))
    (journal / "checkpoint").unlink()
    (journal / "checkpoint").write_bytes(note)


def test_a_shorter_copy_is_refused(made: Made, home: Home, archive: Wiring) -> None:
    shortened(made, home, "b")
    refused(archive, made, home, Conflict, "PRS-005", source="b")
    assert again(archive, made.codes[0], "a").entries == ENTRIES
    assert now_in(archive, made, home) == made.before


def test_copies_shorter_than_the_database_are_refused(made: Made, home: Home, archive: Wiring) -> None:
    """Both copies were put back from old backups: they are brought up first, from what the database has."""
    for copy in "ab":
        shortened(made, home, copy)
    again(archive, made.codes[0], "a")
    assert now_in(archive, made, home) == made.before
    assert is_proven(archive, tenant_of(made.codes[0]))


def test_two_histories_are_refused(made: Made, home: Home, archive: Wiring) -> None:
    bundle = (journal_of(home, "b", made.codes[0]) / f"tile/entries/000.p/{ENTRIES}").read_bytes()
    entries = read_bundle(bundle)
    entries[-1] = entries[-1].replace(b'"by":"system"', b'"by":"autre"')
    resigned(home, "b", made.codes[0], entries)
    refused(archive, made, home, IntegrityFailure, "PRS-004")


def test_a_copy_that_cannot_be_asked_is_named_and_not_needed(made: Made, home: Home, archive: Wiring) -> None:
    home.settings.copies["b"].rename(home.folder / "away")
    findings = Findings()
    again(archive, made.codes[0], "a", findings)
    assert "PRS-002" in {found.code for found in findings}
    assert now_in(archive, made, home) == made.before


def test_nor_trusted_to_be_shorter(made: Made, home: Home, archive: Wiring) -> None:
    """A database that is behind does not know whether the copy that is away had more, nor do keys put back with it."""
    for head in home.settings.keys.glob("*.head"):
        head.unlink()
    with home.database.connect("postgres") as connection:
        for table in ("archive_unitgroup", "archive_unitparent", "archive_dataobject", "archive_unit"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM archive_versement")
        connection.execute("DELETE FROM journal_journalnode")
        connection.execute("DELETE FROM journal_journalentry")
        connection.execute("UPDATE journal_journalhead SET size = 0, frontier = '', last_time = NULL")
    home.settings.copies["b"].rename(home.folder / "away")
    with pytest.raises(Unavailable) as caught:
        again(archive, made.codes[0], "a")
    assert caught.value.finding.code == "PRS-007"


def test_a_database_that_lies_is_replaced(made: Made, home: Home, archive: Wiring) -> None:
    with home.database.connect("postgres") as connection:
        connection.execute("UPDATE archive_unit SET title = 'Faux'")
        connection.execute("UPDATE journal_journalhead SET frontier = decode(repeat('00', 96), 'hex')")
        connection.execute("DELETE FROM journal_journalentry WHERE index = 2")
    findings = Findings()
    for code in made.codes[:1]:
        again(archive, code, "a", findings)
    assert "PRS-008" in {found.code for found in findings}
    titles = {unit.title for unit in questions.newest([int(made.codes[0])], limit=500)}
    assert "Registre des délibérations" in titles
    assert "Faux" not in titles


def test_a_stranger_is_set_aside(made: Made, home: Home, archive: Wiring) -> None:
    stranger = new_package_id(now())
    place = home.settings.copies["b"] / made.codes[0] / "packages" / package_path(stranger)
    shutil.copytree(next((place.parents[2]).glob("*/*/*/v1")).parent, place)
    findings = Findings()
    again(archive, made.codes[0], "a", findings)
    assert [(found.code, found.values["package"]) for found in findings] == [("PRS-009", str(stranger))]
    assert not place.exists()
    assert any(path.name == str(stranger) for path in (place.parents[3] / "aside").rglob("*"))
    assert now_in(archive, made, home) == made.before


def test_no_such_copy(archive: Wiring, made: Made) -> None:
    with pytest.raises(NotFound) as caught:
        again(archive, made.codes[0], "z")
    assert caught.value.finding.code == "PRS-001"


def test_without_the_owner_nothing_is_done(made: Made, home: Home) -> None:
    settings = replace(home.settings, database_owner_url=None)
    with wire(settings) as archive:
        refused(archive, made, home, ChartrierError, "CAT-029")


def test_a_wholly_new_database(made: Made, home: Home, new_database: object) -> None:
    """Keys and copies are kept, the database is lost: tenants are entered again, under their codes."""
    fresh = on(home, new_database())
    with wire(fresh.settings) as archive:
        findings = Findings()
        for code in archive.copies.stores[0].tenants():
            enter_again(code, archive.copies.stores[0], archive.copies, findings)
            again(archive, code, "a", findings)
        assert {found.code for found in findings} == {"PRS-011"}
        assert now_in(archive, made, fresh) == made.before
        assert tenant_of(made.codes[0]).policy.known["accord"] == {"ACCORD-1"}
        assert {each.code for each in register.tenants()} == set(made.codes)


def test_another_key_is_not_entered(made: Made, home: Home, new_database: object) -> None:
    one, other = (home.settings.keys / f"{code}.pem" for code in made.codes)
    one.write_bytes(other.read_bytes())
    with wire(on(home, new_database()).settings) as archive, pytest.raises(Conflict) as caught:
        enter_again(made.codes[0], archive.copies.stores[0], archive.copies, Findings())
    assert caught.value.finding.code == "PRS-010"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus here")
def test_shapes_of_the_corpus(server: Server, tmp_path: Path) -> None:
    home = new_home(tmp_path / "corpus", server)
    try:
        with wire(home.settings) as archive:
            bench = Bench.new(archive)
            fill_from_corpus(bench)
            before = state(archive, home.database, [bench.tenant])
            again(archive, bench.tenant.code, "b")
            assert state(archive, home.database, [bench.tenant]) == before
    finally:
        home.database.drop()
