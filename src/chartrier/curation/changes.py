"""What is asked to be corrected, as people write it: on a command line, or in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from chartrier.curation import findings as say
from chartrier.curation.lists import IDENTIFIER, read_identifier
from chartrier.errors import InvalidInput
from chartrier.records.finding import NOWHERE, Findings, Place
from chartrier.rules.lists import read_rows
from chartrier.seda.corrections import VERBS, Change

ELEMENT, VALUE = "élément", "valeur"
MOVE = "Parent"
"""In a list: the element whose value is the unit to move to (`Parent`), or the two, from and to."""


@dataclass(frozen=True, slots=True)
class Move:
    """Out of one unit, into another. `out_of` None: out of the only one that it is in, if there is one."""

    into: UUID
    out_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to become of one unit. `content`: its whole description, before the changes."""

    unit: UUID
    changes: Sequence[Change] = ()
    moves: Sequence[Move] = ()
    content: Any = None
    place: Place = NOWHERE


def read_changes(set_: Iterable[str], unset: Iterable[str], rules: Iterable[str]) -> list[Change]:
    """From options: `Title=…` (again for a further value), `Description`, `add AppraisalRule R1 2020-12-31`.

    Raises InvalidInput.
    """
    values: dict[str, list[str]] = {}
    for text in set_:
        element, equals, value = text.partition("=")
        if not equals or not element.strip() or not value.strip():
            raise InvalidInput(say.UNREADABLE_CHANGE, text=text[:200])
        values.setdefault(element.strip(), []).append(value)
    changes = [Change(element, tuple(given)) for element, given in values.items()]
    changes += [Change(element.strip()) for element in unset]
    for text in rules:
        verb, *words = text.split()
        if verb not in VERBS or len(words) < 2:
            raise InvalidInput(say.UNREADABLE_CHANGE, text=text[:200])
        changes.append(Change(f"{words[0]}/{verb}", (" ".join(words[1:]),)))
    return changes


def read_change_list(stream: BinaryIO, findings: Findings, *, file: str) -> list[Wanted]:
    """From a list with the columns identifiant, élément, valeur: one element of one unit a line.

    Lines of the same unit and element give its values in order; an empty value takes the element away. The element
    `Parent` moves the unit: its value is the new parent, or the old one and the new one.
    """
    units: dict[UUID, tuple[Place, dict[str, tuple[Place, list[str]]], list[Move]]] = {}
    for place, row in read_rows(stream, [IDENTIFIER, ELEMENT, VALUE], findings, file=file):
        unit = read_identifier(row[IDENTIFIER], place, findings)
        if unit is None:
            continue
        _, elements, moves = units.setdefault(unit, (place, {}, []))
        if row[ELEMENT] == MOVE:
            parents = [read_identifier(word, place, findings) for word in row[VALUE].split()]
            match parents:
                case [UUID() as into]:
                    moves.append(Move(into))
                case [UUID() as out_of, UUID() as into]:
                    moves.append(Move(into, out_of))
                case _:
                    findings.add(say.UNREADABLE_CHANGE, place, text=row[VALUE][:200])
            continue
        name = row[ELEMENT]
        if not name:
            findings.add(say.UNREADABLE_CHANGE, place, text=name)
            continue
        # each rule is a change of its own
        key = f"{name} {row[VALUE]}" if name.rpartition("/")[2] in VERBS else name
        elements.setdefault(key, (place, []))[1].append(row[VALUE])
    return [
        Wanted(
            unit,
            [
                Change(key.partition(" ")[0], tuple(value for value in values if value), where)
                for key, (where, values) in elements.items()
            ],
            moves,
            place=place,
        )
        for unit, (place, elements, moves) in units.items()
    ]
