"""`chartrier web`"""

from __future__ import annotations

import socket
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.findings import DEMO_STAYS_HOME, PORT_IN_USE
from chartrier.cli.output import Output
from chartrier.errors import InvalidInput, NotAllowed
from chartrier.settings import Settings
from chartrier.web.server import Serving
from chartrier.web.server import serve as serve_site
from chartrier.wiring import wire

DEMO = "made-by-make-demo"
"""The file by which a home says that it is a demo: its passwords are printed, so nobody else may reach it."""

Host = Annotated[str, typer.Option(metavar="ADRESSE", help="Où répondre ; par défaut, à cette machine seulement.")]
Port = Annotated[int, typer.Option(min=1, max=65_535, metavar="PORT", help="Sur quel port.")]
Workers = Annotated[int, typer.Option(min=1, max=64, metavar="N", help="Combien de processus répondent.")]


@answering
def web(asked: Answering, host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 1) -> int:
    """Servir les pages web ; Ctrl-C les arrête."""
    serve_pages(asked.settings, asked.output, host, port, workers)
    return exit_codes.DONE


def serve_pages(settings: Settings, output: Output, host: str, port: int, workers: int) -> None:
    """Answer until a signal ends it. Raises NotAllowed, InvalidInput (`require_fit`), and as `wire` does."""
    require_fit(host, port, settings.home)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"

    def tell() -> None:
        output.emit({"address": address})
        output.say("✓ {address} (Ctrl-C pour arrêter)", address=address)

    # the database is held here, so that the processes that answer find it running
    with wire(settings):
        serve_site(settings.home, Serving(host, port, workers), tell)


def require_fit(host: str, port: int, home: Path) -> None:
    """Raise NotAllowed when a demo would be reached from elsewhere, InvalidInput when the port is taken."""
    if (home / DEMO).exists() and not is_loopback(host):
        raise NotAllowed(DEMO_STAYS_HOME, host=host)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as problem:
            raise InvalidInput(PORT_IN_USE, host=host, port=port) from problem


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
