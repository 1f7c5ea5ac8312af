"""Every sentence that the command line says exists in both languages."""

from __future__ import annotations

import re
import string
from collections import Counter
from pathlib import Path
from runpy import run_path

import pytest

from chartrier import errors
from chartrier.cli.english import ENGLISH
from chartrier.cli.output import STEPS
from chartrier.ingest.controls import OF_THE_BORDEREAU, OF_THE_FILES
from chartrier.records.finding import FindingKind
from tests.cli.sentences import all_sentences


def test_every_french_sentence_has_its_english() -> None:
    assert sorted(all_sentences() - set(ENGLISH)) == []


def test_no_english_sentence_is_stale() -> None:
    assert sorted(set(ENGLISH) - all_sentences()) == []


@pytest.mark.parametrize("french", sorted(ENGLISH))
def test_both_languages_have_the_same_values(french: str) -> None:
    assert fields(french) == fields(ENGLISH[french])


def fields(template: str) -> set[str]:
    """The values a template shows; what is told in each language has a value for each (`reason_fr`, `reason_en`)."""
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    return {re.sub("_(fr|en)$", "", name) for name in names}


DOCS = Path(__file__).parents[2] / "docs"
KINDS: list[FindingKind] = run_path(str(DOCS / "constats.py"))["kinds"]()


def test_there_are_findings_of_every_room() -> None:
    prefixes = {kind.code.partition("-")[0] for kind in KINDS}
    assert {"PKG", "SEDA", "ING", "ACC", "ADM", "CAT", "CLI", "DOC", "FIND", "KEY", "SET"} <= prefixes


def test_codes_are_unique() -> None:
    codes = Counter(kind.code for kind in KINDS)
    assert [code for code, count in codes.items() if count > 1] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_finding_says_the_same_in_both_languages(kind: FindingKind) -> None:
    assert re.fullmatch(r"[A-Z]{2,5}-[0-9]{3}", kind.code)
    for text in (kind.fr, kind.en, kind.remedy_fr, kind.remedy_en):
        assert text.strip() == text != ""
        assert "  " not in text
    assert kind.fr != kind.en
    assert kind.remedy_fr != kind.remedy_en
    assert fields(kind.fr) == fields(kind.en)
    assert fields(kind.remedy_fr) == fields(kind.remedy_en)


def test_every_step_has_a_french_name() -> None:
    source = Path(errors.__file__).parent
    steps = {name for name, _ in (*OF_THE_BORDEREAU, *OF_THE_FILES)} | {"verification"}
    rooms = ("ingest", "delivery", "access", "administration")
    for path in (path for room in rooms for path in (source / room).rglob("*.py")):
        steps |= set(re.findall(r'\b(?:step|tell)\("([a-z-]+)"', path.read_text("utf-8")))
    assert steps == set(STEPS)
