"""What a receipt says was taken: no more than it gives identifiers for."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartrier.errors import InvalidInput
from chartrier.seda.receipt import Answer, read_receipt
from chartrier.seda.reply import AcquiredGroup, AcquiredObject, AcquiredUnit

from .test_replies import acknowledgement_bytes, plain

UNITS = [AcquiredUnit("U1", "s1"), AcquiredUnit("U2", "s2")]
GROUPS = [AcquiredGroup("G", "g", (AcquiredObject("B", "b", "binary"),))]


def receipt(folder: Path, data: bytes):
    path = folder / "reponse.xml"
    path.write_bytes(data)
    return read_receipt(path)


@pytest.mark.parametrize("code", ["OK", "WARNING"])
def test_all_is_accepted(tmp_path: Path, code: str) -> None:
    said = receipt(tmp_path, plain(code=code, units=UNITS, groups=GROUPS))
    assert said.answer is Answer.ACCEPTED
    assert (said.units, said.objects) == ({"U1": "s1", "U2": "s2"}, {"B": "b"})
    assert (said.request_identifier, said.archival_agency) == ("M-1", "ARCH")


def test_a_unit_without_identifier_is_not_taken(tmp_path: Path) -> None:
    data = plain(units=UNITS, groups=GROUPS).replace(b"<SystemId>s2</SystemId>", b"")
    said = receipt(tmp_path, data)
    assert said.answer is Answer.PARTLY
    assert (said.units, said.without) == ({"U1": "s1"}, ("U2",))


def test_a_refusal(tmp_path: Path) -> None:
    assert receipt(tmp_path, plain(code="KO")).answer is Answer.REFUSED


def test_a_reply_that_says_ok_and_names_nothing_is_no_acceptance(tmp_path: Path) -> None:
    assert receipt(tmp_path, plain(code="OK")).answer is Answer.REFUSED


@pytest.mark.parametrize(
    "data", [b"", b"<a/>", acknowledgement_bytes(), plain()[:-10], plain().replace(b"Reply", b"Repl")]
)
def test_anything_else_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        receipt(tmp_path, data)
    assert refused.value.finding.code == "SEDA-110"
