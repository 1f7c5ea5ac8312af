"""Text made comparable, and what is drawn out of a description."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chartrier.catalog.archive.description import WORDS_LIMIT, first_day, last_day, title_of, words_of
from chartrier.catalog.archive.french import KEY_LENGTH, fold, fold_question, sort_key

ELEMENTS = some.recursive(
    some.text(max_size=20) | some.none() | some.integers(),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


def test_fold():
    assert fold("Délibération nº 2 du CŒUR, Æsop, l’Haÿ, ﬁn") == "deliberation no 2 du coeur, aesop, l'hay, fin"
    assert fold("ASCII") == "ascii"
    assert "\0" not in fold("a\0b") + fold("é\0b")


@pytest.mark.parametrize(
    ("asked", "folded"),
    [
        ("Saint-Rémy", "saint remy"),
        ("l'Isle-sur-la-Sorgue.", "l'isle sur la sorgue."),
        ('école "péri-scolaire"', 'ecole "peri scolaire"'),
        ('"mairie de Saint-Rémy"', '"mairie de saint-remy"'),
        ("-mot budget", "-mot budget"),
        ("budget -Saint-Rémy", 'budget -"saint remy"'),
        ("2025-015 covid-19 lot-2-bis", "2025-015 covid-19 lot-2-bis"),
        ("jean-paul@exemple.fr compte-rendu.pdf", "jean-paul@exemple.fr compte-rendu.pdf"),
        ("a - b \0", "a - b  "),
    ],
)
def test_what_is_asked_has_no_hyphens_between_letters(asked, folded):
    assert fold_question(asked) == folded


@given(some.text(alphabet=some.characters(codec="utf-8"), max_size=60))
def test_fold_sees_neither_case_nor_composition(text):
    latin = "".join(character for character in text if ord(character) < 0x250)
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, latin)) == fold(latin)
    assert fold(text.lower()) == fold(text.lower().casefold())
    assert len(sort_key(text)) <= KEY_LENGTH


def test_titles_in_french_order():
    ordered = ["Budget 9", "Budget 10", "« Cœur de ville »", "Côte", "coteau", "Écoles", "etat civil", "Zone"]
    assert sorted(set(ordered), key=sort_key) == ordered


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-02-03", date(2020, 2, 3), date(2020, 2, 3)),
        ("2020-02-03T23:59:59.9+02:00", date(2020, 2, 3), date(2020, 2, 3)),
        ("2020-02-03Z", date(2020, 2, 3), date(2020, 2, 3)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02-30", None, None),
        ("2020-13", None, None),
        ("0000", None, None),
        ("-0044-03-15", None, None),
        ("hier", None, None),
        ("", None, None),
    ],
)
def test_days(text, first, last):
    content = {"StartDate": [text], "EndDate": [text]}
    assert (first_day(content), last_day(content)) == (first, last)


def test_texts():
    content = {
        "Title": [{"@xml:lang": "fr", "#": " Délibération "}, "Deliberation"],
        "Description": ["Voirie", {"@xml:lang": "en", "#": "Roads"}],
        "Agent": [{"FirstName": ["Jeanne"], "BirthName": ["Martin"]}],
    }
    assert title_of(content) == "Délibération"
    assert words_of(content) == "Voirie Roads Jeanne Martin"
    assert len(words_of({"Description": ["mot " * 100_000]})) == WORDS_LIMIT
    deep: dict = {"A": ["fond"]}
    for _ in range(5_000):
        deep = {"A": [deep]}
    assert words_of(deep) == "fond"


@given(ELEMENTS)
def test_whatever_the_description_is(content):
    for draw in (title_of, first_day, last_day, words_of):
        draw(content)
        draw({"Title": content, "StartDate": [content], "EndDate": content, "Other": [content]})
