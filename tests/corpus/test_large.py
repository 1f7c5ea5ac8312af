"""A package of 2.4 MB that inflates to 1 GB is taken like any other: it is large, not hostile."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.access.fetching import readable_object
from tests.conftest import Server
from tests.corpus.archive import LARGE, PACKAGES, ROWS, verse
from tests.ingest.archive import content_folders, is_proven, lines, new_archive
from tests.reading import fetch_to_file
from tests.seda.official import needs_corpus

ROOM = 6_000_000_000

pytestmark = needs_corpus


def sha512(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha512").hexdigest()


@pytest.mark.faults
def test_a_package_that_inflates_447_times(tmp_path: Path, server: Server) -> None:
    if shutil.disk_usage(tmp_path).free < ROOM:
        pytest.skip(f"NOT TESTED: the package of 1 GB needs {ROOM} bytes free in {tmp_path}")
    row = next(row for row in ROWS if row["file"] == LARGE)
    home = tmp_path / "home"
    try:
        with new_archive(home, server) as archive:
            versed = verse(archive, row)
            assert versed.outcome.operation.accepted
            assert versed.outcome.operation.counts.bytes == 1_000_000_000
            assert is_proven(archive, versed.tenant)
            content = content_folders(archive, versed.tenant, versed.outcome)[0]
            (object_,) = lines(content / "objects.jsonl")
            found = readable_object([versed.tenant.key], UUID(object_["id"]), None)
            fetch_to_file(archive.copies.stores, found, tmp_path / "read")
            with zipfile.ZipFile(PACKAGES / LARGE) as package, package.open(object_["uri"]) as sent:
                assert sha512(tmp_path / "read") == hashlib.file_digest(sent, "sha512").hexdigest()
    finally:
        shutil.rmtree(home, ignore_errors=True)
        (tmp_path / "read").unlink(missing_ok=True)
