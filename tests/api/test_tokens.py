"""Tokens: shown once, kept as digests, narrow, over in a year, revoked at once; and tries that are counted."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from chartrier import clock
from chartrier.administration.connectors import authenticated, grant, latest_day, revoke, rights_of_connector
from chartrier.administration.tenants import tenant_of
from chartrier.administration.throttling import SEARCHES, WRONG_TOKENS, note
from chartrier.catalog.connectors import register
from chartrier.catalog.transaction import transaction
from chartrier.clock import day_of, now
from chartrier.errors import InvalidInput, NotAllowed, NotFound
from chartrier.records.roles import Permission
from tests.api.conftest import ALL, Software, granted
from tests.cli.commands import COMMUNE, NEIGHBOUR


def test_only_the_digest_is_kept(site: Any) -> None:
    made = granted()
    with transaction([int(COMMUNE)]), connections["default"].cursor() as cursor:
        cursor.execute("SELECT to_jsonb(c)::text FROM connectors_connector c WHERE id = %s", [made.connector.id])
        ((row,),) = cursor.fetchall()
    secret = made.token.split("_", 2)[2]
    assert secret not in row and hashlib.sha256(made.token.encode()).hexdigest() in row
    assert re.fullmatch(rf"chartrier_{COMMUNE}_[A-Za-z0-9_-]{{43}}", made.token)


def test_a_token_of_one_tenant_opens_no_other(site: Any) -> None:
    token = granted().token
    authenticated(token, clock.now)
    for wrong in (token.replace(COMMUNE, NEIGHBOUR), token[:-1], token.upper(), "", "x" * 10_000):
        with pytest.raises(NotAllowed):
            authenticated(wrong, clock.now)


def test_it_ends(site: Any) -> None:
    made = granted()
    later = now() + timedelta(days=368)
    with pytest.raises(NotAllowed):
        authenticated(made.token, lambda: later)
    revoke(tenant_of(COMMUNE), made.connector.id, clock.now)
    with pytest.raises(NotAllowed):
        authenticated(made.token, clock.now)
    revoke(tenant_of(COMMUNE), made.connector.id, clock.now)
    with pytest.raises(NotFound):
        revoke(tenant_of(NEIGHBOUR), granted().connector.id, clock.now)


@pytest.mark.parametrize("days", [-1, 366, 10_000])
def test_a_day_beyond_a_year_is_refused(site: Any, days: int) -> None:
    day = day_of(now()) + timedelta(days=days)
    with pytest.raises(InvalidInput):
        grant(tenant_of(COMMUNE), "Trop long", ALL, day, None, clock.now)


def test_its_rights_are_its_operations_and_no_more(site: Any) -> None:
    rights = rights_of_connector(granted("recherche").connector, day_of(now()))
    key = int(COMMUNE)
    assert [each for each in Permission if rights.decide(each, key)] == [Permission.SEARCH_DESCRIPTIONS]
    assert not any(rights.decide(each, int(NEIGHBOUR)) for each in Permission)


def test_without_a_token_there_is_nothing(site: Any, client_of: Any) -> None:
    session = client_of(site.person("archiviste"))
    for client in (session, Client(SERVER_NAME="127.0.0.1")):
        answer = Software(None, client)("GET", "/operations")
        assert (answer.status_code, answer.json()["code"]) == (401, "API-001")
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"
        assert client.get("/api/v1/absent").json()["code"] == "API-004"


def test_its_last_use_is_a_day_and_a_kind(site: Any, software: Any) -> None:
    made = granted()
    Software(made.token, Client(SERVER_NAME="127.0.0.1"))("GET", "/recherche?words=pont")
    found = register.connector(int(COMMUNE), made.connector.id)
    assert found is not None and (found.used_on, found.used_for) == (day_of(now()), "recherche")


def test_wrong_tokens_from_one_address_are_counted_and_others_go_on(site: Any) -> None:
    client, good = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="203.0.113.7"), granted().token
    answers = [
        Software(f"chartrier_{COMMUNE}_{'a' * 43}", client)("GET", "/operations") for _ in range(WRONG_TOKENS.most + 1)
    ]
    assert {each.status_code for each in answers[:-1]} == {401}
    assert answers[-1].status_code == 429 and int(answers[-1]["Retry-After"]) > 0
    elsewhere = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="203.0.113.8")
    assert Software(good, elsewhere)("GET", "/operations").status_code == 200


def test_commands(site: Any) -> None:
    told = site.chartrier.json("token", "grant", "Actes", "--may", "depot", "--may", "suivi", "--tenant", COMMUNE)
    assert authenticated(told["token"], clock.now).name == "Actes"
    listed = {each["id"]: each for each in site.chartrier("token", "list", "--tenant", COMMUNE, "--json").objects}
    assert listed[told["id"]]["operations"] == ["depot", "suivi"]
    assert told["token"] not in str(listed)
    assert told["id"] not in site.chartrier("token", "list", "--tenant", NEIGHBOUR, "--json").out
    assert site.chartrier("token", "revoke", told["id"], "--tenant", NEIGHBOUR).status == 4
    assert site.chartrier("token", "revoke", told["id"], "--tenant", COMMUNE).status == 0
    with pytest.raises(NotAllowed):
        authenticated(told["token"], clock.now)
    wrong = site.chartrier("token", "grant", "Long", "--may", "depot", "--until", "2099-01-01", "--tenant", COMMUNE)
    assert wrong.status == 2 and "ADM-190" in wrong.err
    assert site.chartrier("token", "grant", "X", "--may", "tout", "--tenant", COMMUNE).status == 2


def test_the_page_shows_a_token_once(site: Any, client_of: Any) -> None:
    client, address = client_of(site.person("archiviste")), f"/{COMMUNE}/administration/connecteurs/"
    given = {"name": "Page <b>", "operations": ["depot", "suivi"], "until": latest_day(clock.now).isoformat()}
    shown = client.post(address, given).content.decode()
    (token,) = re.findall(rf"chartrier_{COMMUNE}_[A-Za-z0-9_-]{{43}}", shown)
    assert "Page &lt;b&gt;" in shown and token not in client.get(address).content.decode()
    identifier = authenticated(token, clock.now).id
    client.post(f"{address}revoquer/", {"connector": str(identifier)})
    with pytest.raises(NotAllowed):
        authenticated(token, clock.now)
    assert client.post(address, {**given, "until": "2099-01-01"}).status_code == 400
    assert client.post(f"{address}revoquer/", {"connector": "x"}).status_code == 404
    assert client_of(site.person("deposant")).get(address).status_code == 404
    places = re.findall(r'aria-current="page">.*?</span>\s*([^<]+)</a>', client.get(address).content.decode())
    assert [each.strip() for each in places] == ["Connecteurs"], "one place, the nearest"


def test_it_never_enters_a_log(site: Any, software: Any, caplog: Any, capfd: Any) -> None:
    made = granted()
    vendor = Software(made.token, Client(SERVER_NAME="127.0.0.1"))
    vendor("GET", "/operations")
    vendor("GET", "/operations/0194b0de-0000-7000-8000-000000000001")
    Software(made.token[:-3], Client(SERVER_NAME="127.0.0.1"))("GET", "/operations")
    out = capfd.readouterr()
    assert made.token[30:-4] not in caplog.text + out.out + out.err
    assert UUID(str(made.connector.id))


def test_searches_of_one_connector_are_counted(site: Any) -> None:
    made, other = granted(), granted()

    def search(token: str) -> Any:
        return Software(token, Client(SERVER_NAME="127.0.0.1"))("GET", "/recherche?words=pont")

    assert search(made.token).status_code == 200
    for _ in range(SEARCHES.most):
        note(SEARCHES, str(made.connector.id))
    refused = search(made.token)
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    assert search(other.token).status_code == 200
