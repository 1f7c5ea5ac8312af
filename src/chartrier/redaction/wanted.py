"""What somebody wants hidden: words, kinds of personal data, rectangles, columns; each on a ground of the law."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from chartrier.detection.occurrence import Kind
from chartrier.records.finding import Findings
from chartrier.redaction.findings import (
    BAD_AREA,
    MOTIVE_TOO_LONG,
    NO_GROUND,
    NOTHING_WANTED,
    TOO_MANY_TARGETS,
    UNKNOWN_GROUND,
    UNKNOWN_KIND,
    WORD_TOO_SHORT,
)
from chartrier.redaction.grounds import GROUNDS, Ground
from chartrier.redaction.patch import WHOLE, Patch

MOST = 500
"""Targets of one request."""
LONGEST = 500
"""Characters of a motive, and of what is sought."""
_ON_A_GROUND = re.compile(r"(?P<what>.+?)\s+@(?P<ground>[a-z][a-z-]+)", re.DOTALL)
_AREA = re.compile(r"(?P<page>\d{1,5})\s*:\s*(?P<sides>.+)", re.DOTALL)
_SIDE = re.compile(r"\d{1,3}(?:\.\d{1,3})?")


class How(StrEnum):
    """By what a target is found."""

    WORDS = "words"
    KIND = "kind"
    AREA = "area"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to hide. `text`: the words, the column; `page`, from 1, with `patch`."""

    how: How
    ground: Ground
    text: str = ""
    kind: Kind | None = None
    page: int = 0
    patch: Patch | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """As it was written: each of `words`, `kinds`, `areas` (`page: left,top,right,bottom` in percent) and `columns` may
    end with ` @code`, a ground of its own; `ground` is that of the others.
    """

    words: Sequence[str] = ()
    kinds: Sequence[str] = ()
    areas: Sequence[str] = ()
    columns: Sequence[str] = ()
    ground: str = ""
    motive: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Request:
        """Read what `as_json` wrote."""
        return cls(**{name: value[name] for name in cls.__dataclass_fields__ if name in value})

    def forgotten(self) -> Request:
        """Without what it names."""
        return Request(ground=self.ground)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request, understood."""

    targets: Sequence[Target]
    motive: str = ""
    model: bool = field(default=False)
    """Whether names are sought by the language model too, where it is installed."""

    def of(self, how: How) -> list[Target]:
        return [target for target in self.targets if target.how is how]


def understand(request: Request, findings: Findings, *, model: bool = False) -> Wanted:
    """What a request asks for; what is wrong with it is in the findings, which then refuse."""
    targets: list[Target] = []
    given = [
        (how, each)
        for how, several in (
            (How.WORDS, request.words),
            (How.KIND, request.kinds),
            (How.AREA, request.areas),
            (How.COLUMN, request.columns),
        )
        for each in several
        if each.strip()
    ]
    if not given:
        findings.add(NOTHING_WANTED)
    if len(given) > MOST:
        findings.add(TOO_MANY_TARGETS, most=MOST)
        return Wanted((), "")
    for how, written in given:
        target = _target(how, written.strip(), request.ground, findings)
        if target is not None:
            targets.append(target)
    motive = " ".join(request.motive.split())
    if len(motive) > LONGEST:
        findings.add(MOTIVE_TOO_LONG, most=LONGEST)
    return Wanted(tuple(targets), motive[:LONGEST], model)


def _target(how: How, written: str, default: str, findings: Findings) -> Target | None:
    of_its_own = _ON_A_GROUND.fullmatch(written)
    what, code = (of_its_own["what"], of_its_own["ground"]) if of_its_own else (written, default)
    ground = GROUNDS.get(code)
    if ground is None:
        if code:
            findings.add(UNKNOWN_GROUND, code=code[:40], codes=", ".join(GROUNDS))
        else:
            findings.add(NO_GROUND, codes=", ".join(GROUNDS))
        return None
    if how is How.KIND:
        if what not in set(Kind):
            findings.add(UNKNOWN_KIND, value=what[:40], known=", ".join(Kind))
            return None
        return Target(how, ground, kind=Kind(what))
    if how is How.AREA:
        return _area(what, ground, findings)
    if how is How.WORDS and sum(letter.isalnum() for letter in what) < 2:
        findings.add(WORD_TOO_SHORT)
        return None
    return Target(how, ground, text=what[:LONGEST])


def _area(written: str, ground: Ground, findings: Findings) -> Target | None:
    found = _AREA.fullmatch(written)
    sides = [side.strip() for side in found["sides"].split(",")] if found else []
    if found is None or len(sides) != 4 or not all(_SIDE.fullmatch(side) for side in sides):
        findings.add(BAD_AREA, value=written[:40])
        return None
    left, top, right, bottom = (round(float(side) * WHOLE / 100) for side in sides)
    page = int(found["page"])
    if not (page and left < right <= WHOLE and top < bottom <= WHOLE):
        findings.add(BAD_AREA, value=written[:40])
        return None
    return Target(How.AREA, ground, page=page, patch=Patch(left, top, right, bottom))
