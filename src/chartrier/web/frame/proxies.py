"""What a proxy says of who is behind it: believed of the proxies of the settings, taken away from anybody else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.http import HttpRequest, HttpResponse

from chartrier.web.frame.archive import served

SAID = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
)
"""The headers by which proxies tell it. The host is taken from `Host` alone."""

WITH_A_PORT = re.compile(r"\[(?P<v6>[0-9A-Fa-f:.]+)\](:[0-9]{1,5})?|(?P<v4>[0-9.]+):[0-9]{1,5}")

Networks = Sequence[IPv4Network | IPv6Network]


class TrustedProxies:
    """Puts the address of the client in its place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        proxies = [ip_network(each) for each in served().settings.web_proxies]
        said = {name: meta.pop(name) for name in SAID if name in meta}
        if _among(str(meta.get("REMOTE_ADDR", "")), proxies):
            meta["REMOTE_ADDR"] = _client(said.get("HTTP_X_FORWARDED_FOR", ""), proxies) or meta["REMOTE_ADDR"]
            if said.get("HTTP_X_FORWARDED_PROTO") in ("http", "https"):
                meta["HTTP_X_FORWARDED_PROTO"] = said["HTTP_X_FORWARDED_PROTO"]
        return self.get_response(request)


def _client(said: str, proxies: Networks) -> str | None:
    """The last address that is no proxy of ours: what stands before it, anybody may have written."""
    for part in reversed(said.split(",")):
        address = _address(part)
        if address is None:
            return None
        if not _among(address, proxies):
            return address
    return None


def _address(said: str) -> str | None:
    """The address in what a proxy wrote, some with a port or within quotes; None when it is none.

    Written in one way, for it is what is counted by; one of IPv4 that IPv6 carries is that of IPv4.
    """
    written = said.strip()
    if len(written) > 1 and written[0] == written[-1] == '"':
        written = written[1:-1]
    found = WITH_A_PORT.fullmatch(written)
    try:
        address = ip_address(found["v6"] or found["v4"] if found else written)
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)


def _among(address: str, networks: Networks) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)
