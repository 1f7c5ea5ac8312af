"""`chartrier texts`: documents are found by the words inside them, by whom may read them, as long as they are there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Server
from tests.packages_of_ours import Document, Sip
from tests.previews.samples import docx, eml, forwarding, pdf, picture

INSIDE = Sip(
    message="M-TEXTES",
    title="Conseil municipal",
    documents=[
        Document("a.pdf", pdf("Construction d'une passerelle piétonne", "Page deux"), "Projet"),
        Document("b.docx", docx(["Marché de fournitures scolaires"]), "Marché"),
        Document("c.eml", eml(), "Courriel"),
        Document("g.eml", forwarding(1), "Plainte"),
        Document("h.html", b"<html><head><title>Avis</title><body><td>Cong&eacute;s<td>annuels", "Page"),
        Document("d.png", picture(), "Photographie"),
        Document("e.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", "Abîmé"),
        Document("f.txt", "Séance levée à vingt heures".encode("cp1252"), "Note"),
    ],
)
NEXT_DOOR = Sip(message="M-VOISIN", documents=[Document("v.pdf", pdf("passerelle du voisin"), "Chez le voisin")])


@pytest.fixture(scope="module")
def texts(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chartrier]:
    folder = tmp_path_factory.mktemp("texts")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    for tenant, sip in ((COMMUNE, INSIDE), (NEIGHBOUR, NEXT_DOOR)):
        package = sip.write(folder / f"{sip.message}.zip")
        answer = chartrier("ingest", package, "--tenant", tenant)
        assert answer.status == 0, answer
    assert found(chartrier, "passerelle") == []
    first = chartrier("texts", "--tenant", COMMUNE, "--json").json
    assert first["read"] == {"done": 6, "failed": 1, "nothing": 1}
    assert chartrier("texts").status == 0
    yield chartrier
    database.drop()


def found(chartrier: Chartrier, *words: str) -> list[str]:
    return sorted(unit["title"] for unit in chartrier.json("search", *words)["units"])


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("passerelles piétonnes", ["Projet"]),
        ("PASSERELLE", ["Chez le voisin", "Projet"]),
        ('"page deux"', ["Projet"]),
        ('"deux page"', []),
        ("fourniture scolaire", ["Marché"]),
        ("délibération", ["Courriel"]),
        ("contrôle légalité", ["Courriel"]),
        ("prefecture@exemple.fr", ["Courriel"]),
        ("délib", ["Courriel"]),
        ("délib.pdf", ["Courriel"]),
        ("riverain nuisance", ["Plainte"]),
        ("bruit", ["Plainte"]),
        ("congé annuel", ["Page"]),
        ("seance levee", ["Note"]),
        ("photographies", ["Photographie"]),
    ],
)
def test_a_word_inside_a_document_finds_its_unit(texts: Chartrier, words: str, titles: list[str]) -> None:
    assert found(texts, words) == titles


def test_a_text_never_crosses_to_another_tenant(texts: Chartrier) -> None:
    assert found(texts, "passerelle", "--tenant", COMMUNE) == ["Projet"]
    assert found(texts, "voisin passerelle", "--tenant", COMMUNE) == []
    answer = texts.json("search", "passerelle", "--tenant", NEIGHBOUR)
    assert ([unit["title"] for unit in answer["units"]], answer["count"]) == (["Chez le voisin"], 1)


def test_what_was_read_is_not_read_again_unless_asked(texts: Chartrier) -> None:
    assert "rien à lire" in texts("texts", "--tenant", NEIGHBOUR).out
    assert "nothing to read" in texts("texts", "--tenant", NEIGHBOUR, "--lang", "en").out
    assert texts.json("texts", "--again", "--tenant", NEIGHBOUR)["read"] == {"done": 1}
    assert found(texts, "passerelle") == ["Chez le voisin", "Projet"]


def test_texts_come_back_after_a_rebuild(texts: Chartrier) -> None:
    assert texts("rebuild", "--from", "a").status == 0
    assert found(texts, "passerelle") == []
    assert texts("texts").status == 0
    assert found(texts, "passerelle") == ["Chez le voisin", "Projet"]


def test_a_document_that_no_copy_has_is_told(texts: Chartrier, tmp_path: Path) -> None:
    unit = texts.unit("fourniture scolaire")
    stored = [texts.stored(copy, texts.binary(unit)) for copy in ("a", "b")]
    whole = stored[0].read_bytes()
    try:
        for path in stored:
            path.chmod(0o600)
            path.write_bytes(b"x" * len(whole))
        answer = texts("texts", "--again", "--tenant", COMMUNE, "--json")
        assert (answer.status, answer.json["findings"][0]["code"]) == (1, "ACC-005")
    finally:
        for path in stored:
            path.write_bytes(whole)
    assert texts.json("texts", "--tenant", COMMUNE)["read"] == {"done": 1}


def test_filters_facets_lists_and_the_public(texts: Chartrier, tmp_path: Path) -> None:
    answer = texts.json("search", "passerelle", "--tenant", COMMUNE, "--service", "SERVICE-PRODUCTEUR", "--facets")
    assert (answer["count"], answer["regime"]) == (1, "administrative")
    assert answer["facets"]["services"] == {"SERVICE-PRODUCTEUR": 1}
    assert texts.json("search", "passerelle", "--tenant", COMMUNE, "--service", "AUTRE")["units"] == []
    assert texts.json("search", "passerelle", "--tenant", COMMUNE, "--from", "2001-01-01")["units"] == []
    listed = tmp_path / "liste.csv"
    assert texts.json("search", "passerelle", "--tenant", COMMUNE, "--csv", listed)["count"] == 1
    assert ";Projet;" in listed.read_text("utf-8-sig")
    assert texts("search", "--csv", listed).status == 6
    public = texts("search", "passerelle", "--tenant", COMMUNE, "--public")
    assert "régime du public" in public.out
    assert texts.json("search", "passerelle", "--tenant", COMMUNE, "--public")["count"] is None
    wrong = texts("search", "--from", "hier", "--tenant", COMMUNE, "--json")
    assert (wrong.status, wrong.json["error"]["code"]) == (2, "ACC-030")
    assert "formats : " in texts("search", "--tenant", COMMUNE, "--facets").out
    assert "formats: " in texts("search", "--tenant", COMMUNE, "--facets", "--lang", "en").out
