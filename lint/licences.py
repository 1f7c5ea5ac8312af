"""The licences of what an installation is made of, listed; those that would bind the whole program are refused.

python -m lint.licences

Read from what is installed of `requirements/run.txt`, as each package declares it (PEP 639, else its classifiers, else
its field `License`). The EUPL may be combined with all that is permissive or weak copyleft; the GPL and the AGPL of a
part that we import would decide for all of it, so each one wants a reason in `ACCEPTED`. So does what declares nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import cast

RUN = Path(__file__).parents[1] / "requirements" / "run.txt"
ACCEPTED: Mapping[str, str] = MappingProxyType(
    {"text-unidecode": "Artistic License or GPL, as one chooses: we take it under the Artistic License"}
)
"""Packages that would be refused, with the reason why they are not."""

_PINNED = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^\s;]+)")
_STRONG = re.compile(r"\bA?GPL|\b(?:GNU )?(?:Affero )?General Public License", re.IGNORECASE)
_LESSER = re.compile(
    r"\bLGPL[\w.+-]*|(?:GNU )?(?:Lesser|Library) General Public License(?: v\d[\d.]*)?(?: or later)?", re.IGNORECASE
)
_UNTOLD = frozenset({"", "unknown", "dual license", "other/proprietary license"})


@dataclass(frozen=True, slots=True)
class Licence:
    """What a package declares: `choices` are those that it names, joined by OR in its expression."""

    name: str
    version: str
    choices: tuple[str, ...]
    chosen: bool
    """Whether it is said that one may choose; else all of them may hold."""

    @property
    def told(self) -> str:
        return (" OR " if self.chosen else ", ").join(self.choices) or "?"

    @property
    def refused(self) -> bool:
        """Whether it declares nothing, or what would bind the whole."""
        strong = [bool(_STRONG.search(_LESSER.sub("", choice))) for choice in self.choices]
        return not strong or (all(strong) if self.chosen else any(strong))


def licence_of(name: str, version: str, declared: Message) -> Licence:
    """The licence of a package, from its metadata."""
    expression = str(declared.get("License-Expression") or "").strip()
    if expression:
        choices = tuple(part.strip(" ()") for part in re.split(r"\bOR\b", expression))
        return Licence(name, version, choices, chosen=len(choices) > 1)
    classifiers = [
        str(each).rpartition("::")[2].strip()
        for each in declared.get_all("Classifier") or ()
        if str(each).startswith("License ::")
    ]
    written = str(declared.get("License") or "").strip().partition("\n")[0][:60]
    named = classifiers or [written]
    return Licence(name, version, tuple(each for each in named if each.lower() not in _UNTOLD), chosen=False)


def installed(requirements: Path) -> Iterator[Licence]:
    """Those of the pinned packages that are installed here; one that should be and is not declares nothing. Packages of
    other systems (they have a marker) are left out.
    """
    pins = _pins(requirements)
    for found in {pin["name"]: pin for pin in _PINNED.finditer(pins)}.values():
        name = found["name"]
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            if ";" not in pins[found.end() :].partition("\n")[0]:
                yield Licence(name, found["version"], (), chosen=False)
            continue
        yield licence_of(name, distribution.version, cast("Message", distribution.metadata))


def _pins(requirements: Path) -> str:
    """Its lines that name a package: the others are digests."""
    lines = requirements.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if _PINNED.match(line))


def listed(licences: Iterable[Licence]) -> tuple[list[str], list[str]]:
    """One line a package, and one for each that is refused; a reason that is needed no more is refused too."""
    lines, refused, spare = [], [], set(ACCEPTED)
    for each in sorted(licences, key=lambda one: one.name):
        reason = ACCEPTED.get(each.name) if each.refused else None
        if each.refused and reason is not None:
            spare.discard(each.name)
        lines.append(f"{each.name:28} {each.version:12} {each.told}{f'  ({reason})' if reason else ''}")
        if each.refused and reason is None:
            refused.append(f"{each.name} {each.version}: {each.told}: find another, or say why in lint/licences.py")
    return lines, refused + [f"{name}: accepted in lint/licences.py, which is needed no more" for name in sorted(spare)]


def main() -> int:
    lines, refused = listed(installed(RUN))
    print("\n".join(lines))
    for line in refused:
        print(f"REFUSED {line}", file=sys.stderr)
    return 1 if refused or not lines else 0


if __name__ == "__main__":
    sys.exit(main())
