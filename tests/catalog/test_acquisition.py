"""Reservation and settlement: once, whole, in order, whoever dies meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from chartrier.catalog.archive import acquisition, questions
from chartrier.catalog.journal import publication
from chartrier.errors import Conflict, NotFound, Unavailable
from chartrier.journal.entry import read_entry
from chartrier.journal.tree import leaf_hash, root, root_of
from chartrier.records.identifiers import new_package_id

from .conftest import ALPHA, BETA, INVENTORY


def begin(package=None, tenant=ALPHA):
    return acquisition.lease(tenant, package or new_package_id(datetime.now(UTC)), datetime.now(UTC))


def settle(lease, content, *, accepted=True):
    operation = "versement" if accepted else "rejet"
    return lease.settle(content.folder, accepted=accepted, inventory=INVENTORY, entry=content.entry(operation))


def test_all_that_the_package_says_is_kept(tenants, accept, new_content):
    earlier = accept(ALPHA, "Registre")
    described = {"StartDate": ["2020-02"], "EndDate": ["2020-02"], "Description": ["Voirie"]}
    content = new_content("Délibération", "Annexe", message="m1", attached_to=(earlier.unit(1),), content=described)
    with begin(content.package) as lease:
        lease.reserve("agency", "m1")
        assert settle(lease, content) == 1
    first, second = questions.units_of([ALPHA], content.package)
    assert (first.id, first.xml_id, first.line, first.profile) == (content.unit(1), "U1", 1, None)
    assert first.content == {"Title": ["Délibération"], **described}
    assert (first.title, first.title_key, first.management) == ("Délibération", "deliberation", None)
    assert (str(first.start_date), str(first.end_date)) == ("2020-02-01", "2020-02-29")
    assert questions.parents_of([ALPHA], first.id) == [earlier.unit(1)]
    assert questions.parents_of([ALPHA], second.id) == [first.id]
    assert [child.id for child in questions.children_of([ALPHA], earlier.unit(1))] == [first.id]
    (found,) = questions.objects_of([ALPHA], first.id)
    assert (found.path, found.pack_offset, found.pack_length, found.size) == ("objets-0001.zip", 64, 10, 10)
    assert (found.usage, found.version, found.uri, found.filename) == (
        "BinaryMaster",
        1,
        "content/1.pdf",
        None,
    )
    assert found.format["puid"] == "fmt/18"
    assert found.metadata == {"@id": "O1", "Size": ["10"]}
    assert [item.xml_id for item in questions.objects_in([ALPHA], content.package)] == ["O1", "O2"]
    versement = questions.versement([ALPHA], content.package)
    assert (versement.state, versement.agency, versement.message) == ("accepted", "agency", "m1")
    assert versement.findings == [{"code": "SEDA-017", "severity": "warning"}]
    assert versement.operation["id"] == str(content.package)
    assert versement.inventory == str(INVENTORY)
    assert questions.versement([BETA], content.package) is None


def test_a_message_is_taken_once_and_again_after_a_rejection(tenants, new_content):
    rejected, accepted = new_content(), new_content("Titre")
    with begin(rejected.package) as lease:
        lease.reserve("agency", "message")
        settle(lease, rejected, accepted=False)
    with begin(accepted.package) as lease:
        lease.reserve("agency", "message")
        settle(lease, accepted)
    with begin() as lease:
        with pytest.raises(Conflict) as caught:
            lease.reserve("agency", "message")
        assert caught.value.finding.code == "CAT-020"
        assert str(accepted.package) in caught.value.finding.message("fr")
        lease.reserve("another agency", "message")
    with begin(tenant=BETA) as lease:
        lease.reserve("agency", "message")
    states = [row.state for row in questions.versements_of_message([ALPHA], "message")]
    assert sorted(states) == ["accepted", "rejected"]


def test_nothing_is_accepted_without_its_reservation(tenants, accept, new_content):
    accept(ALPHA, "Premier", message="message")
    again = new_content("Second", message="message")
    with begin(again.package) as lease, pytest.raises(Conflict) as caught:
        settle(lease, again)
    assert caught.value.finding.code == "CAT-020"
    assert publication.head(ALPHA).size == 1


def test_agency_and_message_are_not_run_together(tenants):
    with begin() as one, begin() as other:
        one.reserve("a", "bc")
        other.reserve("ab", "c")
        other.reserve("é" * 5_000, "m" * 50_000)


def test_a_refused_message_can_still_be_recorded_as_a_rejection(tenants, accept, new_content):
    accept(ALPHA, "Titre", message="message")
    again = new_content(message="message")
    with begin(again.package) as lease:
        with pytest.raises(Conflict):
            lease.reserve("agency", "message")
        assert settle(lease, again, accepted=False) == 1


def test_a_versement_given_up_leaves_nothing(tenants, new_content):
    content = new_content("Titre")

    def attempt() -> None:
        with begin(content.package) as lease:
            lease.reserve("agency", "message")
            lease.settle(content.folder, accepted=True, inventory=INVENTORY, entry=lambda before: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        attempt()
    assert acquisition.leased_or_committed(ALPHA, [content.package]) == set()
    assert questions.unit([ALPHA], content.unit(1)) is None
    assert publication.head(ALPHA).size == 0
    with begin() as lease:
        lease.reserve("agency", "message")


def test_an_entry_dated_before_the_last_is_refused(tenants, accept, new_content):
    content = new_content("Second")
    early = content.entry()(None)
    time.sleep(0.01)
    accept(ALPHA, "Premier")
    with pytest.raises(ValueError, match="before"), begin(content.package) as lease:
        lease.settle(content.folder, accepted=True, inventory=INVENTORY, entry=lambda before: early)
    assert publication.head(ALPHA).size == 1


def test_a_parent_that_is_not_there_refuses_whole(tenants, accept, new_content):
    theirs = accept(BETA, "Leur")
    for parent in (theirs.unit(1), new_package_id(datetime.now(UTC))):
        content = new_content("Titre", attached_to=(parent,))
        with begin(content.package) as lease:
            with pytest.raises(Conflict) as caught:
                settle(lease, content)
            assert caught.value.finding.code == "CAT-023"
        assert questions.unit([ALPHA], content.unit(1)) is None


def test_an_unknown_tenant_has_no_versement(tenants):
    with pytest.raises(NotFound), begin(tenant=111111111):
        raise AssertionError


def test_units_attach_by_identifier_title_or_other_metadata(tenants, accept):
    content = accept(ALPHA, "Registre", content={"OriginatingAgencyArchiveUnitIdentifier": ["1 D 12"]})
    accept(BETA, "Registre")
    for name, value in (("SystemId", str(content.unit(1))), ("Title", "Registre"),
                        ("OriginatingAgencyArchiveUnitIdentifier", "1 D 12")):  # fmt: skip
        assert questions.units_named(ALPHA, name, value, limit=2) == [content.unit(1)]
    for name, value in (("SystemId", "x"), ("Title", "Registr"), ("Inconnu", "1 D 12")):
        assert questions.units_named(ALPHA, name, value, limit=2) == []


class Holder:
    def __init__(self, home, package, message="message"):
        self.package = package
        program = str(Path(__file__).with_name("holding.py"))
        self.process = subprocess.Popen(
            [sys.executable, program, str(ALPHA), str(package), "agency", message],
            env={**os.environ, **home.environ}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def says(self) -> str:
        return self.process.stdout.readline().strip()

    def go_on(self) -> None:
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture
def holders(tenants, wired):
    made = [Holder(wired, new_package_id(datetime.now(UTC))) for _ in range(2)]
    assert [holder.says() for holder in made] == ["begun", "begun"]
    yield made
    for holder in made:
        holder.end()


def abandoned_soon(count: int) -> set:
    """The server sees within a second that a client was killed."""
    found: set = set()
    deadline = time.monotonic() + 10
    while len(found) < count and time.monotonic() < deadline:
        found |= set(acquisition.abandon_unleased(ALPHA))
        time.sleep(0.02)
    return found


def test_of_two_processes_one_has_the_message(holders):
    for holder in holders:
        holder.go_on()
    assert sorted(holder.says() for holder in holders) == ["CAT-021", "reserved"]


def test_a_killed_process_loses_its_lease_and_a_living_one_does_not(holders):
    dead, alive = holders
    dead.go_on()
    assert dead.says() == "reserved"
    assert acquisition.abandon_unleased(ALPHA) == []
    dead.end()
    assert abandoned_soon(1) == {dead.package}
    assert acquisition.leased_or_committed(ALPHA, [dead.package, alive.package]) == {alive.package}
    alive.go_on()
    assert alive.says() == "reserved"


def test_who_lost_its_lease_cannot_commit(tenants, new_content, wired):
    content = new_content("Titre")
    with begin(content.package) as lease:
        with wired.database.connect("postgres") as superuser:
            superuser.execute("SELECT pg_terminate_backend(%s)", [lease._connection.info.backend_pid])
        assert abandoned_soon(1) == {content.package}
        with pytest.raises(Unavailable) as caught:
            settle(lease, content)
        assert caught.value.finding.code == "CAT-022"
    assert publication.head(ALPHA).size == 0
    assert questions.unit([ALPHA], content.unit(1)) is None


def test_entries_have_no_gap_when_versements_settle_together(tenants, new_content):
    contents = [new_content(f"Titre {number}", message=f"m{number}") for number in range(24)]
    failed: list[Exception] = []

    def take_in(mine):
        for number, content in enumerate(mine):
            try:
                with begin(content.package) as lease:
                    lease.reserve("agency", str(content.package))
                    if number % 3 == 2:
                        continue
                    settle(lease, content)
            except Exception as error:
                failed.append(error)

    threads = [threading.Thread(target=take_in, args=(contents[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    head = publication.head(ALPHA)
    bodies = list(publication.entries(ALPHA, 0, head.size))
    assert head.size == len(bodies) == 16
    leaves = list(publication.nodes(ALPHA, 0, 0, head.size))
    assert leaves == [leaf_hash(body) for body in bodies]
    assert root(head.frontier) == root_of(leaves)[0]
    times = [read_entry(body).time for body in bodies]
    assert times == sorted(times)
    assert head.last_time == times[-1]


def test_publication_is_told_what_is_new(tenants, accept):
    contents = [accept(ALPHA, f"Titre {number}") for number in range(3)]
    named = [(index, each.package) for index, each in publication.packages(ALPHA, 0, 3)]
    assert named == [(index, content.package) for index, content in enumerate(contents)]
    ((index, last),) = publication.packages(ALPHA, 2, 3)
    assert (index, last.package, last.version) == (2, contents[2].package, "v1")
    assert publication.packages_from(ALPHA, 1) == 2
    leaves = list(publication.nodes(ALPHA, 0, 0, 3))
    assert [publication.root_at(ALPHA, size) for size in range(4)] == [root_of(leaves[:size])[0] for size in range(4)]
    with pytest.raises(NotFound):
        publication.head(111111111)


def test_nodes_of_upper_tile_levels(tenants, wired):
    """256 entries complete one node of level 1; all in one transaction, to be quick."""
    from chartrier.catalog.journal.appending import append_entry
    from chartrier.catalog.transaction import own_transaction

    from .conftest import Content

    with wired.database.connect() as connection, own_transaction(connection, ALPHA) as cursor:
        for _ in range(258):
            content = Content(new_package_id(datetime.now(UTC)), Path("/nowhere"))
            append_entry(cursor, ALPHA, content.entry())
    leaves = list(publication.nodes(ALPHA, 0, 0, 258))
    assert len(leaves) == 258
    assert list(publication.nodes(ALPHA, 1, 0, 1)) == [root_of(leaves[:256])[0]]
    assert list(publication.entries(ALPHA, 250, 258)) == list(publication.entries(ALPHA, 0, 258))[250:]


def test_publishers_take_turns(tenants):
    order: list[str] = []

    def second():
        with publication.publishing(ALPHA):
            order.append("second")

    with publication.publishing(ALPHA), publication.publishing(BETA):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.2)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_the_database_gone_is_said(tenants, wired, server):
    with wired.database.connect("postgres") as superuser:
        superuser.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                          " WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
    with pytest.raises(Unavailable) as caught:
        questions.newest([ALPHA])
    assert caught.value.finding.code == "CAT-005"
    assert questions.newest([ALPHA]) == []


def test_rows_without_their_tenant_are_refused_by_the_database(tenants, wired):
    with wired.database.connect() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("INSERT INTO journal_journalhead VALUES (%s, 0, '', NULL, 0)", [ALPHA])
