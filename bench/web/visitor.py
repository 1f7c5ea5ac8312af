"""Somebody with a browser, as far as a server knows: one connection that is kept, cookies, files asked for once."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urljoin

STATIC = "fichier statique"
REDIRECTS = 4
CODE = re.compile(rb"\b[A-Z]{3}-[0-9]{3}\b")


@dataclass(frozen=True, slots=True)
class Visit:
    """One answer: what was asked for and by whose session, when it came (monotonic), the seconds until its last byte,
    status, bytes; of a refusal, the code of its finding.
    """

    kind: str
    method: str
    address: str
    cookie: str
    at: float
    seconds: float
    status: int
    size: int
    code: str = ""


@dataclass(slots=True)
class Page:
    status: int
    text: str
    location: str | None
    address: str

    def link(self, pattern: str) -> str | None:
        """The first address in it that matches."""
        return next(iter(self.links(pattern)), None)

    def links(self, pattern: str) -> list[str]:
        found = re.findall(rf'(?:href|hx-get|src)="({pattern})"', self.text)
        return [urljoin(self.address, unescape(each)) for each in dict.fromkeys(found)]

    @property
    def token(self) -> str:
        """What a form sends against forgery."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)
        return found[1] if found else ""


@dataclass(slots=True)
class Visitor:
    """`note` is told of each answer. Not for two threads."""

    port: int
    cookie: str
    note: Callable[[Visit], None]
    _jar: dict[str, str] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)
    _connection: http.client.HTTPConnection | None = None

    def get(self, kind: str, address: str, headers: Mapping[str, str] | None = None) -> Page:
        """A page, with those files of its own that this browser does not have yet."""
        page = self.ask("GET", kind, address, headers=headers)
        for _ in range(REDIRECTS):
            if page.location is None:
                break
            page = self.ask("GET", kind, urljoin(address, page.location), headers=headers)
        for file in page.links(r"/static/[^\"]+"):
            if file not in self._kept:
                self._kept.add(file)
                self.ask("GET", STATIC, file)
        return page

    def post(self, kind: str, address: str, form: Mapping[str, str], token: str) -> Page:
        """A form; where it leads is for the caller to follow."""
        body = urlencode({**form, "csrfmiddlewaretoken": token}).encode()
        return self.ask("POST", kind, address, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def ask(
        self, method: str, kind: str, address: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Page:
        """One request, timed from before it is written until the last byte is there."""
        host = f"127.0.0.1:{self.port}"
        cookies = "; ".join([self.cookie, *(f"{name}={value}" for name, value in self._jar.items())])
        given = {"Cookie": cookies, "Accept-Language": "fr", "Origin": f"http://{host}", **(headers or {})}
        began = time.monotonic()
        answer, data = self._exchange(method, address, body, given)
        ended = time.monotonic()
        code = CODE.search(data) if answer.status >= 400 else None
        told = code[0].decode() if code else ""
        self.note(Visit(kind, method, address, self.cookie, ended, ended - began, answer.status, len(data), told))
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            if name != self.cookie.partition("=")[0]:
                self._jar[name] = value
        text = data.decode("utf-8", "replace") if "text" in (answer.getheader("Content-Type") or "") else ""
        return Page(answer.status, text, answer.getheader("Location"), address)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _exchange(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        for again in (True, False):
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self._connection.request(method, address, body, dict(headers))
                answer = self._connection.getresponse()
                return answer, answer.read()
            except (http.client.HTTPException, ConnectionError):
                # the server let an idle connection go
                self._connection.close()
                self._connection = None
                if not again:
                    raise
        raise AssertionError
