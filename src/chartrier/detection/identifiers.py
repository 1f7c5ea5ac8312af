"""The two numbers that carry their own key: the NIR (numéro de sécurité sociale) and the IBAN.

NIR: 13 characters and a key of two figures, 97 less the rest by 97; 2A and 2B count as 19 and 18 (arrêté du 19 août
1985, INSEE). IBAN: ISO 13616, whose rest by 97 is 1, of the length that its country gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban

from chartrier.detection.masking import masked
from chartrier.detection.occurrence import Kind, Occurrence

_GAP = r"[ \t\u00a0\u202f\u2009.\-–/]{0,2}\n?[ \t]{0,2}"


def _spaced(*signs: str) -> str:
    """The pattern of signs that a space, a full stop, a dash or the end of a line may part."""
    return _GAP.join(signs)


_FIGURE = r"\d"
_NIR = re.compile(
    _spaced(
        r"(?<!\w)(?P<number>[1-478]",
        *[_FIGURE] * 5,
        r"[\dABab]",
        *[_FIGURE] * 5,
        rf"\d){_GAP}(?:cl[ée]\s*:?\s*)?(?P<key>\d",
        r"\d)(?!\w)",
    )
)
_SEPARATORS = re.compile(r"[\W_]+")
_MONTHS = frozenset((*range(1, 13), *range(20, 43), *range(50, 100)))
"""20 and after: the month was not known, or the register ran out of numbers."""

_IBAN_HEAD = re.compile(r"(?<![A-Za-z0-9])(?P<country>[A-Za-z]{2})[ \u00a0]?(?=\d{2})")
_IN_AN_ACCOUNT = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ \u00a0\u202f-]?\w{4})*[ \u00a0\u202f-]$")
"""An account number with a wrong key has one chance in 97 to hold a NIR."""
_SHORTEST, _LONGEST = 15, 34


def nirs(text: str) -> Iterator[Occurrence]:
    """Numbers of thirteen figures whose key is right."""
    for found in _NIR.finditer(text):
        if _IN_AN_ACCOUNT.search(text[max(0, found.start() - _LONGEST) : found.start()]):
            continue
        number = _SEPARATORS.sub("", found["number"]).upper()
        if int(number[3:5]) in _MONTHS and _key(number) == int(_SEPARATORS.sub("", found["key"])):
            yield Occurrence(Kind.NIR, found.start(), found.end(), 1.0, masked(found[0]))


def _key(number: str) -> int | None:
    """The key of the thirteen characters of a NIR; None when letters are elsewhere than in 2A and 2B."""
    where = {"2A": "19", "2B": "18"}.get(number[5:7], number[5:7])
    figures = number[:5] + where + number[7:]
    return 97 - int(figures) % 97 if figures.isdecimal() else None


def ibans(text: str) -> Iterator[Occurrence]:
    """Account numbers whose key, country and length are right, in groups or not."""
    free = 0
    for head in _IBAN_HEAD.finditer(text):
        if head.start() < free:
            continue
        end = _end_of_iban(text, head.start())
        if end is not None:
            free = end
            yield Occurrence(Kind.IBAN, head.start(), end, 1.0, masked(text[head.start() : end], keep=2))


def _end_of_iban(text: str, start: int) -> int | None:
    """Where the IBAN that begins there ends; None if none does. The longest is tried first."""
    ends = _ends(text, start)
    for length in range(len(ends), _SHORTEST - 1, -1):
        end = ends[length - 1]
        if end < len(text) and text[end].isalnum():
            continue
        if iban.is_valid("".join(each for each in text[start:end] if each.isalnum()), check_country=False):
            return end
    return None


def _ends(text: str, start: int) -> list[int]:
    """Where the first, the second… letter or figure from `start` ends, as far as an IBAN may go on."""
    ends: list[int] = []
    gap = 0
    for position in range(start, min(len(text), start + 3 * _LONGEST)):
        letter = text[position]
        if letter.isascii() and letter.isalnum():
            ends.append(position + 1)
            gap = 0
        elif letter in " \u00a0\u202f\n-." and gap < 2:
            gap += 1
        else:
            break
        if len(ends) == _LONGEST:
            break
    return ends
