"""Acts on a real archive: written by whom the journal entitles, proven, forged in vain."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from chartrier.administration.credentials import give_key
from chartrier.administration.habilitations import declare, declare_to
from chartrier.catalog.acts.habilitations import habilitation_of, require_current
from chartrier.catalog.acts.register import acts_of
from chartrier.catalog.connection import dedicated
from chartrier.catalog.journal import publication
from chartrier.catalog.people import directory
from chartrier.catalog.transaction import own_transaction
from chartrier.clock import now
from chartrier.copies.acting import Act, act
from chartrier.errors import Conflict, InvalidInput, NotAllowed
from chartrier.ingest.recovery import finish_interrupted
from chartrier.journal import tiles, tree
from chartrier.journal.checkpoint import Checkpoint, write_checkpoint
from chartrier.journal.entry import Entry, read_entry
from chartrier.journal.tiles import LARGEST_FILE, TiledLog
from chartrier.records.actor import Actor
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.habilitation import Habilitation
from chartrier.records.identifiers import made_at
from chartrier.records.roles import Role
from chartrier.vault.ocfl import package_path, seal
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.wiring import Wiring
from tests.actors import actor, entered
from tests.conftest import Server
from tests.days import today
from tests.ingest.archive import Bench, new_archive
from tests.packages_of_ours import Sip

HOLD = Act("gel", {"reason": "contentieux"})


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiring]:
    with new_archive(tmp_path_factory.mktemp("acting"), server) as archive:
        yield archive


@pytest.fixture
def bench(archive: Wiring) -> Bench:
    return Bench.new(archive)


def do(bench: Bench, who: Actor | None, what: Act = HOLD) -> UUID:
    return act(what, bench.tenant, bench.archive.copies, who)


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises((NotAllowed, Conflict, InvalidInput)) as caught:
        work()
    return str(caught.value.finding.code)


def test_an_act_is_written_signed_and_proven(bench: Bench, tmp_path: Path) -> None:
    bench.accept(Sip().write(tmp_path / "1.zip"))
    done = do(bench, entered(bench.archive, bench.tenant, Role.ARCHIVISTE), replace(HOLD, files={"lettre.txt": b"x"}))
    assert [each.operation for each in acts_of(bench.tenant.key, ["habilitation", "gel"])] == ["habilitation", "gel"]
    (content,) = {copy.read_bytes() for copy in signatures(bench, done)}
    assert set(json.loads(content)) == {"algorithm", "by", "key", "signature"}
    assert bench.is_quiet()
    assert bench.is_proven()


def signatures(bench: Bench, package: UUID) -> list[Path]:
    below = f"{bench.tenant.code}/packages/{package_path(package)}/v1/content/signature.json"
    return [folder / below for folder in bench.archive.settings.copies.values()]


def test_whom_the_journal_does_not_entitle_writes_nothing(bench: Bench) -> None:
    archiviste = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    size = publication.head(bench.tenant.key).size
    other = Ed25519PrivateKey.generate()
    reader = entered(bench.archive, Bench.new(bench.archive).tenant, Role.ARCHIVISTE)
    pretenders = [
        actor(Role.ARCHIVISTE),
        reader,
        replace(archiviste, principal=reader.principal),
        replace(archiviste, roles=frozenset({Role.LECTEUR})),
        replace(archiviste, public_key=other.public_key().public_bytes_raw(), sign=other.sign),
    ]
    for pretender in pretenders:
        assert refusal(lambda who=pretender: do(bench, who)) == "CAT-095"
    claimed = replace(archiviste, roles=frozenset(Role))
    assert refusal(lambda: do(bench, claimed, Act("visa", {}))) == "CAT-095"
    assert refusal(lambda: do(bench, claimed, Act("visa", {"form": "application"}))) == "CAT-095"
    with pytest.raises(ValueError, match="gel"):
        do(bench, None)
    assert publication.head(bench.tenant.key).size == size
    do(bench, archiviste)
    assert bench.is_proven()
    do(bench, archiviste, Act("visa", {"form": "papier"}))
    assert publication.head(bench.tenant.key).size == size + 2, "whoever records a visa given elsewhere may"


def test_a_role_taken_while_an_act_is_under_way(bench: Bench) -> None:
    """Whichever commits first, what the journal says in its order holds."""
    who = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    person = directory.person(who.person)
    directory.take_role(bench.tenant.key, who.person, Role.ARCHIVISTE)
    begun = threading.Event()

    def declaring() -> None:
        try:
            begun.wait(30)
            declare_to(person, bench.tenant, bench.archive.copies)
        finally:
            connections.close_all()

    thread = threading.Thread(target=declaring)

    def slow(cursor: Any) -> None:
        begun.set()
        thread.join(1.5)
        assert thread.is_alive()  # it waits for us

    thread.start()
    do(bench, who, replace(HOLD, facts=slow))
    thread.join(60)
    assert [each.operation for each in journal_order(bench)] == ["habilitation", "gel", "habilitation"]
    assert refusal(lambda: do(bench, who)) == "CAT-095"
    assert bench.is_proven()


def journal_order(bench: Bench) -> list[Entry]:
    folder = bench.archive.settings.copies["a"] / bench.tenant.code / "journal"
    log = TiledLog(lambda path: _read(folder / path), publication.head(bench.tenant.key).size)
    return [read_entry(data) for data in log.entries()]


def _read(path: Path) -> bytes | None:
    data = path.read_bytes() if path.exists() else None
    assert data is None or len(data) <= LARGEST_FILE
    return data


def test_an_habilitation_that_is_no_longer_true_is_not_entered(bench: Bench) -> None:
    who = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    declared = habilitation_of(bench.tenant.key, who.person)
    assert declared is not None
    wrong = [
        replace(declared, roles=frozenset({Role.VISA})),
        replace(declared, public_key=bytes(32)),
        replace(declared, principal=bench_person(bench)),
        replace(declared, person=bench_person(bench)),
    ]
    with dedicated() as connection:
        connection.autocommit = True
        with own_transaction(connection, bench.tenant.key) as cursor:
            require_current(cursor, bench.tenant.key, declared, today())
        for each in wrong:
            with own_transaction(connection, bench.tenant.key) as cursor, pytest.raises(Conflict):
                require_current(cursor, bench.tenant.key, each, today())
    directory.set_active(who.person, False)
    with dedicated() as connection:
        connection.autocommit = True
        with own_transaction(connection, bench.tenant.key) as cursor, pytest.raises(Conflict):
            require_current(cursor, bench.tenant.key, declared, today())


def bench_person(bench: Bench) -> UUID:
    return actor(Role.VISA).person


def test_declaring_goes_on_where_it_was_cut_off(bench: Bench) -> None:
    other = Bench.new(bench.archive)
    who = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    person = directory.person(who.person)
    directory.give_role(other.tenant.key, who.person, Role.VISA)
    give_key(who.person, "cinq autres mots sans lien", now())

    def stop(name: str) -> None:
        if name == "copied":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        declare(person, replace(bench.archive.copies, breakpoint=stop))
    codes = sorted([bench.tenant.code, other.tenant.code])
    assert declare(person, bench.archive.copies) == codes
    assert declare(person, bench.archive.copies) == []
    for each in (bench, other):
        finish_interrupted(each.tenant, each.means)
        assert each.is_quiet()
        assert each.is_proven()


def test_somebody_without_a_key_or_a_role_is_in_no_journal(bench: Bench) -> None:
    person = directory.add_person(actor().person, "Sans clé", None, now())
    directory.give_role(bench.tenant.key, person.id, Role.LECTEUR)
    assert declare(person, bench.archive.copies) == []
    who = entered(bench.archive, bench.tenant)
    assert habilitation_of(bench.tenant.key, who.person) is None
    assert publication.head(bench.tenant.key).size == 0


def test_whoever_has_the_database_and_the_key_of_the_log_forges_nothing(bench: Bench) -> None:
    """An act is changed in a copy, its package sealed again, its entry and the whole log written and signed anew."""
    who = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    done = do(bench, who)
    assert bench.is_proven()

    def lifted(record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "reason": "aucun"}

    def somebody_else(record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "by": "system", "authenticated": None}

    for change, code in ((lambda record: record, None), (lifted, "VER-072"), (somebody_else, "VER-071")):
        folder = forged(bench, done, change)
        report = verify_all([FolderCopy("a", folder)])
        assert [finding.code for finding in report.findings] == ([code] if code else [])
        assert report.proven is (code is None)


def forged(bench: Bench, package: UUID, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Path:
    """A folder of the tenant in which an act says something else, all else being as it should."""
    source = bench.archive.settings.copies["a"] / bench.tenant.code
    target = bench.archive.settings.home / "forged" / bench.tenant.code
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    place = target / "packages" / package_path(package)
    files = {file.name: file.read_bytes() for file in (place / "v1/content").iterdir()}
    record = change(json.loads(files["operation.json"]))
    files["operation.json"] = canonical(record)
    shutil.rmtree(place)
    content = place / "v1/content"
    content.mkdir(parents=True)
    for name, data in files.items():
        (content / name).write_bytes(data)
    listed = [(name, Digest.of("sha512", data).value, len(data)) for name, data in files.items()]
    inventory = seal(place, package=package, created=made_at(package), message="gel", files=listed)
    size = publication.head(bench.tenant.key).size
    entries = []
    for data in TiledLog(lambda path: _read(source / "journal" / path), size).entries():
        entry = json.loads(data)
        if entry["package"] == str(package):
            entry |= {"inventory": str(inventory), "by": record["by"]}
        entries.append(canonical(entry))
    nodes = [tree.leaf_hash(entry) for entry in entries]
    for path, data in tiles.write_tiles(0, size, lambda s, e: entries[s:e], lambda level, s, e: nodes[s:e]):
        (target / "journal" / path).write_bytes(data)
    key = bench.archive.copies.keyring.signing_key(bench.tenant.code)
    note = write_checkpoint(Checkpoint(bench.tenant.origin, size, tree.root_of(nodes)[0]), key)
    (target / "journal/checkpoint").write_bytes(note)
    return target


def test_an_habilitation_reads_as_it_is_written() -> None:
    who = actor(Role.VISA)
    one = Habilitation(who.person, who.principal, who.public_key, who.roles)
    assert Habilitation.read(one.as_members()) == one
    for broken in ({}, {"roles": None}, {**one.as_members(), "public_key": "AA=="}):
        with pytest.raises(ValueError):
            Habilitation.read(broken)
