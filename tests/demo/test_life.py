"""The life of a record as the demonstration shows it, on documents of the invented commune."""

from __future__ import annotations

import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import Chartrier
from tests.conftest import Server

DEMO = Path(__file__).resolve().parents[2] / "demo"
PLAN = tomllib.loads((DEMO / "versements.toml").read_text("utf-8"))
TITLE = "débit de boissons temporaire, fête du lavoir".encode()
NAMES = ("3-marche-toiture-ecole.zip", "6-arretes-2025.zip")


@pytest.fixture
def commune(server: Server, tmp_path: Path) -> Iterator[Chartrier]:
    """An archive with two of the versements."""
    database, home = server.new_database(), tmp_path / "home"
    chartrier = Chartrier(
        {
            "CHARTRIER_HOME": str(home),
            "CHARTRIER_DATABASE_URL": database.url,
            "CHARTRIER_DATABASE_OWNER_URL": database.owner_url,
        },
        home,
    )
    siren = PLAN["agency"]["commune"]["Identifier"]
    assert chartrier("init", "--tenant", f"{siren}=Commune").status == 0
    packages = {path.name: path for path in runpy.run_path(str(DEMO / "build.py"))["build"](tmp_path / "versements")}
    assert chartrier("ingest", *(packages[name] for name in NAMES)).status == 0
    yield chartrier
    database.drop()


def test_the_life_of_a_record(commune: Chartrier, tmp_path: Path) -> None:
    told: list[str] = []

    def run(*arguments: str, expected: tuple[int, ...] = (0,)) -> str:
        answer = commune(*arguments)
        assert answer.status in expected, (arguments, answer.out, answer.err)
        told.append(answer.out)
        return answer.out

    runpy.run_path(str(DEMO / "life.py"))["live"](run, lambda french, english: None, tmp_path, PLAN)
    assert commune("verify").status == 0
    # of what was destroyed the bordereau alone tells anything: it is kept
    left = [path for path in (tmp_path / "home" / "copies").rglob("*") if path.is_file() and TITLE in path.read_bytes()]
    names = {"bordereau.csv", "lines.jsonl", "accepted.jsonl", "executed.jsonl"}
    assert {path.name for path in left} == names
    # in both copies; the bordereau as it was proposed, and as it was answered
    assert len(left) == 2 * (len(names) + 1)
    secrets = list((tmp_path / "phrases").iterdir())
    assert {file.stat().st_mode & 0o777 for file in secrets} == {0o600}
    assert not [line for answer in told for file in secrets for line in [file.read_text().strip()] if line in answer]
