"""What the accord of the service that transfers foresees bounds a package as it bounds files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from chartrier.administration.collectivites.services import add_service
from chartrier.administration.rights import Grant, Rights
from chartrier.clock import day_of
from chartrier.ingest.check import check
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import ingest
from chartrier.reception.findings import TOO_LARGE
from chartrier.records.collectivite import Accord
from chartrier.records.finding import Finding, Findings
from chartrier.records.roles import Role
from chartrier.records.voice import Bound, Voice
from tests.ingest.archive import Bench, said, zip_of
from tests.packages_of_ours import Document, Sip

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def rule(code: str) -> str:
    said = f"<Rule>{code}</Rule><StartDate>2020-01-01</StartDate><FinalAction>Keep</FinalAction>"
    return f"<AppraisalRule>{said}</AppraisalRule>"


@dataclass
class Accords:
    """One accord for a service (empty: for all), and what it says against a size."""

    accord: Accord
    service: str = ""
    counted: list[tuple[str | None, int]] = field(default_factory=list)

    def of(self, service: str | None) -> Accord:
        return self.accord if self.service in ("", service) else Accord()

    def against(self, service: str | None, size: int) -> list[Finding]:
        self.counted.append((service, size))
        largest = self.of(service).largest
        return [Finding(TOO_LARGE, values={"size": size, "limit": largest})] if largest and size > largest else []


def told(bench: Bench, package: Path, accord: Accord, *, agency: str = "", voice: Voice | None = None) -> list[str]:
    """Codes of what the accord, and the account, are found to say: the same by `check` and by `ingest`."""
    means, accords = bench.means, Accords(accord, agency)
    checked = check(
        package, policy=bench.tenant.policy, budget=means.budget, limits=means.limits, identifier=means.identifier,
        scanner=None, steps=Steps(), voice=voice, accords=accords,
    ).findings  # fmt: skip
    outcome = ingest(package, bench.tenant, means, by="essai", steps=Steps(), voice=voice, accords=accords)
    assert outcome.operation.accepted is not outcome.operation.findings.refused
    assert theirs(checked) == theirs(outcome.operation.findings), said(outcome)
    assert bench.is_proven()
    return theirs(outcome.operation.findings)


def theirs(findings: Findings) -> list[str]:
    return [each.code for each in findings if each.code.startswith(("ING-04", "ING-05", "REC-04"))]


def test_a_format_that_is_not_foreseen_is_told_once(bench: Bench, tmp_path: Path) -> None:
    documents = [Document("a.pdf", PDF), Document("b.txt", b"b"), Document("c.txt", b"c"), Document("d.xyzzy", b"\1\2")]
    package = Sip(documents=documents).write(tmp_path / "a.zip")
    accord = Accord(formats=frozenset({"fmt/18"}))
    assert told(bench, package, accord, agency="SERVICE-VERSANT") == ["ING-051", "ING-051"]
    outcome = ingest(package, bench.tenant, bench.means, by="essai", steps=Steps(), accords=Accords(accord))
    counts = {each.values["uri"]: each.values["count"] for each in outcome.operation.findings if each.code == "ING-051"}
    assert counts == {"Content/b.txt": 2, "Content/d.xyzzy": 1}
    assert not outcome.operation.accepted
    assert told(bench, package, accord, agency="AUTRE") == []


def test_the_size_of_its_files_is_told_before_they_are_read(bench: Bench, tmp_path: Path) -> None:
    package = Sip(documents=[Document("a.txt", b"a" * 600), Document("b.txt", b"b" * 600)]).write(tmp_path / "a.zip")
    assert told(bench, package, Accord(largest=1199), agency="SERVICE-VERSANT") == ["REC-041"]
    accords = Accords(Accord(largest=1200))
    ingest(package, bench.tenant, bench.means, by="essai", steps=Steps(), accords=accords)
    assert accords.counted == [("SERVICE-VERSANT", 1200)]


@pytest.mark.parametrize(
    ("metadata", "management", "found"),
    [
        ("", "", ["ING-052"]),
        ("S010", "", []),
        ("S020", "", ["ING-050"]),
        ("", "S010", []),
        ("S010", "S020", ["ING-050"]),
    ],
)
def test_a_series_that_is_not_foreseen_is_told(
    bench: Bench, tmp_path: Path, metadata: str, management: str, found: list[str]
) -> None:
    document = Document("a.txt", b"a", management=rule(management) if management else "")
    sip = Sip(documents=[document], metadata=rule(metadata) if metadata else "")
    package = sip.write(tmp_path / "a.zip")
    assert told(bench, package, Accord(series=frozenset({"S010"}))) == found
    assert told(bench, replace(sip, message="MSG-2").write(tmp_path / "b.zip"), Accord()) == []


UNRULED = """<ArchiveUnit id="U-9"><Content><DescriptionLevel>Item</DescriptionLevel><Title>Paie</Title></Content>
</ArchiveUnit>"""
STOPPED = "<AppraisalRule><PreventInheritance>true</PreventInheritance><FinalAction>Keep</FinalAction></AppraisalRule>"


@pytest.mark.parametrize(
    ("metadata", "managements", "more", "without"),
    [
        ("", ["S010", ""], "", 1),
        ("", ["S010", "S010"], UNRULED, 1),
        ("S010", ["", ""], UNRULED, 0),
        ("S010", [STOPPED, ""], "", 1),
        ("S010", [STOPPED, "S010"], "", 1),
    ],
)
def test_one_unit_that_names_a_series_does_not_open_the_door_to_others(
    bench: Bench, tmp_path: Path, metadata: str, managements: list[str], more: str, without: int
) -> None:
    documents = [
        Document(f"{number}.txt", b"a", management=each if each in ("", STOPPED) else rule(each))
        for number, each in enumerate(managements)
    ]
    sip = Sip(documents=documents, metadata=rule(metadata) if metadata else "")
    files = sip.files()
    manifest = files["manifest.xml"].replace(b"</DescriptiveMetadata>", f"{more}</DescriptiveMetadata>".encode())
    package = zip_of(tmp_path / "a.zip", {**files, "manifest.xml": manifest})
    voice = Voice(None, (), depositing=(Bound(series=frozenset({"S010"})),))
    assert told(bench, package, Accord(), voice=voice) == (["ING-043"] if without else [])
    outcome = ingest(package, bench.tenant, bench.means, by="essai", steps=Steps(), voice=voice)
    assert [each.values["count"] for each in outcome.operation.findings if each.code == "ING-043"] == [without][
        :without
    ]


@pytest.mark.parametrize(
    ("agency", "addressed", "found"),
    [
        ("SERVICE-VERSANT", "ARCHIVES", []),
        ("{own}", "{own}", []),
        ("{own}00015", "{own}", []),
        ("219600491", "ARCHIVES", ["ING-044"]),
        ("21960049100019", "ARCHIVES", ["ING-044"]),
        ("219 600 491", "ARCHIVES", ["ING-044"]),
        ("200096006", "ARCHIVES", []),
        ("SERVICE-VERSANT", "219600491", ["ING-045"]),
    ],
)
def test_nobody_deposits_in_the_name_of_another_body(
    bench: Bench, tmp_path: Path, agency: str, addressed: str, found: list[str]
) -> None:
    """What is no number of a body is a service by whatever name; one that is entered is the collectivité's."""
    own = bench.tenant.siren
    add_service(bench.tenant.key, "200096006", "Syndicat dissous, dont la commune tient les archives")
    files = Sip(agency=agency.format(own=own)).files()
    to = f"<Identifier>{addressed.format(own=own)}</Identifier>".encode()
    manifest = files["manifest.xml"].replace(b"<Identifier>ARCHIVES</Identifier>", to)
    package = zip_of(tmp_path / "a.zip", {**files, "manifest.xml": manifest})
    voice = Rights(uuid4(), active=True, operator=False, on=date(2026, 1, 1), grants=[
        Grant(bench.tenant.key, Role.DEPOSANT),
    ]).voice(bench.tenant.key)  # fmt: skip
    assert told(bench, package, Accord(), voice=voice) == found


