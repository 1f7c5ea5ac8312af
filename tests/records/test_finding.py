"""A finding's sentence agrees with its number, in each language."""

from __future__ import annotations

import re

import pytest

from chartrier.records.finding import Finding, FindingKind, Severity

KIND = FindingKind(
    "ESS-001", Severity.WARNING,
    "{count} {count:unité est|unités sont} à {place}.", "{count} {count:unit is|units are} at {place}.",
    "Voyez {count:la|les {count}}.", "See {count:it|them} ({count:>4}).",
)  # fmt: skip


@pytest.mark.parametrize(
    ("count", "fr", "en"),
    [
        (0, "0 unité est à Gournay.", "0 units are at Gournay."),
        (1, "1 unité est à Gournay.", "1 unit is at Gournay."),
        (2, "2 unités sont à Gournay.", "2 units are at Gournay."),
    ],
)
def test_words_agree_with_their_number(count: int, fr: str, en: str) -> None:
    finding = Finding(KIND, values={"count": count, "place": "Gournay"})
    assert (finding.message("fr"), finding.message("en")) == (fr, en)
    assert finding.remedy("en").endswith(f"({count:>4}).")


def test_what_comes_from_outside_chooses_nothing() -> None:
    finding = Finding(KIND, values={"count": 3, "place": "{count:a|b}"})
    assert finding.message("fr") == "3 unités sont à {count:a|b}."


@pytest.mark.parametrize(
    ("written", "fr", "en"),
    [
        ("2026-12-01", "Le 1er décembre 2026.", "On 1 December 2026."),
        ("2026-13-01", "Le 2026-13-01.", "On 2026-13-01."),
        ("<b>", "Le <b>.", "On <b>."),
    ],
)
def test_a_day_is_written_as_people_read_it(written: str, fr: str, en: str) -> None:
    kind = FindingKind("ESS-002", Severity.ERROR, "Le {day:day}.", "On {day:day}.", "{day}", "{day}")
    finding = Finding(kind, values={"day": written})
    assert (finding.message("fr"), finding.message("en"), finding.remedy("fr")) == (fr, en, written)


@pytest.mark.parametrize(
    ("size", "fr", "en"),
    [
        (0, "0 octet, 0 octet, 0 octet", "0 bytes, 0 bytes, 0 bytes"),
        (1, "1 octet, 1 octet, 1 octet", "1 byte, 1 byte, 1 byte"),
        (1_000_001, "1,0 Mo, 1,1 Mo, 1,0 Mo", "1.0 MB, 1.1 MB, 1.0 MB"),
        (999_960, "1,0 Mo, 1,0 Mo, 999,9 ko", "1.0 MB, 1.0 MB, 999.9 kB"),
        (5 * 10**18, "5 000,0 Po, 5 000,0 Po, 5 000,0 Po", "5,000.0 PB, 5,000.0 PB, 5,000.0 PB"),
    ],
)
def test_an_amount_is_rounded_against_whoever_hopes(size: int, fr: str, en: str) -> None:
    told = "{size:bytes}, {size:bytes+}, {size:bytes-}"
    finding = Finding(FindingKind("ESS-003", Severity.ERROR, told, told, "", ""), values={"size": size})
    plain = {language: re.sub(r"[\xa0\u202f]", " ", finding.message(language)) for language in ("fr", "en")}
    assert plain == {"fr": fr, "en": en}
