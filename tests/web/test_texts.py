"""Every sentence of the site exists in both languages, and no English one is stale."""

from __future__ import annotations

import string

import pytest

from chartrier.web.frame.sentences import count, english, grouped, say
from chartrier.web.subjects import SUBJECTS, module
from tests.web.sentences import folders, of_subject

SAID = {folder.name: of_subject(folder) for folder in folders()}
EVERYTHING = set[str]().union(*SAID.values())


def test_every_subject_is_read() -> None:
    assert set(SAID) == set(SUBJECTS)
    assert all(SAID[subject] for subject in ("frame", "design", "home", "accounts", "legal"))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_french_sentence_has_its_english(subject: str) -> None:
    assert sorted(SAID[subject] - set(english())) == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_english_sentence_is_stale(subject: str) -> None:
    ours = module(subject, "english")
    assert sorted(set(ours.ENGLISH if ours else ()) - EVERYTHING) == []


def test_a_sentence_has_one_english() -> None:
    found: dict[str, set[str]] = {}
    for subject in SUBJECTS:
        for french, translated in (ours.ENGLISH if (ours := module(subject, "english")) else {}).items():
            found.setdefault(french, set()).add(translated)
    assert {french: texts for french, texts in found.items() if len(texts) > 1} == {}


def test_both_languages_have_the_same_values() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert [french for french, text in english().items() if fields(french) != fields(text)] == []


def test_nothing_is_written_outside_of_a_sentence() -> None:
    """What a template writes between its tags has no word of French: a sentence would have no English."""
    import re

    loose = re.compile(r">([^<>{}]*[a-zàâéèêîôûç]{3,}[^<>{}]*)<")
    allowed = {"Chartrier", "— Chartrier", "English", "Français", "EN", "FR"}
    found = []
    for folder in folders():
        for path in sorted((folder / "templates").rglob("*.html")):
            text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", path.read_text("utf-8"), flags=re.DOTALL)
            found += [(path.name, words.strip()) for words in loose.findall(text) if words.strip() not in allowed]
    assert [each for each in found if each[0] != "gallery.html"] == []


def test_numbers_are_written_as_each_language_does() -> None:
    assert grouped(12345, "fr") == "12\u202f345"
    assert grouped(12345, "en") == "12,345"
    assert count("fr", 0, "{count} second facteur", "{count} seconds facteurs") == "0 second facteur"
    assert count("en", 0, "{count} second facteur", "{count} seconds facteurs") == "0 second factors"
    assert say("en", "Bonjour {name}", name="Zoé") == "Hello Zoé"
