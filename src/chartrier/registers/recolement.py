"""The récolement: what is there at the end of a day, what is missing, where the copies are, and what proves it.

What is there is told by série, then versement by versement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from chartrier.catalog.acts.entered import orders_since
from chartrier.catalog.archive.entries import Entry, entries
from chartrier.catalog.classification import Classed, classed
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal import standing as notes
from chartrier.catalog.journal.calendar import size_at
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.preservation.models import AuditCampaign
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.copies.status import CopyStatus, copy_statuses
from chartrier.errors import InvalidInput
from chartrier.papers import words
from chartrier.papers.proces_verbal_recolement import CopyState, Held, ProcesVerbalRecolement, SeriesHeld
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.registers.entrees import cotes, title
from chartrier.registers.findings import NOT_YET, PAPER_REFUSED, TOO_LONG
from chartrier.registers.paper_list import read_paper_list
from chartrier.registers.register import MOST_IN_PDF, collectivite

MOST_LACUNES = 12
"""Periods without a document that are told of one série."""

DESTROYING = {
    "elimination": ("élimination ordonnée", "éliminations ordonnées"),
    "retrait": ("retrait ordonné", "retraits ordonnés"),
    "transfert": ("transfert acté", "transferts actés"),
    "restitution": ("restitution actée", "restitutions actées"),
}


@dataclass(frozen=True, slots=True)
class Successors:
    """Who leaves and who comes; empty for an état without discharge."""

    outgoing: str = ""
    incoming: str = ""


def recolement(
    tenant: Tenant,
    copies: Copies,
    *,
    today: date,
    at: date | None = None,
    successors: Successors | None = None,
    paper: Path | None = None,
    findings: Findings | None = None,
) -> ProcesVerbalRecolement:
    """The état at the end of the day `at` (today's, without), as a document to print.

    Copies are as they are seen now. `findings` gets what the list of paper has to say. Raises InvalidInput for a day to
    come, a list that cannot be used, or more versements or séries than a document holds.
    """
    at = at or today
    if at > today:
        raise InvalidInput(NOT_YET, day=at.isoformat())
    named = successors or Successors()
    articles = _articles(paper, findings if findings is not None else Findings())
    held: list[Entry] = []
    for entry in entries(tenant.key, None, at):
        if len(held) == MOST_IN_PDF:
            raise InvalidInput(TOO_LONG, most=MOST_IN_PDF)
        held.append(entry)
    series = classed(tenant.key, at)
    if len(series) > MOST_IN_PDF:
        raise InvalidInput(TOO_LONG, most=MOST_IN_PDF)
    head = journal.head(tenant.key)
    statuses = copy_statuses(tenant, head, copies.stores, notes.standings(tenant.key))
    places = {store.name: str(folder) for store, folder in zip(copies.stores, copies.folders, strict=True)}
    audit = campaigns.last_until(tenant.key, at)
    size = size_at(tenant.key, at)
    root = f"sha256:{journal.root_at(tenant.key, size).hex()}"
    return ProcesVerbalRecolement(
        collectivite=collectivite(tenant),
        at=at,
        drawn=today,
        made=copies.clock(),
        series=[_of_series(each) for each in series],
        electronic=[_held(entry) for entry in held],
        paper=articles,
        copies=tuple(_copy(status, places[status.name], audit) for status in statuses),
        gaps=tuple(_gaps(tenant, at, today, held, statuses, audit)),
        journal=f"{words.count(size, 'inscription')}, racine {root}",
        outgoing=named.outgoing,
        incoming=named.incoming,
    )


def _articles(paper: Path | None, findings: Findings) -> list[Held]:
    if paper is None:
        return []
    read = read_paper_list(paper, findings)
    if findings.refused:
        raise InvalidInput(PAPER_REFUSED, count=len({found.place.line for found in findings if found.place.line}))
    return read


def _of_series(each: Classed) -> SeriesHeld:
    return SeriesHeld(
        code=", ".join(code for code, _ in each.series),
        label=" ; ".join(label for _, label in each.series if label),
        agency=each.agency,
        heading=each.heading,
        first=each.first,
        last=each.last,
        units=each.extent.units,
        files=each.extent.files,
        size=each.extent.bytes,
        metres=each.extent.metres,
        lacunes=tuple(_lacunes(each)),
    )


def _lacunes(each: Classed) -> list[str]:
    told = []
    if each.missing:
        some = [str(first) if first == last else f"{first}-{last}" for first, last in each.missing[:MOST_LACUNES]]
        more = len(each.missing) - len(some)
        told.append(f"aucun document daté de : {', '.join([*some, *(['…'] if more else [])])}")
    if each.bare:
        told.append(words.count(each.bare, "unité sans objet", "unités sans objet"))
    return told


def _held(entry: Entry) -> Held:
    remarks = []
    if entry.units_without_object:
        remarks.append(words.count(entry.units_without_object, "unité sans objet", "unités sans objet"))
    if not entry.units:
        remarks.append("plus rien de ce versement n’est là")
    return Held(
        title=title(entry),
        cote=", ".join(cotes(entry)) or str(entry.versement),
        first=entry.first,
        last=entry.last,
        units=entry.units,
        files=entry.files,
        size=entry.size,
        metres=entry.metres,
        entered=entry.day,
        place="",
        remark=" ; ".join(remarks),
    )


def _copy(status: CopyStatus, place: str, audit: AuditCampaign | None) -> CopyState:
    if status.finding is None:
        standing = f"à jour ({words.count(status.size, 'inscription')})"
    elif not status.reachable:
        standing = f"absente ; dernière connue : {words.count(status.size, 'inscription')}"
    else:
        standing = f"{words.count(status.size, 'inscription')} ; {status.finding.message('fr')}"
    told = _told_of(audit, status.name)
    if audit is None or told is None:
        return CopyState(status.name, place, standing, None, "jamais contrôlée")
    return CopyState(status.name, place, standing, _day_of(audit), _result(told))


def _day_of(audit: AuditCampaign) -> date | None:
    return day_of(audit.ended) if audit.ended else None


def _told_of(audit: AuditCampaign | None, copy: str) -> dict[str, Any] | None:
    """What the audit says of a copy; None when it was not one of those that it read."""
    return next((told for told in (audit.copies if audit else ()) if told["name"] == copy), None)


def _result(told: dict[str, Any]) -> str:
    if told["state"] != "audited":
        return {"behind": "en retard", "lost": "perdue", "forked": "autre journal"}.get(told["state"], told["state"])
    if not told["wrong"]:
        return "tout est prouvé"
    mended = words.count(told["repaired"], "réparé", "réparés")
    return f"{words.count(told['wrong'], 'défaut')}, {mended}, {words.count(told['unrepaired'], 'restant')}"


def _gaps(
    tenant: Tenant,
    at: date,
    today: date,
    held: Sequence[Entry],
    statuses: Sequence[CopyStatus],
    audit: AuditCampaign | None,
) -> list[str]:
    gaps = []
    bare = sum(entry.units_without_object for entry in held)
    if bare:
        told = words.count(bare, "unité décrite n’a pas d’objet", "unités décrites n’ont pas d’objet")
        gaps.append(
            f"{told} (ni fichier, ni document sur papier) ; les versements concernés le portent en observation."
        )
    gone = sum(entry.units == 0 for entry in held)
    if gone:
        told = words.count(gone, "versement n’a plus rien", "versements n’ont plus rien")
        gaps.append(f"{told} ici : éliminés, transférés ou restitués ; les registres disent quand.")
    for status in statuses:
        if status.finding is not None:
            gaps.append(f"Copie {status.name} : {status.finding.message('fr')}")
    if audit is None:
        gaps.append("Les copies n’avaient jamais été contrôlées à cette date.")
    elif not audit.proven:
        gaps.append("Le dernier contrôle des copies n’a pas tout prouvé.")
    if at < today:
        after = orders_since(tenant.key, tuple(DESTROYING), at)
        since = [words.count(after[code], *DESTROYING[code]) for code in DESTROYING if after[code]]
        if since:
            gaps.append(f"Depuis cette date : {', '.join(since)} ; ce qui est sorti depuis n’est plus compté ici.")
        gaps.append(f"L’état des copies est celui du {words.day(today)}.")
    return gaps
