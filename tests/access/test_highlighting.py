"""What is marked is what the index finds, in the text as it was written; nothing that is marked becomes markup."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.template import Context, Template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartrier.access.highlighting import LENGTH, Sought
from chartrier.catalog.archive.french import fold


def marked(sought: Sought, text: str) -> list[str]:
    return [piece.text for piece in sought.mark(text) if piece.hit]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("délibération", "DELIBERATIONS et délibérations", ["DELIBERATIONS", "délibérations"]),
        ("deliberation", "La De\u0301libe\u0301ration", ["De\u0301libe\u0301ration"]),
        ("coeur", "Au cœur du bourg", ["cœur"]),
        ("cœur", "Coeurs", ["Coeurs"]),
        ("finances", "les ﬁnances", ["ﬁnances"]),
        ("l'eau", "l’eau et l'eau, les eaux", ["eau", "eau", "eaux"]),
        ("pont -eau", "le pont sur l'eau", ["pont"]),
        ('"conseil municipal"', "le conseil, puis le conseil municipal, municipal", ["conseil", "municipal"]),
        ('"fête du pont"', "fête au pont ; la fête du pont", ["fête", "pont", "fête", "pont"]),
        ("le", "le la les", []),
        ("", "rien", []),
        ("mandat 2024", "Mandats de 2024, 20245", ["Mandats", "2024"]),
        ("rez-de-chaussée", "au rez-de-chaussée", ["rez", "chaussée"]),
        ("mairie@exemple.fr", "Écrire à mairie@exemple.fr", ["mairie", "exemple", "fr"]),
    ],
)
def test_words_are_marked_as_they_are_found(wired: Any, words: str, text: str, found: list[str]) -> None:
    assert marked(Sought(words), text) == found


def test_an_excerpt_shows_where_most_words_are(wired: Any) -> None:
    text = "pont " + "mot " * 500 + "\f" + "autre " * 100 + "le pont de Gournay, rebâti " + "fin " * 500
    excerpt = Sought("pont gournay").excerpt(text)
    assert excerpt is not None
    assert excerpt.page == 2
    shown = "".join(piece.text for piece in excerpt.pieces)
    assert "pont de Gournay" in shown
    assert len(shown) < LENGTH + 100
    assert Sought("absent").excerpt(text) is None


def test_a_long_text_takes_bounded_marks(wired: Any) -> None:
    sought = Sought("pont")
    assert len(marked(sought, "pont " * 10_000)) == 2_000


PAGE = Template(
    "{% for piece in pieces %}{% if piece.hit %}<mark>{{ piece.text }}</mark>{% else %}{{ piece.text }}"
    "{% endif %}{% endfor %}"
)
TEXT = st.text(st.one_of(st.sampled_from("<>&\"'/ éÉœŒﬁ-"), st.characters(codec="utf-8")), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=TEXT, word=st.sampled_from(["pont", "Œuvre", "ÉCOLE", "délibéré"]), after=TEXT)
def test_what_is_marked_is_escaped(wired: Any, before: str, word: str, after: str) -> None:
    text = f"{before} {word} {after}"
    pieces = Sought(word).mark(text)
    assert "".join(piece.text for piece in pieces) == text
    assert any(fold(piece.text) == fold(word) for piece in pieces if piece.hit)
    page = PAGE.render(Context({"pieces": pieces}))
    assert set(re.findall(r"<[^>]*>", page)) == {"<mark>", "</mark>"}
    assert html.unescape(re.sub(r"</?mark>", "", page)) == text
