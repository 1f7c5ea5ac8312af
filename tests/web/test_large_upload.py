"""A large upload that is cut five times arrives whole, and the web process stays small.

`TESTS_UPLOAD_BYTES` is its size (5 GB shows what is promised; small by default).
"""

from __future__ import annotations

import hashlib
import http.client
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from chartrier import clock
from chartrier.catalog.deposits import register
from chartrier.reception import deposits
from tests.cli.commands import COMMUNE
from tests.web.conftest import served_at, serving
from tests.web.test_depositing import tus

SIZE = int(os.environ.get("TESTS_UPLOAD_BYTES", 40_000_000))
CUTS = 5
MOST = 300 << 20
"""Bytes of memory that a web process may ever have held."""
BLOCK = bytes(range(256)) * 4096


def content(start: int, end: int) -> Iterator[bytes]:
    """The bytes of the file from one place to another."""
    while start < end:
        begin = start % len(BLOCK)
        piece = BLOCK[begin : begin + min(end - start, len(BLOCK) - begin)]
        yield piece
        start += len(piece)


def largest_ever(process: psutil.Process) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text("ascii", errors="replace")
    return int(status.partition("VmHWM:")[2].split()[0]) << 10


def test_a_large_upload_cut_five_times(ruled: Any, site: Any, client_of: Any, tmp_path: Path) -> None:
    with served_at(site.chartrier, tmp_path / "web.log") as url:
        _arrives_whole(replace(site, url=url), client_of)


def _arrives_whole(site: Any, client_of: Any) -> None:
    person = site.person("deposant")
    client = client_of(person)
    draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S010"}, clock.now())
    sender = tus(site, client, f"/{COMMUNE}/deposer/{draft.id}/fichiers/")
    headers = {**sender.headers, "Tus-Resumable": "1.0.0"}
    host = urlsplit(site.url).netloc

    def ask(method: str, address: str, **more: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(host)
        connection.request(method, address, headers={**headers, **more})
        return connection.getresponse()

    announced = ask(
        "POST",
        f"/{COMMUNE}/deposer/{draft.id}/fichiers/",
        **{"Upload-Length": str(SIZE), "Upload-Metadata": "filename YQ=="},
    )
    assert announced.status == 201, announced.read()
    place = announced.headers["Location"]
    cut = 0
    while cut <= CUTS:
        offset = int(ask("HEAD", place).headers["Upload-Offset"])
        connection = http.client.HTTPConnection(host)
        connection.putrequest("PATCH", place)
        given = {**headers, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        for name, value in {**given, "Content-Length": str(SIZE - offset)}.items():
            connection.putheader(name, value)
        connection.endheaders()
        end = SIZE if cut == CUTS else max(offset, SIZE * (cut + 1) // (CUTS + 1))
        try:
            for piece in content(offset, end):
                connection.send(piece)
        except (BrokenPipeError, ConnectionResetError):
            # what was sent before had a turn after all: who sends asks again how much is there
            continue
        if cut == CUTS:
            answer = connection.getresponse()
            assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(SIZE))
        else:
            connection.sock.shutdown(socket.SHUT_RDWR)
            connection.close()
            _until_let_go(ask, place)
        cut += 1
    (upload,) = register.uploads_of(int(COMMUNE), draft.id)
    expected, found = hashlib.sha512(), hashlib.sha512()
    for piece in content(0, SIZE):
        expected.update(piece)
    with site.settings.reception.joinpath(COMMUNE, upload.id.hex).open("rb") as stream:
        while chunk := stream.read(1 << 20):
            found.update(chunk)
    assert upload.whole and found.hexdigest() == expected.hexdigest()
    sizes = [largest_ever(each) for each in serving(site.url)]
    print(f"\n{SIZE} bytes, web processes at most {[size >> 20 for size in sizes]} MiB")
    assert sizes and max(sizes) < MOST


def _until_let_go(ask: Any, place: str) -> None:
    """The server notices that the connection broke: the file has no writer any more."""
    for _ in range(200):
        answer = ask("PATCH", place, **{"Upload-Offset": "-1", "Content-Type": "application/offset+octet-stream"})
        if answer.status != 423:
            return
        time.sleep(0.05)
    raise AssertionError("the file is still held")
