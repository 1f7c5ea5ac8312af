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


def test_it_ends_as_told_when_interrupted_while_it_loads() -> None:
    python, environ = interpreter({})
    loading = (
        "import builtins, sys\nreal = builtins.__import__\n"
        "def load(name, *rest, **more):\n"
        "    if name == 'chartrier.cli' and rest[2] == ('main',): raise KeyboardInterrupt\n"
        "    return real(name, *rest, **more)\n"
        "builtins.__import__ = load\nfrom chartrier.cli.start import main\nmain()"
    )
    told = subprocess.run([python, "-c", loading], env=environ, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (130, "")
