"""Other software deposits, follows and fetches the reply: by one request, and by a real client of tus."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from lxml import etree
from tusclient.client import TusClient

from chartrier import clock
from chartrier.administration.accords import set_accord
from chartrier.administration.collectivites.services import add_service, close_service
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.deposits import register as drafts
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works.register import work
from chartrier.reception.expiring import expire_drafts
from chartrier.records.collectivite import Accord
from chartrier.web.frame.archive import served as archive_served
from tests.api.conftest import granted, worked
from tests.cli.commands import COMMUNE
from tests.packages_of_ours import Document, Sip


def package(folder: Path, message: str, **changes: Any) -> bytes:
    return Sip(message=message, **changes).write(folder / f"{message}.zip").read_bytes()


def test_a_package_in_one_request(software: Any, tmp_path: Path) -> None:
    vendor = software()
    data = package(tmp_path, "API-1", title="Par un logiciel")
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
    answer = vendor("POST", "/depots?nom=API-1.zip", data, **{"Content-Digest": f"sha-512=:{digest}:"})
    assert answer.status_code == 202, answer.content
    operation = answer.json()["operation"]
    assert answer["Location"] == f"/api/v1/operations/{operation}" == answer.json()["suivi"]
    assert vendor("GET", f"/operations/{operation}").json()["state"] == "waiting"
    assert vendor("GET", f"/operations/{operation}/reponse").status_code == 404
    worked(operation)
    followed = vendor("GET", f"/operations/{operation}").json()
    assert followed["state"] == "done", followed
    reply = vendor("GET", f"/operations/{operation}/reponse")
    assert etree.QName(etree.fromstring(reply.content)).localname == "ArchiveTransferReply"
    assert [each["operation"] for each in vendor("GET", "/operations").json()["operations"]] == [operation]
    again = vendor("POST", "/depots?nom=API-1.zip", data).json()["operation"]
    worked(again)
    twice = vendor("GET", f"/operations/{again}").json()
    assert twice["state"] == "refused" and twice["findings"], "I2"


def test_who_deposited_is_said_by_its_name(software: Any, site: Any, client_of: Any, tmp_path: Path) -> None:
    vendor = software()
    operation = vendor("POST", "/depots?nom=n.zip", package(tmp_path, "API-NOM")).json()["operation"]
    worked(operation)
    page = client_of(site.person("archiviste")).get(f"/{COMMUNE}/operations/{operation}/").content.decode()
    assert "Logiciel" in page
    versement = vendor("GET", f"/operations/{operation}").json()["versement"]
    record = site.chartrier.json("show", versement)
    connector = granted().connector
    assert str(record).count("system") == 0 and str(connector.id) not in str(record)


def test_a_package_to_be_checked_only(software: Any, tmp_path: Path) -> None:
    vendor = software()
    data = package(tmp_path, "API-2", documents=[Document("a.txt", b"a", digest="00" * 64)])
    operation = vendor("POST", "/depots?nom=API-2.zip&controle=true", data).json()["operation"]
    worked(operation)
    followed = vendor("GET", f"/operations/{operation}").json()
    assert (followed["kind"], followed["state"], followed["versement"]) == ("check", "refused", None)
    assert "ING-003" in {each["code"] for each in followed["findings"]}
    draft = drafts.draft(int(COMMUNE), work(int(COMMUNE), UUID(operation)).subject)
    assert drafts.uploads_of(int(COMMUNE), draft.id) == [], "it was only passing"


def test_what_tus_asks_of_a_server(software: Any) -> None:
    vendor, version = software(), {"Tus-Resumable": "1.0.0"}
    able = vendor("OPTIONS", "/envois")
    assert able.status_code == 204 and "creation" in able["Tus-Extension"] and able["Tus-Version"] == "1.0.0"
    begun = {"Upload-Length": "4", "Upload-Metadata": "filename YS56aXA="}
    refused = vendor("POST", "/envois", **begun)
    assert (refused.status_code, refused["Tus-Version"]) == (412, "1.0.0")
    place = vendor("POST", "/envois", **begun, **version)["Location"].removeprefix("/api/v1")
    assert vendor("OPTIONS", place).status_code == 204 and vendor("HEAD", place).status_code == 412
    body = {"Content-Type": "application/offset+octet-stream"}
    over = {**version, **body, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert vendor("POST", place, b"abcd", **over)["Upload-Offset"] == "4"
    assert vendor("POST", place, b"abcd", **version, **body).status_code == 405
    told = vendor("HEAD", place, **version)
    assert (told["Upload-Offset"], told["Upload-Length"], told["Upload-Metadata"]) == ("4", "4", "filename YS56aXA=")
    gone = vendor("POST", place, **version, **{"X-HTTP-Method-Override": "DELETE"})
    assert gone.status_code == 204 and vendor("HEAD", place, **version).status_code == 404


def test_a_real_tus_client_resumes(site: Any, tmp_path: Path) -> None:
    token = granted().token
    data = package(tmp_path, "API-3", documents=[Document("gros.bin", bytes(range(251)) * 20_000)])
    file = tmp_path / "gros.zip"
    file.write_bytes(data)
    sender = TusClient(f"{site.url}/api/v1/envois", {"Authorization": f"Bearer {token}"})
    first = sender.uploader(str(file), chunk_size=len(data) // 3, metadata={"filename": "gros.zip"})
    first.upload_chunk()
    rest = sender.uploader(str(file), chunk_size=len(data) // 4, url=first.url, upload_checksum=True)
    assert rest.offset == len(data) // 3
    rest.upload()
    from urllib.request import Request, urlopen

    request = Request(f"{first.url}/depot", method="POST", headers={"Authorization": f"Bearer {token}"})
    with urlopen(request) as answer:
        assert answer.status == 202


def test_what_is_wrong_leaves_nothing_behind(software: Any, tmp_path: Path) -> None:
    vendor = software()
    before = drafts.declared(int(COMMUNE))
    data = package(tmp_path, "API-4")
    wrong = base64.b64encode(b"0" * 64).decode()
    damaged = vendor("POST", "/depots?nom=a.zip", data, **{"Content-Digest": f"sha-512=:{wrong}:"})
    assert (damaged.status_code, damaged.json()["code"]) == (460, "REC-035")
    named = vendor("POST", "/depots?nom=../../etc/passwd%00", data)
    assert named.status_code == 400 and named["Content-Type"] == "application/problem+json"
    assert vendor("POST", "/depots", data).json()["code"] == "API-003"
    huge = vendor("POST", "/envois", **{"Tus-Resumable": "1.0.0", "Upload-Length": str(10**17),
                                        "Upload-Metadata": "filename YS56aXA="})  # fmt: skip
    assert (huge.status_code, huge.json()["code"]) == (413, "REC-032"), huge.content
    assert drafts.declared(int(COMMUNE)) == before


def test_a_connector_speaks_for_its_service_alone(software: Any, site: Any, tmp_path: Path) -> None:
    add_service(int(COMMUNE), "VOIRIE-API", "Voirie")
    vendor = software(service="VOIRIE-API")

    def sent(message: str, **changes: Any) -> dict[str, Any]:
        answer = vendor("POST", f"/depots?nom={message}.zip", package(tmp_path, message, **changes))
        worked(answer.json()["operation"])
        found: dict[str, Any] = vendor("GET", f"/operations/{answer.json()['operation']}").json()
        return found

    elsewhere = sent("API-5", agency="FINANCES")
    named = [each["message"] for each in elsewhere["findings"] if each["code"] == "ING-040"]
    assert elsewhere["state"] == "refused"
    assert any("FINANCES" in each for each in named) and any("SERVICE-PRODUCTEUR" in each for each in named)
    other = "<OriginatingAgency><Identifier>URBANISME</Identifier></OriginatingAgency>"
    below = sent("API-6", agency="VOIRIE-API", documents=[Document("a.txt", b"a", extra=other)])
    assert {each["place"]["unit"] for each in below["findings"] if "URBANISME" in each["message"]} == {"U-0"}


def test_the_accord_of_a_service_bounds_its_connector(software: Any, site: Any, tmp_path: Path) -> None:
    add_service(int(COMMUNE), "ACTES-API", "Actes")
    tenant, vendor = tenant_of(COMMUNE), software()
    set_accord(tenant, Accord(formats=frozenset({"fmt/95"})), "ACTES-API")

    def sent(query: str, message: str, agency: str) -> dict[str, Any]:
        data = package(tmp_path, message, agency=agency)
        operation = vendor("POST", f"/depots?nom={message}.zip{query}", data).json()["operation"]
        worked(operation)
        found: dict[str, Any] = vendor("GET", f"/operations/{operation}").json()
        return found

    for query, message in (("", "API-51"), ("&controle=true", "API-52")):
        bounded = sent(query, message, "ACTES-API")
        (told,) = [each for each in bounded["findings"] if each["code"] == "ING-051"]
        assert bounded["state"] == "refused" and "x-fmt/111" in told["message"]
    assert sent("", "API-53", "AUTRE-API")["state"] == "done"


def test_the_size_that_a_service_may_deposit_bounds_its_packages(software: Any, site: Any, tmp_path: Path) -> None:
    add_service(int(COMMUNE), "PETIT-API", "Petit")
    set_accord(tenant_of(COMMUNE), Accord(largest=1_000), "PETIT-API")
    vendor = software()
    for message, agency, found in (("API-54", "PETIT-API", ["REC-041"]), ("API-55", "GRAND-API", [])):
        data = package(tmp_path, message, agency=agency, documents=[Document("a.txt", b"a" * 1_001)])
        operation = vendor("POST", f"/depots?nom={message}.zip", data).json()["operation"]
        worked(operation)
        told = vendor("GET", f"/operations/{operation}").json()
        assert [each["code"] for each in told["findings"] if each["code"].startswith("REC")] == found, told
        assert told["state"] == ("refused" if found else "done")


def test_an_archivist_looks_first_at_what_a_connector_sends(
    software: Any, site: Any, client_of: Any, tmp_path: Path
) -> None:
    add_service(int(COMMUNE), "REVU-API", "À revoir")
    set_accord(tenant_of(COMMUNE), Accord(review=True), "REVU-API")
    try:
        vendor, stranger = software(service="REVU-API"), software()
        archivist = client_of(site.person("archiviste", name="Regarde les logiciels"))

        def sent(message: str) -> str:
            data = package(tmp_path, message, agency="REVU-API", producer="REVU-API")
            answer = vendor("POST", f"/depots?nom={message}.zip", data)
            assert answer.status_code == 202
            identifier: str = answer.json()["operation"]
            assert vendor("GET", answer["Location"].removeprefix("/api/v1")).json()["state"] == "review"
            assert stranger("GET", f"/operations/{identifier}").status_code == 404
            assert identifier in [each["operation"] for each in vendor("GET", "/operations").json()["operations"]]
            return identifier

        def decided(identifier: str, **said: str) -> Any:
            place = f"/{COMMUNE}/a-examiner/{identifier}/"
            page = archivist.get(place).content.decode()
            assert "Logiciel" in page
            seen = re.search(r'name="seen" value="([^"]+)"', page)
            assert seen is not None
            return archivist.post(place, {"seen": seen[1], **said})

        returned = sent("API-56")
        decided(returned, back="yes", comment="Il manque l'année.")
        told = vendor("GET", f"/operations/{returned}").json()
        assert (told["state"], [each["text"] for each in told["remarques"]]) == ("returned", ["Il manque l'année."])
        with transaction([int(COMMUNE)]):
            row = Draft.objects.filter(tenant=int(COMMUNE), id=UUID(returned))
            row.update(changed=clock.now() - archive_served().deposits.yard.patience - timedelta(days=1))
        expire_drafts(tenant_of(COMMUNE), archive_served().deposits)
        told = vendor("GET", f"/operations/{returned}").json()
        assert (told["state"], [each["text"] for each in told["remarques"]]) == ("expired", ["Il manque l'année."])
        assert [returned, "expired"] in [
            [each["operation"], each["state"]] for each in vendor("GET", "/operations").json()["operations"]
        ]
        taken = sent("API-57")
        (control,) = [
            each for each in vendor("GET", "/operations").json()["operations"]
            if each["kind"] == "check" and each["title"] == "API-57.zip"
        ]  # fmt: skip
        worked(control["operation"])
        page = archivist.get(f"/{COMMUNE}/a-examiner/{taken}/").content.decode()
        assert "Tout le contrôle" in page and "Séries nommées" in page, "it is read before it is decided on"
        work = decided(taken, accept="yes", comment="Merci.")["Location"].rstrip("/").rsplit("/", 1)[1]
        worked(work)
        assert vendor("GET", f"/operations/{taken}").json()["state"] == "done"
        assert vendor("GET", f"/operations/{taken}").json()["operation"] == work
        for name in (taken, work):
            assert [each["text"] for each in vendor("GET", f"/operations/{name}").json()["remarques"]] == ["Merci."]
        listed = {each["operation"]: each for each in vendor("GET", "/operations").json()["operations"]}
        assert [each["text"] for each in listed[work]["remarques"]] == ["Merci."]
    finally:
        set_accord(tenant_of(COMMUNE), None, "REVU-API")


def test_a_closed_service_deposits_no_more(software: Any, site: Any, tmp_path: Path) -> None:
    add_service(int(COMMUNE), "CLOS-API", "Clos")
    vendor = software()
    close_service(int(COMMUNE), "CLOS-API")
    answer = vendor("POST", "/depots?nom=c.zip", package(tmp_path, "API-CLOS", agency="CLOS-API"))
    worked(answer.json()["operation"])
    followed = vendor("GET", f"/operations/{answer.json()['operation']}").json()
    assert "ING-040" in [each["code"] for each in followed["findings"]] and followed["state"] == "refused"
    assert "CLOS-API" in followed["findings"][-1]["message"]


@pytest.mark.parametrize("operations", [("suivi",), ("recherche", "lecture")])
def test_what_it_is_not_open_for_is_refused(software: Any, operations: tuple[str, ...]) -> None:
    vendor = software(*operations)
    answer = vendor("POST", "/depots?nom=a.zip", b"PK")
    assert (answer.status_code, answer.json()["code"]) == (403, "API-002")
