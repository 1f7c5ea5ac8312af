"""By which port of its public name the site answers: any other was made up, as another name would be."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from chartrier.web.frame.archive import served

USUAL = {"http": 80, "https": 443}


class OwnPort:
    """Refuses a request for the public name of the settings at another port than theirs, as one for another name is.

    Without a port it is answered: proxies leave it out. So are the other names, by which the machine itself asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        settings = served().settings
        if settings.origins.get("web_url", "default") != "default":
            ours = urlsplit(settings.web_url)
            name, port = split_domain_port(request.get_host())
            if port and name == _written(ours.hostname or "") and int(port) != (ours.port or USUAL[ours.scheme]):
                raise DisallowedHost("another port than that of the public address")
        return self.get_response(request)


def _written(name: str) -> str:
    """As `Host` has it."""
    return f"[{name}]" if ":" in name else name
