"""A power cut at every instant of an ingest, with every legal loss (`losses`): acquired once and wholly, or not at all.

Each disk is made again from a recording of one real ingest, beside the database as it was at that instant; recovery
runs on it. What follows depends on nothing but the copies, the staging folder and the database as recovery left them:
so the long checks run once for each such outcome.
"""

from __future__ import annotations

import dataclasses
import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chartrier.access.fetching import readable_object
from chartrier.catalog.archive import questions
from chartrier.errors import ChartrierError
from chartrier.ingest.recovery import finish_interrupted
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import ingest
from chartrier.records.finding import Severity
from chartrier.verify.everything import verify_all
from chartrier.verify.findings import NEVER_ACQUIRED
from chartrier.verify.reader import FolderCopy
from tests.conftest import Database, Server
from tests.faults.calls import observed
from tests.faults.losses import Instant, Losses
from tests.faults.recording import Recorder, Tree, digest_of, read_tree, write_tree
from tests.faults.remembered import RememberedDatabase
from tests.ingest.archive import Bench, codes, new_archive
from tests.packages_of_ours import Document, Sip
from tests.reading import fetch_to_file

FEW = 256
SHARED_MEMORY = Path("/dev/shm")
THREE = [Document(f"piece-{n}.txt", f"pièce {n}\n".encode() * (n + 1), f"Pièce {n}") for n in range(3)]
MANY = [Document(f"piece-{n}.txt", f"pièce {n}\n".encode() * (n + 1), f"Pièce {n}") for n in range(20)]


@dataclass
class Replay:
    """A recorded ingest, and the disks that power cuts in it leave."""

    bench: Bench
    database: RememberedDatabase
    recorder: Recorder
    sip: Sip
    package: Path
    before: int
    """Versements acquired before it."""
    trees: set[tuple[str, int]] = field(default_factory=set)
    copies: set[str] = field(default_factory=set)
    outcomes: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def roots(self) -> list[str]:
        return list(self.recorder.roots)

    def try_all(self, count: int, losses: Losses, instant: Instant) -> None:
        """The disk after these losses, with each state that the database may have been in."""
        tree = instant.disk(losses).tree(self.recorder.roots)
        digest = self._key(tree)
        seen = [*self.recorder.seen, len(self.database.states) - 1]
        for state in range(seen[max(count - 1, 0)], seen[count] + 1):
            if (digest, state) not in self.trees:
                self.trees.add((digest, state))
                try:
                    self._try_one(tree, state)
                except BaseException as problem:
                    problem.add_note(self._story(count, losses, state))
                    raise

    def _key(self, tree: Tree) -> str:
        """A digest of all that matters: nobody reads what lies in a staging folder, or a scratch file."""
        staging = self.roots[0]
        return digest_of(
            {
                path: found
                for path, found in tree.items()
                if "/.scratch-" not in path
                and not (path.startswith(f"{staging}/") and path.count("/") > staging.count("/") + 1)
            }
        )

    def _try_one(self, tree: Tree, state: int) -> None:
        self.database.put_back(state)
        for signed in self.bench.archive.settings.keys.glob("*.head"):
            # beside the keys, on another disk: what a database put back is held to is tried in tests/copies
            signed.unlink()
        write_tree(tree, self.roots)
        acquired = len(self._acquired())
        self._check_attested()
        finish_interrupted(self.bench.tenant, self.bench.means)
        left = self._key(read_tree(self.roots)), str(sorted(self.database.now().items()))
        if left not in self.outcomes:
            self.outcomes[left] = "acquired" if acquired else "absent"
            self._check_outcome(acquired)

    def _acquired(self) -> list[object]:
        found = questions.versements_of_message([self.bench.tenant.key], self.sip.message)
        return [each for each in found if each.state == "accepted"]

    def _check_attested(self) -> None:
        """Before anybody mends anything: a checkpoint covers nothing that a cut may have taken from its copy."""
        for name, folder in self.bench.archive.settings.copies.items():
            home = folder / self.bench.tenant.code
            known = digest_of({k: v for k, v in read_tree([home]).items() if not k.startswith(f"{home}/incoming")})
            if known not in self.copies:
                self.copies.add(known)
                found = verify_all([FolderCopy(name, home)]).findings
                wrong = [each for each in found if each.severity is Severity.ERROR and each.kind != NEVER_ACQUIRED]
                assert wrong == [], [each.message("en") for each in wrong]

    def _check_outcome(self, acquired: int) -> None:
        bench = self.bench
        assert len(self._acquired()) == acquired <= 1
        assert bench.is_quiet()
        assert len(bench.packages()) == self.before + acquired
        assert bench.is_proven()
        again = ingest(self.package, bench.tenant, bench.means, by="system", steps=Steps())
        assert again.operation.accepted == (not acquired), codes(again)
        assert not acquired or "CAT-020" in codes(again)
        assert len(self._acquired()) == 1
        assert bench.is_proven()
        self._check_read_back()

    def _check_read_back(self) -> None:
        units = {unit.title: unit for unit in questions.newest([self.bench.tenant.key], limit=1000)}
        for store in self.bench.means.copies.stores:
            for document in self.sip.documents:
                found = readable_object([self.bench.tenant.key], units[document.title].id, None)
                with tempfile.TemporaryDirectory() as folder:
                    fetch_to_file([store], found, Path(folder) / "read")
                    assert (Path(folder) / "read").read_bytes() == document.data

    def _story(self, count: int, losses: Losses, state: int) -> str:
        changes = self.recorder.changes
        lines = [f"cut after {count} of {len(changes)} changes, database state {state}; lost:"]
        lines += [f"  {index} {fate}: {changes[index].said}" for index, fate in sorted(losses.items())]
        lines += ["last changes:", *(f"  {i} {changes[i].said}" for i in range(max(0, count - 12), count))]
        return "\n".join(lines)


