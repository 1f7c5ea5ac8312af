"""The map of the note: départements in greys and hatchings, which a printer without colours shows as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FILLS = {
    "unknown": "url(#dots)", "none": "#fff", "1": "url(#lines)", "2": "#ccc", "3": "#8c8c8c", "4": "#3a3a3a",
}  # fmt: skip
"""What fills each shade: the larger the share, the more ink."""

PATTERNS = """<defs>
<pattern id="dots" width="16" height="16" patternUnits="userSpaceOnUse"><rect width="16" height="16" fill="#fff"/>
<circle cx="4" cy="4" r="1.8"/><circle cx="12" cy="12" r="1.8"/></pattern>
<pattern id="lines" width="14" height="14" patternUnits="userSpaceOnUse"><rect width="14" height="14" fill="#fff"/>
<path d="M-2 16L16 -2" stroke="#222" stroke-width="1.6"/></pattern>
</defs>"""


@dataclass(frozen=True, slots=True)
class Shaded:
    """A shape: a path of SVG of ours, and one of `FILLS`. `ring`: middle and radius of what is drawn around it."""

    path: str
    shade: str
    ring: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class NoteMap:
    """A map with what it says in words: whoever does not see it loses nothing. `caption`: what is drawn, and where
    it is known from; `legend`: shade and words.
    """

    title: str
    said: str
    caption: str
    width: int
    height: int
    shapes: Sequence[Shaded]
    legend: Sequence[tuple[str, str]]

    def data(self) -> Mapping[str, Any]:
        """What the template shows; the drawings are numbers and names of ours, and nothing that anybody typed."""
        return {
            "title": self.title,
            "said": self.said,
            "caption": self.caption,
            "svg": self._svg(),
            "legend": [[_swatch(shade), words] for shade, words in self.legend],
        }

    def _svg(self) -> str:
        drawn = [f'<path d="{each.path}" fill="{FILLS[each.shade]}" stroke="#222"/>' for each in self.shapes]
        rings = [each.ring for each in self.shapes if each.ring is not None]
        for colour, width in (("#fff", 14), ("#000", 6)):
            drawn += [
                f'<circle cx="{x}" cy="{y}" r="{radius}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
                for x, y, radius in rings
            ]
        return _sheet(self.width, self.height, "".join(drawn))


def _swatch(shade: str) -> str:
    return _sheet(48, 32, f'<rect x="1" y="1" width="46" height="30" fill="{FILLS[shade]}" stroke="#222"/>')


def _sheet(width: int, height: int, drawn: str) -> str:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{PATTERNS}{drawn}</svg>'
