"""Text from outside on a terminal: whatever could move the cursor, colour or reorder it is shown, not obeyed."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def visible(text: object) -> str:
    """The text with control, format (bidi too), private and surrogate characters as `\\u{…}`."""
    return "".join(
        f"\\u{{{ord(character):x}}}" if unicodedata.category(character) in _HIDDEN else character
        for character in str(text)
    )
