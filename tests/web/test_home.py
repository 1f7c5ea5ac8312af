"""The home page: what waits for each role, what happened, what is at risk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from chartrier.catalog.people import directory
from chartrier.web.home.pages import FIRST_KINDS
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.packages_of_ours import Document, Sip


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
    from tests.web.operator import operator_of

    page = operator_of(site, client_of).get("/").content.decode()
    assert 'href="/exploitation/collectivites/"' in page
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
