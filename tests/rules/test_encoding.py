"""Lists as spreadsheets save them: UTF-8 with or without its mark, or the French cp1252."""

from __future__ import annotations

import io

import pytest

from chartrier.records.finding import Findings
from chartrier.rules.encoding import decoded
from chartrier.rules.lists import read_rows

LIST = "nom;département\r\nL'Haÿ-les-Roses « œuf » 12 €;Hérault\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("before", range(4))
def test_a_list_is_read_as_it_was_saved(encoding: str, before: int) -> None:
    """Wherever the boundaries of what is read at once fall in a character."""
    filled = LIST + "x" * before + ";x\r\n" + "é;é\r\n" * 160_000
    findings = Findings()
    stream = io.BytesIO(filled.encode(encoding))
    rows = [row for _, row in read_rows(stream, ("nom", "departement"), findings, file="l.csv")]
    assert list(findings) == []
    assert rows[0] == {"nom": "L'Haÿ-les-Roses « œuf » 12 €", "departement": "Hérault"}
    assert rows[-1] == {"nom": "é", "departement": "é"}


@pytest.mark.parametrize("text", ["", "é", "Qualité", "Qualités", "œuf", LIST, "é" * 700_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_bytes_are_decoded_to_the_last(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [LIST.encode("utf-16"), b"\xe9\x81", b"\xe9\0", "é".encode()[:1] + b"\0"])
def test_bytes_that_are_text_in_neither_are_refused(data: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        decoded(data)


@pytest.mark.parametrize("data", [LIST.encode("utf-16"), b"nom;departement\r\n\xe9\x81;x\r\n", b"nom\r\n\xe9\0\r\n"])
def test_what_is_text_in_neither(data: bytes) -> None:
    findings = Findings()
    assert list(read_rows(io.BytesIO(data), ("nom",), findings, file="l.csv")) == []
    assert [each.code for each in findings] == ["LST-001"]
