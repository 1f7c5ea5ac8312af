"""From what is ticked in a search to a package in somebody's hands: judged, prepared, signed, taken, erased."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from chartrier import clock
from chartrier.access import requisitions
from chartrier.access.requisitions import MOST, erase_what_waited
from chartrier.administration.habilitations import declare_to
from chartrier.catalog.acts.register import acts_of
from chartrier.catalog.consultations.register import consultations_of
from chartrier.catalog.people import credentials
from chartrier.catalog.people.models import Person
from chartrier.catalog.requisitions.register import requisitions_of
from chartrier.catalog.tenants import register
from chartrier.keyring.personal import make_key, seal_key
from chartrier.web.frame.archive import served
from chartrier.worker.working import do
from tests.actors import CHEAP, PASSPHRASE
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.test_finding_and_reading import body, unit_called
from tests.web.test_finding_in_a_browser import look

KEY = int(COMMUNE)
HERE = f"/{COMMUNE}"


@pytest.fixture
def signer(read: Any, site: Any) -> Person:
    """An archivist with a personal key."""
    person: Person = site.person("archiviste", name="Aline Signe")
    if not credentials.has_key(person.id):
        credentials.enter_key(person.id, seal_key(make_key(), PASSPHRASE, person.id, CHEAP), clock.now())
        declare_to(person, register.tenant(COMMUNE), served().copies)
    return person


@pytest.fixture
def client(signer: Person, client_of: Any) -> Any:
    return client_of(signer)


def ordered(client: Any, signer: Person, *titles: str, **given: str) -> Any:
    """Requisition these units, and have the requisition prepared."""
    units = [str(unit_called(title).id) for title in titles]
    added = client.post(f"{HERE}/selection/ajouter", {"unit": units, "next": f"{HERE}/recherche/?words=a"})
    assert added.url == f"{HERE}/recherche/?words=a"
    asked = client.post(f"{HERE}/selection/", {"regime": "rights", "form": "plain", **given})
    assert asked.status_code == 302, body(asked)
    requisition = requisitions_of(KEY, signer.pk)[0]
    do(served(), KEY, requisition.work, last=True)
    return requisitions_of(KEY, signer.pk)[0]


def test_a_package_is_prepared_signed_and_taken(client: Any, signer: Person) -> None:
    requisition = ordered(client, signer, "Photographie", "Tableau", proofs="on", requester="Mme Quatremain")
    place = f"{HERE}/remises/{requisition.id}/"
    page = body(client.get(place))
    assert "à remettre" in page
    assert "2 fichiers" in page
    assert client.get(f"{place}paquet.zip").status_code == 404
    wrong = client.post(place, {"passphrase": "une autre"})
    assert wrong.status_code == 400
    assert "ADM-040" in body(wrong)
    assert client.get(f"{place}paquet.zip").status_code == 404
    before = len(acts_of(KEY, ["communication"]))
    assert client.post(place, {"passphrase": PASSPHRASE}).status_code == 302
    (act,) = acts_of(KEY, ["communication"])[before:]
    taken = b"".join(client.get(f"{place}paquet.zip").streaming_content)
    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        assert any(name.endswith(".png") for name in archive.namelist())
    assert zipfile.is_zipfile(io.BytesIO(b"".join(client.get(f"{place}preuves.zip").streaming_content)))
    read = [each for each in consultations_of(KEY, None, None) if each.act == act.id]
    assert {each.unit for each in read} == {unit_called(each).id for each in ("Photographie", "Tableau")}
    # twice is refused, and enters nothing
    assert client.post(place, {"passphrase": PASSPHRASE}).status_code == 400
    assert len(acts_of(KEY, ["communication"])) == before + 1
    client.post(f"{place}renoncer")
    assert client.get(f"{place}paquet.zip").status_code == 404


def test_what_the_public_may_not_have_is_named_and_left_out(client: Any, signer: Person) -> None:
    requisition = ordered(client, signer, "Photographie", "Dossier d'agent", regime="public")
    page = body(client.get(f"{HERE}/remises/{requisition.id}/"))
    assert "ACC-040" in page, page.partition("<main")[2]
    assert "Dossier d&#x27;agent" in page
    assert requisition.parcel["asked"] == [str(unit_called("Photographie").id)]
    # a folder that holds something closed does not go as a whole
    closed = ordered(client, signer, "Fonds du pont", regime="public")
    assert (closed.state, closed.parcel) == ("refused", None)
    assert "ACC-041" in body(client.get(f"{HERE}/remises/{closed.id}/"))


def test_what_changed_meanwhile_is_not_handed_out(client: Any, signer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    requisition = ordered(client, signer, "Tableau")
    place = f"{HERE}/remises/{requisition.id}/"
    monkeypatch.setattr(requisitions, "_all_there", lambda *_: False)
    assert "ACC-044" in body(client.post(place, {"passphrase": PASSPHRASE}))
    assert erase_what_waited(register.tenant(COMMUNE), served().shelf, clock.now()) >= 1
    assert "effacé" in body(client.get(place))
    monkeypatch.undo()
    late = ordered(client, signer, "Tableau")
    folder = served().shelf.of(late)
    assert (folder / "paquet.zip").is_file()
    assert {each.stat().st_mode & 0o777 for each in (folder, folder.parent, folder.parent.parent)} == {0o700}
    erase_what_waited(register.tenant(COMMUNE), served().shelf, clock.now() + timedelta(days=8))
    assert not folder.exists()
    assert all(each.request["requester"] is None for each in requisitions_of(KEY, signer.pk))


def test_an_order_is_of_its_person(client: Any, signer: Person, site: Any, client_of: Any) -> None:
    requisition = ordered(client, signer, "Tableau")
    other = client_of(site.person("archiviste", name="Un autre"))
    reader = client_of(site.person("lecteur", name="Lecteur"))
    neighbour = client_of(site.person("archiviste", tenant=NEIGHBOUR, name="Du voisin"))
    for stranger in (other, reader, neighbour):
        for part in ("", "paquet.zip", "preuves.zip"):
            assert stranger.get(f"{HERE}/remises/{requisition.id}/{part}").status_code == 404
    assert reader.get(f"{HERE}/selection/").status_code == 404
    assert neighbour.get(f"/{NEIGHBOUR}/remises/{requisition.id}/").status_code == 404


def test_a_selection_has_its_bounds(client: Any, site: Any) -> None:
    def add(*units: object, **more: str) -> str:
        answer = client.post(f"{HERE}/selection/ajouter", {"unit": [str(each) for each in units], **more}, follow=True)
        return body(answer)

    client.post(f"{HERE}/selection/retirer")
    assert "Rien n&#x27;est coché" in add()
    # what is not there, or of a neighbour, is as nothing
    assert "Rien n&#x27;est coché" in add(UUID(int=1))
    assert "Rien n&#x27;est sélectionné" in body(client.get(f"{HERE}/selection/"))
    assert "1 unité sélectionnée" in add(unit_called("Son").id)
    assert client.post(f"{HERE}/selection/ajouter", {"unit": "x"}).status_code == 404
    away = client.post(f"{HERE}/selection/ajouter", {"unit": str(unit_called("Son").id), "next": "//ailleurs.fr/"})
    assert away.url == f"{HERE}/selection/"
    assert MOST == 500
    client.post(f"{HERE}/selection/retirer", {"unit": str(unit_called("Son").id)})
    assert "Rien n&#x27;est sélectionné" in body(client.get(f"{HERE}/selection/"))


@pytest.mark.parametrize(
    ("language", "theme", "phone"), [("fr-FR", "light", False), ("en-GB", "dark", False), ("fr-FR", "light", True)]
)
def test_in_a_browser(
    read: Any, signer: Person, client: Any, browse: Any, language: str, theme: str, phone: bool
) -> None:
    page = browse(signer, theme=theme, phone=phone, language=language)
    mark, french = f"{language[:2]}-{theme}-{'phone' if phone else 'wide'}", language.startswith("fr")
    page.goto(f"{HERE}/recherche/?words=enjambera")
    page.get_by_role("checkbox", name="Projet <b>gras</b>").check()
    page.get_by_role("checkbox", name="Dossier d'agent").check()
    page.get_by_role("button", name="Ajouter ce qui est coché" if french else "Add what is ticked").click()
    page.goto(f"{HERE}/selection/")
    look(page, f"selection-{mark}")
    page.get_by_label("au public" if french else "to the public").check()
    page.get_by_role("button", name="Commander" if french else "Order", exact=True).click()
    page.wait_for_url("**/remises/**")
    look(page, f"delivery-ordered-{mark}")
    do(served(), KEY, requisitions_of(KEY, signer.pk)[0].work, last=True)
    page.get_by_text("ACC-040").wait_for()
    look(page, f"delivery-ready-{mark}")
    page.get_by_label("Votre phrase secrète" if french else "Your passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Signer et remettre" if french else "Sign and hand out").click()
    page.get_by_role("link", name="Télécharger le paquet" if french else "Download the package").wait_for()
    look(page, f"delivery-handed-{mark}")
    page.goto(f"{HERE}/remises/")
    look(page, f"deliveries-{mark}")
