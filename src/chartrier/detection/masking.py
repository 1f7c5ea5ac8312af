"""What may be shown of something personal: enough to recognise its kind, too little to name anybody."""

from __future__ import annotations

import re

HIDDEN = "•"
_WORD = re.compile(r"\w+")
_FIGURES_AND_LETTERS = re.compile(r"\w")
LONGEST = 60
"""Characters of what is shown: an occurrence may be longer than anybody reads."""


def masked(text: str, *, keep: int = 0) -> str:
    """The text with its letters and figures hidden, except the first `keep`; on one line."""
    kept = 0

    def hide(found: re.Match[str]) -> str:
        nonlocal kept
        kept += 1
        return found[0] if kept <= keep else HIDDEN

    shown = _FIGURES_AND_LETTERS.sub(hide, " ".join(text.split()))
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def initials(text: str) -> str:
    """The first letter of each word: « Camille Durand » is shown as « C• D• »."""
    return _WORD.sub(lambda word: word[0][0] + HIDDEN, " ".join(text.split()))[:LONGEST]


def masked_email(text: str) -> str:
    """The first letter and the last part of an address: « c•@•.fr »."""
    return f"{text[0]}{HIDDEN}@{HIDDEN}.{text.rpartition('.')[2]}"
