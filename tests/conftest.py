"""One embedded PostgreSQL for the whole run and all workers; a fresh database and home for each test."""

from __future__ import annotations

import fcntl
import gc
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import hypothesis
import psycopg
import pytest
from psycopg import sql

from chartrier import wiring
from chartrier.catalog.database.roles import database_script
from chartrier.catalog.embedded.server import EmbeddedServer
from chartrier.cli.main import COLLECTION
from chartrier.keyring import personal
from chartrier.records.sealed_key import Cost
from chartrier.settings import Settings, load_settings
from chartrier.web import site

wiring.set_up_django(site.SETTINGS)

# how long an example takes is the machine's doing: where time is what a test is about, it says so itself
hypothesis.settings.register_profile("ours", deadline=None)
hypothesis.settings.load_profile("ours")

COST, personal.COST = personal.COST, Cost(passes=1, memory=8, lanes=1)
"""What closing a key costs people, and what it costs here, where it is done hundreds of times: see `at_full_cost`."""

SHARED = "TESTS_SHARED_HOME"
"""The variable by which the workers of a run find the one server's home."""

MEMORY, ROOM = Path("/dev/shm"), 6 << 30
"""A folder that is no disk, and the bytes that have to be free there, and in memory, for a run to lie in it."""


def pytest_configure(config: pytest.Config) -> None:
    if SHARED not in os.environ:
        memory = MEMORY if in_memory() else None
        os.environ[SHARED] = tempfile.mkdtemp(prefix="chartrier-tests-", dir=memory)
        config.stash[_OWN] = Path(os.environ[SHARED])
        if memory is not None and "PYTEST_DEBUG_TEMPROOT" not in os.environ:
            # what tests write goes there too, and goes with the run: a disk is waited for at every fsync
            os.environ["PYTEST_DEBUG_TEMPROOT"] = os.environ[SHARED]


def in_memory() -> bool:
    """Whether this machine has that much to spare, and lets programs be run there."""
    try:
        found, told = os.statvfs(MEMORY), Path("/proc/meminfo").read_text("ascii")
    except OSError:
        return False
    spare = next(int(line.split()[1]) << 10 for line in told.splitlines() if line.startswith("MemAvailable:"))
    return min(found.f_bavail * found.f_frsize, spare // 2) >= ROOM and not found.f_flag & os.ST_NOEXEC


def pytest_unconfigure(config: pytest.Config) -> None:
    if (folder := config.stash.get(_OWN, None)) is not None:
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_finish() -> None:
    """What was imported stays: nobody looks there for cycles again, and as seldom elsewhere as a command does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTION)


_OWN: pytest.StashKey[Path] = pytest.StashKey()


@dataclass(frozen=True)
class Server:
    """The run's server: the folder of its socket and the passwords of its roles."""

    socket: Path
    passwords: dict[str, str]

    def address(self, role: str, database: str) -> dict[str, str]:
        return {
            "host": str(self.socket),
            "user": role,
            "password": self.passwords[role],
            "dbname": database,
        }

    def url(self, role: str, database: str) -> str:
        return f"postgresql://{role}:{self.passwords[role]}@/{database}?host={quote(str(self.socket), safe='')}"

    def new_database(self) -> Database:
        """A copy of the initialised database, for tests that share one as well (`Database.drop` it)."""
        name = f"test_{secrets.token_hex(8)}"
        clone = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self.run("postgres", clone.format(sql.Identifier(name), sql.Identifier(wiring.DATABASE)))
        self.run(name, *database_script(name, wiring.OWNER, wiring.APPLICATION))
        return Database(self, name)

    def run(self, database: str, *statements: sql.Composed) -> None:
        with psycopg.connect(**self.address("postgres", database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


@dataclass(frozen=True)
class Database:
    """A database with all tables and no row, for one test."""

    server: Server
    name: str

    @property
    def url(self) -> str:
        return self.server.url(wiring.APPLICATION, self.name)

    @property
    def owner_url(self) -> str:
        return self.server.url(wiring.OWNER, self.name)

    def drop(self) -> None:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self.server.run("postgres", drop.format(sql.Identifier(self.name)))

    def connect(self, role: str = wiring.APPLICATION) -> psycopg.Connection:
        """A connection in autocommit; `postgres` is the superuser, for looking behind the policies."""
        return psycopg.connect(**self.server.address(role, self.name), autocommit=True)


@dataclass(frozen=True)
class Home:
    """An initialised archive. `environ` is what its commands need, in any process."""

    folder: Path
    database: Database
    environ: dict[str, str]
    settings: Settings


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    folder = Path(os.environ[SHARED]) / "server"
    folder.mkdir(mode=0o700, exist_ok=True)
    settings = load_settings(folder, {})
    # The lock that every command holds: it keeps the server running until the last worker has ended.
    # Nothing of it outlives the run, and a third of the run would be spent waiting for disks. Held before the tables
    # are made: a server that was started for those alone stays for a moment, and would be the durable one.
    with (folder / "making.lock").open("w") as making:
        fcntl.flock(making, fcntl.LOCK_EX)
        made = (folder / "made").exists()
        for needed in ("keys", "database"):
            (folder / needed).mkdir(mode=0o700, exist_ok=True)
        held = EmbeddedServer(replace(wiring.embedded_cluster(settings), durable=False))
        socket = held.hold(create=not made)
        if not made:
            wiring.initialise(settings).close()
            (folder / "made").touch()
    roles = ("postgres", wiring.OWNER, wiring.APPLICATION)
    yield Server(socket, {role: wiring.database_password(settings, role) for role in roles})
    held.release()


@pytest.fixture
def at_full_cost(monkeypatch: pytest.MonkeyPatch) -> Cost:
    """Keys are closed as people's are."""
    monkeypatch.setattr(personal, "COST", COST)
    return COST


@pytest.fixture
def new_database(server: Server) -> Iterator[Callable[[], Database]]:
    """Makes a fresh database at each call."""
    made: list[Database] = []

    def make() -> Database:
        made.append(server.new_database())
        return made[-1]

    yield make
    for database in made:
        database.drop()


@pytest.fixture
def database(new_database: Callable[[], Database]) -> Database:
    return new_database()


@pytest.fixture
def new_home(tmp_path: Path, new_database: Callable[[], Database]) -> Callable[[], Home]:
    """Makes a fresh initialised home at each call, on a database of its own."""

    def make() -> Home:
        database = new_database()
        folder = tmp_path / f"home-{secrets.token_hex(4)}"
        for part in (".", "keys", "staging", "copies/a", "copies/b"):
            (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        environ = {
            "CHARTRIER_HOME": str(folder),
            "CHARTRIER_DATABASE_URL": database.url,
            "CHARTRIER_DATABASE_OWNER_URL": database.owner_url,
        }
        return Home(folder, database, environ, load_settings(None, environ))

    return make


@pytest.fixture
def home(new_home: Callable[[], Home]) -> Home:
    return new_home()


@pytest.fixture
def wired(home: Home) -> Iterator[Home]:
    """The home, connected in this process."""
    with wiring.wire(home.settings):
        yield home
