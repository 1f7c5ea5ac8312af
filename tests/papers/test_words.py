"""How documents write days, amounts and text."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.papers import words
from chartrier.papers.blocks import Paper, Text, Title
from chartrier.papers.legible import MAY_END, _coverage, legible, legible_data
from chartrier.papers.register import Period
from tests.papers.samples import MADE


def spaced(text: str) -> str:
    return text.replace(words.FIXED, " ").replace(words.NARROW, " ")


def test_days() -> None:
    assert spaced(words.day(date(2026, 11, 28))) == "28 novembre 2026"
    assert spaced(words.day(date(2061, 3, 1))) == "1er mars 2061"
    assert words.day(None) == words.short_day(None) == "—"
    assert words.short_day(date(26, 3, 1)) == "01/03/0026"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(1998, 1, 1), date(2004, 12, 31), "1998 – 2004"),
        (date(1998, 1, 1), date(1998, 12, 31), "1998"),
        (date(1998, 1, 2), date(2004, 12, 31), "02/01/1998 – 31/12/2004"),
        (date(1998, 5, 2), date(1998, 5, 2), "02/05/1998"),
        (None, date(2004, 12, 31), "— – 31/12/2004"),
        (None, None, "sans date"),
    ],
)
def test_extreme_dates(first: date | None, last: date | None, said: str) -> None:
    assert spaced(words.extreme_dates(first, last)) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 octet"),
        (1, "1 octet"),
        (999, "999 octets"),
        (1_000, "1,0 ko"),
        (12_440_000, "12,4 Mo"),
        (999_949, "999,9 ko"),
        (999_950, "1,0 Mo"),
        (48_200_000_000, "48,2 Go"),
        (5 * 10**18, "5 000,0 Po"),
    ],
)
def test_amounts(size: int, said: str) -> None:
    assert spaced(words.amount(size)) == said


def test_volumes_numbers_and_periods() -> None:
    assert spaced(words.volume(12_400_000, Decimal("1.205"))) == "12,4 Mo + 1,21 ml"
    assert words.volume(0, None) == words.volume(0, Decimal(0)) == "—"
    assert spaced(words.count(1, "fichier")) == "1 fichier"
    assert spaced(words.count(12_345, "fichier")) == "12 345 fichiers"
    assert (spaced(words.siren("219600426")), words.siren("abc")) == ("219 600 426", "abc")
    assert Period(date(2026, 1, 1), date(2026, 12, 31)).named == "année 2026"
    assert spaced(Period(None, date(2026, 3, 1)).named) == "jusqu’au 1er mars 2026"
    assert Period(None, None).named == "depuis l’origine"


@given(st.text(st.characters(codec=None)))
def test_legible_text_is_shown_or_named_and_stays_itself(text: str) -> None:
    shown = legible(text)
    assert legible(shown) == shown
    assert not any(unicodedata.category(each) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp") for each in shown)
    assert legible_data({"a": [text]})["a"][0].replace(MAY_END, "") == shown


def test_what_is_said_to_be_covered_is() -> None:
    """Every code point of the table, in order and in any: PDF/A refuses a character that has no shape."""
    covered = [chr(code) for first, last in zip(*_coverage(), strict=True) for code in range(first, last + 1)]
    assert len(covered) > 3_000
    assert all(legible(each) for each in "aéèœŒçÀ«»’–—…€№°²½§→")
    shuffled = Random(4)
    texts = ["".join(covered[start : start + 64]) for start in range(0, len(covered), 64)]
    texts += ["".join(shuffled.choices(covered, k=200)) for _ in range(100)]
    paper = Paper("Essai", "", "", [Title("Essai"), Text(tuple(texts))], MADE)
    assert paper.pdf().startswith(b"%PDF-")
