"""What of a text answers a search: its words marked, and the passage that says most of them.

The index is of folded text (`catalog/archive/french.py`), which PostgreSQL's `ts_headline` cannot lay over the text as
it was written: words are found here, in the text itself, and compared by the same folding and the same stems. What is
given back is the text in pieces, marked or not: nothing is ever markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from chartrier.catalog.archive.french import UNSEEN, fold, fold_question
from chartrier.catalog.archive.stems import Phrase, query_of, stems_of

LENGTH = 260
"""Characters of an excerpt, more or less: it begins and ends between words."""
BEFORE = 90
"""Of them, those before the first marked word."""
MARKED = 2_000
"""Words of one text that are looked at."""
PAGE = "\f"
"""What parts the pages of a text."""
ACROSS = 200
"""Characters between two words of a phrase, at most."""

_WORD = re.compile(rf"(?:[^\W_]|{UNSEEN})+")
_SPACE = re.compile(r"\s+")
_PREFIX = 3
"""Letters that a word and its stem share."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `hit`: it is what was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage. `page`: which page of the document it is on, from 1."""

    pieces: tuple[Piece, ...]
    page: int


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    folded: str


class Sought:
    """What a search looks for, for as long as one answer is shown: texts are read, then marked."""

    def __init__(self, words: str) -> None:
        self._phrases: Sequence[Phrase] = query_of(fold_question(words)) if words.strip() else ()
        lexemes = {lexeme for phrase in self._phrases for lexeme, _ in phrase}
        self._lexemes = frozenset(lexemes)
        self._beginnings = _beginnings(lexemes)
        self._read: dict[str, list[_Word]] = {}
        self._stems: Mapping[str, str] | None = None

    def read(self, texts: Iterable[str]) -> None:
        """Look for words in these texts. All that will be marked is read first: their stems are asked for once."""
        for text in texts:
            if self._lexemes and text not in self._read:
                self._read[text] = self._words(text)

    def mark(self, text: str) -> tuple[Piece, ...]:
        """The whole text, its words marked."""
        return tuple(_pieces(text, 0, len(text), self._hits(text)))

    def excerpt(self, text: str) -> Excerpt | None:
        """The passage that has most of what is looked for; None when nothing is marked."""
        hits = self._hits(text)
        if not hits:
            return None
        first, start, end = _window(text, hits)
        pieces = [Piece(_SPACE.sub(" ", each.text), each.hit) for each in _pieces(text, start, end, hits)]
        if start > 0:
            pieces.insert(0, Piece("… "))
        if end < len(text):
            pieces.append(Piece(" …"))
        return Excerpt(tuple(pieces), text.count(PAGE, 0, first) + 1)

    def _words(self, text: str) -> list[_Word]:
        """The words that may be one of those that are looked for."""
        found: list[_Word] = []
        for match in self._beginnings.finditer(text):
            word = _WORD.match(text, match.start())
            if word is not None:
                found.append(_Word(word.start(), word.end(), fold(word[0])))
            if len(found) == MARKED:
                break
        return found

    def _hits(self, text: str) -> list[tuple[int, int, int]]:
        """Where what is looked for is: from, to, and which of the phrases, in order."""
        self.read([text])
        words = self._read.get(text, [])
        if self._stems is None or any(word.folded not in self._stems for word in words):
            every = {word.folded for each in self._read.values() for word in each}
            self._stems = stems_of(every)
        stems = self._stems
        known = [(word, {word.folded, stems.get(word.folded, "")} & self._lexemes) for word in words]
        found: set[tuple[int, int, int]] = set()
        for number, phrase in enumerate(self._phrases):
            for at, (_, lexemes) in enumerate(known):
                if phrase[0][0] in lexemes:
                    found.update((*span, number) for span in _follow(text, known[at:], phrase))
        return sorted(found)


def _follow(text: str, words: Sequence[tuple[_Word, set[str]]], phrase: Phrase) -> list[tuple[int, int]]:
    """The places of the words of a phrase that begins with the first of these; none when it does not go on."""
    place = words[0][0]
    spans = [(place.start, place.end)]
    rest = iter(words[1:])
    for lexeme, distance in phrase[1:]:
        for word, lexemes in rest:
            between = text[place.end : word.start]
            if len(between) > ACROSS:
                return []
            if lexeme in lexemes:
                # what the index counts as one more word (a word with hyphens, and its parts) is let pass
                if sum(1 for _ in _WORD.finditer(between)) > distance:
                    return []
                place = word
                spans.append((word.start, word.end))
                break
        else:
            return []
    return spans


def _window(text: str, hits: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    """The first word that is marked of a passage, and from where to where it goes: where most of the phrases are, and
    the first of such places.
    """
    best, most = 0, 0
    for at, (start, _, _) in enumerate(hits):
        within = [each for each in hits[at : at + 50] if each[1] <= start + LENGTH - BEFORE]
        score = 1_000 * len({number for _, _, number in within}) + min(len(within), 20)
        if score > most:
            best, most = at, score
    first = hits[best]
    # a passage is of one page
    page_start, page_end = text.rfind(PAGE, 0, first[0]) + 1, text.find(PAGE, first[1])
    page_end = len(text) if page_end < 0 else page_end
    start = max(page_start, first[0] - BEFORE)
    end = min(page_end, max(start + LENGTH, first[1]))
    if start > page_start and (space := re.search(r"\s", text[start : first[0]])) is not None:
        start += space.end()
    if end < page_end and (space := re.search(r"\s\S*\Z", text[first[1] : end])) is not None:
        end = first[1] + space.start()
    return first[0], start, end


def _pieces(text: str, start: int, end: int, hits: Sequence[tuple[int, int, int]]) -> Iterable[Piece]:
    """The text from there to there, in pieces; what touches is one mark."""
    spans: list[tuple[int, int]] = []
    for begin, stop, _ in hits:
        if begin < start or stop > end:
            continue
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(stop, spans[-1][1]))
        else:
            spans.append((begin, stop))
    edges = [start, *(edge for span in spans for edge in span), end]
    for number, (begin, stop) in enumerate(pairwise(edges)):
        if begin < stop:
            yield Piece(text[begin:stop], hit=number % 2 == 1)


def _beginnings(lexemes: Iterable[str]) -> re.Pattern[str]:
    """What finds in a text, as it was written, the beginning of a word that may be one of these."""
    starts = sorted({_written(lexeme[:_PREFIX]) for lexeme in lexemes})
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(starts) or '(?!)'})")


def _written(folded: str) -> str:
    """All ways to write letters that are folded to these, with their accents and ligatures."""
    if not folded:
        return ""
    one = re.escape(folded[0]) + _LETTERS.get(folded[0], "")
    ways = [f"[{one}]{UNSEEN}*{_written(folded[1:])}"]
    for ligature, letters in _LIGATURES:
        if letters.startswith(folded) or folded.startswith(letters):
            ways.append(f"{ligature}{UNSEEN}*{_written(folded[len(letters) :])}")
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _letters() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """By folded letter, those that are folded to it; and those that are folded to several."""
    letters: dict[str, str] = {}
    ligatures = []
    for code in chain(range(0x21, 0x250), range(0x1E00, 0x1F00), range(0x2C60, 0x2C80), range(0xFB00, 0xFB07)):
        letter = chr(code)
        folded = fold(letter)
        if not letter.isalpha() or not folded.isalpha():
            continue
        if len(folded) == 1:
            letters[folded] = letters.get(folded, "") + letter
        else:
            ligatures.append((letter, folded))
    return letters, ligatures


_LETTERS, _LIGATURES = _letters()
