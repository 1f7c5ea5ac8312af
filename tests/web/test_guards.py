"""Who may open what: every view is guarded, what is grave asks afresh, and nothing of a neighbour shows."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from chartrier.administration.people import let_operate
from chartrier.records.roles import Permission
from chartrier.web.frame.page import WORN
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web import grave_routes
from tests.web.conftest import PASSWORD
from tests.web.test_accounts import code, with_totp

OF_ALLAUTH = re.compile("(account|mfa|socialaccount|openid_connect)_[a-z_]+")
"""Names of django-allauth's views, which guard themselves."""


def patterns(resolver: Any = None) -> Iterator[URLPattern]:
    """Those of the site; what is beside it (`api/`) takes tokens, and is walked by tests/api."""
    for each in (resolver or get_resolver("chartrier.web.routes")).url_patterns:
        if isinstance(each, URLResolver):
            if str(each.pattern) != "api/v1/":
                yield from patterns(each)
        else:
            yield each


def test_every_view_is_guarded() -> None:
    bare = [each.name for each in patterns() if not hasattr(each.callback, WORN)]
    assert [name for name in bare if not OF_ALLAUTH.fullmatch(name or "")] == []


def test_what_is_under_a_collectivite_asks_for_a_permission() -> None:
    under = [each for each in patterns() if "<tenant:code>" in str(each.pattern)]
    assert under
    assert [each.name for each in under if getattr(each.callback, WORN) in ("public", "signed in")] == []


def test_pages_of_a_neighbour_answer_as_pages_that_are_not_there(site: Any, client_of: Any) -> None:
    """Every address under a collectivité that takes no other identifier, as somebody of another one."""
    client = client_of(site.person("archiviste"))
    for each in patterns():
        route = str(each.pattern)
        if "<tenant:code>" in route and route.count("<") == 1:
            theirs = client.get("/" + route.replace("<tenant:code>", NEIGHBOUR))
            absent = client.get("/" + route.replace("<tenant:code>", "999999999"))
            assert theirs.status_code == absent.status_code == 404, route
            assert "Ma commune" not in theirs.content.decode(), route


