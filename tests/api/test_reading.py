"""Searching and reading by a token, within its scope; and nothing of a neighbour, by whatever operation."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

import pytest

from chartrier.api.routes import api
from chartrier.catalog.consultations.models import Consultation
from chartrier.catalog.transaction import transaction
from tests.api.conftest import ALL
from tests.cli.commands import COMMUNE, NEIGHBOUR

ABSENT = "0194b0de-0000-7000-8000-000000000001"


def test_it_finds_and_reads(read: Any, site: Any, software: Any) -> None:
    vendor = software()
    (unit,) = vendor("GET", "/recherche?words=Photographie").json()["units"]
    known = vendor("GET", f"/archives/{unit['id']}").json()
    assert known["title"] == "Photographie"
    document = known["objects"][0]["id"]
    file = vendor("GET", f"/archives/{unit['id']}/fichiers/{document}")
    assert b"".join(file.streaming_content).startswith(b"\x89PNG")
    assert "attachment" in file["Content-Disposition"]
    with transaction([int(COMMUNE)]):
        entered = Consultation.objects.filter(tenant=int(COMMUNE), unit=UUID(unit["id"])).values_list("what", flat=True)
        assert len(entered) == 2, "each reading is entered"
        mine = Consultation.objects.filter(tenant=int(COMMUNE), what="recherche").order_by("-at").first()
        assert mine is not None and mine.person not in {each.pk for each in site.made.values()}, "its search too"
    pages = vendor("GET", "/recherche?limit=2").json()
    following = vendor("GET", f"/recherche?limit=2&before={pages['next']}").json()
    assert not {each["id"] for each in pages["units"]} & {each["id"] for each in following["units"]}


def test_within_its_service(read: Any, site: Any, software: Any) -> None:
    from chartrier.administration.collectivites.services import add_service

    add_service(int(COMMUNE), "VOIRIE", "Voirie")
    bounded, free = software(service="VOIRIE"), software()
    titles = {each["title"] for each in bounded("GET", "/recherche").json()["units"]}
    assert titles == {"Projet <b>gras</b>"}
    (other,) = free("GET", "/recherche?words=Photographie").json()["units"]
    assert bounded("GET", f"/archives/{other['id']}").status_code == 404
    assert bounded("GET", "/recherche?words=Photographie").json()["units"] == []


def test_what_is_asked_wrongly_is_told(site: Any, software: Any) -> None:
    vendor = software()
    for wrong in ("first=hier", "limit=0", "below=x", "inconnu=1", "words=" + "a" * 1_001):
        answer = vendor("GET", f"/recherche?{wrong}")
        assert answer.status_code == 400, wrong
        assert set(answer.json()) == {"type", "title", "status", "detail", "instance", "code", "findings"}
    assert vendor("GET", "/operations", **{"Accept-Language": "en"}).status_code == 200


def test_the_description_of_the_api_has_every_operation(site: Any, client_of: Any) -> None:
    told = client_of().get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.")
    assert {path.removeprefix("/api/v1") for path in told["paths"]} == set(_operations())
    assert all(method["security"] for path in told["paths"].values() for method in path.values())


def _operations() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, router in api._routers:
        for path, view in router.path_operations.items():
            plain = re.sub(r"\{\w+:", "{", path)
            found[plain] = [method for operation in view.operations for method in operation.methods]
    return found


@pytest.mark.parametrize("service", ["", "VOIRIE"])
def test_nothing_of_a_neighbour(read: Any, site: Any, software: Any, service: str, tmp_path: Any) -> None:
    """Every operation of the API, with the neighbour's identifiers and with some that nothing has: alike."""
    from chartrier.administration.collectivites.services import add_service
    from tests.api.test_depositing import package

    add_service(int(COMMUNE), "VOIRIE", "Voirie")
    theirs, ours = software(*ALL, tenant=NEIGHBOUR), software(*ALL, service=service)
    (unit,) = theirs("GET", "/recherche?words=Voisin").json()["units"][:1]
    document = theirs("GET", f"/archives/{unit['id']}").json()["objects"][0]["id"]
    sent = theirs(
        "POST", "/envois", **{"Tus-Resumable": "1.0.0", "Upload-Length": "3", "Upload-Metadata": "filename YQ=="}
    )
    ids = {
        "unit": unit["id"],
        "document": document,
        "upload": sent["Location"].rsplit("/", 1)[1],
        "identifier": theirs("POST", "/depots?nom=v.zip", package(tmp_path, f"API-V{service}")).json()["operation"],
    }
    walked = 0
    for path, methods in _operations().items():
        names = [name for name in ids if f"{{{name}}}" in path]
        assert path.count("{") == len(names), f"say what {path} names"
        for method in methods if names else []:
            answers = []
            for known in (ids, dict.fromkeys(ids, ABSENT)):
                address = path
                for name in names:
                    address = address.replace(f"{{{name}}}", known[name])
                answer = ours(method, address, b"abc", **{"Tus-Resumable": "1.0.0", "Upload-Offset": "0",
                              "Content-Type": "application/offset+octet-stream"})  # fmt: skip
                text = answer.content.decode()
                for value in known.values():
                    text = text.replace(value, "X")
                answers.append((answer.status_code, text, answer["Content-Type"]))
            assert answers[0] == answers[1], (method, path)
            assert answers[0][0] == 404, (method, path, answers)
            walked += 1
    assert walked >= 8
    assert ours("GET", "/recherche?words=Voisin").json()["units"] == []
    assert json.dumps(ours("GET", "/operations").json()) == '{"operations": []}'
