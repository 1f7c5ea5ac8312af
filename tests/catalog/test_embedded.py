"""The embedded server: shared, gone with its last user however that one ended, closed to others."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from chartrier import wiring
from chartrier.catalog.embedded import keeper
from chartrier.catalog.embedded.cluster import LONGEST_SOCKET, SOCKET_NAME, Cluster
from chartrier.catalog.embedded.locks import open_lock, try_lock
from chartrier.catalog.embedded.postmaster import SERVER_SETTINGS, buffers_of, find, in_disguise, memory
from chartrier.catalog.embedded.server import EmbeddedServer
from chartrier.errors import ChartrierError, NotFound, Unavailable
from chartrier.settings import load_settings
from chartrier.wiring import embedded_cluster

COMMAND = [sys.executable, str(Path(__file__).with_name("command.py"))]
ROOT = os.geteuid() == 0
AS_NOBODY = [
    "setpriv",
    "--reuid",
    "nobody",
    "--regid",
    str(pwd.getpwnam("nobody").pw_gid),
    "--clear-groups",
    "--",
]


class Commands:
    """Commands started by a test, killed at its end."""

    def __init__(self) -> None:
        self.started: list[subprocess.Popen] = []

    def start(self, home: Path, *words: str, command: list[str] = COMMAND) -> subprocess.Popen:
        process = subprocess.Popen(
            [*command, cluster_of(home).write(), *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/",
        )  # fmt: skip
        self.started.append(process)
        return process

    def ready(self, home: Path, *words: str, command: list[str] = COMMAND) -> subprocess.Popen:
        process = self.start(home, *words, command=command)
        assert says(process).startswith("ready")
        return process


def says(process: subprocess.Popen) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def commands() -> Iterator[Commands]:
    made = Commands()
    yield made
    for process in made.started:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


@pytest.fixture
def new_home(tmp_path_factory: pytest.TempPathFactory, commands: Commands) -> Iterator[Callable[..., Path]]:
    made: list[Path] = []

    def make(under: Path | None = None) -> Path:
        home = (under or tmp_path_factory.mktemp("h")) / "home"
        for folder in (home, home / "database", home / "keys"):
            folder.mkdir(mode=0o700)
        made.append(home)
        return home

    yield make
    for process in commands.started:
        process.kill()
    for home in made:
        assert gone(home), "a server stayed behind"


@pytest.fixture
def home(new_home: Callable[..., Path]) -> Path:
    return new_home()


def cluster_of(home: Path) -> Cluster:
    return embedded_cluster(load_settings(home, {}))


def processes(home: Path) -> dict[psutil.Process, list[str]]:
    """The server, its children and its keeper, by the folder they name or work in, with their command lines.

    Each is asked once: a child of the server may be gone the next moment.
    """
    found = {}
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
            line = " ".join(command)
            named = f"{home}/database" in line and ("postgres" in line or keeper.__name__ in line)
            ours = named or process.cwd() == f"{home}/database/data"
            if ours and "command.py" not in line and process.status() != psutil.STATUS_ZOMBIE:
                found[process] = command
        except psutil.Error:
            continue
    return found


def postmasters(home: Path) -> list[psutil.Process]:
    return [process for process, command in processes(home).items() if command[0].endswith("/bin/postgres")]


def keepers(home: Path) -> list[psutil.Process]:
    return [process for process, command in processes(home).items() if keeper.__name__ in command]


def gone(home: Path, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while found := processes(home):
        if time.monotonic() > deadline:
            print(list(found.values()))
            return False
        time.sleep(0.05)
    return True


def end(process: subprocess.Popen) -> None:
    process.stdin.close()
    assert process.wait(20) == 0


def test_commands_started_together_share_one_server_and_the_last_stops_it(home, commands):
    together = [commands.start(home, "create") for _ in range(4)]
    assert {says(process).split()[0] for process in together} == {"ready"}
    assert len(postmasters(home)) == len(keepers(home)) == 1
    for process in together[:3]:
        end(process)
    time.sleep(0.3)
    assert len(postmasters(home)) == 1
    end(together[3])
    assert gone(home)
    assert not (home / "database/data/postmaster.pid").exists()


def test_a_command_that_comes_while_the_server_stops_gets_a_new_one(home, commands):
    for _ in range(4):
        end(commands.ready(home, "create"))
    commands.ready(home)


def test_kill_of_the_only_command_leaves_no_process(home, commands):
    process = commands.ready(home, "create")
    process.send_signal(signal.SIGKILL)
    assert gone(home)


def test_kill_of_a_command_while_the_cluster_is_made(home, commands):
    process = commands.start(home, "create")
    time.sleep(0.5)
    process.send_signal(signal.SIGKILL)
    assert gone(home)
    commands.ready(home, "create")


def test_kill_of_the_keeper_takes_the_server_along_and_the_next_command_works(home, commands):
    first = commands.ready(home, "create")
    (old,) = postmasters(home)
    keepers(home)[0].kill()
    commands.ready(home)
    (new,) = postmasters(home)
    assert new.pid != old.pid
    assert first.poll() is None


def test_kill_of_everything_leaves_a_pid_file_that_is_no_obstacle(home, commands):
    process = commands.ready(home, "create")
    (server,) = postmasters(home)
    server.suspend()  # it would end in order when its keeper is gone
    for victim in (keepers(home)[0], server):
        victim.kill()
    process.kill()
    assert (home / "database/data/postmaster.pid").exists()
    commands.ready(home)


def test_a_pid_file_whose_number_is_now_another_process(home, commands):
    end(commands.ready(home, "create"))
    assert gone(home)
    record = home / "database/data/postmaster.pid"
    record.write_text(f"{os.getpid()}\n{home}/database/data\n1\n5432\n\n\n1 1\nready\n")
    commands.ready(home)


def test_a_server_left_over_is_adopted_and_then_stopped(home, commands):
    end(commands.ready(home, "create"))
    assert gone(home)
    cluster = cluster_of(home)
    options = {**SERVER_SETTINGS, "unix_socket_directories": str(home / "database/socket")}
    prefix = [word for word in in_disguise(cluster, "INT") if not word.startswith("--pdeathsig")]
    if not ROOT:
        prefix = []
    orphan = subprocess.Popen(
        [*prefix, str(cluster.programs / "postgres"), "-D", str(cluster.data)]
        + [word for name, value in options.items() for word in ("-c", f"{name}={value}")],
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    process = commands.ready(home)
    assert [found.pid for found in postmasters(home)] == [orphan.pid]
    end(process)
    assert orphan.wait(20) == 0


def test_two_homes_at_once(new_home, commands):
    homes = [new_home(), new_home()]
    for home in homes:
        commands.start(home, "create")
    assert {says(process).split()[0] for process in commands.started} == {"ready"}
    assert [len(postmasters(home)) for home in homes] == [1, 1]


def test_a_long_path_has_its_socket_in_a_private_folder_elsewhere(new_home, commands, tmp_path):
    deep = tmp_path / ("long" * 20) / ("deep" * 10)
    deep.mkdir(parents=True)
    home = new_home(deep)
    process = commands.start(home, "create")
    socket = Path(says(process).split()[1])
    assert not socket.is_relative_to(home)
    assert len(os.fsencode(socket / SOCKET_NAME)) <= LONGEST_SOCKET
    assert socket.stat().st_mode & 0o777 == 0o700
    end(process)
    assert gone(home)
    assert not socket.exists()


def test_a_recorded_socket_folder_that_another_could_enter_is_not_used(new_home, commands, tmp_path):
    deep = tmp_path / ("long" * 20) / ("deep" * 10)
    deep.mkdir(parents=True)
    home = new_home(deep)
    trap = tmp_path / "trap"
    trap.mkdir(mode=0o755)
    (home / "database/socket-folder").write_text(str(trap))
    process = commands.start(home, "create")
    assert Path(says(process).split()[1]) != trap


def test_no_cluster_is_said(home):
    with pytest.raises(NotFound) as caught:
        EmbeddedServer(cluster_of(home)).hold()
    assert caught.value.finding.code == "CAT-002"


def test_a_cluster_half_made_is_made_again(home, commands):
    (home / "database/data.new").mkdir()
    (home / "database/data.new/PG_VERSION").write_text("18\n")
    commands.ready(home, "create")


def test_a_server_that_cannot_start_is_said_with_its_log(home, commands):
    end(commands.ready(home, "create"))
    assert gone(home)
    (home / "database/data/global/pg_control").unlink()
    with pytest.raises(Unavailable) as caught:
        EmbeddedServer(cluster_of(home)).hold()
    assert caught.value.finding.code == "CAT-004"
    assert "server.log" in caught.value.finding.remedy("fr")


@pytest.mark.skipif(not ROOT, reason="root hands the server to another account")
def test_root_without_a_plain_account_is_told(home):
    settings = load_settings(home, {"CHARTRIER_DATABASE_SYSTEM_USER": "no-such-account"})
    with pytest.raises(ChartrierError) as caught:
        EmbeddedServer(embedded_cluster(settings)).hold(create=True)
    assert caught.value.finding.code == "CAT-003"


def test_the_server_outlives_no_linger_but_waits_through_one(new_home):
    home = new_home()
    settings = load_settings(home, {"CHARTRIER_DATABASE_LINGER": "5"})
    server = EmbeddedServer(embedded_cluster(settings))
    server.hold(create=True)
    server.release()
    (first,) = postmasters(home)
    time.sleep(1)
    server.hold()
    assert postmasters(home) == [first]
    server.release()
    assert gone(home)


def test_the_keeper_shares_nothing_with_the_command(home, commands):
    secret = os.open(home / "keys", os.O_RDONLY)
    os.set_inheritable(secret, True)
    commands.ready(home, "create")
    os.close(secret)
    (found,) = keepers(home)
    open_files = {os.readlink(f"/proc/{found.pid}/fd/{number}") for number in os.listdir(f"/proc/{found.pid}/fd")}
    assert not [name for name in open_files if "keys" in name or name.startswith("socket:")]
    assert os.getsid(found.pid) != os.getsid(0)
    assert found.cwd() == "/"


def test_passwords_are_asked_for(home, commands):
    process = commands.start(home, "create")
    socket = says(process).split()[1]
    for password in ("", "wrong"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=socket, user="postgres", password=password, dbname="postgres")
    with psycopg.connect(
        host=socket,
        user="postgres",
        password=(home / "keys/database-postgres").read_text().strip(),
        dbname="postgres",
    ) as connection:
        for name, value in {
            "listen_addresses": "",
            "fsync": "on",
            "synchronous_commit": "on",
            "jit": "off",
        }.items():
            assert connection.execute(f"SHOW {name}").fetchone() == (value,)
        assert connection.execute("SELECT datlocprovider, datlocale FROM pg_database").fetchone() == (
            "b",
            "C.UTF-8",
        )
    assert not [item for item in psutil.net_connections("inet") if item.pid in {found.pid for found in processes(home)}]


@pytest.mark.skipif(not ROOT, reason="needs another account")
@pytest.mark.parametrize("account", ["nobody", "daemon"])
def test_everything_is_closed_to_another_account(home, commands, account):
    process = commands.start(home, "create")
    socket = says(process).split()[1]
    for parent in home.parents:
        # Above the home, the test's own folders are opened, so that the home's own door is what is tried.
        if parent.is_relative_to("/tmp") and parent != Path("/tmp"):
            parent.chmod(0o755)
    other = [
        "setpriv",
        "--reuid",
        account,
        "--regid",
        str(pwd.getpwnam(account).pw_gid),
        "--clear-groups",
        "--",
    ]
    pid = postmasters(home)[0].pid
    for inside in (
        home,
        home / "keys/database-postgres",
        home / "database/data/PG_VERSION",
        f"/proc/{pid}/cwd/PG_VERSION",
    ):
        tried = subprocess.run(
            [*other, "ls", str(inside) + ("" if Path(inside).is_file() else "/")], capture_output=True
        )
        assert tried.returncode != 0, inside
    connect = f"import socket; socket.socket(socket.AF_UNIX).connect({socket + '/' + SOCKET_NAME!r})"
    tried = subprocess.run([*other, sys.executable, "-c", connect], capture_output=True, text=True)
    assert "PermissionError" in tried.stderr
    # Closed folder by folder, not only by the home's door.
    home.chmod(0o755)
    for inside in ("keys/database-postgres", "database/data/PG_VERSION", f"database/socket/{SOCKET_NAME}"):
        assert subprocess.run([*other, "ls", str(home / inside)], capture_output=True).returncode != 0, inside
    home.chmod(0o700)


def python_for_anybody(top: Path) -> Path:
    """An interpreter that any account may run, with what this one has installed."""
    made = subprocess.run(["/usr/bin/python3", "-m", "venv", "--without-pip", str(top / "venv")], capture_output=True)
    packages = top / f"venv/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    if made.returncode != 0 or not packages.is_dir():
        pytest.skip("no such Python outside this account's own folders")
    sources = Path(wiring.__file__).parents[1]
    (packages / "ours.pth").write_text(f"{sources}\n{Path(psycopg.__file__).parents[1]}\n")
    return top / "venv/bin/python"


@pytest.mark.skipif(not ROOT, reason="needs another account")
def test_a_plain_account_has_the_same_life(commands):
    """The server of an ordinary user, in a folder of theirs."""
    top = Path(tempfile.mkdtemp(prefix="chartrier-plain-", dir="/tmp"))
    try:
        command = [*AS_NOBODY, str(python_for_anybody(top)), COMMAND[1]]
        home = top / "home"
        for folder in (home, home / "database", home / "keys"):
            folder.mkdir(mode=0o700)
        cluster = cluster_of(home)
        for owned in (top, home, cluster.folder, home / "keys", cluster.superuser_password):
            shutil.chown(owned, "nobody")
        together = [commands.start(home, "create", command=command) for _ in range(2)]
        assert {says(process).split()[0] for process in together} == {"ready"}
        (server,) = postmasters(home)
        assert server.username() == "nobody"
        keepers(home)[0].kill()
        third = commands.ready(home, command=command)
        for process in (*together, third):
            process.kill()
        assert gone(home)
    finally:
        shutil.rmtree(top)


def test_only_one_keeper_may_look_for_a_server(home, commands):
    commands.ready(home, "create")
    cluster = cluster_of(home)
    assert not try_lock(open_lock(cluster.keeper_lock))
    found = find(cluster)
    assert found is not None
    assert found.status == "ready"


def test_the_server_takes_memory_by_what_the_machine_has() -> None:
    assert [buffers_of(size << 30) for size in (1, 2, 4, 8, 24, 512)] == [128, 256, 768, 1792, 2048, 2048]
    assert 1 << 28 < memory() <= psutil.virtual_memory().total
