"""What one person may ask of the machine: generously, then 429 and when to try again; of others nothing is taken."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from chartrier import clock
from chartrier.administration.tenants import tenant_of
from chartrier.administration.throttling import LISTS, PROOFS, READINGS_OF_ALL, SEARCHES, Limit, note
from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.people.models import Person
from chartrier.catalog.transaction import transaction
from tests.cli.commands import COMMUNE
from tests.web.operator import operator_of
from tests.web.test_finding_and_reading import unit_called

HERE = f"/{COMMUNE}"


def used_up(limit: Limit, person: Any) -> None:
    for _ in range(limit.most):
        note(limit, str(person.pk))


@pytest.mark.parametrize(
    ("limit", "ask"),
    [
        (SEARCHES, lambda client: client.get(f"{HERE}/recherche/?words=budget")),
        (LISTS, lambda client: client.get(f"{HERE}/recherche/liste.csv?words=budget")),
        (LISTS, lambda client: client.get(f"{HERE}/operations/liste.csv")),
        (LISTS, lambda client: client.get(f"{HERE}/echeances/liste.csv")),
    ],
)
def test_beyond_a_generous_limit_one_is_told_when(
    site: Any, client_of: Any, limit: Limit, ask: Callable[[Any], Any]
) -> None:
    person = site.person("archiviste", name=f"Pressée {limit.name}")
    client = client_of(person)
    assert ask(client).status_code == 200
    used_up(limit, person)
    refused = ask(client)
    assert refused.status_code == 429 and 1 <= int(refused["Retry-After"]) <= limit.seconds
    assert "ADM-180" in refused.content.decode() and "possible dans" in refused.content.decode()
    assert ask(client_of(site.person("archiviste", name="Une autre"))).status_code == 200


def test_receipts_are_counted(ruled: Any, site: Any, client_of: Any) -> None:
    """Of a million files, they are a long list each time."""
    person = site.person("deposant", name="Curieuse")
    client = client_of(person)
    file = io.BytesIO(b"un recu\n")
    file.name = "a.txt"
    draft = client.post(f"{HERE}/deposer/", {"series": "S010", "files": [file]})["Location"].removesuffix("relire/")
    assert client.get(f"{draft}recepisse.pdf").status_code == 200
    operation = client.post(f"{draft}relire/", {"title": "Un", "year": "2026", "digitised": "no"})["Location"]
    assert client.get(f"{operation}recepisse.pdf").status_code == 200
    used_up(LISTS, person)
    for address in (draft, operation):
        for query in ("", "?liste=oui"):
            assert client.get(f"{address}recepisse.pdf{query}").status_code == 429


def test_sixty_searches_of_a_hurried_archivist_are_answered(site: Any, client_of: Any) -> None:
    client = client_of(site.person("archiviste", name="Active"))
    assert {client.get(f"{HERE}/recherche/?words=a{number}").status_code for number in range(60)} == {200}


def test_verify_now_is_counted_and_told_in_the_part_that_htmx_replaces(read: Any, site: Any, client_of: Any) -> None:
    person = site.person("archiviste", name="Vérifiante")
    client = client_of(person)
    address = f"{HERE}/archives/{unit_called('Projet <b>gras</b>').id}/verifier"
    assert client.post(address).status_code == 200
    used_up(PROOFS, person)
    whole, part = client.post(address), client.post(address, headers={"HX-Request": "true"})
    assert whole.status_code == part.status_code == 429 and int(part["Retry-After"]) >= 1
    assert "<html" in whole.content.decode()
    assert "ADM-180" in part.content.decode() and "<html" not in part.content.decode()


def test_audits_are_counted(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    used_up(READINGS_OF_ALL, Person.objects.get(pk=client.session["_auth_user_id"]))
    assert client.post(f"/exploitation/copies/{COMMUNE}/audit/").status_code == 429


def test_empty_drafts_are_taken_up_again(ruled: Any, site: Any, client_of: Any) -> None:
    person = site.person("deposant", name="Cliqueuse")
    client, tenant = client_of(person), tenant_of(COMMUNE)

    def begun(**chosen: str) -> str:
        return str(client.post(f"{HERE}/deposer/", chosen)["Location"])

    def drafts() -> list[str]:
        return [f"{HERE}/deposer/{each.id}/" for each in register.drafts_of(tenant.key, person.pk)]

    first, package = begun(series="S010"), begun(package="1")
    other = begun(series="S010")
    assert len({first, package, other}) == 3, "it may be open in another tab, which is about to send its files"
    with transaction([tenant.key]):
        Draft.objects.filter(tenant=tenant.key, person=person.pk).update(changed=clock.now() - register.ALONE)
    assert {begun(series="S010"), begun(series="S010")} == {first, other} and begun(package="1") == package
    assert client.post(f"{HERE}/deposer/", {"series": "S010"})["Location"] not in {first, other}, "all are taken up"
    client.post(first, {"series": "S010", "title": "Délibérations"})
    for number in range(30):
        begun(series=f"S0{number % 20 + 11}")
    left = register.drafts_of(tenant.key, person.pk)
    assert first in drafts() and other not in drafts()
    assert len(left) == register.A_FEW + 1
    assert [each.answers["series"] for each in left[:5]] == ["S020", "S019", "S018", "S017", "S016"], "none is another"
