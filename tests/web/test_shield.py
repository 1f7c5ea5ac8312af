"""What the site tells browsers, and whom it believes."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import Any

import psycopg
import pytest
from django.http import HttpRequest, UnreadablePostError
from django.test import RequestFactory

from chartrier.web.frame import proxies, readiness
from chartrier.web.frame.archive import serve, served
from chartrier.web.frame.bodies import OF_STRANGERS
from chartrier.web.frame.proxies import TrustedProxies
from tests.cli.commands import COMMUNE
from tests.web.sentences import folders


def test_headers(site: Any, client_of: Any) -> None:
    for address in ("/", "/connexion/", "/absente/", "/healthz", "/compte/"):
        headers = client_of(site.person("lecteur")).get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert headers["Cache-Control"] == "no-store" or "no-store" in headers["Cache-Control"]


def test_no_template_has_code_or_style_in_it() -> None:
    """A Content-Security-Policy without exceptions would not run it."""
    bad = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)
    found = []
    for folder in folders():
        for path in (folder / "templates").rglob("*.html"):
            found += [(path.name, each) for each in bad.findall(path.read_text("utf-8"))]
    assert found == []


def test_an_unknown_host_is_refused(client_of: Any) -> None:
    assert client_of().get("/", SERVER_NAME="ailleurs.exemple.fr").status_code == 400
    assert client_of().get("/healthz", SERVER_NAME="localhost").status_code == 200


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        ("https://archives.exemple.fr", "archives.exemple.fr:6666", 400),
        ("https://archives.exemple.fr", "ARCHIVES.exemple.fr:80", 400),
        ("https://archives.exemple.fr", "archives.exemple.fr:443", 200),
        ("https://archives.exemple.fr", "archives.exemple.fr", 200),
        ("https://archives.exemple.fr:8443", "archives.exemple.fr:8443", 200),
        ("https://archives.exemple.fr:8443", "archives.exemple.fr:443", 400),
        ("https://archives.exemple.fr", "127.0.0.1:8000", 200),
        ("https://archives.exemple.fr", "ailleurs.exemple.fr", 400),
        ("https://archives.exemple.fr", "archives.exemple.fr:x", 400),
    ],
)
def test_another_port_of_the_public_name_is_refused(
    at_address: Any, client_of: Any, address: str, host: str, status: int
) -> None:
    at_address(address)
    answer = client_of().get("/connexion/", headers={"Host": host}, secure=True)
    assert answer.status_code == status
    assert "Content-Security-Policy" in answer.headers


def test_a_large_form_of_a_stranger_is_not_read(site: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise UnreadablePostError

    def large() -> dict[str, Any]:
        return {"choice": "en", "file": io.BytesIO(bytes(OF_STRANGERS))}

    monkeypatch.setattr(HttpRequest, "parse_file_upload", read)
    answer = client_of().post("/langue/", large())
    assert (answer.status_code, "trop grand" in answer.content.decode()) == (413, True)
    with pytest.raises(UnreadablePostError):
        client_of(site.person("lecteur")).post("/langue/", large())


@pytest.fixture
def behind(site: Any) -> Any:
    """What TrustedProxies leaves of a request, with the proxy 10.1.0.0/16 in the settings."""
    archive = served()
    serve(dataclasses.replace(archive, settings=dataclasses.replace(archive.settings, web_proxies=("10.1.0.0/16",))))

    def ask(address: str, **said: str) -> dict[str, str]:
        request = RequestFactory().get("/", REMOTE_ADDR=address, **said)
        TrustedProxies(lambda asked: asked)(request)  # type: ignore[arg-type,return-value]
        return request.META

    yield ask
    serve(archive)


def test_a_proxy_of_ours_is_believed(behind: Any) -> None:
    meta = behind("10.1.2.3", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9, 10.1.9.9", HTTP_X_FORWARDED_PROTO="https")
    assert (meta["REMOTE_ADDR"], meta["HTTP_X_FORWARDED_PROTO"]) == ("203.0.113.9", "https")


@pytest.mark.parametrize(
    ("said", "client"),
    [
        ("203.0.113.9:443", "203.0.113.9"),
        ("6.6.6.6:1, 203.0.113.9:40123, 10.1.9.9:80", "203.0.113.9"),
        ('"203.0.113.9:443"', "203.0.113.9"),
        ("[2001:db8::9]:443", "2001:db8::9"),
        ('"[2001:DB8:0::9]:443"', "2001:db8::9"),
        ("[2001:db8::9]", "2001:db8::9"),
        ("2001:db8::9", "2001:db8::9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("[203.0.113.9]:443", "203.0.113.9"),
        ("203.0.113.9:", None),
        ("203.0.113.9:443:1", None),
        ("203.0.113.999:443", None),
        ("203.0.113.9, nom:443", None),
        ('"', None),
        ("", None),
    ],
)
def test_an_address_is_understood_as_proxies_write_it(behind: Any, said: str, client: str | None) -> None:
    assert behind("10.1.2.3", HTTP_X_FORWARDED_FOR=said)["REMOTE_ADDR"] == (client or "10.1.2.3")


def test_nobody_else_is(behind: Any) -> None:
    said = {name: "https" if name.endswith("PROTO") else "6.6.6.6" for name in proxies.SAID}
    meta = behind("203.0.113.9", **said)
    assert meta["REMOTE_ADDR"] == "203.0.113.9"
    assert not set(proxies.SAID) & set(meta)
    assert behind("10.1.2.3", HTTP_X_FORWARDED_FOR="<script>")["REMOTE_ADDR"] == "10.1.2.3"


def test_readiness_is_truthful(site: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "LASTS", 0.0)
    copies = site.chartrier.folder / "copies"
    (copies / "b").rename(copies / "away")
    try:
        answer = client_of().get("/readyz")
        assert (answer.status_code, answer.json()["missing"]) == (503, ["copies"])
        assert client_of().get("/healthz").status_code == 200
    finally:
        (copies / "away").rename(copies / "b")
    assert client_of().get("/readyz").status_code == 200
    with psycopg.connect(site.settings.database_owner_url, autocommit=True) as owner:
        row = owner.execute(
            "DELETE FROM django_migrations WHERE app = 'accounts' AND name = '0001_initial'"
            " RETURNING app, name, applied"
        ).fetchone()
        try:
            answer = client_of().get("/readyz")
            assert (answer.status_code, answer.json()["missing"]) == (503, ["migrations"])
        finally:
            owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", row)


def test_what_nobody_can_type_is_not_understood(site: Any, client_of: Any) -> None:
    client = client_of(site.person("archiviste"))
    for name in ("series", "service", "format", "words", "below", "first", "unknown"):
        for page in ("recherche/", "recherche/liste.csv", "operations/"):
            assert client.get(f"/{COMMUNE}/{page}?{name}=a%00").status_code == 400, (page, name)
    posts = {
        "recherche/garder": "name", "recherche/oublier": "name", "recherche/lecteur": "reader",
        "administration/accord/": "withdraw", "administration/services/fermer/": "identifier",
    }  # fmt: skip
    for page, name in posts.items():
        assert client.post(f"/{COMMUNE}/{page}", {name: "a\0"}).status_code == 400, page


@pytest.mark.parametrize("place", ["abc", "account_logout", "//ailleurs.example/", "https://ailleurs.example/"])
def test_a_place_to_go_back_to_is_an_address_of_ours(site: Any, client_of: Any, place: str) -> None:
    client = client_of(site.person("archiviste"))
    assert client.post("/apparence/", {"choice": "light", "next": place})["Location"] == "/"
    assert client.post("/apparence/", {"choice": "light", "next": "/aide/?a=b"})["Location"] == "/aide/?a=b"
    added = client.post(f"/{COMMUNE}/selection/ajouter", {"next": place})
    assert added["Location"] == f"/{COMMUNE}/selection/"
