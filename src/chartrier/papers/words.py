"""How a document writes days, amounts and numbers: in French, as its readers do."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from chartrier.records.amounts import written_amount
from chartrier.records.days import written_day, written_moment

NARROW = "\N{NARROW NO-BREAK SPACE}"
FIXED = "\N{NO-BREAK SPACE}"
NOTHING = "—"
"""What stands where nothing is known."""


def day(value: date | None) -> str:
    """`28 novembre 2026`, which no line end parts; a dash for none."""
    return NOTHING if value is None else written_day(value, "fr").replace(" ", FIXED)


def moment(shown: datetime) -> str:
    """`28 novembre 2026 à 14 h 05`, which no line end parts: a time of a clock in France."""
    return written_moment(shown, "fr").replace(" ", FIXED)


def short_day(value: date | None) -> str:
    """`28/11/2026`, for a table."""
    return NOTHING if value is None else f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def extreme_dates(first: date | None, last: date | None) -> str:
    """`1998 – 2004`: whole years where both ends are those of a year, else the days."""
    if first is None and last is None:
        return "sans date"
    if _begins_year(first) and _ends_year(last):
        assert first is not None
        assert last is not None
        return str(first.year) if first.year == last.year else f"{first.year}{FIXED}– {last.year}"
    if first == last:
        return short_day(first)
    return f"{short_day(first)}{FIXED}– {short_day(last)}"


def _begins_year(value: date | None) -> bool:
    return value is not None and (value.month, value.day) == (1, 1)


def _ends_year(value: date | None) -> bool:
    return value is not None and (value.month, value.day) == (12, 31)


def number(value: int) -> str:
    """`12 345`, its thousands apart."""
    return f"{value:,}".replace(",", NARROW)


def count(value: int, singular: str, plural: str | None = None) -> str:
    """`2 fichiers`: in French the plural begins with two."""
    return f"{number(value)}{FIXED}{singular if value < 2 else plural or f'{singular}s'}"


def amount(size: int) -> str:
    """Bytes as `12,4 Mo` (thousands, not 1024), whole below a kilo-octet."""
    return written_amount(size, "fr")


def metres(length: Decimal | None) -> str:
    """Mètres linéaires as `1,20 ml`; a dash for none."""
    return NOTHING if length is None else f"{decimal(length, 2)}{FIXED}ml"


def decimal(value: Decimal, places: int) -> str:
    """With a comma, rounded half up."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded:,f}".replace(",", NARROW).replace(".", ",")


def volume(size: int, length: Decimal | None) -> str:
    """Bytes, mètres linéaires, or both, of what is there; a dash for nothing."""
    parts = [amount(size)] if size else []
    parts += [metres(length)] if length else []
    return " + ".join(parts) or NOTHING


def siren(code: str) -> str:
    """`219 600 426`; anything that is not nine digits as it is."""
    if len(code) != 9 or not code.isdecimal():
        return code
    return NARROW.join((code[:3], code[3:6], code[6:]))
