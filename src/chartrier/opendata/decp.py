"""The essential data of public contracts (arrêtés of 22 December 2022, format 2.0.2): one JSON made of those archived.

Each profil d'acheteur gives files in that format, which are archived with their contract. Their contracts are put
together, each once, those of the collectivité alone; what does not follow the schema is withheld and listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from chartrier.opendata.json_schema import problems
from chartrier.opendata.scdl import findings as say
from chartrier.opendata.scdl.persons import persons_in
from chartrier.opendata.scdl.persons import told as kinds_told
from chartrier.opendata.sources import Source
from chartrier.records.finding import Finding, FindingKind

KINDS = ("marche", "contrat-concession")
BUYERS = ("acheteur", "autoriteConcedante")


@dataclass(slots=True)
class Contracts:
    """The contracts of each kind, in the order of their identifiers; `withheld`: why others are not there."""

    marche: list[dict[str, Any]] = field(default_factory=list)
    concession: list[dict[str, Any]] = field(default_factory=list)
    withheld: list[Finding] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.marche) + len(self.concession)

    def days(self) -> list[str]:
        """When they were notified or signed."""
        return sorted(
            [str(each["dateNotification"]) for each in self.marche]
            + [str(each["dateSignature"]) for each in self.concession]
        )

    def as_json(self) -> bytes:
        """The file: UTF-8, the kinds that there are."""
        held = {kind: found for kind, found in zip(KINDS, (self.marche, self.concession), strict=True) if found}
        return json.dumps({"marches": held}, ensure_ascii=False, indent=1).encode() + b"\n"


@cache
def schema_of(kind: str) -> Mapping[str, Any]:
    """Our description of the schema of one contract of a kind."""
    described = json.loads((files("chartrier.opendata") / "decp.json").read_text("utf-8"))
    found: dict[str, Any] = described[kind]
    return found


def is_decp(data: bytes) -> bool:
    """Whether a file holds essential data."""
    read = _read(data)
    return isinstance(read, dict) and isinstance(read.get("marches"), dict)


def contracts(found: Iterable[Source | Finding], siret: str) -> Contracts:
    """Those of the collectivité whose establishment has this SIRET."""
    made = Contracts()
    known: dict[tuple[str, str, str], dict[str, Any]] = {}
    for each in found:
        if isinstance(each, Finding):
            made.withheld.append(each)
            continue
        for kind, contract in _contracts(each, made):
            reasons = _reasons(each, kind, contract, siret)
            made.withheld += reasons
            if reasons:
                continue
            key = (kind, _buyer(contract), contract["id"])
            before = known.get(key)
            if before is not None and before != contract and not _goes_on(before, contract):
                told = {"title": each.title, "number": contract["id"]}
                made.withheld.append(Finding(say.LINE_TWICE, each.place(), told))
                continue
            known[key] = contract
    for (kind, _, _), contract in sorted(known.items()):
        (made.marche if kind == KINDS[0] else made.concession).append(contract)
    return made


def _contracts(source: Source, made: Contracts) -> Iterator[tuple[str, dict[str, Any]]]:
    held = _read(source.data)["marches"]
    for kind in KINDS:
        listed = held.get(kind, [])
        for contract in listed if isinstance(listed, list) else [listed]:
            if isinstance(contract, dict):
                yield kind, contract
            else:
                told = {"title": source.title, "reason": f"{kind} : {str(contract)[:80]}"}
                made.withheld.append(Finding(say.UNREADABLE, source.place(), told))


def _reasons(source: Source, kind: str, contract: Mapping[str, Any], siret: str) -> list[Finding]:
    def said(what: FindingKind, **values: str) -> Finding:
        return Finding(what, source.place(), {"title": source.title, **values})

    if wrong := list(islice(problems(contract, schema_of(kind)), 5)):
        number = str(contract.get("id", "?"))[:40]
        return [
            said(say.LINE_INVALID, column=f"{number} {where}", message_fr=wanted, message_en=wanted)
            for where, wanted in wrong
        ]
    if _buyer(contract)[:9] != siret[:9]:
        return [said(say.NOT_OURS, siret=_buyer(contract))]
    if kinds := persons_in(str(contract["objet"])):
        return [said(say.LINE_NAMES_SOMEBODY, **kinds_told(kinds))]
    return []


def _goes_on(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a later file says the same contract with what was modified since."""
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    return all(name.lower().startswith(("modification", "actessoustraitance")) for name in changed)


def _buyer(contract: Mapping[str, Any]) -> str:
    return next((str(contract[name]["id"]) for name in BUYERS if name in contract), "")


def _read(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