class Recorded:
    """Makes replays; everything goes with it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._stack = ExitStack()

    def __enter__(self) -> Recorded:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def ingest(self, documents: list[Document], *, before: int) -> Replay:
        """Record the ingest of a package, after that of so many others."""
        shared = SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(dir=shared)))
        archive = self._stack.enter_context(new_archive(folder / "home", self._server))
        bench = Bench.new(archive)
        for number in range(before):
            other = [Document("autre.txt", b"autre\n", f"Autre {number}")]
            bench.accept(Sip(message=f"BEFORE-{number}", documents=other).write(folder / f"before-{number}.zip"))
        sip = Sip(message="CUT", documents=documents)
        package = sip.write(folder / "sip.zip")
        name = str(archive.settings.database_url).rpartition("/")[2].partition("?")[0]
        database = self._stack.enter_context(RememberedDatabase(Database(self._server, name)))
        recorder = Recorder([archive.settings.staging, *archive.settings.copies.values()], database.look)
        with observed([Path(root) for root in recorder.roots], recorder):
            bench.accept(package)
        database.look()
        assert recorder.is_complete()
        return Replay(standing_still(bench), database, recorder, sip, package, before)


def standing_still(bench: Bench) -> Bench:
    """Time stops after the recording: equal disks must have equal outcomes."""
    instant = datetime.now(UTC)
    copies = dataclasses.replace(bench.means.copies, clock=lambda: instant)
    return dataclasses.replace(bench, means=dataclasses.replace(bench.means, copies=copies))


@pytest.fixture
def recorded(server: Server) -> Iterator[Recorded]:
    with Recorded(server) as made:
        yield made


def told(replay: Replay) -> None:
    print(f"{len(replay.recorder.changes)} changes, {len(replay.trees)} disks, {len(replay.outcomes)} outcomes")
    assert set(replay.outcomes.values()) == {"acquired", "absent"}


def interesting(replay: Replay) -> list[int]:
    """The instants before each sync, and around what the database did: the others have fewer things to lose."""
    changes, seen = replay.recorder.changes, replay.recorder.seen
    syncs = {i for i, change in enumerate(changes) if change.kind in ("sync", "syncfs")}
    commits = {i for i in range(1, len(seen)) if seen[i] != seen[i - 1]}
    return sorted({len(changes)} | commits | {i for i in syncs if i - 1 not in syncs})


def test_the_worst_cuts(recorded: Recorded) -> None:
    replay = recorded.ingest(THREE, before=1)
    rng = random.Random(7)
    for count in interesting(replay):
        instant = Instant(replay.recorder, count)
        every = dict.fromkeys(instant.loose, "lost")
        for losses in ({}, every, *instant.sample(rng, 12)):
            replay.try_all(count, losses, instant)
    told(replay)


@pytest.mark.parametrize("file", ["checkpoint", "inventory.json"])
def test_a_missing_sync_would_be_found(recorded: Recorded, file: str) -> None:
    """The same ingest by a program that forgot to sync this file, as if it had: its loss is found."""
    replay = recorded.ingest(THREE, before=0)
    recorder, end = replay.recorder, len(replay.recorder.changes)
    written = recorder.written(file)
    recorder.changes = [
        dataclasses.replace(change, kind="nothing") if change.kind == "sync" and change.inode in written else change
        for change in recorder.changes
    ]
    instant = Instant(recorder, end)
    with pytest.raises((AssertionError, ChartrierError)):
        replay.try_all(end, dict.fromkeys(instant.loose, "lost"), instant)


@pytest.mark.faults
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("before", [0, 1])
def test_every_cut_of_a_small_ingest(recorded: Recorded, before: int) -> None:
    """Every instant; every combination of losses where there are few, else the extremes and many by chance."""
    replay = recorded.ingest(THREE, before=before)
    rng = random.Random(before)
    whole = 0
    for count in range(len(replay.recorder.changes) + 1):
        instant = Instant(replay.recorder, count)
        every = instant.everything(FEW)
        whole += every is not None
        for losses in [*(every or instant.extremes()), *instant.sample(rng, 20)]:
            replay.try_all(count, losses, instant)
    print(f"{whole} instants with every combination")
    told(replay)


@pytest.mark.faults
@pytest.mark.timeout(1800)
def test_cuts_of_an_ingest_that_syncs_a_file_system(recorded: Recorded) -> None:
    """Many files: one syncfs instead of an fsync each."""
    replay = recorded.ingest(MANY, before=1)
    assert any(change.kind == "syncfs" for change in replay.recorder.changes)
    rng = random.Random(3)
    for count in interesting(replay):
        instant = Instant(replay.recorder, count)
        for losses in ({}, dict.fromkeys(instant.loose, "lost"), *instant.sample(rng, 12)):
            replay.try_all(count, losses, instant)
    told(replay)
