"""Step (11), for what leaves: nothing goes by a transfer but what its receiver took, nothing by a restitution but what
was handed out, and never by the person who sent it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.clock import read_instant
from chartrier.records.digest import Digest
from chartrier.records.lists import read_units
from chartrier.records.roles import Permission, permissions_of
from chartrier.rules.disposition.acts import taken_by
from chartrier.rules.disposition.steps import Taken
from chartrier.rules.disposition.transfer import (
    Act,
    Transfer,
    answer_of,
    record_giving_up,
    record_purge,
    record_reply,
    require_another,
    require_count,
)
from chartrier.verify.deciders import Deciders
from chartrier.verify.package import Package

LARGEST_LIST = 256 << 20
"""Bytes of a list that is read at once: two million units."""


@dataclass(slots=True)
class _Handed:
    """A restitution of whole units: who handed out what."""

    by: Taken
    units: frozenset[UUID]


class Departures:
    """What was sent and handed out so far. To be given every act that is proven, in their order."""

    def __init__(self, deciders: Deciders) -> None:
        self._deciders = deciders
        self._transfers: dict[UUID, Transfer] = {}
        self._handed: dict[UUID, _Handed] = {}

    def transfer(self, package: Package, record: Mapping[str, Any]) -> frozenset[UUID] | None:
        """Judge a `transfert`; what it may destroy, None where it destroys nothing.

        Raises ChartrierError or ValueError when it could not be taken; KeyError and the like for what is none.
        """
        step, by = Act(record["step"]), taken_by(record, self.principal_of)
        self._require(by, Permission.EXECUTE if step is Act.PURGE else Permission.PROPOSE)
        units = list_of(package, "units.jsonl", record["units"])
        if step is Act.SENDING:
            if record["subject"] is not None:
                raise ValueError("what is sent goes on from nothing")
            self._transfers[package.id] = Transfer(by, frozenset(read_units(units)))
            return None
        subject = UUID(record["subject"])
        state = self._transfers[subject]
        if step is Act.GIVING_UP:
            self._transfers[subject] = record_giving_up(state, by)
            return None
        if step is Act.REPLY:
            lines = [json.loads(line) for line in units.splitlines()]
            if {UUID(line["id"]) for line in lines} != state.units:
                raise ValueError("it is about other units than were sent")
            taken = {UUID(line["id"]) for line in lines if line["identifier"] is not None}
            if record["answer"] != answer_of(state.units, taken):
                raise ValueError("its answer is not that of its list")
            self._transfers[subject] = record_reply(state, taken)
            return None
        going = frozenset(read_units(units))
        self._transfers[subject] = record_purge(state, by, going, record["typed"])
        return going

    def restitution(self, package: Package, record: Mapping[str, Any]) -> frozenset[UUID] | None:
        """Judge a `restitution`, likewise."""
        if record.get("step") != Act.PURGE:
            if record.get("scope") is None and record["usages"] is None:
                told = list_of(package, "unites.txt", record["units"])
                person = UUID(record["by"])
                by = Taken(person, self.principal_of(person, person), read_instant(record["began"]))
                self._handed[package.id] = _Handed(by, frozenset(UUID(line.decode()) for line in told.splitlines()))
            return None
        by = taken_by(record, self.principal_of)
        self._require(by, Permission.EXECUTE)
        handed = self._handed.pop(UUID(record["subject"]))
        require_another(handed.by, by)
        going = frozenset(read_units(list_of(package, "units.jsonl", record["units"])))
        if going != handed.units:
            raise ValueError("its units are not those that were handed out")
        require_count(record["typed"], len(going))
        if Digest.of("sha512", list_bytes(package, record["receipt"]["name"])) != Digest.read(
            record["receipt"]["digest"]
        ):
            raise ValueError("the receipt is not the one that was signed")
        return going

    def principal_of(self, person: UUID, said: UUID) -> UUID:
        """The human being that the journal says so far that a person is."""
        known = self._deciders.habilitation_of(person)
        return known.principal if known else said

    def _require(self, by: Taken, permission: Permission) -> None:
        known = self._deciders.habilitation_of(by.person)
        if known is None or permission not in permissions_of(known.roles):
            raise ValueError(f"its person may not do this step ({permission})")


def list_bytes(package: Package, name: str) -> bytes:
    """A file of the package, of the version that is there."""
    return package.copy.read(package.where(name), LARGEST_LIST) or b""


def list_of(package: Package, name: str, listed: Mapping[str, Any]) -> bytes:
    """A list, with the digest that the signed act has. Raises ValueError for another."""
    data = list_bytes(package, name)
    if str(Digest.of("sha512", data)) != listed["digest"]:
        raise ValueError(f"{name} is not the list that was signed")
    return data
