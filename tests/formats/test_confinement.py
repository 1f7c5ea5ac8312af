"""What a parser that was taken over can still do: answer nonsense, and die."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from chartrier import precedence
from chartrier.formats.confinement import frames, landlock
from chartrier.formats.confinement.bounds import Bounds
from chartrier.formats.confinement.process import ConfinedProcess, Lost, Refused

PROGRAM = (str(Path(__file__).with_name("programs.py")), "taken-over")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Of a short name: a socket's address has a hundred bytes."""
    with TemporaryDirectory() as place:
        outside, staging = Path(place), Path(place, "staging")
        staging.mkdir()
        (staging / "given.txt").write_text("given")
        (outside / "secret.txt").write_text("secret")
        (staging / "link.txt").symlink_to(outside / "secret.txt")
        yield staging


@pytest.fixture
def process(folder: Path) -> Iterator[ConfinedProcess]:
    made = ConfinedProcess(PROGRAM, [folder], Bounds(memory=256 << 20))
    yield made
    made.close()


def test_it_answers(process: ConfinedProcess) -> None:
    message = {"é\udcff\U0001f5ff": [1, None, "x" * 200_000]}
    assert process.ask(["echo", message], 10) == message


def test_it_gets_the_processor_as_late_as_who_asks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a session of its own, as it is, it would be served as if somebody waited for it."""
    late = os.getpriority(os.PRIO_PROCESS, 0) + 3
    monkeypatch.setattr(precedence, "how_late_we_are", lambda: late)
    made = ConfinedProcess(PROGRAM, [folder], Bounds(memory=256 << 20))
    try:
        assert os.getpriority(os.PRIO_PROCESS, made.pid) == late
        assert precedence.session_place(made.pid) in (None, late)
    finally:
        made.close()


def test_it_reads_only_what_it_was_given(process: ConfinedProcess, folder: Path) -> None:
    if not process.confinement.files:
        pytest.skip("this kernel has no Landlock")
    assert process.ask(["read", str(folder / "given.txt")], 10) == "given"
    for path in (
        folder.parent / "secret.txt",
        folder / "link.txt",
        Path("/etc/passwd"),
        Path("/proc/1/environ"),
    ):
        with pytest.raises(Refused, match="PermissionError"):
            process.ask(["read", str(path)], 10)
    with pytest.raises(Refused, match="PermissionError"):
        process.ask(["list", str(folder.parent)], 10)


def test_it_writes_nothing(process: ConfinedProcess, folder: Path) -> None:
    for path in (folder / "given.txt", folder / "new.txt", Path("/tmp/chartrier-escaped")):
        with pytest.raises(Refused, match=r"PermissionError|File too large"):
            process.ask(["write", str(path)], 10)
    assert (folder / "given.txt").read_text() == "given"
    assert not Path("/tmp/chartrier-escaped").exists()


def test_it_reaches_no_network_and_no_socket(process: ConfinedProcess, folder: Path) -> None:
    if not process.confinement.network:
        pytest.skip("this system does not let the network be taken away")
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(Refused):
        process.ask(["tcp", server.getsockname()[1]], 10)
    if not process.confinement.calls:
        return
    with socket.socket(socket.AF_UNIX) as database:
        # In the one folder it may read: only the refusal of sockets stands before it.
        database.bind(str(folder / "s"))
        database.listen()
        with pytest.raises(Refused, match="PermissionError"):
            process.ask(["connect", str(folder / "s")], 10)


def test_it_runs_no_program_and_touches_no_process(process: ConfinedProcess) -> None:
    if not process.confinement.calls:
        pytest.skip("no seccomp filter for this processor")
    with pytest.raises(Refused, match="PermissionError"):
        process.ask(["run"], 10)
    with pytest.raises(Refused, match="PermissionError"):
        process.ask(["trace", os.getpid()], 10)


def test_it_inherits_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTRIER_DATABASE_URL", "postgresql://secret")
    with open(folder.parent / "secret.txt") as secret:
        os.set_inheritable(secret.fileno(), True)
        made = ConfinedProcess(PROGRAM, [folder], Bounds())
        try:
            assert not [name for name in made.ask(["environment"], 10) if name != "LC_CTYPE"]
            # Its two pipes, the copy of one, and three times nothing.
            assert len(made.ask(["status"], 10)) <= 5
        finally:
            made.close()


def test_too_much_memory_is_refused(process: ConfinedProcess) -> None:
    with pytest.raises((Refused, Lost), match=r"MemoryError|EOFError"):
        process.ask(["grow"], 30)


def test_processor_time_ends(folder: Path) -> None:
    made = ConfinedProcess(PROGRAM, [folder], Bounds(cpu_seconds=1))
    with pytest.raises(Lost, match="EOFError"):
        made.ask(["spin"], 30)


@pytest.mark.parametrize(("attempt", "seconds"), [("die", 10), ("crash", 10), ("sleep", 0.3), ("flood", 2)])
def test_a_lost_process_is_gone_and_says_so_again(folder: Path, attempt: str, seconds: float) -> None:
    made = ConfinedProcess(PROGRAM, [folder], Bounds())
    with pytest.raises(Lost):
        made.ask([attempt], seconds)
    assert not psutil.pid_exists(made.pid)
    with pytest.raises(Lost):
        made.ask(["echo", 1], 5)
    made.close()


def test_what_it_prints_stays_out_of_the_conversation(process: ConfinedProcess) -> None:
    assert process.ask(["print"], 10) is None
    assert process.ask(["echo", 1], 10) == 1


def test_a_library_that_does_not_load_is_told(folder: Path) -> None:
    with pytest.raises(Refused, match="no such library"):
        ConfinedProcess((PROGRAM[0], "broken"), [folder], Bounds())


PARENT = """
import sys, time
from pathlib import Path
from chartrier.formats.confinement.bounds import Bounds
from chartrier.formats.confinement.process import ConfinedProcess
made = ConfinedProcess(sys.argv[1:3], [Path(sys.argv[3])], Bounds())
print(made.pid, flush=True)
made.ask([sys.argv[4]], 60) if sys.argv[4] else time.sleep(60)
"""


@pytest.mark.parametrize("doing", ["", "spin", "sleep"])
def test_it_dies_with_its_parent(folder: Path, doing: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, *PROGRAM, str(folder), doing], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    confined = psutil.Process(int(parent.stdout.readline()))
    time.sleep(0.2)
    assert confined.is_running()
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    _, alive = psutil.wait_procs([confined], timeout=5)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def test_a_frame_that_lies_is_refused() -> None:
    import io

    with pytest.raises(ValueError, match="too large"):
        frames.read(io.BytesIO(b"\xff\xff\xff\xff"))
    with pytest.raises(EOFError):
        frames.read(io.BytesIO(b"\x00\x00\x00\x05{}"))
    with pytest.raises(ValueError, match="too large"):
        frames.pack("x" * (frames.LARGEST + 1))


def test_the_kernel_of_this_machine_is_used_in_full(process: ConfinedProcess) -> None:
    assert process.confinement.files == (landlock.interface() > 0)
    assert process.confinement.calls == (os.uname().machine in ("x86_64", "aarch64"))
    allowed = subprocess.run(["unshare", "--user", "--net", "true"], stderr=subprocess.DEVNULL, check=False)
    assert process.confinement.namespaces == (allowed.returncode == 0)
    if process.confinement.namespaces and os.geteuid() == 0:
        assert os.readlink(f"/proc/{process.pid}/ns/net") != os.readlink("/proc/self/ns/net")
