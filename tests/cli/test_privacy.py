"""`chartrier privacy`: what is seen of personal data, in files and in what is archived; never shown, gone with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Server
from tests.packages_of_ours import Document, Sip
from tests.previews.samples import pdf, picture

NIR = "2 95 10 99 126 111 93"
AGENT = Sip(
    message="M-AGENT",
    title="Dossier d'agent",
    documents=[
        Document("fiche.pdf", pdf(f"NIR {NIR}", "agent@exemple.fr"), "Fiche"),
        Document("arrete.txt", b"Le conseil approuve.", "Convention"),
    ],
)
NEXT_DOOR = Sip(message="M-VOISIN", documents=[Document("v.txt", f"NIR {NIR}".encode(), "Chez le voisin")])


@pytest.fixture(scope="module")
def chartrier(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chartrier]:
    folder = tmp_path_factory.mktemp("privacy")
    database = server.new_database()
    archive = make_chartrier(folder / "home", database)
    assert archive("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    for tenant, sip in ((COMMUNE, AGENT), (NEIGHBOUR, NEXT_DOOR)):
        assert archive("ingest", sip.write(folder / f"{sip.message}.zip"), "--tenant", tenant).status == 0
    assert [each["scanned"] for each in archive("texts", "--json").objects] == [1, 2]
    yield archive
    database.drop()


def test_what_is_archived_is_looked_through_once(chartrier: Chartrier) -> None:
    """As it is read: nobody has to ask for it."""
    assert [each["scanned"] for each in chartrier("privacy", "scan", "--json").objects] == [0, 0]
    (seen,) = chartrier("privacy", "found", "--tenant", COMMUNE, "--json").objects
    assert (seen["title"], seen["filename"]) == ("Fiche", "fiche.pdf")
    assert seen["counts"] == {"nir": 1, "email": 1}
    assert chartrier("privacy", "found", "--tenant", COMMUNE, "--kind", "iban", "--json").objects == []


def test_the_identifier_is_nowhere(chartrier: Chartrier) -> None:
    chartrier("privacy", "scan")
    for arguments in (["--json"], [], ["--lang", "en"]):
        answer = chartrier("privacy", "found", "--tenant", COMMUNE, *arguments)
        assert answer.status == 0
        for part in (NIR, "95 10", "agent@"):
            assert part not in answer.out


def test_a_text_that_is_read_again_is_looked_through_again(chartrier: Chartrier) -> None:
    chartrier("privacy", "scan")
    assert chartrier.json("texts", "--again", "--tenant", NEIGHBOUR)["scanned"] == 1
    assert len(chartrier("privacy", "found", "--tenant", NEIGHBOUR, "--json").objects) == 1


def test_files_that_are_not_archived(chartrier: Chartrier, tmp_path: Path) -> None:
    letter, scanned, blank = tmp_path / "lettre.txt", tmp_path / "scan.png", tmp_path / "absent.txt"
    letter.write_text("M. Jean Petit, né le 3 mars 1960, 06 12 34 56 78", "utf-8")
    scanned.write_bytes(picture())
    answer = chartrier("privacy", "scan", letter, scanned, blank, "--json")
    assert answer.status == 1
    seen, *refused = answer.objects
    assert set(seen["counts"]) == {"name", "birth", "phone"}
    assert [each["findings"][0]["code"] for each in refused] == ["DCP-003", "DCP-001"]
    assert "Petit" not in answer.out.replace(str(letter), "")
