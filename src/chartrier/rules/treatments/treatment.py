"""One treatment of personal data, as a register says it, and who keeps the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.rules.calendar import Duration, Unit
from chartrier.rules.treatments.vocabulary import GRAVE, SPECIAL, Basis, DataKind, Part, SpecialGround


@dataclass(frozen=True, slots=True)
class Processor:
    """Who treats the data for the collectivité (art. 28). `country`: ISO 3166-1, empty when it is not said.

    `contract`: where the clauses of art. 28(3) are. `copies`: those of the archive that it holds, by their names.
    """

    name: str
    country: str = ""
    contract: str = ""
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """Data that leave the EEA: to whom, where, and by which guarantee (art. 45 to 49)."""

    recipient: str
    country: str
    guarantee: str = ""


@dataclass(frozen=True, slots=True)
class Treatment:
    """Texts are the collectivité's own, in French; empty: nothing said yet.

    How long data are kept is not said here: the archival rules of `series` say it (`durations`). `active` is the time
    in the base active where no `StorageRule` of the archive gives it. `told` is what the persons, or an older register,
    were told: it is compared, never applied.
    """

    reference: str
    """By which people name it, once in a register."""
    name: str
    part: Part | None = None
    """None: to be established, never presumed."""
    convention: UUID | None = None
    """The convention that says the part."""
    purposes: tuple[str, ...] = ()
    basis: Basis | None = None
    basis_text: str = ""
    """The law, decree or deliberation: what obliges, or gives the task (art. 6(3))."""
    persons: tuple[str, ...] = ()
    data: tuple[DataKind, ...] = ()
    data_text: str = ""
    special_ground: SpecialGround | None = None
    special_text: str = ""
    offences_text: str = ""
    """The text that allows convictions and offences (art. 10)."""
    nir_text: str = ""
    """The text that allows the NIR (loi 78-17, art. 30; décret 2019-341)."""
    recipients: tuple[str, ...] = ()
    processors: tuple[Processor, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    measures: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    active: Duration | None = None
    told: Duration | None = None
    services: tuple[str, ...] = ()
    """The services that work with it, by their identifiers; empty: not said."""
    joint: tuple[str, ...] = ()
    joint_accord: str = ""
    """Where joint controllers wrote who does what (art. 26)."""
    on_behalf: tuple[str, ...] = ()
    """Of a processor: the controllers that no convention names (art. 30(2)(a))."""
    instructions: str = ""
    """Of a processor: the contract by which it was instructed (art. 28(3))."""
    aipd: str = ""
    """The analyse d'impact (art. 35): where it is, or why there is none."""
    information: str = ""
    """How persons are told (art. 13 and 14)."""
    online: str = ""
    """By which text some of it is published online (CRPA, L312-1-2); empty: nothing is."""
    begun: date | None = None
    ended: date | None = None
    archive: bool = False
    """Whether it is the archiving system itself."""

    @property
    def processes(self) -> bool:
        """Whether the collectivité is the processor of others: it is in the register of art. 30(2) then."""
        return self.part is Part.PROCESSOR

    @property
    def special(self) -> frozenset[DataKind]:
        """The special categories that it has."""
        return SPECIAL & frozenset(self.data)

    @property
    def grave(self) -> frozenset[DataKind]:
        """The categories that need a ground of their own."""
        return GRAVE & frozenset(self.data)

    def as_json(self) -> dict[str, Any]:
        """Every member by its name, days as `YYYY-MM-DD`, durations as `{"number": 5, "unit": "Year"}`."""
        return {each.name: _written(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Treatment:
        """Read what `as_json` wrote; members of a later version are left aside."""
        known = {each.name: value[each.name] for each in fields(cls) if each.name in value}
        for name in _TEXTS & known.keys():
            known[name] = tuple(known[name])
        for name, read in _READ.items():
            if known.get(name) is not None:
                known[name] = read(known[name])
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who keeps the register (art. 30(1)(a)): the collectivité, who represents it, its délégué (DPO)."""

    representative: str = ""
    contact: str = ""
    dpo: str = ""
    dpo_contact: str = ""

    def as_json(self) -> dict[str, str]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @classmethod
    def read(cls, value: Mapping[str, str]) -> Holder:
        """Read what `as_json` wrote."""
        return cls(**{each.name: value[each.name] for each in fields(cls) if each.name in value})


NOBODY = Holder()


def _written(value: Any) -> Any:
    match value:
        case tuple():
            return [_written(each) for each in value]
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Duration():
            return {"number": value.number, "unit": value.unit.value}
        case Processor() | Transfer():
            return {each.name: _written(getattr(value, each.name)) for each in fields(value)}
    return value


def _duration(value: Mapping[str, Any]) -> Duration:
    return Duration(value["number"], Unit(value["unit"]))


_TEXTS = frozenset({"purposes", "persons", "recipients", "measures", "series", "services", "joint", "on_behalf"})
_READ: Mapping[str, Any] = {
    "part": Part,
    "convention": UUID,
    "basis": Basis,
    "special_ground": SpecialGround,
    "data": lambda value: tuple(map(DataKind, value)),
    "processors": lambda value: tuple(Processor(**{**each, "copies": tuple(each["copies"])}) for each in value),
    "transfers": lambda value: tuple(Transfer(**each) for each in value),
    "active": _duration,
    "told": _duration,
    "begun": date.fromisoformat,
    "ended": date.fromisoformat,
}
