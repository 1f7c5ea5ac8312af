"""Each kind of contradiction, from facts alone: a clean territory has none, one thing changed has that one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from chartrier.catalog.persons.violations import Kept
from chartrier.catalog.treatments.holdings import NONE, Held, Seen, Some
from chartrier.cli.contradicting import COMMANDS
from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Facts, Named
from chartrier.privacy.contradictions.lengths import back, longer
from chartrier.privacy.contradictions.looking import KINDS, contradictions_in
from chartrier.privacy.requests.standing import Standing
from chartrier.privacy.violations import Entered
from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.finding import FindingKind
from chartrier.records.hosting import Certified, Offer, Statute
from chartrier.records.policy import EVERYBODY
from chartrier.records.tenant import Tenant
from chartrier.rules.calendar import Duration, Unit, end_of
from chartrier.rules.convention import Convention, ConventionKind, Covers, Party
from chartrier.rules.persons.request import PersonRequest, Step
from chartrier.rules.persons.rights import Right
from chartrier.rules.persons.violation import Risk, Violation, owed
from chartrier.rules.project import FlowKind, Project
from chartrier.rules.series.shipped import shipped_table
from chartrier.rules.treatments.models import HOSTING, models
from chartrier.rules.treatments.treatment import Holder, Processor, Transfer, Treatment
from chartrier.rules.treatments.vocabulary import Basis, DataKind, Part

CODE = "211234567"
TENANT = Tenant(CODE, CODE, "Ma commune", "o", b"", EVERYBODY, kind=CollectiviteKind.COMMUNE)
TABLE = shipped_table().series
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SIGNED, HOSTED, OVER = UUID(int=1), UUID(int=2), UUID(int=3)
UNIT = Some(4, UUID(int=9))
HOSTS = (Processor("Ma commune", "FR", "", ("a",)), Processor("Hébergeur SA", "FR", "marché 12", ("b",)))


def years(number: int) -> Duration:
    return Duration(number, Unit.YEAR)


def convention(part: str, name: str = "Centre de gestion", their: str = "", **more: Any) -> Convention:
    parties = (Party("Ma commune", CODE, part), Party(name, "", their))
    return Convention(
        ConventionKind.MUTUALISATION, Covers.INTERMEDIAIRES, f"Convention {name}", parties, date(2024, 1, 1),
        signed=date(2024, 1, 1), **more,
    )  # fmt: skip


def held(**more: Any) -> Held:
    nothing = {
        "forgotten": NONE, "kept": NONE, "destroyed": NONE, "beyond": NONE, "overdue": NONE, "unreviewed": NONE,
    }  # fmt: skip
    last = datetime(2026, 3, 1, tzinfo=UTC)
    return Held(**{"units": 10, "last": last, "agencies": frozenset({"RH"}), **nothing, **more})


def seen(**more: Some) -> Seen:
    return Seen(**{"documents": Some(5), "nir": NONE, "special": NONE, "iban": NONE, "nir_open": NONE, **more})


def asked(received: date) -> Standing:
    request = PersonRequest("Camille Durand", Right.ACCESS, received)
    left = (request.due - date(2026, 11, 29)).days
    return Standing(1, UUID(int=7), "DP-2026-001", request, Step.SEARCH, None, None, left, None)


def violated(**more: Any) -> Entered:
    """A violation of ten days ago, all that is owed for it done, but for what is given."""
    done = {"risk": Risk.NONE, "cnil_why": "chiffré", "measures": "mot de passe changé"}
    violation = Violation(datetime(2026, 11, 19, 12, tzinfo=UTC), "Clé perdue", **{**done, **more})
    return Entered(Kept(1, UUID(int=8), 1, violation, (), NOW), owed(violation, NOW))


HDS = {Certified.HDS: date(2027, 1, 1)}


def hosted(**more: Any) -> dict[str, Offer]:
    """One copy with oneself, one with a host that is certified."""
    away = {"country": "FR", "certifications": tuple(HDS.items()), "contract_until": date(2027, 1, 1)}
    return {
        "a": Offer("Ma commune", Statute.OWN, "FR"),
        "b": Offer("Hébergeur", Statute.HOST, **{**away, **more}),
    }


def completed(treatment: Treatment) -> Treatment:
    """A model as a DPO completes it; series that await a decision are left for later."""
    decided = tuple(code for code in treatment.series if not TABLE[code].dua_undecided)
    return replace(
        treatment, part=Part.CONTROLLER, aipd="dossier d'analyse 3", series=decided or ("S008",),
        processors=HOSTS if treatment.archive else (), services=("RH",) if treatment.reference == "RH" else (),
    )  # fmt: skip


def clean() -> Facts:
    treatments = [
        completed(each.treatment) for each in models() if each.suits(CollectiviteKind.COMMUNE) and each.code != HOSTING
    ]
    hosting = Treatment(
        "HEBERGEMENT", "Archivage pour les communes voisines", Part.PROCESSOR, HOSTED, purposes=("Héberger",),
        persons=("personnes nommées",), data=(DataKind.IDENTITY,), instructions="convention",
    )  # fmt: skip
    return Facts(
        tenant=TENANT,
        day=date(2026, 11, 29),
        treatments=tuple(Named(UUID(int=100 + at), each) for at, each in enumerate([*treatments, hosting])),
        holder=Holder(dpo="Anne Le Gall"),
        table=TABLE,
        held={code: held() for code in ("S001", "S027", "S048", "S072", "S093a", "S051a")},
        seen={"S043": seen(nir=Some(2), special=Some(9)), "S027": seen(iban=Some(8), special=Some(2))},
        conventions={SIGNED: convention("responsable du traitement"), HOSTED: convention("sous-traitant", "Voisine")},
        copies=("a", "b"),
        projects=(
            Project("Paie", FlowKind.RH, running=True, series=("S045",), treatment="fiche PAIE"),
            Project("Plans", FlowKind.AUTRE, running=True, series=("S077",), treatment="Aucune donnée personnelle"),
        ),
        services=frozenset({"RH", CODE}),
        allowed={"RH": frozenset({"S048"}), CODE: frozenset()},
        dpo=True,
        diffused=frozenset({"S001"}),
        asked=(asked(date(2026, 11, 10)),),
        violations=(violated(),),
        offers=hosted(),
    )


Change = Callable[[Facts], Facts]


def of(reference: str, **members: Any) -> Change:
    """With these members of one treatment."""

    def change(facts: Facts) -> Facts:
        found = [replace(each, treatment=replace(each.treatment, **members)) if each.treatment.reference == reference
                 else each for each in facts.treatments]  # fmt: skip
        assert found != list(facts.treatments)
        return replace(facts, treatments=tuple(found))

    return change


def without(reference: str) -> Change:
    return lambda facts: replace(
        facts, treatments=tuple(each for each in facts.treatments if each.treatment.reference != reference)
    )


def with_(**members: Any) -> Change:
    return lambda facts: replace(facts, **members)


def holding(code: str, **more: Any) -> Change:
    return lambda facts: replace(facts, held={**facts.held, code: held(**more)})


def seeing(code: str | None, **more: Some) -> Change:
    return lambda facts: replace(facts, seen={**facts.seen, code: seen(**more)})


def table(code: str, **members: Any) -> Change:
    return lambda facts: replace(facts, table={**TABLE, code: replace(TABLE[code], **members)})


def several(*changes: Change) -> Change:
    def change(facts: Facts) -> Facts:
        for each in changes:
            facts = each(facts)
        return facts

    return change


def project(**members: Any) -> Change:
    return with_(projects=(Project("Portail", FlowKind.GRU, **members),))


SEEDED: list[tuple[FindingKind, Change] | tuple[FindingKind, Change, FindingKind]] = [
    (say.NO_SERIES, of("COURRIER", series=())),
    (say.UNKNOWN_SERIES, of("COURRIER", series=("S008", "S009", "X1"))),
    (say.UNDECIDED_DUA, of("PAIE", series=("S044", "S045", "S046"))),
    (say.NO_TABLE, with_(table=None)),
    (say.TOLD_LONGER, of("COMPTABILITE", told=years(30), series=("S027",))),
    (say.TOLD_SHORTER, of("COMPTABILITE", told=years(5), series=("S027",))),
    (say.TOLD_OVER_MOST, of("VIDEOPROTECTION", told=Duration(3, Unit.MONTH))),
    (say.TOLD_BUT_KEPT, of("ETAT-CIVIL", told=years(75), series=("S051a",))),
    (say.ACTIVE_LONGER, of("COMPTABILITE", active=years(12))),
    (say.BEYOND_TOLD, several(of("COMPTABILITE", told=years(10), series=("S027",)), holding("S027", beyond=UNIT))),
    (say.FORGOTTEN, holding("S027", forgotten=UNIT)),
    (say.OVERDUE, holding("S072", overdue=UNIT)),
    (say.LATE, with_(late={"S054": UNIT})),
    (say.UNREVIEWED, holding("S027", unreviewed=UNIT)),
    (say.DESTROYED_BUT_KEEP, holding("S051a", destroyed=UNIT)),
    (say.KEPT_BUT_DESTROY, holding("S027", kept=UNIT)),
    (say.ENDED_BUT_DEPOSITED, of("AIDE-SOCIALE", ended=date(2026, 2, 1))),
    (say.TOLD_DIFFERENTLY, several(
        of("COURRIER", series=("S027",), told=years(10)), of("COMPTABILITE", series=("S027",), told=years(11)),
    ), say.TOLD_LONGER),
    (say.NO_BASIS, of("COURRIER", basis=None)),
    (say.NO_TEXT, of("COURRIER", basis_text="")),
    (say.LEGITIMATE, of("COURRIER", basis=Basis.LEGITIMATE_INTERESTS)),
    (say.CONSENT_AND_DUA, of("ACTIVITES", basis=Basis.CONSENT)),
    (say.SPECIAL_UNGROUNDED, of("RH", special_ground=None)),
    (say.OFFENCES_UNGROUNDED, of("POLICE-MUNICIPALE", offences_text="")),
    (say.NIR_UNGROUNDED, of("PAIE", nir_text="")),
    (say.NO_AIPD, of("VIDEOPROTECTION", aipd="")),
    (say.TABLE_SAYS_NONE, table("S048", personal_data=False)),
    (say.NO_PART, of("COURRIER", part=None)),
    (say.PART_DIFFERS, of("COURRIER", part=Part.JOINT, convention=SIGNED)),
    (say.CONVENTION_ENDED, several(
        of("COURRIER", convention=OVER),
        lambda facts: replace(facts, conventions={**facts.conventions, OVER: convention("", last=date(2025, 1, 1))}),
    )),
    (say.JOINT_WITHOUT_ACCORD, of("COURRIER", joint=("Le CCAS",))),
    (say.PROCESSOR_WITHOUT_CONTRACT, of("PAIE", processors=(Processor("Éditeur", "FR"),))),
    (say.UNINSTRUCTED, several(
        of("HEBERGEMENT", instructions="", convention=None, on_behalf=("Voisine",)),
        lambda facts: replace(facts, conventions={SIGNED: facts.conventions[SIGNED]}),
    )),
    (say.FOR_NOBODY, several(
        of("HEBERGEMENT", convention=None),
        lambda facts: replace(facts, conventions={SIGNED: facts.conventions[SIGNED]}),
    )),
    (say.HOSTING_UNREGISTERED, without("HEBERGEMENT")),
    (say.HOST_NOT_NAMED, with_(conventions={SIGNED: convention("responsable du traitement", "GIP", "sous-traitant"),
                                            HOSTED: convention("sous-traitant", "Voisine")})),
    (say.OUTSIDE_UNDECLARED, of("PAIE", processors=(Processor("Éditeur", "IN", "contrat"),))),
    (say.TRANSFER_UNGUARANTEED, of("PAIE", transfers=(Transfer("Éditeur", "IN"),))),
    (say.PLACE_UNSAID, of("PAIE", processors=(Processor("Éditeur", "", "contrat"),))),
    (say.COPY_UNPLACED, with_(copies=("a", "b", "c"))),
    (say.COPY_UNKNOWN, with_(copies=("a",))),
    (say.COPY_OUTSIDE, several(
        of("SAE", transfers=(Transfer("Cloud", "US"),),
           processors=(*HOSTS, Processor("Cloud", "US", "contrat", ("b",)))),
        with_(offers={}),
    )),
    (say.UNTREATED, holding("S066"), ),
    (say.UNTREATED_SEEN, seeing("S015", iban=Some(1))),
    (say.SEEN_WITHOUT_SERIES, seeing(None, nir=UNIT)),
    (say.SEEN_NIR, seeing("S027", nir=UNIT)),
    (say.SEEN_SPECIAL, seeing("S027", special=Some(3))),
    (say.SEEN_IBAN, seeing("S008", iban=UNIT)),
    (say.NIR_OPEN, seeing("S043", nir_open=UNIT)),
    (say.ONLINE_UNDECLARED, with_(online={"S027": UNIT})),
    (say.ONLINE_GRAVE, several(of("RH", online="délibération"), with_(online={"S043": UNIT}))),
    (say.OPEN_DATA, of("MARCHES", online="")),
    (say.OPEN_AT_ONCE, table("S048", access=("AR038",))),
    (say.OPENED_UNFORESEEN, with_(opened={"S027": UNIT})),
    (say.DEPOSITED_BY_OTHER, holding("S048", agencies=frozenset({"VOIRIE"}))),
    (say.MAY_DEPOSIT, with_(allowed={"VOIRIE": frozenset({"S048"})})),
    (say.SERVICE_UNKNOWN, with_(services=frozenset({CODE}))),
    (say.EMPTY, with_(treatments=(), conventions={}, projects=(), seen={}), say.UNTREATED),
    (say.NO_ARCHIVE, without("SAE")),
    (say.NO_DPO, with_(holder=Holder(), dpo=False)),
    (say.DPO_WITHOUT_ACCESS, with_(dpo=False)),
    (say.PROJECT_UNREGISTERED, project(running=True, series=("S094",))),
    (say.PROJECT_UNKNOWN, project(treatment="fiche 3")),
    (say.PUBLISHED_UNDECLARED, with_(diffused=frozenset({"S027"}))),
    (say.PUBLISHED_GRAVE, several(of("RH", online="délibération"), with_(diffused=frozenset({"S048"})))),
    (say.PUBLISHED_UNTREATED, with_(diffused=frozenset({"S066"}))),
    (say.PUBLISHED_NIR, several(
        of("RH", online="loi"), seeing("S043", nir_open=UNIT), with_(diffused=frozenset({"S043"})),
    ), say.NIR_OPEN, say.PUBLISHED_GRAVE),
    (say.ORIGINAL_ONLINE, with_(bared={"S001": UNIT}, bared_online={"S001": UNIT})),
    (say.ORIGINAL_OPEN, with_(bared={"": UNIT})),
    (say.REQUEST_LATE, with_(asked=(asked(date(2026, 10, 28)), asked(date(2026, 10, 29))))),
    (say.ERASURE_UNDONE, with_(granted=UNIT)),
    (say.OBJECTED_ONLINE, with_(objected_online=UNIT)),
    (say.VIOLATION_UNNOTIFIED, with_(violations=(violated(risk=Risk.RISK),))),
    (say.VIOLATION_UNASSESSED, with_(violations=(violated(risk=Risk.UNKNOWN),))),
    (say.VIOLATION_UNTOLD, with_(violations=(
        violated(risk=Risk.HIGH, cnil=datetime(2026, 11, 20, tzinfo=UTC)),
        violated(risk=Risk.HIGH, cnil=datetime(2026, 11, 20, tzinfo=UTC), told_why="données chiffrées"),
    ))),
    (say.VIOLATION_UNDOCUMENTED, with_(violations=(violated(measures=""),))),
    (say.HEALTH_UNCERTIFIED, with_(offers=hosted(certifications=((Certified.HDS, date(2026, 11, 28)),)))),
    (say.HOST_DIFFERS, of("SAE", processors=(HOSTS[0], Processor("Autre", "FR", "contrat", ("b",))))),
    (say.COUNTRY_DIFFERS, with_(offers=hosted(country="BE"))),
    (say.CONTRACT_ENDED, with_(offers=hosted(contract_until=date(2026, 11, 28)))),
    (say.CONSENT_KEPT, of("AIDE-SOCIALE", basis=Basis.CONSENT, ended=date(2026, 6, 1)), say.CONSENT_AND_DUA),
    (say.PROJECT_DENIES, project(series=("S094",), treatment="sans objet : aucune donnée personnelle")),
]  # fmt: skip

ALONG = {
    say.UNTREATED: without("POLICE-MUNICIPALE"),
    say.PUBLISHED_UNTREATED: without("POLICE-MUNICIPALE"),
    say.EMPTY: without("SAE"),
}
"""What else has to be so for a kind to be alone."""

BESIDE = {
    say.EMPTY: {say.NO_ARCHIVE},
    say.COPY_UNKNOWN: set[FindingKind](),
}


def codes(facts: Facts) -> set[str]:
    return {each.kind.code for each in contradictions_in(facts)}


def test_a_clean_territory_has_none_and_a_new_one_has_what_it_lacks() -> None:
    assert [each.as_json("fr") for each in contradictions_in(clean())] == []
    nothing = Facts(tenant=TENANT, day=date(2026, 11, 29))
    assert contradictions_in(nothing) == []


@pytest.mark.parametrize("seed", SEEDED, ids=lambda seed: seed[0].code)
def test_one_thing_changed_is_that_contradiction_and_no_other(seed: Any) -> None:
    kind, change, *besides = seed
    facts = ALONG.get(kind, lambda facts: facts)(clean()) if kind in ALONG else clean()
    expected = {kind.code, *(each.code for each in besides), *(each.code for each in BESIDE.get(kind, ()))}
    found = contradictions_in(change(facts))
    assert {each.kind.code for each in found} == expected, [each.as_json("fr") for each in found]
    for each in found:
        for language in ("fr", "en"):
            assert "{" not in each.as_json(language)["message"] + each.as_json(language)["remedy"]


def test_every_kind_is_seeded() -> None:
    declared = {each for each in vars(say).values() if isinstance(each, FindingKind)}
    assert {seed[0] for seed in SEEDED} == declared
    assert len(KINDS) == len(declared) >= 30
    assert set(COMMANDS) == {each.code for each in declared}, "each says by which command it is mended"


@pytest.mark.parametrize("duration", [years(10), years(3000 // 4), Duration(1, Unit.MONTH), Duration(45, Unit.DAY)])
@pytest.mark.parametrize("day", [date(2026, 11, 29), date(2024, 2, 29), date(2026, 3, 31), date(2026, 3, 1)])
def test_the_day_that_lies_one_before_another(day: date, duration: Duration) -> None:
    found = back(day, duration)
    assert end_of(found, duration) <= day
    assert longer(years(11), years(10)) and not longer(years(1), Duration(12, Unit.MONTH))
    assert back(day, years(999)) >= date.min