@pytest.mark.parametrize(
    ("bounds", "named", "found"),
    [
        ([("", "S010")], "S010", []),
        ([("", "S010")], "S020", ["ING-042"]),
        ([("", "S010")], "", ["ING-043"]),
        ([("", "S010"), ("", "S020")], "S020", []),
        ([("", "S010"), ("SERVICE-VERSANT", "S020")], "S020", []),
        ([("", "S010"), ("AUTRE", "S020")], "S020", ["ING-042"]),
        ([("", "S010"), ("SERVICE-VERSANT", "")], "S020", []),
        ([("", "")], "S020", []),
        ([("AUTRE", "")], "S020", []),
    ],
)
def test_an_account_deposits_the_series_that_its_roles_reach(
    bench: Bench, tmp_path: Path, bounds: list[tuple[str, str]], named: str, found: list[str]
) -> None:
    grants = [
        Grant(bench.tenant.key, Role.DEPOSANT, frozenset({service} - {""}), frozenset({series} - {""}))
        for service, series in bounds
    ]
    package = Sip(metadata=rule(named) if named else "").write(tmp_path / "a.zip")
    on = day_of(bench.means.copies.clock())
    voice = Rights(uuid4(), active=True, operator=False, on=on, grants=grants).voice(bench.tenant.key)
    assert told(bench, package, Accord(), voice=replace(voice, services=None)) == found
