"""The dataset of the délibérations (SCDL 2.1.5): a line an act, of what its unit says, and what was sent of it (@CTES).

Columns that the archive does not know stay empty: votes, budgets. An act is withheld, with its reasons, when a required
column lacks or when its objet might name somebody. What its unit says comes before what was sent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TextIO
from uuid import UUID

from chartrier.opendata.scdl import findings as say
from chartrier.opendata.scdl.ctes import Key, Transmitted, key_of
from chartrier.opendata.scdl.dataset import FORMULA, Dataset, write_lines
from chartrier.opendata.scdl.matieres import PERSONAL, WITHHELD, matiere_in, matieres
from chartrier.opendata.scdl.persons import persons_in
from chartrier.opendata.scdl.persons import told as kinds_told
from chartrier.records.finding import Finding, FindingKind, Place

COLUMNS = (
    "COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET",
    "BUDGET_ANNEE", "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE",
    "VOTE_ABSTENTION", "DELIB_URL",
)  # fmt: skip

_KIND = re.compile(r"d[ée]lib[ée]ration", re.IGNORECASE)
_NUMBER = re.compile(r"\bn\s?[°o]\s?\.?\s*(?P<number>[\w./-]*\d[\w./-]*)", re.IGNORECASE)
_HEAD = re.compile(r"^\s*(?:extrait\s+)?(?:de\s+la\s+)?d[ée]lib[ée]ration\b[^:–—]{0,60}[:–—]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Act:
    """A unit that describes a délibération: its identifier, its title, SEDA's `Content` (docs/format.md §2.6)."""

    unit: UUID
    title: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Publisher:
    """The collectivité whose acts they are; `siret`: fourteen figures."""

    name: str
    siret: str


def is_deliberation(content: Mapping[str, Any]) -> bool:
    """Whether a unit describes one délibération: `DocumentType` says so, and it is an item."""
    return _one(content, "DescriptionLevel") in ("Item", "") and bool(_KIND.match(_one(content, "DocumentType")))


def deliberations(
    acts: Iterable[Act], publisher: Publisher, sent: Transmitted | None = None, without: Collection[Key] = ()
) -> Dataset:
    """The dataset of these acts, which all are communicable, and of those that only what was `sent` tells, but for
    those of `without`, which is read once the acts are.
    """
    sent = sent or Transmitted()
    dataset = Dataset()
    numbers: set[str] = set()
    told: set[Key] = set()
    for act in _together(acts, sent, publisher, told, without):
        line = _line(act, publisher, sent)
        told.add(act_key(act))
        reasons = _reasons(act, line)
        if not reasons and line["DELIB_ID"] in numbers:
            reasons = [_said(say.TWICE, act, number=line["DELIB_ID"])]
        if reasons:
            dataset.withheld += reasons
            continue
        numbers.add(line["DELIB_ID"])
        dataset.lines.append(line)
    return dataset


def write_dataset(dataset: Dataset, stream: TextIO) -> None:
    """Write it as SCDL wants it: UTF-8, commas, a line of names. The stream is opened with `newline=""`."""
    write_lines(dataset.lines, COLUMNS, stream)


def act_key(act: Act) -> Key:
    """By which it is known among what was sent."""
    return key_of(_number(act), adopted_on(act))


def _together(
    acts: Iterable[Act], sent: Transmitted, publisher: Publisher, told: Collection[Key], without: Collection[Key]
) -> Iterator[Act]:
    """The acts, then those sent ones that none of them is."""
    yield from acts
    for key, each in sent.sent.items():
        # what is closed may not say its number, or its day
        closed = not {key, (key[0], None), ("", key[1])}.isdisjoint(without)
        if key not in told and not closed:
            content = {
                "OriginatingAgencyArchiveUnitIdentifier": [each.number],
                "TransactedDate": [each.day.isoformat()],
                "Tag": [each.matiere] if each.matiere else [],
            }
            yield Act(each.source.unit, each.objet, content)


def _line(act: Act, publisher: Publisher, sent: Transmitted) -> dict[str, str]:
    adopted, received, key = adopted_on(act), _day(act, "ReceivedDate"), act_key(act)
    as_sent, receipt = sent.sent.get(key), sent.receipts.get((publisher.siret[:9], key))
    matiere = _matiere(act) or (as_sent.matiere if as_sent else None)
    if receipt is not None:
        received = receipt.day
    line = dict.fromkeys(COLUMNS, "")
    line |= {
        "COLL_NOM": publisher.name,
        "COLL_SIRET": publisher.siret,
        "DELIB_ID": _number(act),
        "DELIB_DATE": adopted.isoformat() if adopted else "",
        "DELIB_MATIERE_CODE": matiere or "",
        "DELIB_MATIERE_NOM": matieres()[matiere] if matiere else "",
        "DELIB_OBJET": _objet(act),
        "PREF_ID": receipt.identifier if receipt else "",
        "PREF_DATE": received.isoformat() if received and adopted and received >= adopted else "",
    }
    return line


def _reasons(act: Act, line: Mapping[str, str]) -> list[Finding]:
    """Why the act is withheld; none, and it is published."""
    required = {
        "DELIB_ID": say.NO_NUMBER,
        "DELIB_DATE": say.NO_DATE,
        "DELIB_MATIERE_CODE": say.NO_MATIERE,
        "DELIB_OBJET": say.NO_OBJET,
    }
    reasons = [_said(kind, act) for column, kind in required.items() if not line[column]]
    matiere, objet = line["DELIB_MATIERE_CODE"], line["DELIB_OBJET"]
    if matiere in WITHHELD:
        reasons.append(_said(say.ABOUT_PERSONS, act, matiere=f"{matiere} {WITHHELD[matiere]}"))
    if seen := persons_in(objet, common=matiere in PERSONAL):
        reasons.append(_said(say.NAMES_SOMEBODY, act, **kinds_told(seen)))
    if any(line[column].startswith(FORMULA) for column in ("DELIB_OBJET", "DELIB_ID")):
        reasons.append(_said(say.LIKE_A_FORMULA, act))
    return reasons


def _number(act: Act) -> str:
    said = _one(act.content, "OriginatingAgencyArchiveUnitIdentifier")
    if said:
        return said
    found = _NUMBER.search(act.title)
    return found["number"] if found else ""


def adopted_on(act: Act) -> date | None:
    """The day of a délibération: `TransactedDate`; else the one day that its unit is of; None without either."""
    if (day := _day(act, "TransactedDate")) is not None:
        return day
    first, last = _day(act, "StartDate"), _day(act, "EndDate")
    return first if first == last else None


def _matiere(act: Act) -> str | None:
    texts = [*_all(act.content, "Tag"), *(text for text in _all(act.content, "Description") if "atière" in text)]
    return next((code for text in texts if (code := matiere_in(text)) is not None), None)


def _objet(act: Act) -> str:
    return " ".join(_HEAD.sub("", act.title).split())


def _said(kind: FindingKind, act: Act, **values: str) -> Finding:
    return Finding(kind, Place(unit=str(act.unit)), {"title": act.title, **values})


def _all(content: Mapping[str, Any], name: str) -> list[str]:
    """The texts of an element, whatever its attributes."""
    given = content.get(name, [])
    texts = (each.get("#", "") if isinstance(each, Mapping) else each for each in given)
    return [text for text in texts if isinstance(text, str)]


def _one(content: Mapping[str, Any], name: str) -> str:
    return next(iter(_all(content, name)), "").strip()


def _day(act: Act, name: str) -> date | None:
    try:
        return date.fromisoformat(_one(act.content, name)[:10])
    except ValueError:
        return None
