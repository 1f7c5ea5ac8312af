"""Where what is wanted lies in a text: words whatever their case, accents and line breaks; kinds by the detection."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chartrier.detection.scanning import all_of
from chartrier.redaction.wanted import How, Target, Wanted

_CUT = "(?:[\u00ad\u0002\ufffe\u200b\u200d][ \\t\\r\\n]*|-?[ \\t]*[\\r\\n]+[ \\t]*)?"
"""Inside a word: nothing, a mark where it may break, or the end of a line, as PDF and word processors write them."""
_MARKS = "[\u0300-\u036f]*"
"""An accent that is a character of its own."""
_APART = r"[\W_]{1,6}"
_AMONG_FIGURES = r"[\s.\-/\u00a0\u202f]{0,2}"
_FIGURES = re.compile(r"[\d\s.\-/+]+")
_TOKENS = re.compile(r"[^\W_]+")
_ALIKE = {"’": "'", "‘": "'", "ʼ": "'"}


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (excluded) are to be hidden, because of that target."""

    start: int
    end: int
    target: Target


class Seeker:
    """Looks for what is wanted in one text after another; patterns are made once."""

    def __init__(self, wanted: Wanted) -> None:
        self._words = [(target, _pattern(target.text, whole=True)) for target in wanted.of(How.WORDS)]
        self._inside = [_pattern(target.text, whole=False) for target in wanted.of(How.WORDS)]
        self._kinds = {target.kind: target for target in wanted.of(How.KIND) if target.kind is not None}
        self._model = wanted.model

    def spans(self, text: str) -> list[Span]:
        """All that is to be hidden, in the order of the text; spans may overlap."""
        folded = folded_alike(text)
        found = [
            Span(match.start(), match.end(), target)
            for target, pattern in self._words
            for match in pattern.finditer(folded)
        ]
        found += [
            Span(each.start, each.end, self._kinds[each.kind])
            for each in (all_of(text, self._kinds, model=self._model) if self._kinds else ())
        ]
        return sorted(found, key=lambda span: (span.start, span.end))

    def inside_other_words(self, text: str) -> int:
        """How often what is sought is a part of a longer word, which is not hidden."""
        folded = folded_alike(text)
        whole = {match.start() for _, pattern in self._words for match in pattern.finditer(folded)}
        return sum(match.start() not in whole for pattern in self._inside for match in pattern.finditer(folded))


def merged(spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The places to hide, those that touch being one."""
    start = end = -1
    for span in spans:
        if span.start > end:
            if end > start:
                yield start, end
            start, end = span.start, span.end
        end = max(end, span.end)
    if end > start:
        yield start, end


def folded_alike(text: str) -> str:
    """The text without case and accents, each character in its place."""
    return "".join(map(_folded, text))


def _folded(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    bare = unicodedata.normalize("NFD", letter)[0].casefold()
    return _ALIKE.get(letter, bare if len(bare) == 1 else letter)


def _pattern(text: str, *, whole: bool) -> re.Pattern[str]:
    folded = folded_alike(unicodedata.normalize("NFC", text)).strip()
    before, after = ("(?<![^\\W_])", "(?![^\\W_])") if whole else ("", "")
    if _FIGURES.fullmatch(folded):
        figures = [re.escape(each) for each in folded if each.isdecimal()]
        return re.compile(before + _AMONG_FIGURES.join(figures) + after)
    tokens = [(_CUT.join(re.escape(letter) + _MARKS for letter in token)) for token in _TOKENS.findall(folded)]
    return re.compile(before + _APART.join(tokens) + after)
