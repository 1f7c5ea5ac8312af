"""Personal data in texts: measured on labelled documents, and case by case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.detection.names import has_model
from chartrier.detection.occurrence import STRUCTURED, Kind, Occurrence
from chartrier.detection.scanning import KEPT, all_of, apart, scan
from tests.detection.labelled import documents, sentences
from tests.detection.measuring import measure

NEVER_TUNED_ON = 20_171_001
"""Nobody looks at what this seed gives, but at the figures."""


def test_the_figures_on_labelled_documents(capsys: pytest.CaptureFixture[str]) -> None:
    """Wanted of the structured identifiers: recall 0.95, precision 0.90."""
    measured = measure(documents(NEVER_TUNED_ON, 900))
    with capsys.disabled():
        for kind in Kind:
            if measured.found[kind]:
                print(
                    f"\n  {kind}: recall {measured.recall([kind]):.3f}, precision {measured.precision([kind]):.3f}",
                    end="",
                )
    assert measured.found.total() > 900
    assert measured.recall(STRUCTURED) >= 0.95
    assert measured.precision(STRUCTURED) >= 0.90


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("03 21 10 20 30/06 12 34 56 78", Kind.PHONE, ["03 21 10 20 30", "06 12 34 56 78"]),
        ("12/06/2024 03 21 10 20 30", Kind.PHONE, ["03 21 10 20 30"]),
        ("tel:+32 2 555 12 12", Kind.PHONE, ["+32 2 555 12 12"]),
        ("mandat 0612345678", Kind.PHONE, []),
        ("06 12 34 56 78 90", Kind.PHONE, []),
        ("00 00 00 00 00", Kind.PHONE, []),
        ("2 95 10 99 126 111 93", Kind.NIR, ["2 95 10 99 126 111 93"]),
        ("2 95 10 99 126 111 94", Kind.NIR, []),
        ("2 95 15 99 126 111 93", Kind.NIR, []),
        ("12951099126111935", Kind.NIR, []),
        ("FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP", Kind.IBAN, ["FR76 3000 6000 0112 3456 7890 189"]),
        ("GB82 WEST 1234 5698 7654 32.", Kind.IBAN, ["GB82 WEST 1234 5698 7654 32"]),
        ("FR76 3000 6000 0112 3456 7890 188", Kind.IBAN, []),
        ("JEAN@EXEMPLE.FR, jean@localhost", Kind.EMAIL, ["JEAN@EXEMPLE.FR"]),
        ("ssh://depot@serveur.exemple.fr", Kind.EMAIL, []),
        ("née Martin, le 12/12/1960", Kind.BIRTH, ["12/12/1960"]),
        ("né le 31/02/1990", Kind.BIRTH, []),
        ("livré le 12/12/1960", Kind.BIRTH, []),
        ("12 rue de la Paix\n75002 PARIS CEDEX 02", Kind.ADDRESS, ["12 rue de la Paix\n75002 PARIS CEDEX 02"]),
        ("Madame la Préfète, Mme Zoé Petit", Kind.NAME, ["Zoé Petit"]),
        ("Arrets maladie et syndiquée", Kind.SPECIAL, ["Arrets maladie", "syndiquée"]),
        ("handicapant", Kind.SPECIAL, []),
    ],
)
def test_what_is_told(text: str, kind: Kind, found: list[str]) -> None:
    assert [text[each.start : each.end] for each in scan(text).occurrences if each.kind is kind] == found


def test_what_is_shown_names_nobody() -> None:
    for document in documents(7, 60):
        for each in scan(document.text).occurrences:
            if each.kind is Kind.SPECIAL:
                continue
            said = document.text[each.start : each.end]
            known = sum(letter.isalnum() for letter in each.masked)
            assert known <= max(4, len(said) // 4)
            assert " ".join(said.split()) not in each.masked


def test_many_are_counted_and_few_are_kept() -> None:
    seen = scan("a@exemple.fr " * (KEPT + 50))
    assert seen.counts == {Kind.EMAIL: KEPT + 50}
    assert len(seen.occurrences) == KEPT
    assert seen.score < 100


def test_nothing_seen_scores_nothing() -> None:
    assert scan("Le conseil approuve la convention.").score == 0


@given(st.text(alphabet="06 12.+-/@afr\nFR7\u00a0né le rue", max_size=400))
def test_any_text_is_looked_through(text: str) -> None:
    seen = scan(text)
    assert all(0 <= each.start < each.end <= len(text) for each in seen.occurrences)
    assert all(a.end <= b.start for a, b in zip(seen.occurrences, seen.occurrences[1:], strict=False))
    assert 0 <= seen.score <= 100


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from([0.5, 0.8, 1.0])), max_size=12))
def test_of_those_that_overlap_one_is_left(places: list[tuple[int, int, float]]) -> None:
    found = [Occurrence(Kind.EMAIL, start, start + length, certainty, "") for start, length, certainty in places]
    chosen = apart(found)
    assert all(not a.overlaps(b) for a in chosen for b in chosen if a is not b)
    assert not found or max(each.certainty for each in found) == max(each.certainty for each in chosen)


@pytest.mark.skipif(
    not has_model(), reason="chartrier[names] is not installed: NAMES BY THE LANGUAGE MODEL ARE NOT TESTED"
)
def test_names_by_the_model(capsys: pytest.CaptureFixture[str]) -> None:
    """It sees persons whom no civility announces; by form alone they are not seen."""
    text = "La demande de Camille Durand a été transmise à Jean-Pierre Martin par courrier."
    by_form, by_model = (
        {text[each.start : each.end] for each in scan(text, model=model).occurrences if each.kind is Kind.NAME}
        for model in (False, True)
    )
    assert by_form == set()
    assert by_model == {"Camille Durand", "Jean-Pierre Martin"}
    measured = {model: measure(sentences(NEVER_TUNED_ON + 1, 200), model=model) for model in (False, True)}
    with capsys.disabled():
        for model, one in measured.items():
            print(f"\n  names{' by the model' if model else ''}: recall {one.recall([Kind.NAME]):.3f}", end="")
        print(f", precision {measured[True].precision([Kind.NAME]):.3f}", end="")
    assert measured[True].recall([Kind.NAME]) > measured[False].recall([Kind.NAME]) + 0.4
    far = "x " * 30_000 + text
    (last,) = [each for each in all_of(far, {Kind.NAME}, model=True) if each.end > len(far) - 30]
    assert far[last.start : last.end] == "Jean-Pierre Martin"


def test_all_of_leaves_none_out() -> None:
    many = "a@b.fr " * 300
    assert scan(many).counts[Kind.EMAIL] == len(all_of(many, {Kind.EMAIL})) == 300
    assert len(scan(many).occurrences) < 300
    assert all_of(many, {Kind.NIR}) == []
