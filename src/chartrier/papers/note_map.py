"""The map of the note: départements shaded by hatching, which a printer without colours shows as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HATCHINGS = {
    "unknown": '<circle cx="4" cy="4" r="1.6"/><circle cx="12" cy="12" r="1.6"/>',
    "none": "",
    "1": '<path d="M-2 18L18 -2"/>',
    "2": '<path d="M-2 18L18 -2M-2 10L10 -2M6 18L18 6"/>',
    "3": '<path d="M-2 18L18 -2M-2 10L10 -2M6 18L18 6M-2 -2L18 18"/>',
    "4": '<rect width="16" height="16" fill="#555"/>',
}
"""What fills a square of each shade, in black on white: more ink for a larger share."""

_TILE, _RING = 16, 5


@dataclass(frozen=True, slots=True)
class Shaded:
    """A shape: paths of SVG of ours, and one of `HATCHINGS`. `ringed`: it is drawn around, and above all others."""

    path: str
    shade: str
    ringed: bool = False


@dataclass(frozen=True, slots=True)
class NoteMap:
    """A map with what it says in words: whoever does not see it loses nothing. `legend`: shade and words."""

    title: str
    said: str
    source: str
    width: int
    height: int
    shapes: Sequence[Shaded]
    legend: Sequence[tuple[str, str]]

    def data(self) -> Mapping[str, Any]:
        """What the template shows; the drawings are numbers and names of ours, and nothing that anybody typed."""
        return {
            "title": self.title,
            "said": self.said,
            "source": self.source,
            "svg": self._svg(),
            "legend": [[_swatch(shade), words] for shade, words in self.legend],
        }

    def _svg(self) -> str:
        above = sorted(self.shapes, key=lambda each: each.ringed)
        drawn = "".join(
            f'<path d="{each.path}" fill="url(#s{each.shade})" stroke-width="{_RING if each.ringed else 1}"/>'
            for each in above
        )
        return _sheet(self.width, self.height, drawn)


def _swatch(shade: str) -> str:
    return _sheet(48, 32, f'<rect x="1" y="1" width="46" height="30" fill="url(#s{shade})"/>')


def _sheet(width: int, height: int, drawn: str) -> str:
    patterns = "".join(
        f'<pattern id="s{shade}" width="{_TILE}" height="{_TILE}" patternUnits="userSpaceOnUse">'
        f'<rect width="{_TILE}" height="{_TILE}" fill="#fff"/>'
        f'<g stroke="#333" stroke-width="1.4" fill="#333">{inside}</g></pattern>'
        for shade, inside in HATCHINGS.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<defs>{patterns}</defs><g stroke="#222">{drawn}</g></svg>'
    )
