"""What kinds of personal data were seen, in words."""

from __future__ import annotations

from collections.abc import Iterable

from chartrier.detection.occurrence import Kind
from chartrier.rules.communicabilite.words import Words

_WORDS = {
    Kind.NIR: Words("numéro de sécurité sociale", "social security number"),
    Kind.IBAN: Words("compte bancaire", "bank account"),
    Kind.SPECIAL: Words("donnée sensible", "sensitive data"),
    Kind.BIRTH: Words("naissance", "birth"),
    Kind.ADDRESS: Words("adresse", "address"),
    Kind.PHONE: Words("téléphone", "telephone"),
    Kind.EMAIL: Words("adresse électronique", "e-mail address"),
    Kind.NAME: Words("nom de personne", "name of a person"),
}


def named(kinds: Iterable[str]) -> Words:
    """The kinds, in a line."""
    words = [_WORDS[Kind(each)] for each in sorted(set(kinds))]
    return Words(", ".join(each.fr for each in words), ", ".join(each.en for each in words))
