"""The two regimes are apart."""

from __future__ import annotations

from datetime import date
from itertools import product

from chartrier.rules.age import Age
from chartrier.rules.communicabilite.administrative import (
    AdministrativeAnswer,
    Relation,
    administrative_access,
)
from chartrier.rules.communicabilite.dates import KnownDates
from chartrier.rules.communicabilite.public import PublicAnswer, public_access
from chartrier.rules.communicabilite.regime import Regime


def test_a_stranger_and_who_has_no_right_never_read():
    for relation, age, entitled in product(Relation, Age, (True, False)):
        answer = administrative_access(relation, age, entitled=entitled)
        assert answer.granted == (entitled and relation is not Relation.STRANGER)
        assert answer.restricted == (age is Age.INTERMEDIAIRE)
        assert answer.sentence("fr").startswith("accès" if answer.granted else "pas d'accès")
        assert answer.sentence("en").startswith("administrative" if answer.granted else "no administrative")


def test_the_sentence_says_who_and_how():
    answer = administrative_access(Relation.PRODUCER, Age.INTERMEDIAIRE, entitled=True)
    assert answer.sentence("fr") == (
        "accès administratif : service producteur, restreint aux personnes habilitées et journalisé"
    )
    answer = administrative_access(Relation.CONCERNED, Age.DEFINITIVE, entitled=True)
    assert answer.sentence("en") == "administrative access: the person concerned (CRPA, L311-6), logged"


def test_each_answer_names_its_regime_and_is_not_the_other():
    administrative = administrative_access(Relation.PRODUCER, Age.COURANTE, entitled=True)
    public = public_access(["AR038"], KnownDates(date(2026, 1, 1)))
    assert administrative.regime is Regime.ADMINISTRATIVE
    assert public.regime is Regime.PUBLIC
    assert not issubclass(AdministrativeAnswer, PublicAnswer)
    assert not hasattr(administrative, "is_open")
    assert not hasattr(public, "granted")
    assert {regime.words.fr for regime in Regime} == {"accès administratif", "accès du public"}
