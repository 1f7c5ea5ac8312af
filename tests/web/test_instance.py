"""The pages of who operates the instance: health, jobs, copies, volumes."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest
from django.core.cache import cache

from chartrier import clock
from chartrier.administration import health
from chartrier.catalog.tenants import register
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.records.collectivite import CollectiviteKind, Where
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.operator import browsing_as, operator_of
from tests.web.test_every_page import examine

PAGES = ("/exploitation/sante/", "/exploitation/travaux/", "/exploitation/copies/", "/exploitation/volumes/")


def failed(site: Any) -> Any:
    person, now = site.person("archiviste"), clock.now()
    work = works.ask(int(NEIGHBOUR), Work.Kind.VERIFY, title="Vérifier", subject=None, person=person.id, now=now)
    with transaction([int(NEIGHBOUR)]):
        Work.objects.filter(tenant=int(NEIGHBOUR), id=work).update(state="failed", ended=now)
    return work


def test_only_who_operates_sees_them(site: Any, client_of: Any) -> None:
    for client in (client_of(site.person("archiviste")), client_of(site.person("exploitant", name="Léa"))):
        for address in (*PAGES, f"/exploitation/copies/{COMMUNE}/audit/"):
            assert client.get(address).status_code == client.post(address).status_code == 404
    for address in PAGES:
        assert client_of().get(address).status_code == 302


def test_health_tells_what_the_doctor_tells(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    told = client.get(PAGES[0]).content.decode()
    doctor = site.chartrier("doctor", "--json").objects
    codes = {found["code"] for look in doctor for found in look["findings"]} - {"DOC-009"}
    assert "DOC-006" in codes and all(code in told for code in codes), codes
    copies = site.chartrier.folder / "copies"
    (copies / "b").rename(copies / "away")
    try:
        assert "DOC-012" in client.get(PAGES[0]).content.decode()
        assert client_of().get("/readyz").json()["missing"] == ["copies"]
        assert "n&#x27;est pas là" in client.get(PAGES[2]).content.decode()
    finally:
        (copies / "away").rename(copies / "b")


def test_a_commune_that_merged_is_told(site: Any, client_of: Any) -> None:
    client, before = operator_of(site, client_of), register.tenant(NEIGHBOUR)
    cache.delete("instance-archive")
    register.change_place(NEIGHBOUR, "200053668", CollectiviteKind.COMMUNE, Where("01340", "01", ""))
    try:
        for address in (PAGES[0], "/"):
            told = client.get(address).content.decode()
            assert "Arboys en Bugey" in told and f"chartrier tenant follow {NEIGHBOUR}" in told, address
    finally:
        register.change_place(NEIGHBOUR, before.siren, before.kind or CollectiviteKind.COMMUNE, before.where)
        cache.delete("instance-archive")


def test_the_last_sign_of_a_worker_is_told_as_clocks_show_it(site: Any, client_of: Any) -> None:
    with psycopg.connect(site.settings.database_owner_url, autocommit=True) as owner:
        owner.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES ('2031-03-01 13:05:06+00')")
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(health, "worker_lives", lambda silent: False)
                for language, said in (("fr", "1er mars 2031 à 14"), ("en", "1 March 2031 at 14:05")):
                    told = operator_of(site, client_of, language).get(PAGES[0]).content.decode()
                    assert said in told and not re.search(r"\d{4}-\d\d-\d\dT\d\d:", told)
        finally:
            owner.execute("DELETE FROM procrastinate_workers")


def test_jobs_are_started_again_or_abandoned(site: Any, client_of: Any) -> None:
    client, work = operator_of(site, client_of), failed(site)
    listed = client.get(PAGES[1]).content.decode()
    assert "Recommencer" in listed and NEIGHBOUR in listed
    home = client.get("/").content.decode()
    assert "/exploitation/travaux/?state=failed" in home
    assert client.post(f"/exploitation/travaux/{NEIGHBOUR}/{work}/abandonner/", {"reason": ""}).status_code == 404
    session = client.session
    known = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**each, "at": each["at"] - 3_600} for each in known]
    session.save()
    asked = client.post(f"/exploitation/travaux/{NEIGHBOUR}/{work}/abandonner/", {"reason": "Sans second facteur"})
    assert "confirmer" in asked["Location"], asked["Location"]
    assert works.work(int(NEIGHBOUR), work).state == "failed"
    session["account_authentication_methods"] = known
    session.save()
    assert client.post(f"/exploitation/travaux/{NEIGHBOUR}/{work}/abandonner/", {"reason": "Fait à la main"})
    assert works.work(int(NEIGHBOUR), work).state == "abandoned"
    assert "Fait à la main" in client.get(PAGES[1], {"state": "abandoned"}).content.decode()
    again = failed(site)
    assert client.post(f"/exploitation/travaux/{NEIGHBOUR}/{again}/recommencer/").status_code == 302
    assert works.work(int(NEIGHBOUR), again).state == "waiting"
    moving = client.get(PAGES[1]).content.decode()
    assert 'hx-trigger="every 2s"' in moving
    assert "Abandonner" in client.get(PAGES[1], {"state": "waiting"}).content.decode()
    assert site.chartrier("worker", "--once").status == 0
    assert works.work(int(NEIGHBOUR), again).state == "done"


def test_copies_and_volumes_are_told_by_collectivite(site: Any, client_of: Any, read: Any) -> None:
    client = operator_of(site, client_of)
    copies = client.get(PAGES[2], {"q": COMMUNE}).content.decode()
    assert COMMUNE in copies and NEIGHBOUR not in copies and "copie a" in copies
    volumes = client.get(PAGES[3]).content.decode()
    assert "<svg" in volumes and "Le même, en tableau" in volumes and COMMUNE in volumes


def test_these_pages_have_no_fault(site: Any, client_of: Any, browse: Any, read: Any) -> None:
    failed(site)
    client = operator_of(site, client_of)
    page = browsing_as(browse(theme="dark", language="en-GB", phone=True), client, site.url)
    addresses = ("/", *PAGES, f"{PAGES[1]}?state=done")
    assert {address: wrong for address in addresses if (wrong := examine(page, address))} == {}
