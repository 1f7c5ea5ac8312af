"""The SIP made of a deposit, for the official schemas: every kind that is shipped, and whatever people send."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from chartrier.reception.answers import PieceAnswer, Understood
from chartrier.reception.kinds import kinds
from chartrier.reception.pieces import Piece, safe_name
from chartrier.reception.sip import Deposit, Happened, write_sip
from chartrier.seda.versions import Version
from tests.seda.official import needs_corpus, official_schema

BEGAN = datetime(2026, 11, 29, 12, tzinfo=UTC)
IDENTIFIER = UUID("0b1f7a52-58a5-4f0b-8a2f-4cf3b3f8d222")
HAPPENED = Happened("Correction avant acceptation", "2026-11-29T12:00:00Z", "« a » → « b »", str(IDENTIFIER))

pytestmark = needs_corpus


def piece(name: str, data: bytes = b"x") -> Piece:
    return Piece(name, len(data), lambda: io.BytesIO(data))


def manifest(path: Any, deposit: Deposit, pieces: list[Piece], tenant: Any, version: Version) -> etree._ElementTree:
    write_sip(path, deposit, pieces, tenant, version)
    try:
        with zipfile.ZipFile(path) as package:
            return etree.parse(io.BytesIO(package.read("manifest.xml")))
    finally:
        path.unlink()


@pytest.mark.parametrize("version", list(Version))
def test_every_kind_is_valid(desk: Any, tmp_path: Any, version: Version) -> None:
    schema, known = official_schema(version), kinds(desk.tenant)
    assert len(known) >= 25
    for kind in known.values():
        understood = Understood(kind, f"Dépôt {kind.fr} & <suite>", 2025, date(2025, 3, 1), True, "SERVICE")
        deposit = Deposit(IDENTIFIER, understood, BEGAN, "ACCORD-1", events=(HAPPENED,))
        pieces = [piece("2025/Mars/2025-03-01_a.txt"), piece("b.PDF", b"")]
        tree = manifest(tmp_path / "sip.zip", deposit, pieces, desk.tenant, version)
        assert schema.validate(tree), (kind.code, schema.error_log.last_error)
        content = tree.find(".//{*}ArchiveUnit/{*}Content/{*}Description")
        assert content is not None and "Numérisé à partir du papier" in content.text


PART = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@st.composite
def sent(draw: Any) -> list[str]:
    """Names of files in folders, as they may be kept."""
    found: dict[str, str] = {}
    for parts in draw(st.lists(st.lists(PART, min_size=1, max_size=4), min_size=1, max_size=6)):
        name = safe_name("/".join(parts))
        if name is not None:
            found.setdefault(name.casefold(), name)
    names = list(found.values())
    folders = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    return [name for name in names if name not in folders] or ["a.txt"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=sent(),
    title=st.text(st.characters(codec="utf-8"), min_size=1, max_size=300).filter(str.strip),
    year=st.none() | st.integers(1000, 2027),
    event=st.none() | DAYS,
    days=st.lists(st.none() | DAYS, min_size=6, max_size=6),
    answered=st.text(st.characters(codec="utf-8"), max_size=60),
    version=st.sampled_from(list(Version)),
    number=st.integers(0, 1_000),
)
def test_whatever_is_sent_is_valid(
    desk: Any, tmp_path: Any, names: list[str], title: str, year: int | None, event: date | None,
    days: list[date | None], answered: str, version: Version, number: int,
) -> None:  # fmt: skip
    known = list(kinds(desk.tenant).values())
    answers = {
        name: PieceAnswer(" ".join(answered.split()), day.isoformat() if day else None)
        for name, day in zip(names, days, strict=False)
    }
    clean = " ".join(title.split())
    understood = Understood(known[number % len(known)], clean, year, event, False, None, answers)
    pieces = [piece(name) for name in names]
    tree = manifest(tmp_path / "sip.zip", Deposit(IDENTIFIER, understood, BEGAN), pieces, desk.tenant, version)
    schema = official_schema(version)
    assert schema.validate(tree), schema.error_log.last_error
    assert len(tree.findall(".//{*}BinaryDataObject")) == len(names)
    told = [each.text for each in tree.findall(".//{*}Filename")]
    assert sorted(told) == sorted(PurePosixPath(name).name for name in names)
