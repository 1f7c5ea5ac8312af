"""The demonstration's own modules, which lie outside of the package, and an archive in which its story was played."""

from __future__ import annotations

import re
import runpy
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from chartrier.geography import national_list
from tests.cli.commands import Chartrier
from tests.conftest import Server

DEMO = Path(__file__).resolve().parents[2] / "demo"
PLAN = tomllib.loads((DEMO / "versements.toml").read_text("utf-8"))
NAMES = ("1-deliberations-2025.zip", "3-marche-toiture-ecole.zip", "6-arretes-2025.zip")


@dataclass
class Played:
    """The archive, who lived in it (`life.People`), and what was told on the way."""

    chartrier: Chartrier
    folder: Path
    people: Any = None
    versements: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def run(self, *arguments: str, expected: tuple[int, ...] = (0,)) -> str:
        answer = self.chartrier(*arguments)
        assert answer.status in expected, (arguments, answer.out, answer.err)
        self.told.append(answer.out)
        return answer.out


@pytest.fixture(scope="session")
def demo_modules() -> Iterator[None]:
    sys.path.insert(0, str(DEMO))
    yield
    sys.path.remove(str(DEMO))


@pytest.fixture(scope="module")
def played(demo_modules: None, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Three of the versements, and the life of their records."""
    from life import IDENTIFIER, live

    folder = tmp_path_factory.mktemp("demo")
    database, home = server.new_database(), folder / "home"
    chartrier = Chartrier(
        {
            "CHARTRIER_HOME": str(home),
            "CHARTRIER_DATABASE_URL": database.url,
            "CHARTRIER_DATABASE_OWNER_URL": database.owner_url,
            "CHARTRIER_PLACES": str(DEMO / "lieux"),
        },
        home,
    )
    assert chartrier("init").status == 0
    assert chartrier("tenant", "open", PLAN["commune"]["name"]).status == 0
    packages = {path.name: path for path in runpy.run_path(str(DEMO / "build.py"))["build"](folder / "versements")}
    ingested = chartrier("ingest", *(packages[name] for name in NAMES))
    assert ingested.status == 0
    story = Played(chartrier, folder, versements=re.findall(f"opération ({IDENTIFIER})", ingested.out))
    story.people = live(story.run, lambda french, english: None, folder, PLAN)
    yield story
    database.drop()
    national_list.add(None)
