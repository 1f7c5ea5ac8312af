"""What was understood of one file that was sent: of itself, or of what it holds when it is a container."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from chartrier.formats.identification import Format
from chartrier.records.finding import Finding


class Source(StrEnum):
    """Where a title or a day was found; `NONE`: there is none."""

    TEXT = "text"
    """The first words of the document."""
    PROPERTIES = "properties"
    """What the file says of itself: its properties, the headers of an e-mail, what a camera wrote."""
    NAME = "name"
    TYPED = "typed"
    """Somebody said it."""
    NONE = ""


@dataclass(frozen=True, slots=True)
class SeenFile:
    """One file. `format` is None when it is not recognised, `sha512` empty when it was not read.

    `scanned`: a PDF without a word in it, which a scanner makes.
    """

    name: str
    title: str
    size: int
    day: date | None = None
    title_from: Source = Source.NAME
    day_from: Source = Source.NONE
    format: Format | None = None
    sha512: str = ""
    scanned: bool = False

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "day": self.day and self.day.isoformat()}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> SeenFile:
        """Read what `as_json` wrote."""
        return cls(
            **{
                **value,
                "day": date.fromisoformat(value["day"]) if value["day"] else None,
                "title_from": Source(value["title_from"]),
                "day_from": Source(value["day_from"]),
                "format": Format(**value["format"]) if value["format"] else None,
            }
        )


@dataclass(frozen=True, slots=True)
class Met:
    """A format that was met: its name, how many files have it, one of them."""

    name: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Sight:
    """`count` files of `size` bytes in all, the first of them in `files`; all `formats`, by PUID, empty for none."""

    files: Sequence[SeenFile] = ()
    count: int = 0
    size: int = 0
    formats: Mapping[str, Met] = field(default_factory=dict)
    findings: Sequence[Finding] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "files": [each.as_json() for each in self.files],
            "count": self.count,
            "size": self.size,
            "formats": {puid: asdict(met) for puid, met in self.formats.items()},
            "findings": [each.as_recorded() for each in self.findings],
        }

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Sight:
        """Read what `as_json` wrote."""
        return cls(
            tuple(SeenFile.read(each) for each in value["files"]),
            value["count"],
            value["size"],
            {puid: Met(**met) for puid, met in value["formats"].items()},
            tuple(Finding.read(each) for each in value["findings"]),
        )
