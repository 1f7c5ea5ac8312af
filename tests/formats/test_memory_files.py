"""Small contents as files: several who show some in one folder, and one that was killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from chartrier.formats.memory_files import MemoryFiles, SmallFile

KILLED = """
import sys, time
from pathlib import Path
from chartrier.formats.memory_files import MemoryFiles, SmallFile
MemoryFiles(Path(sys.argv[1])).show([SmallFile(b"x", ".txt")])
print("shown", flush=True)
time.sleep(60)
"""


def test_two_at_a_time_leave_nothing(tmp_path: Path) -> None:
    one, other = MemoryFiles(tmp_path), MemoryFiles(tmp_path)
    (first,), (second,) = (each.show([SmallFile(b"un", ".txt")]) for each in (one, other))
    assert first != second and Path(first).read_bytes() == Path(second).read_bytes() == b"un"
    one.close()
    assert Path(second).read_bytes() == b"un"
    other.close()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_one_left_is_removed_and_of_no_harm(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, tmp_path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "shown\n"
        beside = MemoryFiles(tmp_path)
        assert len(list(tmp_path.iterdir())) == 2, "what somebody holds stays"
        process.send_signal(signal.SIGKILL)
    after = MemoryFiles(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    for each in (beside, after):
        each.close()
    assert list(tmp_path.iterdir()) == []
