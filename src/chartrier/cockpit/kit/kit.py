"""The whole kit: each document in the forms in which it is handed out, and all of them in a zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from chartrier.cockpit.kit import (
    articles,
    calendar,
    data_annex,
    declaration,
    deliberation,
    letter,
    policy,
    raci,
    summary,
)
from chartrier.cockpit.kit.blanks import Blank, Blanks
from chartrier.cockpit.kit.demands import Demand, demands
from chartrier.cockpit.kit.facts import Facts
from chartrier.cockpit.kit.findings import NO_SUCH_DOCUMENT
from chartrier.cockpit.kit.text import convention_text
from chartrier.cockpit.scenario.roles import raci_sheet
from chartrier.errors import NotFound
from chartrier.papers.blocks import Paper
from chartrier.papers.sheet import sheet
from chartrier.rules.convention import ConventionKind

TYPES = MappingProxyType(
    {
        "pdf": "application/pdf",
        "odt": "application/vnd.oasis.opendocument.text",
        "ics": "text/calendar; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "zip": "application/zip",
    }
)
"""Media types, by the ending of a name."""

BLANKS_SHEET, RACI_SHEET, CALENDAR_FILE, WHOLE = "a-completer.csv", "roles.csv", "calendrier.ics", "kit.zip"


@dataclass(frozen=True, slots=True)
class Document:
    """One of the kit: `name` is that of its files, without their ending."""

    name: str
    title: str
    paper: Paper


@dataclass(frozen=True)
class Kit:
    """`documents` are in order; `left` is what they leave to be filled in."""

    facts: Facts
    documents: Sequence[Document]
    left: Sequence[Blank]

    @property
    def demands(self) -> tuple[Demand, ...]:
        """What the law asks of its text."""
        return demands(self.facts.convention)

    @cached_property
    def files(self) -> Mapping[str, Callable[[], bytes]]:
        """Every file by its name, made when it is asked for. PDF may raise Unavailable (PAP-001)."""
        made: dict[str, Callable[[], bytes]] = {}
        for each in self.documents:
            made[f"{each.name}.pdf"] = each.paper.pdf
            made[f"{each.name}.odt"] = _odt_of(each.paper)
        made[CALENDAR_FILE] = lambda: calendar.ics(self.facts)
        made[RACI_SHEET] = lambda: raci_sheet(self.facts.convention.kind)
        made[BLANKS_SHEET] = lambda: sheet(
            ("Document", "À compléter"), [(each.document, each.what) for each in self.left]
        )
        return MappingProxyType(made)

    def file(self, name: str) -> bytes:
        """One of the files, or the zip of all. Raises NotFound (KIT-001), Unavailable (PAP-001)."""
        if name == WHOLE:
            return self._zip()
        if (make := self.files.get(name)) is None:
            raise NotFound(NO_SUCH_DOCUMENT, name=name[:60], choices=", ".join((*self.files, WHOLE)))
        return make()

    def _zip(self) -> bytes:
        out, made = io.BytesIO(), self.facts.made
        when = (made.year, made.month, made.day, made.hour, made.minute, made.second)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, make in self.files.items():
                member = zipfile.ZipInfo(name, when)
                member.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(member, make())
        return out.getvalue()


def kit_of(facts: Facts) -> Kit:
    """Write all documents; what none of them could say is in `left`."""
    blanks = Blanks()
    documents: list[Document] = []
    for name, title, write in _writers(facts):
        blanks.document = title
        documents.append(Document(f"{len(documents) + 1}-{name}", title, write(facts, blanks)))
    first = summary.summary(facts, [f"{each.name} : {each.title}" for each in documents], blanks.left)
    return Kit(facts, (Document("0-a-lire", summary.TITLE, first), *documents), tuple(blanks.left))


def _writers(facts: Facts) -> list[tuple[str, str, Callable[[Facts, Blanks], Paper]]]:
    """Who deposits with a public service externalises nothing: no declaration."""
    writers: list[tuple[str, str, Callable[[Facts, Blanks], Paper]]] = [
        ("convention", articles.title(facts), convention_text),
        ("deliberation", deliberation.TITLE, deliberation.deliberations),
        ("donnees-personnelles", data_annex.TITLE, data_annex.data_annex),
        ("politique-archivage", policy.TITLE, policy.policy),
    ]
    if facts.convention.kind is not ConventionKind.DEPOT:
        writers.append(("declaration-externalisation", declaration.TITLE, declaration.declaration))
    return [
        *writers,
        ("lettre-archives", letter.TITLE, letter.letter),
        ("calendrier", calendar.TITLE, calendar.calendar),
        ("roles", raci.TITLE, raci.raci),
    ]


def _odt_of(paper: Paper) -> Callable[[], bytes]:
    def written() -> bytes:
        # odfdo is large: it is loaded for who takes such a file
        from chartrier.papers.paper_odt import odt

        return odt(paper)

    return written
