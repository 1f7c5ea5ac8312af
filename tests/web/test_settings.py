"""What a collectivité settles for itself, in a browser: services, accords de versement, its logo."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from chartrier.administration.accords import accord_for
from chartrier.catalog.observatory.register import agreed
from chartrier.catalog.tenants.services import service
from chartrier.formats.plain_names import NAMED
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.test_every_page import examine

SETTINGS, KEY = f"/{COMMUNE}/administration/", int(COMMUNE)


def test_services_and_what_they_may_deposit(site: Any, client_of: Any) -> None:
    client = client_of(site.person("responsable"))
    given = {"service-identifier": "VOI", "service-name": "Voirie <i>", "service-transferring": "on"}
    page = client.post(f"{SETTINGS}services/", given, follow=True).content.decode()
    assert "Voirie &lt;i&gt;" in page and "Voirie <i>" not in page
    known = service(KEY, "VOI")
    assert known is not None and known.transferring and not known.producer
    accord = {"accord-service": "VOI", "accord-formats": "fmt/276 fmt/95", "accord-quota": "5", "accord-review": "on"}
    shown = client.post(f"{SETTINGS}accord/", accord, follow=True).content.decode()
    assert "fmt/276, fmt/95" in shown or "fmt/95, fmt/276" in shown
    found = accord_for(KEY, "VOI")
    assert (found.quota, found.review, found.formats) == (5_000_000, True, {"fmt/276", "fmt/95"})
    assert not accord_for(KEY, "EC").review
    wrong = client.post(f"{SETTINGS}accord/", {**accord, "accord-series": "S999"})
    assert wrong.status_code == 400 and "ADM-132" in wrong.content.decode()
    assert client.post(f"{SETTINGS}services/", {"service-identifier": "", "service-name": ""}).status_code == 400
    client.post(f"{SETTINGS}services/fermer/", {"identifier": "VOI"})
    closed = service(KEY, "VOI")
    assert closed is not None and closed.closed
    assert client.post(f"{SETTINGS}services/fermer/", {"identifier": "RIEN"}).status_code == 404


def test_an_accord_is_changed_from_what_it_is(site: Any, ruled: Any, client_of: Any) -> None:
    client = client_of(site.person("responsable"))
    client.post(
        f"{SETTINGS}services/", {"service-identifier": "RH&1", "service-name": "Paie", "service-producer": "on"}
    )
    given = {
        "accord-service": "RH&1", "accord-named": ["PDF/A", "CSV"], "accord-formats": "fmt/999",
        "accord-series": ["S044"], "accord-largest": "7", "accord-review": "on",
    }  # fmt: skip
    page = client.post(f"{SETTINGS}accord/", given, follow=True).content.decode()
    assert "CSV, PDF/A, fmt/999" in page and "Bulletins de paie" in page
    known = accord_for(KEY, "RH&1")
    assert known.formats == {*NAMED["PDF/A"], *NAMED["CSV"], "fmt/999"} and known.series == {"S044"}
    form = client.get(SETTINGS, {"accord": "RH&1"}).content.decode().partition('id="accord"')[2]
    ticked = set(re.findall(r'value="([^"]+)"[^>]*checked', form))
    assert {"PDF/A", "CSV", "S044"} <= ticked and "PDF" not in ticked and 'value="fmt/999"' in form
    assert "PDF (PDF/A compris)" in form
    # what the form shows, sent as it is, changes nothing
    client.post(f"{SETTINGS}accord/", {**given, "accord-named": sorted(ticked & set(NAMED))})
    assert accord_for(KEY, "RH&1") == known
    whole = client.get(SETTINGS).content.decode().partition('id="accord"')[2]
    assert "checked" not in whole.partition("accord-review")[0], "the form begins with that of the collectivité"
    changed = client.get(SETTINGS, {"service": "RH&1"}).content.decode().partition('id="service"')[2]
    assert 'value="RH&amp;1"' in changed and "readonly" in changed and 'value="Paie"' in changed
    # refused, it is still that service, and that accord, that are being changed
    address = re.search(r'action="([^"]*services/[^"]*)"', changed)
    assert address is not None
    refused = client.post(unescape(address[1]), {"service-identifier": "RH&1", "service-name": ""})
    assert refused.status_code == 400
    again = refused.content.decode().partition('id="service"')[2].partition("</form>")[0]
    assert "Modifier le service « Paie »" in again and "readonly" in again
    address = re.search(r'action="([^"]*accord/[^"]*)"', form)
    assert address is not None
    wrong = client.post(unescape(address[1]), {**given, "accord-series": "S999"})
    assert wrong.status_code == 400 and "Accord de versement du service « Paie »" in wrong.content.decode()
    links = re.findall(r'href="([^"]*\?(?:service|accord)=[^"]*)"', wrong.content.decode())
    assert links, "what is refused is shown at another address, where nothing is to be read"
    assert {client.get(urljoin(wrong.request["PATH_INFO"], each)).status_code for each in links} == {200}
    assert client.post(f"{SETTINGS}accord/", {"withdraw": "RH&1"}).status_code == 302
    entered = service(KEY, "RH&1")
    assert entered is not None and entered.accord is None
    assert client.post(f"{SETTINGS}accord/", {"withdraw": "RIEN"}).status_code == 404
    client.post(f"{SETTINGS}services/fermer/", {"identifier": "RH&1"})


def test_who_agrees_to_be_counted(site: Any, client_of: Any, monkeypatch: Any) -> None:
    client, address = client_of(site.person("responsable")), f"{SETTINGS}observatoire/"
    assert client.post(address, {"agreed": "1"}).status_code == 404, "nobody asks"
    assert "Accepter d&#x27;être comptée" not in client.get(SETTINGS).content.decode()
    monkeypatch.setattr(served(), "settings", replace(served().settings, observatory="agreed"))
    assert client_of(site.person("elu")).post(address, {"agreed": "1"}).status_code == 404
    assert "Accepter d&#x27;être comptée" in client.get(SETTINGS).content.decode()
    assert "Ne plus être comptée" in client.post(address, {"agreed": "1"}, follow=True).content.decode()
    assert agreed([KEY, int(NEIGHBOUR)]) == {KEY}
    client.post(address)
    assert agreed([KEY]) == frozenset()


def test_a_logo(site: Any, client_of: Any) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(stream, "JPEG")
    client = client_of(site.person("responsable"))
    image = SimpleUploadedFile("logo.svg", stream.getvalue(), content_type="image/svg+xml")
    assert client.post(f"{SETTINGS}logo/", {"logo-image": image}).status_code == 302
    served = client_of(site.person("lecteur")).get(f"/{COMMUNE}/logo.png")
    assert served["Content-Type"] == "image/png" and served.content.startswith(b"\x89PNG")
    assert f'src="/{COMMUNE}/logo.png"' in client.get(f"/{COMMUNE}/").content.decode()
    drawn = SimpleUploadedFile("logo.png", b"<svg onload='x'/>", content_type="image/png")
    refused = client.post(f"{SETTINGS}logo/", {"logo-image": drawn})
    assert refused.status_code == 400 and "ADM-131" in refused.content.decode()
    assert client_of(site.person("lecteur", tenant=NEIGHBOUR)).get(f"/{COMMUNE}/logo.png").status_code == 404


def test_only_who_administers(site: Any, client_of: Any) -> None:
    for client in (client_of(site.person("deposant")), client_of(site.person("responsable", tenant=NEIGHBOUR))):
        for address in ("", "services/", "services/fermer/", "accord/", "logo/"):
            assert client.post(f"{SETTINGS}{address}").status_code == 404
        assert client.get(SETTINGS).status_code == 404


def test_this_page_has_no_fault(site: Any, browse: Any) -> None:
    person = site.person("responsable")
    page = browse(person, theme="dark", language="en-GB", phone=True)
    assert examine(page, SETTINGS) == []
