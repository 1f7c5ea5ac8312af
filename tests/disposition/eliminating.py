"""A tenant with dossiers whose DUA is over, and the people whom an élimination takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from chartrier import clock
from chartrier.administration.tenants import change_visa_terms
from chartrier.catalog.rules.referentials import replace_referential
from chartrier.copies.acting import Act, act
from chartrier.disposition.analysing import Wanted
from chartrier.disposition.answering import agree, sign
from chartrier.disposition.giving_visa import GivenVisa, give_visa
from chartrier.disposition.proposing import Proposed, propose
from chartrier.records.actor import Actor
from chartrier.records.identifiers import new_package_id
from chartrier.records.policy import VisaTerms
from chartrier.records.roles import Role
from chartrier.rules.disposition.steps import Ground
from chartrier.rules.disposition.visa import Form, LineVerdict, all_accepted
from tests.actors import entered
from tests.curation.conftest import Place
from tests.ingest.archive import Bench
from tests.packages_of_ours import Document, Sip

RULES = """RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement
R10,AppraisalRule,Dix ans,DGP/SIAF/2014/006,10,Year
R30,AppraisalRule,Trente ans,DGP/SIAF/2014/006,30,Year
"""
SCAN = b"%PDF-1.4 le visa, signe et tamponne"


def appraisal(rule: str = "R10", start: str = "2010-06-30", final: str = "Destroy") -> str:
    return (
        f"<AppraisalRule><Rule>{rule}</Rule><StartDate>{start}</StartDate>"
        f"<FinalAction>{final}</FinalAction></AppraisalRule>"
    )


class Household(dict[str, Actor]):
    """The people of a tenant, each entered when somebody first asks for them: that is an act of its own."""

    def __init__(self, place: Place, bench: Bench) -> None:
        super().__init__()
        self._place, self._bench = place, bench

    def __missing__(self, name: str) -> Actor:
        self[name] = entered(self._place.archive, self._bench.tenant, Town.ROLES[name])
        return self[name]


@dataclass
class Town:
    """The people of a tenant, by what they are to it."""

    place: Place
    bench: Bench
    people: Household

    ROLES = {
        "archiviste": Role.ARCHIVISTE,
        "chef": Role.CHEF_DE_SERVICE,
        "maire": Role.SIGNATAIRE,
        "directrice": Role.VISA,
        "exploitant": Role.EXPLOITANT,
        "responsable": Role.RESPONSABLE,
    }

    @classmethod
    def new(cls, place: Place) -> Town:
        bench = Bench.new(place.archive)
        town = cls(place, bench, Household(place, bench))
        town.rules(RULES)
        return town

    def visa_terms(self, terms: VisaTerms) -> None:
        """What is agreed on for visas from now on."""
        forms, types = sorted(terms.forms), sorted(terms.types)
        code = self.bench.tenant.code
        self.bench.tenant = change_visa_terms(code, forms, terms.agreement, terms.waiting, types)

    def rules(self, table: str) -> None:
        """Put a referential in force."""
        tenant, copies = self.bench.tenant, self.place.archive.copies
        identifier = new_package_id(clock.now())
        what = Act(
            "referentiel",
            {},
            files={"referentiel.csv": table.encode()},
            facts=lambda cursor: replace_referential(cursor, tenant.key, identifier, table),
        )
        act(what, tenant, copies, self.people["archiviste"], identifier)

    def dossier(
        self, folder: Path, title: str, management: str | None = None, documents: int = 2, content: str = ""
    ) -> list[UUID]:
        """A dossier with documents below, of this content or their title's; its units, itself first."""
        each = [
            Document(f"{title}-{n}.txt", f"{content or title} {n}\n".encode(), f"{title}, pièce {n}")
            for n in range(documents)
        ]
        declared = appraisal() if management is None else management
        sip = Sip(message=f"M-{title}", title=title, documents=each, metadata=declared)
        outcome = self.bench.accept(sip.write(folder / f"{title}.zip"))
        return [UUID(unit["id"]) for unit in self.bench.units(outcome)]

    def propose(self, *units: UUID, ground: Ground = Ground.VISA, by: str = "archiviste", **more: object) -> Proposed:
        wanted = Wanted(units, clock.day_of(clock.now()), ground, "DUA échue, sans intérêt historique", **more)  # type: ignore[arg-type]
        return propose(wanted, self.bench.tenant, self.place.archive.copies, self.people[by])

    def sign(self, number: str) -> None:
        """The answers of the service producteur and of the autorité territoriale."""
        tenant, copies = self.bench.tenant, self.place.archive.copies
        agree(number, tenant, copies, self.people["chef"])
        sign(number, tenant, copies, self.people["maire"], attests=True)

    def visa(self, number: str, *verdicts: LineVerdict, by: str = "archiviste", form: Form = Form.PAPIER) -> UUID:
        given = GivenVisa(
            form,
            clock.day_of(clock.now()),
            verdicts or all_accepted([1]),
            None if form is Form.APPLICATION else SCAN,
            "" if form is Form.APPLICATION else "carton 12, bureau des archives",
        )
        return give_visa(number, given, self.bench.tenant, self.place.archive.copies, self.people[by])
