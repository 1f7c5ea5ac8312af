"""How the table is written: one line per element, indented under its type.

```
type CoverageType                          a type; `abstract`, and `: Base` when it extends another
  @id! ID                                  an attribute, `!` when required
  Title*        TextType                   an element: `?` 0-1, `*` 0-n, `+` 1-n, nothing: exactly 1
  TextContent?  NonEmptyTokenType   2.2+   from 2.2 on; `..2.2` up to 2.2; `2.2` that one only
  HoldRule?     HoldRuleType  2.2+ +vitam  in the other versions too, in Vitam's variant
  History*      HistoryType   +vitam       only in Vitam's variant (`+vitam..2.2`: of these versions)
  Extended?     OpenType      2.3 -vitam   not in Vitam's variant
  Choice lines: `choice`, `sequence`, `all` with the same marks, their members indented under them
  PreventInheritance? boolean =false       `=value` is a default, `nil` allows xsi:nil
  any*                                     elements of other namespaces
  free*                                    elements of any name, in Vitam's variant only
simple LevelType token Fonds | Item        a token with these values, on several lines if need be: `  | File`;
                                           or `length>=1`, or `union a b`
message ArchiveTransfer ArchiveTransferType    an element that a document may start with
```

`2.2+=*` or `vitam=*` after the type gives another occurrence in these versions, or in Vitam's variant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from chartrier.seda.versions import Version

OCCURRENCES: Mapping[str, tuple[int, int | None]] = {"": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}
_VERSIONS = tuple(Version)
_HEAD = re.compile(r"(?P<name>@?[\w:]+)(?P<mark>[?*+!]?)")

_CONTINUED = re.compile(r"\n +\| ")

Kind = Literal["element", "sequence", "choice", "all", "any", "free"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The versions where a line holds, officially and in Vitam's variant."""

    official: frozenset[Version]
    vitam: frozenset[Version]

    def holds(self, version: Version, vitam: bool) -> bool:
        return version in (self.vitam if vitam else self.official)


@dataclass(slots=True)
class Particle:
    """An element, or a group of particles, with its occurrences."""

    kind: Kind
    name: str
    type: str
    mark: str
    scope: Scope
    marks: Mapping[Version | Literal["vitam"], str]
    default: str | None = None
    nillable: bool = False
    members: list[Particle] = field(default_factory=list)

    def occurrence(self, version: Version, vitam: bool) -> tuple[int, int | None]:
        """How often, `(least, most)`, most None when unbounded."""
        mark = self.marks.get(version, self.mark)
        return OCCURRENCES[self.marks.get("vitam", mark) if vitam else mark]


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    type: str
    required: bool


@dataclass(slots=True)
class ComplexType:
    """A type with children (`members`), or, when `base` is simple, text with attributes."""

    name: str
    base: str | None
    abstract: bool
    scope: Scope
    attributes: list[Attribute] = field(default_factory=list)
    members: list[Particle] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Message:
    """An element that a document may start with."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class SimpleType:
    name: str
    base: str
    values: tuple[str, ...] = ()
    union: tuple[str, ...] = ()
    least_length: int = 0


def read_table(text: str) -> Iterator[ComplexType | SimpleType | Message]:
    """The types and messages that a table describes, in order. Raises ValueError on a line that is not of
    the notation.
    """
    open_at: list[tuple[int, list[Particle]]] = []
    current: ComplexType | None = None
    for raw in _CONTINUED.sub(" | ", text).splitlines():
        line = raw.split("#")[0].rstrip()
        if not line:
            continue
        indent = len(line) - len(line.lstrip())
        if indent == 0:
            if current:
                yield current
            current = None
            if line.startswith("simple "):
                yield _simple(line)
                continue
            if line.startswith("message "):
                yield Message(*line.split()[1:])
                continue
            current = _complex(line)
            open_at = [(0, current.members)]
            continue
        if current is None:
            raise ValueError(f"nothing to hold this line: {line}")
        while open_at[-1][0] >= indent:
            open_at.pop()
        words = line.split()
        if words[0].startswith("@"):
            current.attributes.append(_attribute(words))
            continue
        particle = _particle(words)
        open_at[-1][1].append(particle)
        open_at.append((indent, particle.members))
    if current:
        yield current


def _simple(line: str) -> SimpleType:
    _, name, base, *rest = line.split(maxsplit=3)
    words = rest[0] if rest else ""
    if base == "union":
        return SimpleType(name, "", union=tuple(words.split()))
    if words.startswith("length>="):
        return SimpleType(name, base, least_length=int(words.removeprefix("length>=")))
    return SimpleType(name, base, values=tuple(v.strip() for v in words.split("|")) if words else ())


def _complex(line: str) -> ComplexType:
    words = line.split()
    abstract = words[0] == "abstract"
    words = words[1:] if abstract else words
    if words[0] != "type":
        raise ValueError(f"neither a type nor a line of one: {line}")
    base = words[3] if words[2:3] == [":"] else None
    scope, _ = _scope(words[4:] if base else words[2:])
    return ComplexType(words[1], base, abstract, scope)


def _attribute(words: list[str]) -> Attribute:
    head = _HEAD.fullmatch(words[0])
    if head is None or len(words) != 2:
        raise ValueError(f"not an attribute: {' '.join(words)}")
    return Attribute(head["name"].removeprefix("@"), words[1], head["mark"] == "!")


def _particle(words: list[str]) -> Particle:
    head = _HEAD.fullmatch(words[0])
    if head is None:
        raise ValueError(f"not an element: {' '.join(words)}")
    name, rest = head["name"], words[1:]
    if name in ("sequence", "choice", "all", "any", "free"):
        scope, marks = _scope(rest)
        if name == "free":
            scope = Scope(frozenset(), frozenset(_VERSIONS))
        return Particle(name, name, "", head["mark"], scope, marks)  # type: ignore[arg-type]
    default = next((w[1:] for w in rest if w.startswith("=")), None)
    scope, marks = _scope([w for w in rest[1:] if w != "nil" and not w.startswith("=")])
    return Particle("element", name, rest[0], head["mark"], scope, marks, default, "nil" in rest)


def _scope(words: list[str]) -> tuple[Scope, Mapping[Version | Literal["vitam"], str]]:
    official: frozenset[Version] = frozenset()
    added: frozenset[Version] = frozenset()
    variant = True
    marks: dict[Version | Literal["vitam"], str] = {}
    for word in words:
        where, equals, mark = word.partition("=")
        if word == "-vitam":
            variant = False
        elif word.startswith("+vitam"):
            added = _range(word.removeprefix("+vitam"))
        elif where == "vitam":
            marks["vitam"] = mark
        elif equals:
            marks.update(dict.fromkeys(_range(where), mark))
        else:
            official |= _range(where)
    if not official and not added:
        official = frozenset(_VERSIONS)
    return Scope(official, (official if variant else frozenset()) | added), marks


def _range(word: str) -> frozenset[Version]:
    if not word:
        return frozenset(_VERSIONS)
    if word.endswith("+"):
        return frozenset(_VERSIONS[_VERSIONS.index(Version(word[:-1])) :])
    if word.startswith(".."):
        return frozenset(_VERSIONS[: _VERSIONS.index(Version(word[2:])) + 1])
    return frozenset({Version(word)})
