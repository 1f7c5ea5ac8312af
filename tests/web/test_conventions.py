"""Conventions in a browser: a draft, its steps, and what a collectivité sees of them."""

from __future__ import annotations

import re
from typing import Any

from lxml.html import document_fromstring

from chartrier.administration.collectivites.services import add_service
from chartrier.administration.people import add_role
from chartrier.catalog.tenants import register as tenants
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.operator import browsing_as, operator_of
from tests.web.test_every_page import examine

EVERY, NEW = "/exploitation/conventions/", "/exploitation/conventions/nouvelle/"

GIVEN = {
    "name": "Archives partagées",
    "kind": "mutualisation",
    "covers": "definitives",
    "parties": f"{COMMUNE}\n<b>Centre</b> de gestion\n",
    "first": "2026-01-01",
    "perimetre": "tout",
    "missions": "le centre tient",
    "service_level": "deux jours",
    "indicators": "versements\nincidents",
    "cost_key": "par habitant",
    "public_service": "Archives départementales",
}


def draft(client: Any, **changes: str) -> str:
    """The address of a new draft."""
    answer = client.post(NEW, {**GIVEN, **changes})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def step(client: Any, address: str, name: str, day: str, **more: str) -> Any:
    given = {"step": name, f"{name}-day": day, **{f"{name}-{key}": value for key, value in more.items()}}
    return client.post(address, given, follow=True)


def shown_in(page: str) -> dict[str, str]:
    """What the form that mends a draft shows, as a browser would send it."""
    (form,) = [each for each in document_fromstring(page).forms if "seen" in each.fields]
    return {name: value or "" for name, value in form.form_values()}


