"""What people call the formats that PRONOM tells apart: several of its identifiers are one name for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from types import MappingProxyType

_NAMES = {
    "PDF": "fmt/14 fmt/15 fmt/16 fmt/17 fmt/18 fmt/19 fmt/20 fmt/276 fmt/1129",
    "PDF/A": "fmt/95 fmt/354 fmt/476 fmt/477 fmt/478 fmt/479 fmt/480 fmt/481 fmt/1910 fmt/1911 fmt/1912",
    "Word (docx)": "fmt/412",
    "Excel (xlsx)": "fmt/214",
    "PowerPoint (pptx)": "fmt/215",
    "Word (doc)": "fmt/39 fmt/40",
    "Excel (xls)": "fmt/59 fmt/61",
    "PowerPoint (ppt)": "fmt/126",
    "LibreOffice (odt)": "fmt/136 fmt/290 fmt/291 fmt/1756",
    "LibreOffice (ods)": "fmt/137 fmt/294 fmt/295 fmt/1755",
    "LibreOffice (odp)": "fmt/138 fmt/292 fmt/293 fmt/1754",
    "RTF": "fmt/45 fmt/50 fmt/52 fmt/53 fmt/355",
    "JPEG": "fmt/42 fmt/43 fmt/44 fmt/645",
    "PNG": "fmt/11 fmt/12 fmt/13",
    "GIF": "fmt/3 fmt/4",
    "TIFF": "fmt/353",
    "JPEG 2000": "x-fmt/392",
    "txt": "x-fmt/111",
    "CSV": "x-fmt/18",
    "XML": "fmt/101",
    "JSON": "fmt/817",
    "HTML": "fmt/96 fmt/97 fmt/98 fmt/99 fmt/100 fmt/471",
    "eml": "fmt/278 fmt/950",
    "Outlook (msg)": "x-fmt/430",
    "mbox": "fmt/720",
    "MP3": "fmt/134",
    "WAV": "fmt/6 fmt/141",
    "MP4": "fmt/199",
    "zip": "x-fmt/263",
}
NAMED = MappingProxyType({name: tuple(puids.split()) for name, puids in _NAMES.items()})
"""All the PUIDs that each name is for."""
_BY_PUID = MappingProxyType({puid: name for name, puids in NAMED.items() for puid in puids})
ALSO = MappingProxyType({"PDF": "PDF/A"})
"""What people mean too: whoever asks for PDF wants those that are PDF/A as well."""
_FOLDED = MappingProxyType(
    {name.casefold(): puids + (NAMED[ALSO[name]] if name in ALSO else ()) for name, puids in NAMED.items()}
)


def plain_names(puids: Iterable[str]) -> list[str]:
    """Each name once, in order; a format that has none is called by its PUID."""
    return sorted({_BY_PUID.get(puid, puid) for puid in puids}, key=str.casefold)


def puids_named(name: str) -> tuple[str, ...]:
    """The formats that people mean by a name, in whatever case; nothing for what is no such name."""
    return _FOLDED.get(name.strip().casefold(), ())


def named_whole(puids: Collection[str]) -> tuple[list[str], list[str]]:
    """The names of which every format is among these, in order, and the PUIDs that none of them is for."""
    names = [name for name, each in NAMED.items() if set(each) <= set(puids)]
    told = {puid for name in names for puid in NAMED[name]}
    return sorted(names, key=str.casefold), sorted(set(puids) - told)
