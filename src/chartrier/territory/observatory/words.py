"""What the observatory counts, in words."""

from __future__ import annotations

from types import MappingProxyType

from chartrier.geography.sizes import SIZES
from chartrier.rules.communicabilite.words import Words
from chartrier.territory.observatory.publication import Layer
from chartrier.territory.words import FLOWS

LAYERS = MappingProxyType(
    {
        layer: Words("versent, en tout", "deposit, in all") if layer.flow is None else FLOWS[layer.flow]
        for layer in Layer
    }
)


def sized(low: int | None) -> Words:
    """A class of size, by where it begins; None: of all that are not told apart."""
    if low is None:
        return Words("autres tailles, ensemble", "other sizes, together")
    after = SIZES.index(low) + 1
    if after == len(SIZES):
        return Words(f"{_grouped(low, ' ')} habitants et plus", f"{_grouped(low, ',')} inhabitants and more")
    last = SIZES[after] - 1
    return Words(
        f"{_grouped(low, ' ')} à {_grouped(last, ' ')} habitants",
        f"{_grouped(low, ',')} to {_grouped(last, ',')} inhabitants",
    )


def _grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", "\u202f" if separator == " " else separator)
