"""What the site says, in French and in English: the French sentence is the key, each subject has its English.

Sentences are ours and have no markup; their values come from anywhere and are escaped by whoever puts them in a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.http import HttpRequest
from django.utils.translation import get_language

from chartrier.records.finding import Language
from chartrier.web.subjects import SUBJECTS, module


def say(asked: HttpRequest | Language, sentence: str, /, **values: object) -> str:
    """The sentence in the language of a request, or in that one, with its values: plain text, to be escaped."""
    return translated(sentence, _language(asked)).format_map(values)


def count(asked: HttpRequest | Language, number: int, one: str, many: str, /, **values: object) -> str:
    """The same, of one thing or of several: `{count}` is the number, grouped as the language writes it."""
    language = _language(asked)
    sentence = translated(form(number, one, many, language), language)
    return sentence.format_map({"count": grouped(number, language), **values})


def form(number: int, one: str, many: str, language: Language) -> str:
    """French has one zero, English several."""
    single = number in (0, 1) if language == "fr" else number == 1
    return one if single else many


def grouped(number: int, language: Language) -> str:
    """`12 345` with narrow no-break spaces, `12,345`."""
    return f"{number:,}".replace(",", "\u202f") if language == "fr" else f"{number:,}"


def translated(sentence: str, language: Language) -> str:
    """A test holds that no sentence is missing."""
    return sentence if language == "fr" else english().get(sentence, sentence)


def spoken() -> Language:
    """The language of the request that this thread answers."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"


@cache
def english() -> Mapping[str, str]:
    """The English of all subjects."""
    texts: dict[str, str] = {}
    for subject in SUBJECTS:
        if (found := module(subject, "english")) is not None:
            texts |= found.ENGLISH
    return texts


def _language(asked: HttpRequest | Language) -> Language:
    if isinstance(asked, HttpRequest):
        return getattr(asked, "language", "fr")  # type: ignore[no-any-return]
    return asked
