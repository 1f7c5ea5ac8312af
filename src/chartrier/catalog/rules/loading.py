"""The échéances of a versement that is being loaded, from its own `units.jsonl` while it passes."""

from __future__ import annotations

import json
from array import array
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.rules.declaring import Declarations, TransferRules
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.locking import lock_computing
from chartrier.catalog.rules.recomputing import Recomputing
from chartrier.catalog.rules.writing import Computed
from chartrier.records.identifiers import MEMBER_BITS, member_id
from chartrier.rules.graph import Graph
from chartrier.rules.inheritance import RuledUnit
from chartrier.rules.reading import ruling_part
from chartrier.rules.summary import Summariser

_LAST = MEMBER_BITS // 4
"""Hexadecimal digits of an identifier that number the members of its package."""


class LoadedRules:
    """Takes the records of `units.jsonl` one by one, a few bytes of each, then computes and writes their rows.

    A package where nobody says anything of rules costs next to nothing; one that is attached to earlier units is
    computed from the database, where these are.
    """

    def __init__(self, tenant: int, versement: UUID, transfer: TransferRules) -> None:
        self._tenant = tenant
        self._versement = versement
        self._transfer = transfer
        self._ruled = transfer.management is not None
        self.attached = False
        """Whether one of the units is attached to an earlier one; nobody changes anything then until the end."""
        self._graph = Graph()
        self._members = array("i")
        """The member numbers of the units, in their order."""
        self._below, self._above = array("i"), array("i")
        """For each link the number of the unit below, and the member number of the one above, which may come later."""
        self._managements: dict[str, int] = {}
        self._declared = array("i")
        """For each unit the number of what it declares, -1 for nothing."""

    def take(self, record: dict[str, Any]) -> None:
        """One record."""
        number = self._graph.add()
        self._members.append(int(record["id"][-_LAST:], 16))
        for parent in record["parents"]:
            self._below.append(number)
            self._above.append(int(parent[-_LAST:], 16))
        if record["attached_to"]:
            self.attached = True
        management = record["management"]
        if management and ruling_part(management):
            self._ruled = True
            text = json.dumps(management)
            self._declared.append(self._managements.setdefault(text, len(self._managements)))
        else:
            self._declared.append(-1)

    def write(self, cursor: psycopg.Cursor[Any]) -> None:
        """Write the rows, once the units and their links are in the database."""
        if self.attached:
            lock_computing(cursor, self._tenant)
            recomputing = Recomputing(cursor, self._tenant)
            recomputing.from_versement(self._versement, self._transfer)
            recomputing.compute()
            recomputing.write()
        elif self._ruled:
            lock_computing(cursor, self._tenant)
            self._compute(cursor)

    def _compute(self, cursor: psycopg.Cursor[Any]) -> None:
        numbers = {member: number for number, member in enumerate(self._members)} if self._below else {}
        for child, parent in zip(self._below, self._above, strict=True):
            self._graph.link(child, numbers[parent])
        texts = list(self._managements)
        declarations = Declarations(effective_referential(cursor, self._tenant))
        computed, summariser = Computed(cursor, self._tenant), Summariser[int]()
        for number, parents, children in self._graph.parents_first():
            said = self._declared[number]
            declaration = declarations.read(
                texts[said] if said >= 0 else None, None if len(parents) else self._transfer
            )
            summary = summariser.add(RuledUnit(number, parents, self._transfer.agency, declaration), children)
            computed.add(member_id(self._versement, self._members[number]), summary, declaration)
        computed.insert()
