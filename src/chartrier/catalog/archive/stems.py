"""Words as the index keeps them: what a search asks for, and the stems of words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import connections

Phrase = tuple[tuple[str, int], ...]
"""Stems that follow each other, each with how many words after the one before (0 for the first): one alone, a word."""

_TOKEN = re.compile(r"'((?:[^']|'')*)'(?::[*A-D]+)?|<(-|[0-9]+)>|([&|!()])")
_PART = re.compile(r"[^\W_]+")


def query_of(words: str) -> tuple[Phrase, ...]:
    """What is looked for by folded words, as people type them: each word and each phrase; what is excluded is not."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT websearch_to_tsquery('pg_catalog.french', %s)::text", [words.replace("\0", " ")])
        written = str(cursor.fetchone()[0])
    found: list[Phrase] = []
    phrase: list[tuple[str, int]] = []
    whole: list[str] = []
    distance, negated, depth = 0, False, 0

    def close() -> None:
        if phrase or whole:
            found.append(tuple(phrase or ((part, min(number, 1)) for number, part in enumerate(whole))))
            phrase.clear()
            whole.clear()

    for lexeme, follows, operator in _TOKEN.findall(written):
        if operator == "!":
            close()
            negated = True
        elif operator == "(":
            depth += 1
        elif operator == ")":
            depth -= 1
            negated = negated and depth > 0
        elif operator:
            close()
            negated = negated and depth > 0
        elif follows:
            distance = 1 if follows == "-" else int(follows)
        elif not negated:
            parts = _PART.findall(lexeme)
            if len(parts) > 1:
                # of a word with hyphens the index has the whole, then its parts, which come next; of an address it
                # has the whole alone
                whole[:] = parts
                continue
            phrase += [(part, (distance or 1) if phrase else 0) for part in parts]
            distance = 0
    close()
    return tuple(dict.fromkeys(found))


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """The stem of each folded word that has one; the emptiest words (`le`, `de`) have none."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT word, (ts_lexize('pg_catalog.french_stem', word))[1] FROM unnest(%s::text[]) word", [sorted(words)]
        )
        return {word: stem for word, stem in cursor.fetchall() if stem}
