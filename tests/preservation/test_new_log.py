"""What is lost for good is given up loudly: a new log, the old one kept, everything else still proven."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.archive import questions
from chartrier.catalog.journal import publication
from chartrier.copies.signed_log import checkpoint_of
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.journal.tiles import read_bundle
from chartrier.keyring.keyring import fingerprint
from chartrier.preservation.new_log import rebuild_with_loss
from chartrier.preservation.rebuild import Rebuilt, rebuild
from chartrier.records.finding import Findings
from chartrier.vault.ocfl import package_path
from chartrier.wiring import Wiring, wire
from tests.conftest import Home, Server
from tests.copies.behind import clone, new_home
from tests.ingest.archive import Bench, entries_of, is_proven
from tests.packages_of_ours import Sip

TITLES = ("Un", "Deux", "Trois", "Quatre")


@pytest.fixture(scope="module")
def made(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, str]]:
    folder = tmp_path_factory.mktemp("loss")
    home = new_home(folder / "home", server)
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        for title in TITLES:
            bench.accept(Sip(message=title, title=title).write(folder / f"{title}.zip"))
    yield home, bench.tenant.code
    home.database.drop()


@pytest.fixture
def home(made: tuple[Home, str], tmp_path: Path) -> Iterator[Home]:
    home = clone(made[0], made[0].database, tmp_path / "home")
    yield home
    home.database.drop()


@pytest.fixture
def archive(home: Home) -> Iterator[Wiring]:
    with wire(home.settings) as archive:
        yield archive


def lose(home: Home, code: str, index: int) -> None:
    """The package of an entry, in every copy."""
    for copy in home.settings.copies.values():
        package = entries_of(copy / code / "journal")[index]["package"]
        shutil.rmtree(copy / code / "packages" / package[:4] / package[4:8] / package)


def again(archive: Wiring, code: str, findings: Findings, **changes: object) -> Rebuilt:
    copies = replace(archive.copies, **changes)
    return rebuild_with_loss(tenant_of(code), "a", copies, findings, lambda done, of: None, by="system")


def check(home: Home, archive: Wiring, code: str, old: str, lost: int) -> None:
    """The survivors under a new key, byte for byte, and one entry that tells what was lost."""
    tenant = tenant_of(code)
    assert tenant.origin != old
    assert is_proven(archive, tenant)
    titles = {unit.title for unit in questions.newest([tenant.key], limit=50)}
    assert titles & set(TITLES) == {title for number, title in enumerate(TITLES) if number != lost}
    for store, folder in zip(archive.copies.stores, home.settings.copies.values(), strict=True):
        assert checkpoint_of(tenant, store).size == len(TITLES)
        former = folder / code / "journals" / old.rsplit("/", 1)[1]
        before = read_bundle((former / f"tile/entries/000.p/{len(TITLES)}").read_bytes())
        now = read_bundle((folder / code / f"journal/tile/entries/000.p/{len(TITLES)}").read_bytes())
        assert now[:-1] == before[:lost] + before[lost + 1 :]
    last = json.loads(now[-1])
    assert last["operation"] == "reprise"
    content = folder / code / "packages" / package_path(UUID(last["package"])) / "v1/content"
    operation = json.loads((content / "operation.json").read_bytes())
    assert operation["former"].startswith(f"{old}+")
    assert operation["lost"] == [{"first": lost, "last": lost}]
    assert {each["copy"]: each["size"] for each in operation["seen"]} == {"a": 4, "b": 4}


def test_what_no_copy_has_is_given_up(made: tuple[Home, str], home: Home, archive: Wiring, tmp_path: Path) -> None:
    code = made[1]
    old = tenant_of(code).origin
    key = archive.copies.keyring.signing_key(code).private_bytes_raw()
    lose(home, code, 1)
    with pytest.raises(IntegrityFailure) as caught:
        rebuild(tenant_of(code), "a", archive.copies, Findings(), lambda done, of: None)
    assert caught.value.finding.code == "CPY-023"
    assert publication.head(int(code)).size == len(TITLES)
    findings = Findings()
    again(archive, code, findings)
    assert [found.code for found in findings] == ["PRS-013"]
    check(home, archive, code, old, 1)
    kept = archive.copies.keyring.former_keys(code)
    assert {name: each.private_bytes_raw() for name, each in kept.items()} == {old.rsplit("/", 1)[1]: key}
    bench = Bench(archive, tenant_of(code), archive.means)
    bench.accept(Sip(message="Cinq").write(tmp_path / "5.zip"))
    assert bench.is_proven()
    # and the new log is rebuilt like any other
    assert rebuild(tenant_of(code), "b", archive.copies, Findings(), lambda done, of: None).entries == 5


@pytest.mark.parametrize("point", ["emptied", "entered-0", "loaded", "switched", "retired", "copied", "committed"])
def test_cut_off_it_is_finished_by_running_again(
    made: tuple[Home, str], home: Home, archive: Wiring, point: str, tmp_path: Path
) -> None:
    code = made[1]
    old = tenant_of(code).origin
    lose(home, code, 2)

    def stop(name: str) -> None:
        if name == point:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        again(archive, code, Findings(), breakpoint=stop)
    if point == "loaded":
        # nothing may be written under the old log meanwhile
        with pytest.raises(ChartrierError):
            Bench(archive, tenant_of(code), archive.means).ingest(Sip(message="X").write(tmp_path / "x.zip"))
        assert publication.head(int(code)).size == len(TITLES) - 1
    again(archive, code, Findings())
    check(home, archive, code, old, 2)


def test_nothing_lost_is_no_more_than_a_rebuild(made: tuple[Home, str], archive: Wiring) -> None:
    findings = Findings()
    old = tenant_of(made[1]).origin
    assert again(archive, made[1], findings).entries == len(TITLES)
    assert list(findings) == []
    assert tenant_of(made[1]).origin == old
    assert archive.copies.keyring.former_keys(made[1]) == {}
    assert fingerprint(tenant_of(made[1]).public_key) == old.rsplit("/", 1)[1]