def test_definitives_wait_four_months(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    address = draft(client)
    shown = client.get(address).content.decode()
    assert "<b>Centre" not in shown and 'value="send"' in shown and 'value="sign"' not in shown
    assert "28 février 2026" in step(client, address, "send", "2025-10-31").content.decode()
    early = step(client, address, "sign", "2026-02-27")
    assert early.status_code == 400 and "ADM-147" in early.content.decode()
    against = step(client, address, "observe", "2025-12-01", position="non-conforme", observations="le périmètre")
    assert "non conforme" in against.content.decode()
    assert "ADM-146" in step(client, address, "sign", "2026-03-01").content.decode()
    step(client, address, "send", "2025-12-02")
    assert "sans terme" in step(client, address, "sign", "2026-04-02").content.decode()
    assert "jusqu&#x27;au 31" in step(client, address, "end", "2026-12-31").content.decode()


def test_a_draft_is_mended_and_its_opinions_stay(site: Any, client_of: Any, browse: Any) -> None:
    client = operator_of(site, client_of)
    address = draft(client, name="À corriger")
    step(client, address, "send", "2025-10-31")
    step(client, address, "observe", "2025-12-01", position="non-conforme", observations="le périmètre")
    refused = step(client, address, "send", "2025-06-01").content.decode()
    assert "ADM-158" in refused and "le périmètre" in refused
    mending = client.get(f"{address}projet/").content.decode()
    assert "deux jours</textarea>" in mending and f"{COMMUNE}\n" in mending and 'value="2026-01-01"' in mending
    given = {**shown_in(mending), "name": "Corrigée", "perimetre": "moins"}
    changed = client.post(f"{address}projet/", given, follow=True)
    shown = changed.content.decode()
    assert "Corrigée" in shown and "texte du projet modifié" in shown and "par Olivia Exploitante." in shown
    assert "1er décembre 2025" in shown and "non conforme" in shown and 'value="send"' in shown
    assert client.post(f"{address}projet/", {**GIVEN, "cost_key": ""}).status_code == 400
    page = browsing_as(browse(), client, site.url)
    assert {each: wrong for each in (address, f"{address}projet/") if (wrong := examine(page, each))} == {}
    step(client, address, "send", "2025-12-02")
    assert "projet/" not in step(client, address, "sign", "2026-04-02").content.decode()
    assert "ADM-148" in client.post(f"{address}projet/", GIVEN).content.decode()


def test_a_draft_that_changed_meanwhile_is_read_again(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    address = draft(client, name="À deux")
    stale = shown_in(client.get(f"{address}projet/").content.decode())
    current = {**stale, "cost_key": "par mètre"}
    assert "par mètre" in client.post(f"{address}projet/", current, follow=True).content.decode()
    refused = client.post(f"{address}projet/", {**stale, "missions": "la commune tient"})
    assert refused.status_code == 400 and "ADM-155" in refused.content.decode()
    kept = client.get(address).content.decode()
    assert "par mètre" in kept and "la commune tient" not in kept
    unseen = client.post(f"{address}projet/", {each: stale[each] for each in stale if each != "seen"})
    assert unseen.status_code == 400 and "ADM-155" in unseen.content.decode()
    seen = shown_in(client.get(f"{address}projet/").content.decode())
    step(client, address, "send", "2025-10-31")
    late = client.post(f"{address}projet/", {**seen, "missions": "la commune tient"})
    assert "ADM-155" in late.content.decode(), "its sending is a change too"


def test_a_party_that_is_called_otherwise_is_no_change(site: Any, client_of: Any) -> None:
    client, name = operator_of(site, client_of), tenants.tenant(NEIGHBOUR).name
    address = draft(client, name="Renommée", parties=f"{NEIGHBOUR}\nCentre de gestion")
    step(client, address, "send", "2025-10-31")
    tenants.rename(NEIGHBOUR, "Voisine nouvelle")
    try:
        shown = shown_in(client.get(f"{address}projet/").content.decode())
        kept = client.post(f"{address}projet/", shown, follow=True).content.decode()
        assert "texte du projet modifié" not in kept and "28 février 2026" in kept
        changed = client.post(f"{address}projet/", {**shown, "missions": "autres"}, follow=True).content.decode()
        assert "texte du projet modifié" in changed and "Voisine nouvelle" in changed
    finally:
        tenants.rename(NEIGHBOUR, name)


def test_intermediaires_owe_a_copy(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    address = draft(client, covers="intermediaires", name="Courte")
    owed = step(client, address, "sign", "2026-01-02").content.decode()
    assert "copie due" in owed
    waiting, home = "Une copie de la convention « Courte »", client_of(site.person("archiviste"))
    assert waiting in home.get(f"/{COMMUNE}/").content.decode()
    assert waiting not in client_of(site.person("lecteur")).get(f"/{COMMUNE}/").content.decode()
    assert "copie due" not in step(client, address, "copy", "2026-01-03").content.decode()
    assert waiting not in home.get(f"/{COMMUNE}/").content.decode()


def test_somebody_works_by_it(site: Any, client_of: Any) -> None:
    client, person = operator_of(site, client_of), site.person("dpo", tenant=NEIGHBOUR, name="Denis Dpo")
    address = draft(client, covers="intermediaires", name="Déléguée")
    step(client, address, "sign", "2026-01-02")
    given = {"step": "delegate", "delegate-person": str(person.id), "delegate-role": "dpo"}
    assert client_of(person).get(f"/{COMMUNE}/").status_code == 404
    assert client.post(address, given, follow=True).status_code == 200
    assert client_of(person).get(f"/{COMMUNE}/").status_code == 200
    refused = client.post(address, {**given, "delegate-role": "visa"}, follow=True).content.decode()
    assert "field-error" in refused
    absent = client.post(address, {**given, "delegate-person": "Personne du tout"})
    assert absent.status_code == 400 and "finding-error" in absent.content.decode()
    step(client, address, "end", "2026-02-01")
    assert client_of(person).get(f"/{COMMUNE}/").status_code == 404


def test_what_lacks_is_said(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of, "en")
    lacking = client.post(NEW, {**GIVEN, "cost_key": ""})
    assert lacking.status_code == 400 and "ADM-142" in lacking.content.decode()
    absent = client.post(NEW, {**GIVEN, "parties": "999999999\nX"})
    assert absent.status_code == 400 and "CAT-031" in absent.content.decode()
    assert client.post(NEW, {**GIVEN, "first": "hier"}).status_code == 400


def test_a_collectivite_sees_its_own_and_no_other(site: Any, client_of: Any) -> None:
    address = draft(operator_of(site, client_of), name="De la commune seule")
    (identifier,) = re.findall(r"[0-9a-f-]{36}", address)
    ours, theirs = client_of(site.person("lecteur")), client_of(site.person("lecteur", tenant=NEIGHBOUR))
    assert "De la commune seule" in ours.get(f"/{COMMUNE}/conventions/").content.decode()
    assert "par habitant" in ours.get(f"/{COMMUNE}/conventions/{identifier}/").content.decode()
    assert "De la commune" not in theirs.get(f"/{NEIGHBOUR}/conventions/").content.decode()
    assert theirs.get(f"/{NEIGHBOUR}/conventions/{identifier}/").status_code == 404
    assert theirs.get(f"/{COMMUNE}/conventions/{identifier}/").status_code == 404
    for each in (EVERY, NEW, address):
        assert ours.get(each).status_code == ours.post(each).status_code == 404


def test_the_kit_tells_what_a_party_has_to_who_sees_all_of_it(site: Any, client_of: Any) -> None:
    address = draft(operator_of(site, client_of), name="Avec son dossier")
    (identifier,) = re.findall(r"[0-9a-f-]{36}", address)
    kit = f"/{COMMUNE}/conventions/{identifier}/kit/"
    add_service(int(COMMUNE), "SERVICE-DU-DOSSIER", "Service du dossier")
    bounded = site.person(name="Lit un service")
    add_role(str(bounded.id), "lecteur", COMMUNE, served().copies, services=["SERVICE-DU-DOSSIER"])
    whole, part = (client_of(each).get(kit).content.decode() for each in (site.person("lecteur"), bounded))
    left = "ce que conserve Ma commune"
    assert (left in part, left in whole) == (True, False)


def test_these_pages_have_no_fault(site: Any, client_of: Any, browse: Any) -> None:
    client = operator_of(site, client_of)
    address = draft(client, name="Regardée")
    page = browsing_as(browse(theme="dark", language="en-GB", phone=True), client, site.url)
    assert {each: wrong for each in (EVERY, NEW, address) if (wrong := examine(page, each))} == {}
    page = browse(site.person("lecteur"))
    assert examine(page, f"/{COMMUNE}/conventions/") == []
