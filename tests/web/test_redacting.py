"""From a document to its redacted copy: asked for, made, looked at, archived below its original, or erased."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pypdf
import pytest

from chartrier import clock
from chartrier.catalog.archive import questions
from chartrier.catalog.redactions.register import redaction_of, redactions_of
from chartrier.catalog.tenants import register
from chartrier.errors import NotFound
from chartrier.privacy.redacting import expire_copies
from chartrier.web.frame.archive import served
from chartrier.worker.redacting import make_or_deposit
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.test_finding_and_reading import body, unit_called
from tests.web.test_finding_in_a_browser import look

KEY = int(COMMUNE)
HERE = f"/{COMMUNE}"


def asking(title: str, key: int = KEY) -> str:
    """The address where a copy of the document of that unit is asked for."""
    unit = next(unit for unit in questions.newest([key], limit=20_000) if unit.title == title)
    (found,) = questions.objects_of([key], unit.id)
    return f"/{unit.tenant:09d}/archives/{unit.id}/fichiers/{found.id}/occulter"


def asked(client: Any, title: str, **given: Any) -> UUID:
    answer = client.post(asking(title), {"ground": "vie-privee", **given})
    assert answer.status_code == 302, body(answer)
    identifier = UUID(answer.url.rstrip("/").rpartition("/")[2])
    assert "en préparation" in body(client.get(answer.url))
    make_or_deposit(served(), KEY, identifier, last=True)
    return identifier


def test_a_copy_is_looked_at_and_archived(read: Any, site: Any, client_of: Any) -> None:
    anne = site.person("archiviste", name="Anne Occulte")
    client = client_of(anne)
    address = asking("Projet <b>gras</b>")
    assert f'href="{address}"' in body(client.get(address.removesuffix("occulter")))
    assert "Tracer des zones" in body(client.get(address))
    for given, code in (
        ({"ground": "vie-privee"}, "OCC-001"),
        ({"ground": "vie-privee", "areas": "un carré"}, "OCC-006"),
        ({"ground": "vie-privee", "words": "Marne @caprice"}, "OCC-004"),
    ):
        answer = client.post(address, given)
        assert (answer.status_code, code in body(answer)) == (400, True)
    identifier = asked(
        client, "Projet <b>gras</b>", words="marne\ngras @comportement", areas="2: 0,0,100,50", motive="Demande 7"
    )
    place = f"{HERE}/occultations/{identifier}/"
    shown = body(client.get(place))
    for told in ("à regarder", "mots désignés × 1", "zone tracée × 1", "OCC-025", "L311-6, 1°", "regardé chaque page"):
        assert told in shown, told
    assert "marne" not in shown.lower()
    assert "copie occultée est à regarder" in body(client.get(f"{HERE}/"))
    copy = b"".join(client.get(f"{place}copie").streaming_content)
    assert [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(copy)).pages] == ["", ""]
    assert client.get(f"{place}page-2")["Content-Type"].startswith("image/")
    assert client.get(f"{place}page-3").status_code == 404
    assert "Demande 7" in b"".join(client.get(f"{place}releve.csv").streaming_content).decode("utf-8-sig")
    assert client.get(f"{place}?page=2").status_code == 200
    again = body(client.get(f"{address}?comme={identifier}"))
    assert "gras @comportement" in again

    assert client.post(place, {}).status_code == 400
    assert client.post(place, {"looked": "on"}).status_code == 302
    assert "versement en cours" in body(client.get(place))
    make_or_deposit(served(), KEY, identifier, last=True)
    make_or_deposit(served(), KEY, identifier, last=True)
    done = redaction_of(KEY, identifier)
    assert (done.state, done.request["words"], done.request["motive"]) == ("deposited", [], "")
    assert "archivée, sous son original" in body(client.get(place))
    below = {unit.title for unit in questions.children_of([KEY], unit_called("Projet <b>gras</b>").id)}
    assert below == {"Projet <b>█████</b> (copie occultée)", "Relevé des occultations"}
    assert client.get(f"{place}copie").status_code == 404
    assert not served().desk.of(done).exists()
    assert client.post(place, {"looked": "on"}).status_code == 400


def test_who_may(read: Any, site: Any, client_of: Any) -> None:
    anne, benoit = (site.person("archiviste", name=name) for name in ("Anne Occulte", "Benoît Occulte"))
    identifier = asked(client_of(anne), "Tableau", columns="Nom", words="12")
    place = f"{HERE}/occultations/{identifier}/"
    assert "█████" in body(client_of(anne).get(place))
    reader, dpo, referent = (site.person(role, name="Qui Lit") for role in ("lecteur", "dpo", "referent-open-data"))
    for other in (benoit, reader, dpo, None):
        for way in ("", "copie", "releve.csv", "page-1"):
            assert client_of(other).get(place + way).status_code in (302, 404)
    assert client_of(anne).get(f"{place}page-1").status_code == 404
    with pytest.raises(NotFound):
        make_or_deposit(served(), int(NEIGHBOUR), identifier, last=True)
    address = asking("Tableau")
    assert client_of(reader).get(address).status_code == 404
    assert client_of(referent).get(address).status_code == 404
    assert "Pourquoi" in body(client_of(dpo).get(address))
    assert client_of(anne).get(f"{address}?regime=public").status_code == 404
    assert client_of(anne).get(asking("Voisin", int(NEIGHBOUR))).status_code == 404
    assert client_of(anne).get(asking("Voisin", int(NEIGHBOUR)).replace(NEIGHBOUR, COMMUNE)).status_code == 404
    assert "OCC-009" in body(client_of(anne).get(asking("Courriel")))


def test_what_cannot_be_made_and_what_is_erased(read: Any, site: Any, client_of: Any) -> None:
    anne = site.person("archiviste", name="Anne Efface")
    client = client_of(anne)
    absent = asked(client, "Projet <b>gras</b>", words="introuvable")
    assert redaction_of(KEY, absent).state == "refused"
    assert "OCC-022" in body(client.get(f"{HERE}/occultations/{absent}/"))
    code = asked(client, "Dessin", words="document")
    assert "OCC-018" in body(client.get(f"{HERE}/occultations/{code}/"))
    picture = asked(client, "Photographie", areas="1: 10,10,60,60")
    copy = served().desk.of(redaction_of(KEY, picture))
    assert copy.is_dir()
    assert (copy.stat().st_mode & 0o777, copy.parent.stat().st_mode & 0o777) == (0o700, 0o700)
    assert client.post(f"{HERE}/occultations/{absent}/effacer").status_code == 302
    assert expire_copies(register.tenant(COMMUNE), served().desk, clock.now() + timedelta(days=6)) == 0
    assert expire_copies(register.tenant(COMMUNE), served().desk, clock.now() + timedelta(days=8)) >= 2
    assert {each.state for each in redactions_of(KEY, anne.pk)} == {"expired"}
    assert all(not each.request["words"] and not each.request["areas"] for each in redactions_of(KEY, anne.pk))
    assert not copy.exists()
    assert "effacée" in body(client.get(f"{HERE}/occultations/"))


@pytest.mark.parametrize("phone", [False, True])
def test_an_area_is_traced_on_the_picture(read: Any, site: Any, browse: Any, phone: bool) -> None:
    anne = site.person("archiviste", name="Anne Trace")
    page = browse(anne, phone=phone)
    page.goto(asking("Projet <b>gras</b>"))
    page.get_by_role("button", name="Tracer sur l'image").click()
    edges = page.locator(".tracing-page img").bounding_box()
    page.locator(".tracing-page").scroll_into_view_if_needed()
    edges = page.locator(".tracing-page img").bounding_box()
    page.mouse.move(edges["x"] + edges["width"] * 0.1, edges["y"] + edges["height"] * 0.05)
    page.mouse.down()
    page.mouse.move(edges["x"] + edges["width"] * 0.5, edges["y"] + edges["height"] * 0.1, steps=3)
    page.mouse.up()
    written = page.get_by_label("Zones à occulter").input_value()
    sides = [float(side) for side in written.removeprefix("1: ").split(",")]
    assert written.startswith("1: ")
    assert all(abs(side - wanted) < 1 for side, wanted in zip(sides, (10, 5, 50, 10), strict=True))
    look(page, f"redaction-ask-{'phone' if phone else 'wide'}")
    if phone:
        return
    page.get_by_role("button", name="Faire la copie").click()
    page.wait_for_url("**/occultations/*/")
    identifier = UUID(page.url.rstrip("/").rpartition("/")[2])
    make_or_deposit(served(), KEY, identifier, last=True)
    page.get_by_role("button", name="Verser la copie").wait_for()
    page.locator(".sheet img").evaluate("picture => picture.decode()")
    look(page, "redaction-ready")
