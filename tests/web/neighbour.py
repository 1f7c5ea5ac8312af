"""Two collectivités, one of them with something of every kind that a page could show: what the other must not see."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from chartrier import clock, wiring
from chartrier.access.communication import Request
from chartrier.access.proving import ask_proof
from chartrier.access.requisitions import ask_package, hand_over
from chartrier.administration.accords import set_accord
from chartrier.administration.collectivites.bulk import read_list
from chartrier.administration.collectivites.logo import set_logo
from chartrier.administration.collectivites.openings import ask_opening
from chartrier.administration.collectivites.services import add_service
from chartrier.administration.connectors import grant, latest_day
from chartrier.administration.conventions.drafting import add as add_convention
from chartrier.administration.credentials import prove
from chartrier.administration.habilitations import declare_to
from chartrier.administration.people import add_person, add_role
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.archive import questions
from chartrier.catalog.deposits import register as drafts
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.people import credentials
from chartrier.catalog.publications.register import What
from chartrier.catalog.removals import register as removals
from chartrier.catalog.requisitions.register import requisition_of
from chartrier.catalog.searches.register import keep_search
from chartrier.catalog.territory import register
from chartrier.cockpit.gate.declaring import add_project
from chartrier.cockpit.maturity.answers import Answer, Given
from chartrier.cockpit.maturity.standing import answer as assess
from chartrier.hosting.offers import add_offer
from chartrier.keyring.personal import make_key, seal_key
from chartrier.privacy.redacting import ask_copy
from chartrier.privacy.requests.finding import find
from chartrier.privacy.requests.opening import open_request
from chartrier.privacy.treatments.declaring import add_treatment, say_holder
from chartrier.privacy.violations import add_violation
from chartrier.reception import deposits, seeing, uploads
from chartrier.reception.answers import Answers
from chartrier.records.collectivite import Accord
from chartrier.records.connectors import ConnectorOperation
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission, Role
from chartrier.records.territory import Initiative, Model, Offer, Source, Stage
from chartrier.redaction.wanted import Request as Hiding
from chartrier.rules.convention import Convention, ConventionKind, Covers, Party
from chartrier.rules.persons.request import PersonRequest
from chartrier.rules.persons.rights import Right
from chartrier.rules.persons.violation import Violation
from chartrier.rules.project import FlowKind, Project
from chartrier.rules.treatments.treatment import Holder, Treatment
from chartrier.web.frame.archive import served
from chartrier.wiring import Wiring
from chartrier.worker.redacting import make_or_deposit
from chartrier.worker.working import do
from tests.actors import CHEAP, PASSPHRASE, person_with
from tests.cli.commands import NEIGHBOUR, Chartrier
from tests.disposition.eliminating import RULES, appraisal
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
    owner: Any = None
    """Their archivist, whose the drafts and remises are."""

    def keep(self, kind: str, identifier: object) -> str:
        self.ids[kind] = str(identifier)
        self.texts |= {str(identifier), str(identifier).replace("-", "")}
        return str(identifier)


def shared(operator: UUID) -> Theirs:
    """A list of collectivités and an initiative: of no tenant, and the first for the operator alone."""
    theirs, now = Theirs(texts={MARK, MARK.upper(), MARK.casefold()}), clock.now()
    lines = read_list(io.BytesIO(b"nom;departement\nChambles;42\n"), Findings(), file="liste.csv")
    copies = served().copies
    opening = ask_opening(lines, Findings(), file="liste.csv", person=operator, copies=copies, archivist=None)
    theirs.keep("opening", opening)
    source = Source("annuaire", date(2026, 10, 1))
    initiative = Initiative("Essai commun", "Syndicat", (Offer.SAE,), Model.SYNDICAT, Stage.PRODUCTION, source)
    theirs.ids["initiative"] = str(new_package_id(now))
    register.enter_initiative(UUID(theirs.ids["initiative"]), initiative, now, operator)
    add_offer("chez-nous", {"fournisseur": "Syndicat", "statut": "mutualise", "copies": "a"}, ["a", "b"], now, operator)
    return theirs


def seed(site: Any, folder: Path, theirs: Theirs) -> None:
    """Give the neighbour something of each kind that a page shows: records, drafts, propositions, remises, people…"""
    theirs.owner = site.person("archiviste", tenant=NEIGHBOUR, name=f"{MARK} Propriétaire")
    theirs.keep("owner", theirs.owner.id)
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
    publishes = person_with(site.chartrier, NEIGHBOUR, f"{MARK} Référente", Role.REFERENT_OPEN_DATA)
    diffusable = ("S010", "--ground", "loi", "--motive", f"Motif {MARK}", "--tenant", NEIGHBOUR)
    assert site.chartrier("opendata", "series", *diffusable, *publishes).status == 0
    with wiring.wire(site.settings) as archive:
        _seed(archive, theirs)
    _propose(site.chartrier, folder, archivist, theirs)


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
    theirs.keep("versement", _accepted(key))
    for unit in questions.units_of([key], _accepted(key)):
        theirs.keep("unit", unit.id)
        for each in questions.objects_of([key], unit.id):
            theirs.keep("document", each.id)
            theirs.ids["unit of document"] = str(unit.id)

    owner = theirs.owner.id
    draft = _drafted(archive, owner, "Brouillon")
    theirs.keep("draft", draft.id)
    (upload,) = drafts.uploads_of(key, draft.id)
    theirs.keep("file", upload.id)
    waiting = _drafted(archive, owner, "À examiner", ".pdf", pdf(f"Bulletin {MARK}"))
    seeing.read_files(tenant, waiting.id, means, last=True)
    with drafts.changing(key, waiting.id, now, Draft.State.OPEN) as found:
        found.state = Draft.State.REVIEW
    theirs.keep("waiting", waiting.id)
    (upload,) = drafts.uploads_of(key, waiting.id)
    theirs.keep("file of waiting", upload.id)
    work = deposits.submit(tenant, _drafted(archive, owner, "Parti"), owner, means, Findings())
    assert work is not None
    theirs.keep("work", work)
    shown = UUID(theirs.ids["unit of document"])
    theirs.keep("verification", ask_proof(tenant, shown, owner, now))
    theirs.keep("redaction", _redacted(archive, theirs))
    theirs.keep("requisition", _handed(archive, theirs.owner, shown))
    project = Project(f"Logiciel {MARK}", FlowKind.RH, responsible=MARK, series=("S010",), agency=f"SERVICE-{MARK}")
    theirs.keep("project", add_project(tenant, project, clock.now))
    asked = PersonRequest(
        f"Mme {MARK}", Right.ACCESS, date(2026, 1, 5), said=MARK, contact=MARK, terms=(f"Agent {MARK}",)
    )
    theirs.keep("person request", open_request(tenant, asked, clock.now))
    find(tenant, UUID(theirs.ids["person request"]), owner, clock.now)
    theirs.keep(
        "violation", add_violation(tenant, Violation(clock.now(), f"Perte {MARK}", persons=7_654_321), clock.now)
    )
    treatment = Treatment(f"T-{MARK}", f"Traitement {MARK}", purposes=(MARK,), series=("S010",), services=(MARK,))
    removal = uuid4()
    removals.enter(key, removal, what=What.RECORD, name=theirs.ids["unit"], reason=f"Retirez {MARK}", contact=MARK,
                   asked=now, due=now, most=9)  # fmt: skip
    theirs.keep("removal", removal)
    theirs.keep("treatment", add_treatment(tenant, treatment, clock.now, owner))
    say_holder(tenant, Holder(representative=MARK, dpo=MARK), clock.now, owner)
    assess(tenant, {"F6": Given(Answer.SANS_OBJET, f"Sans objet chez {MARK}")}, archive.copies, owner, Findings())
    until = latest_day(clock.now)
    granted = grant(tenant, f"Logiciel {MARK}", [ConnectorOperation.DEPOSIT], until, owner, clock.now)
    theirs.keep("connector", granted.connector.id)
    theirs.texts |= {granted.token, granted.connector.prefix}
    convention = Convention(
        kind=ConventionKind.MUTUALISATION, covers=Covers.INTERMEDIAIRES, name=f"Convention {MARK}",
        parties=(Party(tenant.name, NEIGHBOUR), Party(f"Centre {MARK}")), first=date(2026, 1, 1),
        perimetre=f"Périmètre {MARK}", missions=MARK, service_level=MARK, indicators=(MARK,), cost_key=MARK,
        public_service=MARK,
    )  # fmt: skip
    theirs.keep("convention", add_convention(convention, clock.now))


def _handed(archive: Wiring, person: Any, unit: UUID) -> UUID:
    """A remise that was prepared and handed out."""
    tenant, copies = tenant_of(NEIGHBOUR), archive.copies
    credentials.enter_key(person.id, seal_key(make_key(), PASSPHRASE, person.id, CHEAP), clock.now())
    declare_to(person, tenant, copies)
    request = Request([unit], plain=True, motive=f"Motif {MARK}", requester=f"Mme {MARK}", reference=MARK, proofs=True)
    asked = ask_package(tenant, request, person.id, "", clock.now())
    do(archive, tenant.key, requisition_of(tenant.key, asked).work, last=True)
    actor = prove(person, PASSPHRASE, clock.now).acting_for(tenant, Permission.DELIVER)
    theirs = requisition_of(tenant.key, asked)
    hand_over(theirs, tenant, copies, archive.shelf, actor)
    return asked


def _redacted(archive: Wiring, theirs: Theirs) -> UUID:
    """A redacted copy that waits to be looked at."""
    tenant = tenant_of(NEIGHBOUR)
    document = questions.data_object([tenant.key], UUID(theirs.ids["document"]))
    assert document is not None
    hiding = Hiding(areas=["1: 0, 0, 50, 50"], ground="vie-privee", motive=f"Motif {MARK}")
    unit, person = UUID(theirs.ids["unit of document"]), theirs.owner.id
    asked = ask_copy(tenant, unit, document, hiding, person, clock.now(), Findings())
    assert asked is not None
    make_or_deposit(archive, tenant.key, asked, last=True)
    return asked


def _propose(chartrier: Chartrier, folder: Path, archivist: tuple[object, ...], theirs: Theirs) -> None:
    """A dossier that is due, proposed for destruction."""
    table = folder / "rules.csv"
    table.write_text(RULES, "utf-8")
    sip = Sip(message=f"{MARK}-3", title=f"Factures {MARK}", documents=[Document("f.txt", b"f", f"Facture {MARK}")])
    sip.metadata = appraisal()
    assert chartrier("rules", "import", table, "--tenant", NEIGHBOUR, *archivist).status == 0
    assert chartrier("ingest", sip.write(folder / "due.zip"), "--tenant", NEIGHBOUR).status == 0
    proposed = chartrier.json("propose", "--due", "--tenant", NEIGHBOUR, *archivist)
    theirs.keep("proposition", proposed["proposition"])


def _drafted(
    archive: Wiring, person: UUID, title: str, kind: str = ".txt", data: bytes = f"Bulletin {MARK}\n".encode()
) -> Draft:
    tenant, means = tenant_of(NEIGHBOUR), archive.deposits
    draft = drafts.begin(tenant.key, person, deposits.FILES, {}, means.clock())
    deposits.answer(tenant, draft.id, Answers("S010", f"{title} {MARK}", "2025"), means.clock())
    upload = uploads.begin(draft, f"bulletin {MARK}{kind}", len(data), means.yard, means.clock())
    uploads.go_on(upload, 0, io.BytesIO(data), means.yard)
    return drafts.draft(tenant.key, draft.id)


def _accepted(key: int) -> UUID:
    (versement,) = [each for each in questions.versements([key], limit=10) if str(each.state) == "accepted"]
    return versement.id
