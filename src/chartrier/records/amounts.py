"""An amount of bytes as people read it, in French and in English: by thousands, not by 1024."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chartrier.records.finding import Language

UNITS = MappingProxyType({"fr": ("ko", "Mo", "Go", "To", "Po"), "en": ("kB", "MB", "GB", "TB", "PB")})
ROUNDINGS = MappingProxyType({"bytes": ROUND_HALF_UP, "bytes+": ROUND_CEILING, "bytes-": ROUND_FLOOR})
"""How what is shown was rounded: what is too large never looks as if it fitted (+), nor what is left as if it were
more (-).
"""
_NARROW, _FIXED = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
_TENTH = Decimal("0.1")


def written_amount(size: int, language: Language, rounding: str = "bytes") -> str:
    """`12,4 Mo`, `12.4 MB`; whole below a thousand: `1 octet`, `0 bytes`."""
    value, units = Decimal(size), UNITS[language]
    if value < 1000:
        return f"{size}{_FIXED}{_bytes(size, language)}"
    step = 0
    while (shown := (value / 1000).quantize(_TENTH, ROUNDINGS[rounding])) >= 1000 and step + 1 < len(units):
        value, step = value / 1000, step + 1
    text = f"{shown:,f}"
    if language == "fr":
        text = text.replace(",", _NARROW).replace(".", ",")
    return f"{text}{_FIXED}{units[step]}"


def _bytes(size: int, language: Language) -> str:
    if language == "fr":
        return "octet" if size < 2 else "octets"
    return "byte" if size == 1 else "bytes"
