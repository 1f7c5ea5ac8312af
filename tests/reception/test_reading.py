"""What the first words of administrative documents say: dates in French words, numbers, objets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.reception.reading import day_in_words, read_words

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Séance du 12 mars 2026", "2026-03-12"),
        ("COMPTE RENDU DE LA RÉUNION DU JEUDI 1ER DÉCEMBRE 2022", "2022-12-01"),
        ("L\u2019an deux mille vingt-six, le douze mars à vingt heures", "2026-03-12"),
        ("L'an deux mille vingt et un, le mardi vingt-trois février", "2021-02-23"),
        ("L'an deux mille vingt-six et le vingt et un du mois de juin", "2026-06-21"),
        ("l'an 2026, le 1er juin", "2026-06-01"),
        ("le conseil s'est réuni. Convocation du 2 mars 2026. Séance publique du 12/03/2026", "2026-03-12"),
        ("Séance en date du 30/02/2024 ; fait à Saint-Rémy, le 5 mai 2020", "2020-05-05"),
        ("délibération du conseil municipal en date du 3 août\u00a02024", "2024-08-03"),
        ("loi du 7 juillet 1983", "None"),
        ("rien", "None"),
    ],
)
def test_the_day_of_a_document(text: str, day: str) -> None:
    assert str(day_in_words(text)) == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Délibération n° 2026-03-12\nObjet : Budget 2026.", "Délibération n° 2026-03-12 : Budget 2026"),
        ("ARRÊTÉ MUNICIPAL N°2025/118 portant", "Arrêté n° 2025/118"),
        ("OBJET: voirie, rue des Écoles\nsuite", "Voirie, rue des Écoles"),
        ("Décision no DEC-2024-7.", "Décision n° DEC-2024-7"),
        ("un objet trouvé : rien", ""),
    ],
)  # fmt: skip
def test_the_title_that_a_document_gives_itself(text: str, title: str) -> None:
    assert read_words(text).title == title


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_any_day_is_read_as_it_is_written(day: date) -> None:
    written = f"{day.day if day.day > 1 else '1er'} {MONTHS[day.month - 1]} {day.year}"
    assert day_in_words(f"Réunion du {written}, à 20 h") == day


@given(st.text(max_size=3_000))
def test_no_text_breaks_it(text: str) -> None:
    read_words(text + " séance du 99 mars 2026, l'an deux mille cent cent, le zéro mai")