def test_whoever_is_not_signed_in_is_asked_to(site: Any, client_of: Any) -> None:
    answer = client_of().get(f"/{COMMUNE}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/connexion/?next=/{COMMUNE}/")
    part = client_of().get(f"/{COMMUNE}/", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Refresh"]) == (204, "true")
    outside = client_of().get("/connexion/?next=https://ailleurs.exemple.fr/")
    assert "ailleurs.exemple.fr" not in re.findall(r'name="next" value="([^"]*)"', outside.content.decode())


@override_settings(ROOT_URLCONF="tests.web.grave_routes")
def test_what_is_grave_asks_for_the_second_factor_again(site: Any, client_of: Any) -> None:
    person = site.person("signataire", "archiviste", name="Grave")
    client, address = client_of(person), f"/{COMMUNE}/grave/"
    assert client.post(address, {"what": "a"}).headers["Location"] == "/compte/second-facteur/exige/"
    secret = with_totp(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    asked = client.post(address, {"what": "b"}).headers["Location"]
    assert asked.startswith("/connexion/second-facteur/confirmer/")
    assert grave_routes.DONE == []
    client.post(asked, {"code": "000000"})
    assert grave_routes.DONE == []
    assert client.post(asked, {"code": code(secret)}).content.decode() == "fait"
    assert grave_routes.DONE == ["b"], "what the form said is done once"
    client.post(address, {"what": "c"})
    assert grave_routes.DONE == ["b", "c"], "it counts for a few minutes"


LOOKED_AT = {"account", "usersessions_list", "mfa_index", "mfa_list_webauthn", "second_factor"}
"""Pages of one's account that show no secret, and change nothing of how one signs in."""


def test_a_password_counts_for_no_second_factor(site: Any, client_of: Any) -> None:
    """Every page by which one signs in otherwise, walked by somebody who confirmed by their password alone."""
    person = site.person("archiviste", name="Mot de passe volé")
    secret = with_totp(person)
    client, walked = client_of(person), []
    assert client.post("/connexion/confirmer/", {"password": PASSWORD}).status_code == 302
    kept = sorted(Authenticator.objects.filter(user=person).values_list("id", "type"))
    for each in patterns():
        if not str(each.pattern).startswith("compte/") or each.name in LOOKED_AT:
            continue
        address = "/" + str(each.pattern).replace("<int:pk>", "1")
        for answer in (client.get(address), client.post(address, {"password": "x", "code": "000000"})):
            assert answer.status_code == 302, address
            assert answer["Location"].startswith("/connexion/second-facteur/confirmer/"), address
        walked.append(each.name)
    assert {"mfa_generate_recovery_codes", "mfa_deactivate_totp", "account_change_password"} <= set(walked)
    linked = client.post("/connexion/identite/nulle/login/?process=connect")
    assert linked["Location"].startswith("/connexion/second-facteur/confirmer/")
    assert sorted(Authenticator.objects.filter(user=person).values_list("id", "type")) == kept
    asked = client.post("/compte/second-facteur/codes/nouveaux/")["Location"]
    assert client.post(asked, {"code": code(secret)})["Location"] == "/compte/second-facteur/codes/"
    assert client.get("/compte/second-facteur/codes/").status_code == 200, "it counts for a few minutes"


def test_a_first_second_factor_is_made_after_the_password(site: Any, client_of: Any) -> None:
    person = site.person("archiviste", name="Sans second facteur encore")
    client, address = client_of(person), "/compte/second-facteur/application/"
    client.post("/connexion/confirmer/", {"password": PASSWORD})
    assert client.get(address).status_code == 200
    secret = client.session["mfa.totp.secret"]
    made = client.post(address, {"code": code(secret)})
    assert made["Location"] == "/compte/second-facteur/codes/"
    assert client.get("/compte/second-facteur/codes/").status_code == 200, "whoever just gave it is not asked at once"
    assert client.get("/compte/second-facteur/cles/ajouter/").status_code == 200


GIVEN = {"tenant": COMMUNE, "uuid": "0194b0de-0000-7000-8000-000000000001", "slug": "offre", "str": "FR"}


def test_what_an_operator_changes_asks_for_the_second_factor_again(site: Any, client_of: Any) -> None:
    """Every page that takes a form, walked by somebody whose second factor was given long ago: those of operators, and
    those which they share with others. Those of a collectivité's people, and of one's own, are not theirs.
    """
    person = site.person(name="Exploite depuis ce matin")
    let_operate(str(person.id), True)
    with_totp(person)
    client, taking = client_of(person), []
    for each in patterns():
        worn = getattr(each.callback, WORN, None)
        if not isinstance(worn, Permission):
            continue
        address = "/" + re.sub(r"<(\w+):\w+>", lambda found: GIVEN.get(found[1], "1"), str(each.pattern))
        answer = client.post(address)
        if answer.status_code == 405:
            continue
        if worn is not Permission.OPERATE and "<tenant:code>" in str(each.pattern):
            assert answer.status_code == 404, address
            continue
        taking.append(each.name)
        assert answer.status_code == 302, (address, answer.status_code)
        assert answer["Location"].startswith("/connexion/second-facteur/confirmer/"), address
    assert {"hosting_policy", "instance_audit", "job_again", "territory_publish", "collectivite_open"} <= set(taking)
    assert {"territory_commune", "territory_lists", "territory_actors", "territory_observatory"} <= set(taking)
    assert {"territory_initiative_new", "territory_initiative_change"} <= set(taking)
    for looked_at in (
        "/exploitation/hebergement/politique/",
        "/territoire/observatoire/publier/",
        "/territoire/listes/",
    ):
        assert client.get(looked_at).status_code == 200, "looking asks for nothing"


@pytest.mark.parametrize("role", ["lecteur", "elu"])
def test_a_form_of_another_site_is_refused(site: Any, client_of: Any, role: str) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")
    answer = client.post("/langue/", {"choice": "en", "next": "/"})
    assert answer.status_code == 403
    assert "Ce formulaire" in answer.content.decode()


@override_settings(ROOT_URLCONF="tests.web.grave_routes")
def test_a_defect_is_told_without_its_text(site: Any, client_of: Any) -> None:
    client = client_of(site.person("lecteur"))
    client.raise_request_exception = False
    answer = client.get("/defaut/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Un défaut du programme" in page
    assert "de cette page" not in page
    assert "Traceback" not in page
    assert "default-src" in answer.headers["Content-Security-Policy"]
