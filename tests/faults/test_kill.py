"""kill -9 during an ingest: afterwards the versement is wholly acquired once or wholly absent, and a retry succeeds."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chartrier.access.fetching import readable_object
from chartrier.administration.tenants import open_tenant, tenant_of
from chartrier.catalog.archive import questions
from chartrier.catalog.journal import publication, standing
from chartrier.ingest.recovery import finish_interrupted
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import ingest
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.wiring import Wiring, wire
from tests.conftest import Home
from tests.packages_of_ours import Document, Sip
from tests.reading import fetch_to_file

VICTIM = Path(__file__).with_name("victim.py")
CODE = "211234567"
POINTS = (
    "sealed",
    "received-a",
    "received-b",
    "copied",
    "committed",
    "accepted-a",
    "tiles-a",
    "checkpoint-a",
    "accepted-b",
    "tiles-b",
    "checkpoint-b",
)
DOCUMENTS = [Document(f"piece-{n}.txt", f"pièce {n}\n".encode() * (n + 1), f"Pièce {n}") for n in range(40)]


@pytest.fixture
def archive(home: Home, tmp_path: Path) -> Iterator[Wiring]:
    with wire(home.settings) as wired:
        open_tenant(
            CODE,
            "Commune",
            instance="essai.localhost",
            copies=wired.means.copies,
            findings=Findings(),
        )
        yield wired


def start(home: Home, package: Path, point: str | None = None) -> subprocess.Popen[str]:
    arguments = [sys.executable, str(VICTIM), str(package), CODE, *([point] if point else [])]
    return subprocess.Popen(arguments, env={**os.environ, **home.environ}, stdout=subprocess.PIPE, text=True)


def accepted(tenant: Tenant, message: str) -> list[object]:
    found = questions.versements_of_message([tenant.key], message)
    return [each for each in found if each.state == "accepted"]


def check_after_death(archive: Wiring, sip: Sip, package: Path, tmp_path: Path) -> bool:
    """All that must hold after a death; whether the versement had been acquired."""
    tenant = tenant_of(CODE)
    finish_interrupted(tenant, archive.means)
    acquired = accepted(tenant, sip.message)
    assert len(acquired) <= 1
    nothing_is_left(archive, tenant)
    everything_is_proven(archive, acquired)
    outcome = ingest(package, tenant, archive.means, by="system", steps=Steps())
    if acquired:
        codes = [finding.code for finding in outcome.operation.findings]
        assert not outcome.operation.accepted
        assert "CAT-020" in codes
    else:
        assert outcome.operation.accepted, [f.message("en") for f in outcome.operation.findings]
    assert len(accepted(tenant, sip.message)) == 1
    everything_is_proven(archive, accepted(tenant, sip.message))
    documents_read_back(archive, tenant, sip, tmp_path)
    return bool(acquired)


def nothing_is_left(archive: Wiring, tenant: Tenant) -> None:
    """No package under way, no staging folder, in step with the copies."""
    for copy in archive.means.copies.stores:
        assert copy.incoming(tenant.code) == []
    assert [each for each in archive.means.staging.iterdir() if each.is_dir()] == []
    head = publication.head(tenant.key)
    assert standing.published(tenant.key, list(archive.settings.copies)) == head.size


def everything_is_proven(archive: Wiring, acquired: list[object]) -> None:
    copies = archive.settings.copies
    report = verify_all([FolderCopy(name, folder / CODE) for name, folder in copies.items()])
    assert report.findings.verdict == "accept", [f.message("en") for f in report.findings]
    assert report.proven or not acquired


def documents_read_back(archive: Wiring, tenant: Tenant, sip: Sip, tmp_path: Path) -> None:
    titles = {unit.title: unit for unit in questions.newest([tenant.key], limit=1000)}
    for document in (sip.documents[0], sip.documents[-1]):
        found = readable_object([tenant.key], titles[document.title].id, None)
        target = tmp_path / f"read-{time.monotonic_ns()}"
        fetch_to_file(archive.copies.stores, found, target)
        assert target.read_bytes() == document.data


@pytest.mark.parametrize("point", POINTS)
def test_killed_between_two_steps(archive: Wiring, home: Home, tmp_path: Path, point: str) -> None:
    sip = Sip(message=f"KILL-{point}", documents=DOCUMENTS)
    package = sip.write(tmp_path / "sip.zip")
    victim = start(home, package, point)
    output, _ = victim.communicate(timeout=120)
    assert victim.returncode == -9, output
    acquired = check_after_death(archive, sip, package, tmp_path)
    assert acquired == (POINTS.index(point) >= POINTS.index("committed"))


def kill_at_random(archive: Wiring, home: Home, tmp_path: Path, seed: int) -> bool | None:
    """Kill somewhere between the start of the work and a little after its end; None when it ended first."""
    rng = random.Random(seed)
    sip = Sip(message=f"KILL-{seed}", documents=DOCUMENTS)
    package = sip.write(tmp_path / f"sip-{seed}.zip")
    victim = start(home, package)
    assert victim.stdout is not None
    assert victim.stdout.readline() == "ready\n"
    try:
        victim.wait(rng.uniform(0, 1.0))
    except subprocess.TimeoutExpired:
        victim.kill()
    victim.wait()
    victim.stdout.close()
    return check_after_death(archive, sip, package, tmp_path)


@pytest.mark.parametrize("seeds", [range(2), pytest.param(range(2, 14), marks=pytest.mark.faults)])
def test_killed_at_random_instants(archive: Wiring, home: Home, tmp_path: Path, seeds: range) -> None:
    for seed in seeds:
        kill_at_random(archive, home, tmp_path, seed)


@pytest.mark.faults
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("batch", range(10, 20))
def test_killed_at_many_random_instants(archive: Wiring, home: Home, tmp_path: Path, batch: int) -> None:
    outcomes = [kill_at_random(archive, home, tmp_path, 1000 * batch + seed) for seed in range(10)]
    # the instants must fall on both sides of the commit, or they prove nothing
    print(f"batch {batch}: {sum(bool(o) for o in outcomes)} acquired of {len(outcomes)}")


def test_two_processes_with_the_same_package(archive: Wiring, home: Home, tmp_path: Path) -> None:
    sip = Sip(message="TWICE", documents=DOCUMENTS)
    package = sip.write(tmp_path / "sip.zip")
    victims = [start(home, package) for _ in range(2)]
    codes = sorted(victim.wait(timeout=120) for victim in victims)
    for victim in victims:
        assert victim.stdout is not None
        victim.stdout.close()
    assert codes == [0, 1]
    tenant = tenant_of(CODE)
    assert len(accepted(tenant, "TWICE")) == 1
    everything_is_proven(archive, accepted(tenant, "TWICE"))
