"""The kit of a convention: each model has the parts that the law asks, months are counted, nothing is invented."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from chartrier.catalog.classification import Classed
from chartrier.catalog.extents import Extent
from chartrier.cockpit.kit.calendar import steps
from chartrier.cockpit.kit.demands import demands
from chartrier.cockpit.kit.facts import Facts, Holdings, Member
from chartrier.cockpit.kit.kit import WHOLE, Kit, kit_of
from chartrier.errors import NotFound
from chartrier.geography.archives import archives_services
from chartrier.papers.paper_odt import BLANK
from chartrier.records.collectivite import CollectiviteKind, Service
from chartrier.records.hosting import Offer, Statute
from chartrier.rules.convention import Convention, ConventionKind, Covers, Party
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.cockpit.conftest import Commune
from tests.papers.reading import open_pdf, text

NASTY = 'Accord <b>*x*</b> #eval("1") & "q"'
MUTUALISED = Convention(
    kind=ConventionKind.MUTUALISATION, covers=Covers.INTERMEDIAIRES, name=NASTY,
    parties=(Party("Saint-Exemple", COMMUNE), Party("Centre de gestion")), first=date(2027, 1, 1),
    perimetre="les délibérations", missions="le centre tient", service_level="deux jours", indicators=("versements",),
    cost_key="par habitant", host="Centre de gestion",
)  # fmt: skip
DEFINITIVE = replace(MUTUALISED, covers=Covers.DEFINITIVES, public_service="AD 21")
DEPOT = replace(DEFINITIVE, kind=ConventionKind.DEPOT, host="")
THIRD = replace(
    MUTUALISED, kind=ConventionKind.TIERS_ARCHIVAGE, agrement="2026-12", agrement_until=date(2029, 1, 1),
    declared=date(2026, 10, 31), last=date(2028, 12, 31),
)  # fmt: skip
SERIES = (("S001", "Délibérations"),)
HELD = Holdings(
    classed=[Classed(SERIES, "SG", "", Extent(3, 4, 5_000), date(2001, 1, 1), date(2004, 12, 31), 0, ())],
    services=[Service("finances", "Service des finances")],
    signatories=("Jeanne Maire",), dpo=("Denis Dpo",), archivists=(), validated=False, audited=None,
)  # fmt: skip


def facts(convention: Convention) -> Facts:
    commune = Member(convention.parties[0], CollectiviteKind.COMMUNE, COMMUNE, 120, archives_services()["21"], HELD)
    made = datetime(2026, 11, 29, 12, tzinfo=UTC)
    return Facts(UUID(int=7), convention, (commune, Member(convention.parties[1])), ("a", "b"), 2, made)


def said(kit: Kit, name: str) -> str:
    """The text of an ODT."""
    with zipfile.ZipFile(BytesIO(kit.file(f"{name}.odt"))) as package:
        return "\n".join(etree.fromstring(package.read("content.xml")).itertext())


@pytest.mark.parametrize("convention", [MUTUALISED, DEFINITIVE, DEPOT, THIRD], ids=lambda it: f"{it.kind} {it.covers}")
def test_each_model_says_what_the_law_asks(convention: Convention) -> None:
    kit = kit_of(facts(convention))
    written = said(kit, "1-convention")
    numbers = re.findall(r"Article (\d+)\. ", written)
    assert numbers == [str(each) for each in range(1, len(numbers) + 1)]
    for demand in demands(convention):
        assert re.search(rf"Article \d+\. {demand.article.value}", written), demand.article
        assert demand.what.fr in said(kit, "0-a-lire")
    of_definitives = convention.covers is Covers.DEFINITIVES
    assert ("territoire français" in written) == of_definitives
    assert ("service public d’archives participe" in written.replace(" qui ", " ")) == (
        of_definitives and convention.kind is ConventionKind.MUTUALISATION
    )
    assert ("agrément 2026-12" in written) == (convention.kind is ConventionKind.TIERS_ARCHIVAGE)
    assert ("Aucune archive définitive n’est confiée" in written) == (convention.kind is ConventionKind.TIERS_ARCHIVAGE)
    assert any("declaration" in each.name for each in kit.documents) == (convention.kind is not ConventionKind.DEPOT)
    (letter,) = (said(kit, each.name) for each in kit.documents if "lettre" in each.name)
    assert "Côte-d'Or" in letter
    assert ("quatre mois" in letter) == convention.needs_observation
    (annex,) = (said(kit, each.name) for each in kit.documents if "donnees" in each.name)
    assert all(
        each in annex for each in ("Sous-traitants ultérieurs", "Violation de données", "restituées", "Denis Dpo")
    )


def test_what_is_not_known_is_a_blank_that_is_listed() -> None:
    kit = kit_of(facts(MUTUALISED))
    left = {(each.document, each.what) for each in kit.left}
    for document in kit.documents[1:]:
        found = {re.sub(r"^\[à compléter : |\]$", "", each) for each in BLANK.findall(said(kit, document.name))}
        assert found == {what for title, what in left if title == document.title}, document.name
    assert "Jeanne Maire" in said(kit, "1-convention"), "what is known is written"
    assert any(what.startswith("les moyens") for _, what in left)
    told = replace(MUTUALISED, means="deux salles", skills="une archiviste", report_by="le centre")
    assert len(kit_of(facts(told)).left) == len(left) - 3
    assert "2001" in said(kit, "5-declaration-externalisation") and "5,0" in said(kit, "5-declaration-externalisation")
    with pytest.raises(NotFound):
        kit.file("../1-convention.pdf")


def test_places_come_from_the_register_of_offers() -> None:
    here = Offer("SIB", Statute.MUTUALISED, "FR", "35", "Rennes", copies=("a",), contract_until=date(2029, 12, 31))
    there = Offer("Wolk", Statute.HOST, "BE", site="Liège", copies=("b",))
    kit = kit_of(replace(facts(DEFINITIVE), offers={"a": here, "b": there}))
    written, annex = said(kit, "1-convention"), said(kit, "3-donnees-personnelles")
    for told in (
        "SIB (mutualisé entre",
        "Rennes, Ille-et-Vilaine, France",
        "31 décembre 2029",
        "Wolk (hébergeur)",
        "BE",
    ):
        assert told in written.replace("\u202f", " ").replace("\xa0", " "), told
    assert "France" in annex and "SIB" in annex and "Rennes" in said(kit, "5-declaration-externalisation")
    left = {each.what for each in kit.left}
    assert "contrat de la copie « b »" in left and any("hors de France" in each for each in left), "the law forbids it"
    assert not any("copie « a »" in each for each in left), "what the register says is no blank"
    bare = {each.what for each in kit_of(facts(DEFINITIVE)).left}
    assert {"lieu de la copie « a »", "pays de la copie « a »", "contrat de la copie « a »"} <= bare


@pytest.mark.parametrize(
    ("sent", "possible"),
    [(date(2026, 10, 31), date(2027, 2, 28)), (date(2027, 10, 31), date(2028, 2, 29)), (None, date(2027, 3, 29))],
)
def test_the_calendar_counts_four_months(sent: date | None, possible: date) -> None:
    convention = replace(DEFINITIVE, sent=sent)
    found = {each.key: each for each in steps(convention, date(2026, 11, 29))}
    assert found["possible"].day == possible and found["possible"].supposed == (sent is None)
    assert "à reculer" in found["possible"].notes[-1].fr, "the first day comes before"
    assert [each.day for each in steps(THIRD, date(2026, 11, 29)) if each.key == "conseil"] == [date(2026, 11, 30)]
    written = kit_of(facts(convention)).file("calendrier.ics")
    assert all(len(line) <= 75 for line in written.split(b"\r\n")) and written.endswith(b"END:VCALENDAR\r\n")
    assert written.count(b"BEGIN:VEVENT") == len([each for each in found.values() if each.day])
    event = written.replace(b"\r\n ", b"").partition(b"-possible@")[2].partition(b"END:VEVENT")[0].decode()
    assert f"DTSTART;VALUE=DATE:{possible:%Y%m%d}" in event and NASTY in event
    assert ("STATUS:TENTATIVE" in event) == (sent is None)


def test_by_the_command(commune: Commune, tmp_path: Path) -> None:
    chartrier = commune.chartrier
    given = (
        "--party", COMMUNE, "--party", NEIGHBOUR, "--first", "2027-01-01", "--perimetre", "tout", "--missions", "x",
        "--service-level", "x", "--indicator", "x", "--cost-key", "x", "--means", "deux salles",
    )  # fmt: skip
    added = chartrier.json("convention", "add", NASTY, *given)
    file = tmp_path / "kit.zip"
    told = chartrier.json("convention", "kit", added["id"], "-o", file)
    with zipfile.ZipFile(file) as package:
        assert sorted(package.namelist()) == sorted(told["files"])
        pdf, roles = package.read("1-convention.pdf"), package.read("roles.csv")
    assert "#eval" in text(pdf) and "<b>*x*</b>" in text(pdf) and "deux salles" in text(pdf)
    assert b"<pdfaid:part>2</pdfaid:part>" in open_pdf(pdf).trailer["/Root"]["/Metadata"].get_data()
    assert roles.startswith(b"\xef\xbb\xbfMission;")
    offer = ("--provider", "SIB", "--statute", "hebergeur", "--country", "FR", "--site", "Rennes", "--copy", "a")
    assert chartrier("hosting", "offer", "add", "ici", *offer).status == 0
    placed = {each["what"] for each in chartrier.json("convention", "kit", added["id"])["blanks"]}
    assert {each["what"] for each in told["blanks"]} - placed >= {"lieu de la copie « a »", "pays de la copie « a »"}
    own = chartrier.json("convention", "kit", added["id"], "--tenant", COMMUNE)
    theirs = {each["what"] for each in own["blanks"]} - {each["what"] for each in told["blanks"]}
    assert any("services, tableau de gestion" in each for each in theirs), "what a neighbour has is not told"
    again = chartrier("convention", "kit", added["id"], "-o", file)
    assert again.status == 6 and WHOLE in told["files"] + [WHOLE]
    assert chartrier("convention", "kit", added["id"], "--document", "x.pdf", "-o", tmp_path / "x").status == 4
