"""`chartrier web` and `chartrier serve`: where they answer, and how they end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from chartrier.cli.web import DEMO, is_loopback
from tests.cli.commands import interpreter
from tests.web.conftest import free_port


def test_a_demo_answers_this_machine_only(site: Any) -> None:
    (site.chartrier.folder / DEMO).touch()
    try:
        for command in ("web", "serve"):
            answer = site.chartrier(command, "--host", "0.0.0.0", "--port", str(free_port()))
            assert answer.status == 5
            assert "démonstration" in answer.err
    finally:
        (site.chartrier.folder / DEMO).unlink()


def test_a_port_that_is_taken_is_told(site: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = site.chartrier("web", "--port", str(taken.getsockname()[1]))
    assert answer.status == 2
    assert "--port" in answer.err


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.3.2.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_serve_answers_then_ends_with_all_it_started(site: Any, tmp_path: Path) -> None:
    python, environ = interpreter(site.chartrier.environ)
    port = free_port()
    command = [python, "-m", "chartrier.cli.main", "serve", "--port", str(port), "--json"]
    log = tmp_path / "serve.log"
    with log.open("wb") as err:
        process = subprocess.Popen(
            command, env=environ, stdout=subprocess.PIPE, stderr=err, text=True, start_new_session=True
        )
    assert process.stdout is not None
    try:
        line = next(line for line in process.stdout if line.startswith("{"))
        assert json.loads(line) == {"address": f"http://127.0.0.1:{port}/"}
        for _ in range(900):
            try:
                with urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
                    assert answer.status == 200
                    break
            except OSError:
                time.sleep(0.1)
        else:
            raise AssertionError(log.read_text("utf-8"))
        # as a terminal does: all that it started hears it
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == 0
        assert "Killing" not in log.read_text("utf-8"), "each ends by itself"
    finally:
        if process.poll() is None:
            process.kill()
    with socket.socket() as free:
        assert free.connect_ex(("127.0.0.1", port)) != 0
    left = subprocess.run(["pgrep", "-s", str(process.pid)], capture_output=True, check=False)
    assert left.stdout == b""
