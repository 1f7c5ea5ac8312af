"""The reply is in the version that the root of the bordereau names, whatever is wrong after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartrier.records.finding import Findings
from chartrier.seda.message import read_message
from chartrier.seda.received import ReceivedReply
from tests.ingest.archive import Bench, zip_of
from tests.packages_of_ours import Sip

SOUND = Sip().bordereau().decode()
BROKEN = {
    "cut": SOUND[: len(SOUND) // 2],
    "doctype": SOUND.replace("<ArchiveTransfer", "<!DOCTYPE a>\n<ArchiveTransfer", 1),
    "mixed up": SOUND.replace("</Comment>", "</Commentaire>"),
    "other message": SOUND.replace("ArchiveTransfer ", "ArchiveTransferReply ").replace(
        "</ArchiveTransfer>", "</ArchiveTransferReply>"
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_the_version_of_the_reply(bench: Bench, tmp_path: Path, broken: str) -> None:
    for version in ("2.1", "2.3"):
        bordereau = BROKEN[broken].replace("seda:v2.1", f"seda:v{version}").encode()
        outcome = bench.reject(zip_of(tmp_path / "p.zip", {"manifest.xml": bordereau}))
        findings = Findings()
        said = read_message(bench.contents(outcome)[0] / "reply.xml", strict=True, findings=findings)
        assert isinstance(said, ReceivedReply)
        assert (str(said.version), said.code, list(findings)) == (version, "KO", [])


@pytest.mark.parametrize("bordereau", [b"", b"<html/>", SOUND.replace("seda:v2.1", "seda:v1.0").encode()])
def test_without_a_version_that_we_know(bench: Bench, tmp_path: Path, bordereau: bytes) -> None:
    outcome = bench.reject(zip_of(tmp_path / "p.zip", {"manifest.xml": bordereau}))
    said = read_message(bench.contents(outcome)[0] / "reply.xml", strict=True, findings=Findings())
    assert isinstance(said, ReceivedReply)
    assert (str(said.version), said.request_identifier) == ("2.1", "inconnu")
