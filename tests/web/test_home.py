"""The home page: what waits for each role, what happened, what is at risk."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from chartrier.catalog.people import directory
from chartrier.clock import now
from chartrier.rules.convention import Convention, ConventionKind, Covers
from chartrier.web.frame.archive import served
from chartrier.web.home.pages import FIRST_KINDS
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.packages_of_ours import Document, Sip
from tests.web.operator import made_strong, operator_of


def test_what_happened_and_what_is_at_risk(site: Any, client_of: Any, tmp_path: Path) -> None:
    title = "Délibération <b>n° 1</b>"
    sip = Sip(
        message="M-<i>ACCUEIL</i>", title="Fonds <i>d'accueil</i>", documents=[Document("a.txt", b"une ligne\n", title)]
    )
    assert site.chartrier("ingest", sip.write(tmp_path / "a.zip"), "--tenant", COMMUNE).status == 0
    page = client_of(site.person("archiviste")).get(f"/{COMMUNE}/").content.decode()
    assert "M-&lt;i&gt;ACCUEIL&lt;/i&gt;" in page
    assert "Les 2 copies sont à jour." in page
    stranger = client_of(site.person("archiviste", tenant=NEIGHBOUR))
    assert "ACCUEIL" not in stranger.get(f"/{NEIGHBOUR}/").content.decode()
    bounded = site.person(name="Bornée")
    directory.give_role(int(COMMUNE), bounded.id, "lecteur", services=["VOIRIE"])
    page = client_of(bounded).get(f"/{COMMUNE}/").content.decode()
    assert "ACCUEIL" not in page and "Fonds &lt;i&gt;" not in page, "what others did is not theirs"
    away = site.chartrier.folder / "copies"
    (away / "b").rename(away / "away")
    try:
        page = client_of(site.person("archiviste")).get(f"/{COMMUNE}/").content.decode()
        assert "Les 2 copies sont à jour." not in page
        assert "finding-" in page
        assert "finding-" not in client_of(site.person("deposant")).get(f"/{COMMUNE}/").content.decode()
    finally:
        (away / "away").rename(away / "b")


def test_one_collectivite_is_home_several_are_chosen(site: Any, client_of: Any) -> None:
    one = client_of(site.person("lecteur"))
    assert one.get("/").headers["Location"] == f"/{COMMUNE}/"
    person = site.person("lecteur", name="De deux communes")
    site.chartrier.json("person", "role", "add", str(person.id), "--role", "lecteur", "--tenant", NEIGHBOUR)
    several = client_of(person)
    page = several.get("/").content.decode()
    assert f'href="/{COMMUNE}/"' in page
    assert f'href="/{NEIGHBOUR}/"' in page
    found = several.get("/", {"q": "MA COMMUNÉ"}).content.decode()
    assert f'href="/{COMMUNE}/"' in found
    assert f'href="/{NEIGHBOUR}/"' not in found
    assert "ce nom" in several.get("/", {"q": "<script>"}).content.decode()
    assert "<script>alert" not in several.get("/", {"q": "<script>alert"}).content.decode()


def test_whoever_operates_is_led_to_the_instance(site: Any, client_of: Any) -> None:
    page = operator_of(site, client_of).get("/").content.decode()
    assert 'href="/exploitation/collectivites/"' in page
    assert "Ce qui est à risque" in page and "DOC-010" in page, "no worker lives here"
    assert "exploitation" not in client_of(site.person("archiviste")).get(f"/{COMMUNE}/").content.decode()


def test_whoever_may_not_search_is_led_to_what_is_open(site: Any, client_of: Any) -> None:
    client = client_of(site.person("elu"))
    address = client.get("/")["Location"]
    assert address.startswith(f"/{COMMUNE}/") and client.get(address).status_code == 200


def test_whoever_deposits_begins_at_once(site: Any, ruled: Any, client_of: Any) -> None:
    depositor, keeper = (client_of(site.person(role)) for role in ("deposant", "archiviste"))
    page = depositor.get(f"/{COMMUNE}/").content.decode()
    kinds = re.findall(r'name="series" value="([^"]+)"', page)
    assert len(kinds) == FIRST_KINDS
    begun = depositor.post(f"/{COMMUNE}/deposer/", {"series": kinds[0]})
    assert depositor.get(begun["Location"]).status_code == 200
    assert 'name="series"' not in keeper.get(f"/{COMMUNE}/").content.decode()


def test_what_ends_soon_is_at_risk(site: Any, ruled: Any, client_of: Any, monkeypatch: Any) -> None:
    person = site.person("deposant", name="Qui commence et oublie")
    client = client_of(person)
    client.post(f"/{COMMUNE}/deposer/", {"series": "S001"})
    assert "sera effacé" not in client.get(f"/{COMMUNE}/").content.decode()
    deposits = replace(served().deposits, clock=lambda: now() + timedelta(days=25))
    monkeypatch.setattr(type(served()), "deposits", deposits)
    page = client.get(f"/{COMMUNE}/").content.decode()
    assert "Un dépôt commencé sera effacé" in page.partition('id="risks"')[2]


def test_what_ends_by_a_convention_is_at_risk(site: Any, client_of: Any, monkeypatch: Any) -> None:
    day, today = timedelta(days=1), now().date()
    signed = Convention(
        ConventionKind.MUTUALISATION, Covers.INTERMEDIAIRES, "Trois <b>étangs", (), today - 90 * day,
        last=today + 60 * day, agrement_until=today - day, signed=today - 100 * day, copy_sent=today,
    )  # fmt: skip
    later, draft = replace(signed, name="Plus tard", last=None, agrement_until=None), replace(signed, signed=None)
    known = {uuid4(): signed, uuid4(): later, uuid4(): draft}
    monkeypatch.setattr("chartrier.web.conventions.risks.register.conventions", lambda tenants: known)
    page = client_of(site.person("archiviste")).get(f"/{COMMUNE}/").content.decode().partition('id="risks"')[2]
    assert page.count("La convention « Trois &lt;b&gt;étangs » finit le") == 1
    assert "L&#x27;agrément que nomme « Trois &lt;b&gt;étangs » est fini depuis le" in page
    assert "Plus tard" not in page
    assert "étangs" not in client_of(site.person("deposant")).get(f"/{COMMUNE}/").content.decode()


def test_each_role_sees_what_happened_and_what_is_at_risk(read: Any, site: Any, client_of: Any) -> None:
    for role in ("signataire", "dpo", "visa", "lecteur"):
        who = site.person(role)
        page = made_strong(client_of(who), who).get(f"/{COMMUNE}/").content.decode()
        assert 'id="happened"' in page and "Les 2 copies sont à jour." in page.partition('id="risks"')[2], role
    person = site.person("archiviste-itinerant", name="Itinérante")
    directory.give_role(int(NEIGHBOUR), person.id, "archiviste-itinerant")
    client = client_of(person)
    assert f"/{NEIGHBOUR}/" in client.get("/").content.decode()
    part = client.get(f"/{COMMUNE}/attentes/", headers={"HX-Request": "true"}).content.decode()
    for told in ("Ce qui vous attend", "Ce qui s&#x27;est passé", "Ce qui est à risque", "Les 2 copies sont à jour."):
        assert told in part, told
    assert f'<a href="/{COMMUNE}/operations/' in part


def test_whoever_operates_is_told_what_health_tells(read: Any, site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    health, home = (client.get(each).content.decode() for each in ("/exploitation/sante/", "/"))
    assert "DOC-006" in health and "à revoir sur la machine" in home
    with_entries = site.chartrier("status", "--json").objects
    never = [each for each in with_entries if each.get("entries") and not each.get("last_audit")]
    assert ("DOC-022" in home) is ("DOC-022" in health) is bool(never)
