"""What the first words of a French administrative document say it is: its number, its objet, its day.

Pure reading of text that comes from anywhere: every search is bounded, and what is found is a proposal to a person.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

READ = 6_000
"""Characters in which a document says what it is."""
LONGEST = 200
"""Characters of an objet that is proposed as a title."""

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
_UNITS = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize",
)  # fmt: skip
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90}
_MONTH = "|".join(_MONTHS)
_WORDS = r"[a-z]{2,12}(?:[ -][a-z]{2,12}){0,5}"
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? )?"
_FIGURES = rf"{_WEEKDAY}(?P<d>[0-9]{{1,2}})(?:er)? (?P<m>{_MONTH}) (?P<y>[12][0-9]{{3}})"
_SHORT = r"(?P<d>[0-9]{1,2})[/.](?P<m>[0-9]{1,2})[/.](?P<y>[12][0-9]{3})"
_SITTING = (
    r"(?:seance|reunion|assemblee|session|deliberation|deliberations|arrete|compte[ -]rendu|proces[ -]verbal|scrutin)"
    r"[a-z' ,-]{0,60}? (?:du|le|en date du) "
)
_IN_WORDS = re.compile(
    rf"l'an (?P<year>deux mille(?:[ -]{_WORDS})?|[12][0-9]{{3}}),? ?(?:et )?le {_WEEKDAY}"
    rf"(?P<day>premier|{_WORDS}?|[0-9]{{1,2}})(?:er)?(?: du mois)?(?: de| d')? ?(?P<month>{_MONTH})\b"
)
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_SITTING}{_FIGURES}\b",
        rf"{_SITTING}{_SHORT}\b",
        rf"\b(?:le|en date du|date ?:|fait a [a-z' -]{{2,40}},? le) {_FIGURES}\b",
        rf"\b(?:le|en date du|date ?:) {_SHORT}\b",
    )
)
"""In the order in which they are believed."""
_NUMBER = re.compile(
    r"\b(?P<what>d[ée]lib[ée]ration|arr[êe]t[ée]|d[ée]cision)(?: (?:municipale?|du maire|communautaire))?"
    r" ?(?:n ?[°ºo]\.?|num[ée]ro) ?:? ?(?P<number>[A-Z]{0,6}[-_/. ]?[0-9][0-9A-Z_/.-]{0,19})",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"^[ \t]*(?:objet|obj\.?)[ \t]*:[ \t]*(?P<object>\S.{2,400})$", re.IGNORECASE | re.MULTILINE)
_KINDS = {"d": "Délibération", "a": "Arrêté", "e": "Décision"}


@dataclass(frozen=True, slots=True)
class Said:
    """What the document says: each part empty or None when it does not. `number` with its kind: `Délibération n° 3`."""

    number: str = ""
    object: str = ""
    day: date | None = None

    @property
    def title(self) -> str:
        """What a person would write on its cover; empty when it says nothing of that."""
        return " : ".join(filter(None, (self.number, self.object)))


def read_words(text: str) -> Said:
    """What these first words say."""
    beginning = text[:READ].replace("\u00a0", " ").replace("\u202f", " ")
    return Said(_number(beginning), _object(beginning), day_in_words(beginning))


def day_in_words(text: str) -> date | None:
    """The day that a text gives itself, in figures or in words, the séance before any other; None for none."""
    plain = _plain(text)
    if (match := _IN_WORDS.search(plain)) is not None and (day := _day_of_words(match)) is not None:
        return day
    for pattern in _DAYS:
        for match in pattern.finditer(plain):
            month = match["m"]
            number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
            try:
                return date(int(match["y"]), number, int(match["d"]))
            except ValueError:
                continue
    return None


def _number(text: str) -> str:
    match = _NUMBER.search(" ".join(text.split()))
    if match is None:
        return ""
    what = _plain(match["what"])
    kind = _KINDS["e" if what.startswith("dec") else what[0]]
    return f"{kind} n° {match['number'].rstrip('.-/_ ')}"


def _object(text: str) -> str:
    match = _OBJECT.search(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    if match is None:
        return ""
    found = " ".join(match["object"].split())[:LONGEST].strip(" .;,:")
    return found[:1].upper() + found[1:]


def _day_of_words(match: re.Match[str]) -> date | None:
    year, day = _count(match["year"]), _count(match["day"])
    if year is None or day is None:
        return None
    try:
        return date(year, _MONTHS.index(match["month"]) + 1, day)
    except ValueError:
        return None


def _count(words: str) -> int | None:
    """A number below 3000 as written in words or in figures; None for what is none."""
    if words.isdigit():
        return int(words)
    if words == "premier":
        return 1
    total = current = 0
    for word in re.split(r"[ -]", words):
        word = word.removesuffix("s") if word in ("vingts", "cents") else word
        if word == "et":
            continue
        if word == "mille":
            total, current = (current or 1) * 1_000, 0
        elif word == "cent":
            current = (current or 1) * 100
        elif word == "vingt" and current == 4:
            current = 80
        elif word in _TENS:
            current += _TENS[word]
        elif word in _UNITS:
            current += _UNITS.index(word)
        else:
            return None
    return total + current


def _plain(text: str) -> str:
    """Lower case, without accents, one space between words."""
    straight = text.replace("\u2019", "'")
    bare = "".join(each for each in unicodedata.normalize("NFKD", straight) if not unicodedata.combining(each))
    return " ".join(bare.casefold().split())
