"""Two collectivités, one of them with something of every kind that a page could show: what the other must not see."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier import clock, wiring
from chartrier.administration.accords import set_accord
from chartrier.administration.collectivites.logo import set_logo
from chartrier.administration.collectivites.services import add_service
from chartrier.administration.conventions.drafting import add as add_convention
from chartrier.administration.people import add_person, add_role
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.archive import questions
from chartrier.catalog.deposits import register as drafts
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.searches.register import keep_search
from chartrier.reception import deposits, uploads
from chartrier.reception.answers import Answers
from chartrier.records.collectivite import Accord
from chartrier.records.finding import Findings
from chartrier.records.roles import Role
from chartrier.rules.convention import Convention, ConventionKind, Covers, Party
from chartrier.wiring import Wiring
from tests.actors import person_with
from tests.cli.commands import NEIGHBOUR
from tests.packages_of_ours import Document, Sip
from tests.previews.samples import pdf, picture

MARK = "Zebulon"
"""Is in every text of theirs."""

CLOSED = "<AccessRule><Rule>AR048</Rule><StartDate>2020-01-01</StartDate></AccessRule>"
OPEN = "<AccessRule><Rule>AR038</Rule><StartDate>2020-01-01</StartDate></AccessRule>"


@dataclass
class Theirs:
    """The identifiers of what a collectivité has, by kind, and every text that no other may see."""

    ids: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)

    def keep(self, kind: str, identifier: object) -> str:
        self.ids[kind] = str(identifier)
        self.texts |= {str(identifier), str(identifier).replace("-", "")}
        return str(identifier)


def seed(site: Any, folder: Path) -> Theirs:
    """Give the neighbour records, drafts, files on their way, operations, a convention, an accord, people, searches."""
    theirs = Theirs(texts={MARK, MARK.upper(), MARK.casefold()})
    archivist = person_with(site.chartrier, NEIGHBOUR, f"{MARK} Archiviste", Role.ARCHIVISTE)
    assert site.chartrier("series", "adopt", "--confirm", "--tenant", NEIGHBOUR, *archivist).status == 0
    documents = [
        Document(f"{MARK}.pdf", pdf(f"Le projet {MARK}"), f"Projet {MARK}", management=OPEN),
        Document("agent.pdf", pdf(f"L'agent {MARK}"), f"Dossier de {MARK}", management=CLOSED),
        Document("photo.png", picture(), f"Portrait de {MARK}", management=OPEN),
    ]
    for sip in (
        Sip(message=f"{MARK}-1", agency=f"SERVICE-{MARK}", title=f"Fonds {MARK}", documents=documents),
        Sip(message=f"{MARK}-2", documents=[Document("a.txt", b"a", f"Refusé {MARK}", digest="00" * 64)]),
    ):
        site.chartrier("ingest", sip.write(folder / f"{sip.message}.zip"), "--tenant", NEIGHBOUR)
    assert site.chartrier("texts").status == 0
    with wiring.wire(site.settings) as archive:
        _seed(archive, theirs)
    return theirs


def _seed(archive: Wiring, theirs: Theirs) -> None:
    tenant, means = tenant_of(NEIGHBOUR), archive.deposits
    key, now = tenant.key, clock.now()
    add_service(key, f"SERVICE-{MARK}", f"Service {MARK}", producer=True, transferring=True)
    theirs.keep("service", f"SERVICE-{MARK}")
    set_accord(tenant, Accord(largest=7_777_777), f"SERVICE-{MARK}")
    logo = io.BytesIO(picture())
    set_logo(key, logo)
    person = add_person(f"Secrétaire {MARK}", "zebulon@exemple.fr", [Role.DEPOSANT], NEIGHBOUR, archive.copies)
    theirs.keep("person", person.id)
    theirs.texts.add("zebulon@exemple.fr")
    add_role(str(person.id), Role.CHEF_DE_SERVICE, NEIGHBOUR, archive.copies, services=[f"SERVICE-{MARK}"])
    keep_search(key, person.id, f"Recherche {MARK}", {"words": [MARK]})
    for unit in questions.units_of([key], _accepted(key)):
        theirs.keep("unit", unit.id)
        for each in questions.objects_of([key], unit.id):
            theirs.keep("document", each.id)
            theirs.ids["unit of document"] = str(unit.id)

    draft = _drafted(archive, person.id, "Brouillon")
    theirs.keep("draft", draft.id)
    (upload,) = drafts.uploads_of(key, draft.id)
    theirs.keep("file", upload.id)
    waiting = _drafted(archive, person.id, "À examiner")
    with drafts.changing(key, waiting.id, now, Draft.State.OPEN) as found:
        found.state = Draft.State.REVIEW
    theirs.keep("waiting", waiting.id)
    work = deposits.submit(tenant, _drafted(archive, person.id, "Parti"), person.id, means, Findings())
    assert work is not None
    theirs.keep("work", work)
    convention = Convention(
        kind=ConventionKind.MUTUALISATION, covers=Covers.INTERMEDIAIRES, name=f"Convention {MARK}",
        parties=(Party(tenant.name, NEIGHBOUR), Party(f"Centre {MARK}")), first=date(2026, 1, 1),
        perimetre=f"Périmètre {MARK}", missions=MARK, service_level=MARK, indicators=(MARK,), cost_key=MARK,
        public_service=MARK,
    )  # fmt: skip
    theirs.keep("convention", add_convention(convention, clock.now))


def _drafted(archive: Wiring, person: UUID, title: str) -> Draft:
    tenant, means = tenant_of(NEIGHBOUR), archive.deposits
    draft = drafts.begin(tenant.key, person, deposits.FILES, {}, means.clock())
    deposits.answer(tenant, draft.id, Answers("S010", f"{title} {MARK}", "2025"), means.clock())
    data = f"Bulletin {MARK}\n".encode()
    upload = uploads.begin(draft, f"bulletin {MARK}.txt", len(data), means.yard, means.clock())
    uploads.go_on(upload, 0, io.BytesIO(data), means.yard)
    return drafts.draft(tenant.key, draft.id)


def _accepted(key: int) -> UUID:
    (versement,) = [each for each in questions.versements([key], limit=10) if str(each.state) == "accepted"]
    return versement.id
