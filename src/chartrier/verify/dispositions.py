"""Step (11), for what destroys: no élimination but of the lines that a visa covers, no withdrawal by one person.

The steps of each proposition are taken again, in the order of the journal, by the rules that let them be taken; what an
order destroys is what its lines name. A standing authorisation permits what it covers, from its grant to its
revocation, within its period and its limits. What leaves is judged in `departures`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.clock import day_of
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.records.digest import Digest
from chartrier.records.finding import NOWHERE
from chartrier.records.lists import read_units
from chartrier.rules.disposition.acts import STEPS, after, begun_by, taken_by
from chartrier.rules.disposition.authorisation import Authorisations, Used, in_force, require_imputable, require_within
from chartrier.rules.disposition.line import CERTIFICATE, Line, only, read_lines
from chartrier.rules.disposition.members import read_proposed
from chartrier.rules.disposition.steps import Disposition, Taken, as_known
from chartrier.verify.deciders import Deciders
from chartrier.verify.departures import Departures, list_of
from chartrier.verify.findings import ACT_OUT_OF_STEP
from chartrier.verify.package import Package


@dataclass(slots=True)
class _Under:
    """A proposition under way: its state, its package, what its lists are."""

    state: Disposition
    package: Package
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A withdrawal that was asked for."""

    taken: Taken
    package: Package
    record: Mapping[str, Any]


class Dispositions:
    """What was proposed and asked for so far. To be given every act that is proven, in their order."""

    def __init__(self, deciders: Deciders) -> None:
        self._deciders = deciders
        self._under: dict[UUID, _Under] = {}
        self._asked: dict[UUID, _Asked] = {}
        self._departures = Departures(deciders)
        self._authorisations = Authorisations()
        self._used: dict[UUID, Used] = {}
        """By authorisation: what was executed by it so far."""

    def judge(self, package: Package, record: Mapping[str, Any]) -> None:
        """Raises IntegrityFailure (VER-077) when the act could not be taken, or destroys something else."""
        operation = record["operation"]
        try:
            if operation == "proposition":
                self._under[package.id] = _Under(begun_by(record, self._principal_of), package, record)
            elif operation == "autorisation":
                self._authorisations.take(record, self._principal_of)
            elif operation in STEPS:
                self._step(record)
            elif operation == "elimination":
                self._eliminate(package, record)
            elif operation == "retrait":
                self._withdraw(package, record)
            elif operation == "transfert":
                _require_only(package, self._departures.transfer(package, record))
            elif operation == "restitution":
                _require_only(package, self._departures.restitution(package, record))
        except IntegrityFailure:
            raise
        except ChartrierError as problem:
            raise _refused(package, problem.finding.message("en")) from None
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise _refused(package, f"{type(problem).__name__}: {problem}") from None

    def _step(self, record: Mapping[str, Any]) -> None:
        under = self._under.get(UUID(record["subject"])) if record["subject"] else None
        if under is None:
            raise ValueError("it is about no proposition under way")
        if record["lines"] != under.record["lines"]:
            raise ValueError("it is about another list")
        before = as_known(under.state, self._principal_of)
        state = after(before, record, self._principal_of)
        if record["operation"] == "imputation":
            self._require_imputable(under, before, record)
        under.state = state

    def _require_imputable(self, under: _Under, before: Disposition, record: Mapping[str, Any]) -> None:
        """The authorisation was granted before, is not revoked, and covers each line that is imputed on it."""
        named = self._authorisations.named(record)
        known = self._authorisations.as_known(self._principal_of)
        taken = taken_by(record, self._principal_of)
        state, _ = in_force(before, known, day_of(taken.at))
        listed = read_lines(list_of(under.package, "lines.jsonl", under.record["lines"]))
        imputed = [line for line in listed if line.number in record["imputed"]]
        require_imputable(known[named.id], imputed, state, taken, Used())

    def _eliminate(self, package: Package, record: Mapping[str, Any]) -> None:
        under = self._under.pop(UUID(record["subject"]), None) if record["subject"] else None
        if under is None:
            raise ValueError("it is about no proposition under way")
        day = day_of(taken_by(record, self._principal_of).at)
        known = self._authorisations.as_known(self._principal_of)
        state, _ = in_force(as_known(under.state, self._principal_of), known, day)
        executable = state.executable
        after(state, record, self._principal_of)
        lines = list_of(under.package, "lines.jsonl", under.record["lines"])
        for numbers, listed in ((executable, record["accepted"]), (record["executed"], record["lines"])):
            if str(Digest.of("sha512", only(lines, numbers))) != listed["digest"]:
                raise ValueError("its lines are not those of the visa")
        executed = read_lines(only(lines, record["executed"]))
        if any(line.on_paper for line in executed) and CERTIFICATE not in record.get("files", ()):
            raise ValueError("lines on paper without the certificate of their destruction")
        self._use(state, executed)
        members = read_proposed(list_of(under.package, "units.jsonl", under.record["units"]))
        going = {unit for line in record["executed"] for unit in members[line]}
        if {*read_units(list_of(package, "units.jsonl", record["units"]))} != going:
            raise ValueError("its units are not those of its lines")
        _require_destroyed(package, going)

    def _use(self, state: Disposition, executed: Sequence[Line]) -> None:
        """What goes by authorisations is within the limits of each."""
        for authorisation in {*state.imputed.values()}:
            lines = [line for line in executed if state.imputed.get(line.number) == authorisation]
            used = self._used.get(authorisation, Used()).plus(lines)
            require_within(self._authorisations.known[authorisation], used)
            self._used[authorisation] = used

    def _withdraw(self, package: Package, record: Mapping[str, Any]) -> None:
        taken = taken_by(record, self._principal_of)
        if record["step"] == "demande":
            if package.entry.changes.count:
                raise ValueError("a request destroys nothing")
            self._asked[package.id] = _Asked(taken, package, record)
            return
        asked = self._asked.pop(UUID(record["subject"]))
        first = self._principal_of(asked.taken.person, asked.taken.principal)
        if taken.principal == first or taken.person == asked.taken.person:
            raise ValueError("one person alone")
        if record["units"] != asked.record["units"]:
            raise ValueError("it is about another list")
        _require_destroyed(package, read_units(list_of(asked.package, "units.jsonl", record["units"])))

    def _principal_of(self, person: UUID, said: UUID) -> UUID:
        return self._departures.principal_of(person, said)


def _require_only(package: Package, units: Collection[UUID] | None) -> None:
    """What is destroyed is these units; None: nothing is."""
    if units is not None:
        _require_destroyed(package, units)
    elif package.entry.changes.count:
        raise ValueError("this step destroys nothing")


def _require_destroyed(package: Package, units: Collection[UUID]) -> None:
    """The units that an order destroys are these, and no other."""
    told = (json.loads(line) for line in package.lines("destroyed.jsonl"))
    if {UUID(each["id"]) for each in told if each["kind"] == "unit"} != {*units}:
        raise ValueError("what it destroys is not what it names")


def _refused(package: Package, why: str) -> IntegrityFailure:
    told = {"package": str(package.id), "operation": package.entry.operation, "why": why[:300]}
    return IntegrityFailure(ACT_OUT_OF_STEP, NOWHERE, **told)
