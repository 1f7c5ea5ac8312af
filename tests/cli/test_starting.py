"""Commands as processes of their own: what one loads, none of those before it has loaded."""

from __future__ import annotations

import subprocess

import pytest

from chartrier.cli.main import WITHOUT_DATABASE
from tests.cli.commands import interpreter


@pytest.mark.parametrize("command", [*sorted(WITHOUT_DATABASE), "scenario"])
def test_a_command_loads_what_it_needs(command: str) -> None:
    python, environ = interpreter({})
    told = subprocess.run(
        [python, "-m", "chartrier.cli.main", command, "--help"],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert f"chartrier {command}" in told.stdout
