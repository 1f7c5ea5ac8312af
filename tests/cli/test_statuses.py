"""Exit statuses as the README promises them, and what is told of a bug."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from chartrier import errors
from chartrier.cli import check, exit_codes
from chartrier.cli.findings import BUG
from tests.cli.commands import COMMUNE, Chartrier, interpreter
from tests.cli.conftest import Filled

README = Path(__file__).parents[2] / "README.md"
ABSENT = "0199a3f2-5d1c-7b3e-9a4f-2c6d8e000001"


def test_readme_and_code_agree() -> None:
    rows = re.findall(r"^\| ([0-9, ]+) \|", README.read_text("utf-8"), re.MULTILINE)
    promised = {int(status) for row in rows for status in row.split(",")}
    assert promised == {0, 1, 2, 3, 4, 5, 6, 7, 70, 130}
    known = {value for name, value in vars(exit_codes).items() if name.isupper() and isinstance(value, int)}
    assert known == promised


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.InvalidInput, 2),
        (errors.Unavailable, 3),
        (errors.NotFound, 4),
        (errors.NotAllowed, 5),
        (errors.Conflict, 6),
        (errors.IntegrityFailure, 7),
    ],
)
def test_of_errors(
    chartrier: Chartrier, monkeypatch: pytest.MonkeyPatch, error: type[errors.ChartrierError], status: int
) -> None:
    def fail(*_: object) -> None:
        raise error(BUG, name="\x1b[31mrouge")

    monkeypatch.setattr(check, "invoked", fail)
    answer = chartrier("check", __file__, "--json")
    assert (answer.status, answer.json["error"]["code"], answer.err) == (status, "CLI-005", "")
    spoken = chartrier("check", __file__)
    assert (spoken.status, spoken.out) == (status, "")
    assert "\\u{1b}[31mrouge" in spoken.err


def test_no_archive(chartrier: Chartrier, tmp_path: Path) -> None:
    for command in (["search"], ["show", ABSENT], ["tenant", "list"], ["person", "list"]):
        answer = chartrier(*command, "--home", tmp_path / "none", "--json")
        assert answer.status == 4
        assert answer.json["error"]["code"] == "CAT-001" or answer.json["error"]["severity"] == "error"
    assert not (tmp_path / "none").exists()


def test_an_open_folder(filled: Filled) -> None:
    keys = filled.chartrier.folder / "keys"
    keys.chmod(0o755)
    try:
        answer = filled.chartrier("search", "--json")
    finally:
        keys.chmod(0o700)
    assert (answer.status, answer.json["error"]["severity"]) == (3, "error")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["show"],
        ["show", "x"],
        ["search", "--limit", "0"],
        ["search", "--limit"],
        ["verify", "--nonsense"],
        ["tenant", "nonsense"],
        ["tenant", "list", "too", "much"],
    ],
)
def test_usage(chartrier: Chartrier, arguments: list[str]) -> None:
    french, english = chartrier(*arguments), chartrier(*arguments, "--lang", "en")
    assert (french.status, french.out) == (2, "")
    assert english.status == 2
    assert "(erreur)" in french.err
    assert re.search(r"No such|Missing|Got |Invalid|requires|Input should", french.err) is None
    assert chartrier(*arguments, "--json").json["error"]["severity"] == "error"


@pytest.mark.parametrize("arguments", [[], ["tenant"], ["person"]])
def test_a_bare_command_gives_its_help(chartrier: Chartrier, arguments: list[str]) -> None:
    answer = chartrier(*arguments)
    assert answer.status == 2
    assert answer.err.startswith("Usage : chartrier")
    assert "\\u{" not in answer.err


def test_version(chartrier: Chartrier) -> None:
    answer = chartrier("--version")
    assert answer.status == 0
    assert re.fullmatch(r"chartrier [0-9.]+\n", answer.out)


def test_a_bug(chartrier: Chartrier, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        held_here = "mot-de-passe-" + "secret"
        raise RuntimeError("une panne\nimprévue" if held_here else "")

    monkeypatch.setattr(check, "check_package", broken)
    answer = chartrier("check", __file__, "--json")
    assert answer.status == 70
    assert answer.json["error"]["code"] == "CLI-005"
    (line,) = answer.err.splitlines()
    logged = json.loads(line)
    assert (logged["event"], logged["level"], logged["command"]) == ("bug", "error", "check")
    assert "Traceback (most recent call last)" in logged["exception"]
    assert "RuntimeError: une panne" in logged["exception"]
    assert "mot-de-passe-secret" not in answer.err + answer.out
    for value in chartrier.environ.values():
        assert value not in answer.err
    spoken = chartrier("check", __file__)
    assert (spoken.status, spoken.out) == (70, "")
    assert "Le programme a un défaut (RuntimeError)" in spoken.err


def test_interrupted(chartrier: Chartrier, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "check_package", interrupted)
    answer = chartrier("check", __file__)
    assert (answer.status, answer.out, "Traceback" in answer.err) == (130, "", False)


def test_ctrl_c_in_a_real_process(chartrier: Chartrier, tmp_path: Path) -> None:
    fifo = tmp_path / "key"
    os.mkfifo(fifo)
    python, environ = interpreter(chartrier.environ)
    process = subprocess.Popen(
        [python, "-m", "chartrier.cli.main", "verify", "--key", str(fifo)],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # whoever runs these tests in the background has it ignored, and so have their children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with fifo.open("wb"):  # opens once the command reads its key, which never ends
        # pressed again, as one does: the first may come in the instant before the read begins, which then waits
        for _ in range(15):
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                out, err = process.communicate(timeout=2)
                break
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_a_reader_that_goes_away(chartrier: Chartrier) -> None:
    python, environ = interpreter(chartrier.environ)
    process = subprocess.Popen(
        [python, "-m", "chartrier.cli.main", "settings", "--json"],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait(timeout=30) == 130
    assert err == b""


def test_a_terminal_without_accents(chartrier: Chartrier) -> None:
    python, environ = interpreter({**chartrier.environ, "PYTHONIOENCODING": "ascii"})
    command = [python, "-m", "chartrier.cli.main", "tenant", "list"]
    done = subprocess.run(command, env=environ, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert COMMUNE.encode() in done.stdout
    done = subprocess.run([*command[:-2], "nonsense"], env=environ, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"\\xe9" in done.stderr
