"""The site on a real archive: served by `chartrier web` for browsers, and in this process for Django's client."""

from __future__ import annotations

import dataclasses
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import psutil
import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache as throttles
from django.test import Client

from chartrier import wiring
from chartrier.administration.people import add_person
from chartrier.catalog.people.models import Person
from chartrier.records.roles import Role
from chartrier.settings import Settings, load_settings
from chartrier.web import site as site_settings
from chartrier.web.frame.archive import serve
from chartrier.web.frame.archive import served as served_archive
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier, interpreter
from tests.cli.conftest import make_chartrier
from tests.conftest import Server
from tests.web.published import published
from tests.web.reading import read

__all__ = ["published", "read"]

PASSWORD = "quatre mots pour entrer"

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)

BROWSER_OPTIONS = [
    "--no-sandbox",
    "--headless=new",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
]


@dataclass
class Site:
    """An archive with two collectivités, and its site at `url`."""

    chartrier: Chartrier
    settings: Settings
    url: str
    made: dict[str, Person] = field(default_factory=dict)

    @property
    def means(self) -> Any:
        """What deposits work with."""
        return wiring.Wiring(self.settings, None).deposits

    def person(self, *roles: str, tenant: str = COMMUNE, name: str = "") -> Person:
        """Somebody with these roles and the password of the tests, who is asked for once."""
        key = f"{tenant} {' '.join(roles)} {name}"
        if key not in self.made:
            email = f"{secrets.token_hex(4)}@exemple.fr"
            with wiring.wire(self.settings) as archive:
                person = add_person(name or "Camille Durand", email, roles, tenant if roles else None, archive.copies)
                person.password = hashed()
                person.save(update_fields=["password"])
            self.made[key] = person
        return self.made[key]


@cache
def hashed() -> str:
    """The password of the tests as it is kept: one hash for all, for each takes as long as it has to for people."""
    hasher = Argon2PasswordHasher()
    return hasher.encode(PASSWORD, hasher.salt())


@pytest.fixture(scope="session")
def served(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One archive and one server for all tests of the site: what a test changes there it makes for itself."""
    folder = tmp_path_factory.mktemp("web")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    with served_at(chartrier, folder / "web.log") as url:
        yield Site(chartrier, load_settings(None, dict(chartrier.environ)), url)
    database.drop()


@contextmanager
def served_at(chartrier: Chartrier, log: Path) -> Iterator[str]:
    """`chartrier web` in a process of its own, at this address."""
    port = free_port()
    python, environ = interpreter(chartrier.environ)
    with log.open("wb") as out:
        process = subprocess.Popen(
            [python, "-m", "chartrier.cli.main", "web", "--port", str(port)], env=environ, stdout=out, stderr=out
        )
        url = f"http://127.0.0.1:{port}"
        try:
            await_site(url, process, log)
            yield url
        finally:
            process.terminate()
            process.wait(30)
            sys.stdout.write(log.read_text("utf-8", errors="replace"))


@pytest.fixture
def site(served: Site) -> Iterator[Site]:
    """The same, with this process connected to the archive: functions and Django's client work on it."""
    with wiring.wire(served.settings) as archive:
        site_settings.turn_to(served.settings)
        serve(archive)
        throttles.clear()  # what was tried too often before
        yield served


@pytest.fixture
def client_of(site: Site) -> Any:
    """Makes a client of Django's, signed in as somebody (None: nobody)."""

    def make(person: Person | None = None, language: str = "fr") -> Client:
        client = Client(SERVER_NAME="127.0.0.1", headers={"Accept-Language": language})
        if person is not None:
            let_in(client, person)
        return client

    return make


@pytest.fixture
def at_address(site: Site) -> Iterator[Any]:
    """Gives the site a public address of its own, and other settings, as an environment would."""
    archive = served_archive()

    def turn(address: str, **more: Any) -> None:
        origins = {**archive.settings.origins, "web_url": "environment"}
        settings = dataclasses.replace(archive.settings, web_url=address, origins=origins, **more)
        site_settings.turn_to(settings)
        serve(dataclasses.replace(archive, settings=settings))

    yield turn
    site_settings.turn_to(archive.settings)
    serve(archive)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser. Its tests are skipped, and say so, where there is none.

    Playwright turns a loop of events in this thread, which Django would take for its own; it ends with the module, so
    that tests of others may turn theirs.
    """
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: what a browser shows is not tested here")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def browse(site: Site, chromium: Any) -> Iterator[Any]:
    """Opens a page of a new browser on the site: `browse(person, theme="dark", phone=True, language="en")`."""
    contexts: list[Any] = []

    def make(
        person: Person | None = None, *, theme: str = "light", phone: bool = False, language: str = "fr-FR"
    ) -> Any:
        size = {"width": 390, "height": 844} if phone else {"width": 1366, "height": 768}
        context = chromium.new_context(
            base_url=site.url, viewport=size, color_scheme=theme, locale=language, reduced_motion="reduce"
        )
        context.set_default_timeout(90_000)  # a busy machine is no fault of a page
        contexts.append(context)
        if person is not None:
            client = Client(SERVER_NAME="127.0.0.1")
            let_in(client, person)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site.url}])
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def let_in(client: Client, person: Person) -> None:
    """What signing in by a password leaves, without the time that it takes."""
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": person.email}]
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session.save()


def serving(url: str) -> list[psutil.Process]:
    """The processes of this test that serve an address, and those below them."""
    port = str(urlsplit(url).port)
    found = [each for each in psutil.Process().children(recursive=True) if port in said_to(each)]
    return found + [each for one in found for each in one.children(recursive=True) if each not in found]


def said_to(process: psutil.Process) -> list[str]:
    """The words a process was started with; none of one that has ended since, whether anybody asked how or not."""
    try:
        return list(process.cmdline())
    except psutil.NoSuchProcess:
        return []


def resident(process: psutil.Process) -> int:
    """Bytes of memory that it holds, none once it ended."""
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def await_site(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until it answers; when its process ends instead, say why."""
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{url}/healthz") as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text("utf-8", errors="replace"))


@pytest.fixture(scope="session")
def ruled(served: Site) -> Site:
    """The commune has adopted its table."""
    archiviste = person_with(served.chartrier, COMMUNE, "Jeanne Tableau", Role.ARCHIVISTE)
    adopted = served.chartrier("series", "adopt", "--confirm", "--tenant", COMMUNE, *archiviste)
    assert adopted.status == 0, adopted
    return served
