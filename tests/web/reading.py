"""The site with documents that were read: made once, for whatever tests look at them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.packages_of_ours import Document, Sip
from tests.previews.samples import bomb, eml, pdf, picture

OPEN = "<AccessRule><Rule>AR038</Rule><StartDate>2020-01-01</StartDate></AccessRule>"
CLOSED = "<AccessRule><Rule>AR048</Rule><StartDate>2020-01-01</StartDate></AccessRule>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.domain)</script></svg>'
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script>bonjour</body></html>"


@pytest.fixture(scope="session")
def read(served: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The site with documents that were read."""
    service = "<OriginatingAgency><Identifier>VOIRIE</Identifier></OriginatingAgency>"
    documents = [
        Document("projet.pdf", pdf("Une passerelle enjambera la Marne", "Deuxième page"), "Projet <b>gras</b>",
                 management=OPEN, extra=service),
        Document("agent.pdf", pdf("Enjambera aussi"), "Dossier d'agent", management=CLOSED),
        Document("photo.png", picture(), "Photographie", management=OPEN),
        Document("courriel.eml", eml(), "Courriel", management=OPEN),
        Document("table.csv", b"nom;montant\nVille;12\n<b>x</b>;=1+1\n", "Tableau", management=OPEN),
        Document("dessin.svg", SVG, "Dessin", management=OPEN),
        Document("page.html", HTML, "Page", management=OPEN),
        Document("son.mp3", b"ID3\x03\x00\x00\x00\x00\x00\x0a" + b"\x00" * 10 + b"\xff\xfb\x90\x64" * 5000, "Son",
                 management=OPEN),
        Document("plan.png", bomb(), "Plan illisible", management=OPEN),
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("read")
    for tenant, sip in (
        (COMMUNE, Sip(message="WEB-1", title="Fonds du pont", documents=documents)),
        (NEIGHBOUR, Sip(message="WEB-2", documents=[Document("v.pdf", pdf("Enjambera chez le voisin"), "Voisin")])),
    ):
        answer = served.chartrier("ingest", sip.write(folder / f"{sip.message}.zip"), "--tenant", tenant)
        assert answer.status == 0, answer
    assert served.chartrier("texts").status == 0
    return served
