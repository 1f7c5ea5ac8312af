"""What a description says, in the words of people."""

from __future__ import annotations

import pytest

from chartrier.records.finding import Language
from chartrier.web.record.facts import facts_of, told_header, told_usage


@pytest.mark.parametrize(("level", "told"), [("File", "dossier"), ("Item", "document"), ("Du nôtre", "Du nôtre")])
def test_levels(level: str, told: str) -> None:
    (fact,) = facts_of({"DescriptionLevel": level}, "fr")
    assert fact[2] == [told]


@pytest.mark.parametrize(
    ("language", "name", "day"),
    [("fr", "Objet", "3 mars 2026 à 10\xa0h\xa000"), ("en", "Subject", "3 March 2026 at 10:00")],
)
def test_headers_of_an_email(language: Language, name: str, day: str) -> None:
    assert told_header("Subject", "Réunion", language) == (name, "Réunion")
    assert told_header("Date", "Tue, 03 Mar 2026 10:00:00 +0100", language)[1] == day
    assert told_header("Date", "hier", language)[1] == "hier"
    assert told_header("X-Other", "as it is", language) == ("X-Other", "as it is")


def test_usages() -> None:
    assert [told_usage(each, "fr") for each in ("BinaryMaster", "Autre")] == ["Original", "Autre"]
