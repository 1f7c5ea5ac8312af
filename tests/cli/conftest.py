"""One archive for all tests of the commands: two collectivités, two versements accepted and one rejected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.commands import COMMUNE, NEIGHBOUR, Answer, Chartrier
from tests.conftest import Database, Server
from tests.packages_of_ours import Document, Sip

STRANGE = "Plan \u202e esnes à \u2066l'envers\u2069 \u00ad\u2028 fin"
"""A title that a terminal would not show as it is written."""

SCHOOL = Sip(
    message="M-ECOLE",
    title="Délibérations du conseil municipal",
    documents=[
        Document("délib.txt", "Délibération sur l'école\n".encode(), "Délibération n° 12"),
        Document("cr.txt", b"compte rendu de la seance\n", "Compte rendu de la séance"),
        Document("plan.txt", b"plan\n", STRANGE),
    ],
)
ROAD = Sip(message="M-VOIRIE", documents=[Document("rue.txt", b"la rue\n", "Élargissement de la rue")])
BROKEN = Sip(message="M-CASSE", documents=[Document("a.txt", b"bonjour\n", "A", digest="00" * 64)])
ELSEWHERE = Sip(message="M-AILLEURS", documents=[Document("v.txt", b"voisin\n", "Chez le voisin")])


@dataclass
class Filled:
    """The archive, its packages, what each ingest answered, and a checkpoint kept between the first two."""

    chartrier: Chartrier
    packages: dict[str, Path]
    ingested: dict[str, Answer] = field(default_factory=dict)
    older: bytes = b""


def make_chartrier(folder: Path, database: Database) -> Chartrier:
    """The commands of a home that `init` has yet to make, on a database of its own."""
    environ = {
        "CHARTRIER_HOME": str(folder),
        "CHARTRIER_DATABASE_URL": database.url,
        "CHARTRIER_DATABASE_OWNER_URL": database.owner_url,
    }
    return Chartrier(environ, folder)


@pytest.fixture(scope="session")
def filled(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folder = tmp_path_factory.mktemp("cli")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    sips = {"school": SCHOOL, "road": ROAD, "broken": BROKEN, "elsewhere": ELSEWHERE}
    packages = {name: sip.write(folder / f"{name}.zip") for name, sip in sips.items()}
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    archive = Filled(chartrier, packages)
    for name in packages:
        tenant = NEIGHBOUR if name == "elsewhere" else COMMUNE
        archive.ingested[name] = chartrier("ingest", packages[name], "--tenant", tenant, "--json")
        if name == "school":
            archive.older = (folder / f"home/copies/a/{COMMUNE}/journal/checkpoint").read_bytes()
    yield archive
    database.drop()


@pytest.fixture(scope="session")
def chartrier(filled: Filled) -> Chartrier:
    """The commands of the shared archive: what a test changes there it puts back."""
    return filled.chartrier


@pytest.fixture
def new_chartrier(tmp_path: Path, new_database: Database) -> object:
    """Makes the commands of a new home at each call."""

    def make(name: str = "home") -> Chartrier:
        return make_chartrier(tmp_path / name, new_database())

    return make
