"""A commune with a tableau, a service that deposits, a versement, and a signatory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier, new_chartrier
from tests.conftest import Server
from tests.packages_of_ours import Document, Sip

__all__ = ["new_chartrier"]


@dataclass
class Commune:
    """`deposit`: the accepted versement; `refused`: a rejected one; `elsewhere`: an accepted one of a neighbour."""

    chartrier: Chartrier
    signatory: tuple[object, ...]
    archivist: tuple[object, ...]
    deposit: str
    refused: str
    elsewhere: str


@pytest.fixture(scope="session")
def commune(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commune]:
    folder: Path = tmp_path_factory.mktemp("cockpit")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", f"{NEIGHBOUR}=Voisine").status == 0
    archivist = person_with(chartrier, COMMUNE, "Jeanne Archives", Role.ARCHIVISTE)
    signatory = person_with(chartrier, COMMUNE, "Paul Directeur", Role.SIGNATAIRE)
    assert chartrier("series", "adopt", "--confirm", "--tenant", COMMUNE, *archivist).status == 0
    added = chartrier("tenant", "service", "add", "finances", "Finances", "--tenant", COMMUNE)
    assert added.status == 0, added
    sips = {
        "good": Sip(message="M-1", documents=[Document("a.txt", b"bonjour\n", "Mandat 1")]),
        "bad": Sip(message="M-2", documents=[Document("b.txt", b"non\n", "Mandat 2", digest="00" * 64)]),
        "theirs": Sip(message="M-3", documents=[Document("c.txt", b"voisin\n", "Mandat 3")]),
    }
    found = {}
    for name, sip in sips.items():
        tenant = NEIGHBOUR if name == "theirs" else COMMUNE
        answer = chartrier("ingest", sip.write(folder / f"{name}.zip"), "--tenant", tenant, "--json")
        found[name] = answer.json["operation"]
    yield Commune(chartrier, signatory, archivist, found["good"], found["bad"], found["theirs"])
    database.drop()
