"""The index made again, or brought up to date, where orders of destruction changed earlier packages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.archive import questions
from chartrier.copies.publication import publish
from chartrier.preservation.audit import Means, audit
from chartrier.preservation.new_log import rebuild_with_loss
from chartrier.preservation.rebuild import rebuild
from chartrier.records.finding import Findings
from chartrier.wiring import wire
from tests.conftest import Home, Server
from tests.copies.behind import backup, new_home, on
from tests.copies.destroying import eliminate, going_units, needles, nothing_is_left, planted_sip, rows_with
from tests.ingest.archive import Bench
from tests.packages_of_ours import Document, Sip
from tests.preservation.rebuilding import state


class Died(BaseException):
    """Ends an operation as a death would."""


@pytest.fixture
def home(server: Server, tmp_path: Path) -> Iterator[Home]:
    made = new_home(tmp_path / "home", server)
    yield made
    made.database.drop()


def versements(bench: Bench, folder: Path) -> list[UUID]:
    """Three of them, and what is to go of the first two."""
    going = []
    for number, (kept, gone) in enumerate([(110, 104), (0, 2)]):
        sip = planted_sip(f"V-{number}", kept, gone).write(folder / "sip.zip")
        going += going_units(bench, bench.accept(sip))
        sip.unlink()
    untouched = Sip(message="V-2", documents=[Document("a.txt", b"x", "Bonjour budget")])
    bench.accept(untouched.write(folder / "other.zip"))
    return going


def rebuilt(home: Home, code: str, copy: str) -> None:
    with wire(home.settings) as archive:
        rebuild(tenant_of(code), copy, archive.copies, Findings(), lambda done, of: None)


def test_the_index_is_equal_after_orders(home: Home, tmp_path: Path) -> None:
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        units = versements(bench, tmp_path)
        eliminate(bench, units[:50])
        eliminate(bench, units[50:])
        tenant = bench.tenant
        assert audit(tenant, Means(archive.copies), by="system").proven
        before = state(archive, home.database, [tenant])
    for copy in ("a", "b"):
        rebuilt(home, tenant.code, copy)
        with wire(home.settings) as archive:
            assert state(archive, home.database, [tenant]) == before
            assert len(before["destruction_destroyed"]) == 2 * len(units)
            assert rows_with(home.database, needles()) == []
            nothing_is_left(archive)
            assert Bench(archive, tenant, archive.means).is_proven()


def test_the_index_is_equal_when_no_copy_was_purged_yet(home: Home, tmp_path: Path) -> None:
    """Cut off after the order was published: what is loaded is what was there before, and the order takes it away."""

    def breakpoint_(name: str) -> None:
        if name == "ordered":
            raise Died

    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        units = versements(bench, tmp_path)
        with pytest.raises(Died):
            eliminate(bench, units, dataclasses.replace(archive.copies, breakpoint=breakpoint_))
        tenant = bench.tenant
        before = state(archive, home.database, [tenant])
    rebuilt(home, tenant.code, "a")
    with wire(home.settings) as archive:
        after = state(archive, home.database, [tenant])
        changed = {name for name in before if before[name] != after[name]}
        # the rebuild published, so the order was carried out and attested
        assert changed == {"acts_act", "journal_journalentry", "journal_journalhead"}
        assert rows_with(home.database, needles()) == []
        nothing_is_left(archive)
        assert Bench(archive, tenant, archive.means).is_proven()


def test_a_database_of_before_the_order_catches_up(home: Home, tmp_path: Path) -> None:
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        units = versements(bench, tmp_path)
        code = bench.tenant.code
    old = backup(home.database)
    with wire(home.settings) as archive:
        bench = Bench(archive, tenant_of(code), archive.means)
        eliminate(bench, units[:50])
        eliminate(bench, units[50:])
        before = state(archive, home.database, [bench.tenant])
    with wire(on(home, old).settings) as archive:
        tenant = tenant_of(code)
        assert questions.unit([tenant.key], units[0]) is not None
        publish(tenant, archive.copies)
        assert state(archive, old, [tenant]) == before
        assert rows_with(old, needles()) == []
        assert Bench(archive, tenant, archive.means).is_proven()
    old.drop()


def test_giving_up_what_is_lost_keeps_what_orders_made(home: Home, tmp_path: Path) -> None:
    """An operation after the order is lost in every copy: a new log, in which the order still stands."""
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        units = versements(bench, tmp_path)
        eliminate(bench, units)
        last = bench.accept(Sip(message="V-9").write(tmp_path / "last.zip"))
        for content in bench.contents(last):
            (content / "units.jsonl").chmod(0o600)
            (content / "units.jsonl").write_bytes(b"lost\n")
        code = bench.tenant.code
        rebuild_with_loss(bench.tenant, "a", archive.copies, Findings(), lambda done, of: None, by="system")
        tenant = tenant_of(code)
        assert questions.unit([tenant.key], units[0]) is None
        assert rows_with(home.database, needles()) == []
        nothing_is_left(archive)
        assert audit(tenant, Means(archive.copies), by="system").proven
