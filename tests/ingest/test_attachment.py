"""`UpdateOperation`: what is received may hang below a unit that the archive holds, if it is the only one meant."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID
from xml.sax.saxutils import escape

import pytest

from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import UnitParent
from chartrier.catalog.transaction import transaction
from chartrier.ingest.findings import PARENT_AMBIGUOUS, PARENT_NOT_FOUND
from chartrier.wiring import Wiring
from tests.ingest.archive import Bench, errors, zip_of
from tests.packages_of_ours import Sip


def by_system_id(identifier: str) -> str:
    return f"<SystemId>{identifier}</SystemId>"


def by_metadata(name: str, value: str) -> str:
    key = f"<MetadataName>{name}</MetadataName><MetadataValue>{escape(value)}</MetadataValue>"
    return f"<ArchiveUnitIdentifierKey>{key}</ArchiveUnitIdentifierKey>"


def attaching(path: Path, sip: Sip, *wanted: str) -> Path:
    """The package, its first unit below as many existing units as there are descriptions of one."""
    existing = "".join(
        f"""<ArchiveUnit id="E-{number}">
          <Management><UpdateOperation>{how}</UpdateOperation></Management>
          <Content><DescriptionLevel>RecordGrp</DescriptionLevel><Title>Existante</Title></Content>
          <ArchiveUnit id="R-{number}"><ArchiveUnitRefId>U-root</ArchiveUnitRefId></ArchiveUnit>
        </ArchiveUnit>"""
        for number, how in enumerate(wanted)
    )
    files = sip.files()
    root = b'<ArchiveUnit id="U-root">'
    assert files["manifest.xml"].count(root) == 1
    files["manifest.xml"] = files["manifest.xml"].replace(root, existing.encode() + root)
    return zip_of(path, files)


def title_of(bench: Bench, path: Path, message: str, title: str) -> UUID:
    """Acquire a transfer whose first unit has this title; that unit."""
    outcome = bench.accept(Sip(message=message, title=title).write(path))
    return UUID(bench.units(outcome)[0]["id"])


@pytest.mark.parametrize("how", ["SystemId", "Title", "Title in capitals for the system id"])
def test_attached_to_the_one_meant(bench: Bench, tmp_path: Path, how: str) -> None:
    title = "Délibérations <2024> & “annexes”"
    title_of(bench, tmp_path / "0.zip", "M-0", "Autre dossier")
    parent = title_of(bench, tmp_path / "1.zip", "M-1", title)
    title_of(bench, tmp_path / "2.zip", "M-2", f"{title} (suite)")
    wanted = {
        "SystemId": by_system_id(str(parent)),
        "Title": by_metadata("Title", title),
        "Title in capitals for the system id": by_system_id(str(parent).upper()),
    }[how]
    outcome = bench.accept(attaching(tmp_path / "3.zip", Sip(message="M-3"), wanted))
    units = bench.units(outcome)
    assert [unit["xml_id"] for unit in units] == ["U-root", "U-0"]
    assert [unit["attached_to"] for unit in units] == [[str(parent)], []]
    assert units[0]["parents"] == []
    assert outcome.operation.counts.units == 2
    child = UUID(units[0]["id"])
    assert questions.parents_of([bench.tenant.key], child) == [parent]
    assert child in [unit.id for unit in questions.children_of([bench.tenant.key], parent)]
    with transaction([bench.tenant.key]):
        attached = dict(UnitParent.objects.filter(tenant=bench.tenant.key).values_list("unit", "attached"))
    assert attached[child] is True
    assert list(attached.values()).count(True) == 1
    assert bench.is_proven()


def test_by_another_metadata(bench: Bench, tmp_path: Path) -> None:
    extra = "<OriginatingSystemId>GED-42</OriginatingSystemId>"
    parent = bench.units(bench.accept(Sip(message="M-1", root_extra=extra).write(tmp_path / "1.zip")))[0]
    title_of(bench, tmp_path / "2.zip", "M-2", "GED-42")
    wanted = by_metadata("OriginatingSystemId", "GED-42")
    outcome = bench.accept(attaching(tmp_path / "3.zip", Sip(message="M-3"), wanted))
    assert bench.units(outcome)[0]["attached_to"] == [parent["id"]]


def test_to_two_packages_at_once(bench: Bench, tmp_path: Path) -> None:
    parents = [title_of(bench, tmp_path / f"{n}.zip", f"M-{n}", f"Dossier {n}") for n in range(2)]
    wanted = [by_metadata("Title", "Dossier 1"), by_system_id(str(parents[0]))]
    outcome = bench.accept(attaching(tmp_path / "3.zip", Sip(message="M-3"), *wanted))
    assert bench.units(outcome)[0]["attached_to"] == [str(parent) for parent in parents]
    assert bench.is_proven()


def test_the_same_unit_named_in_two_ways_is_one_parent(bench: Bench, tmp_path: Path) -> None:
    parent = title_of(bench, tmp_path / "1.zip", "M-1", "Le seul")
    wanted = [by_metadata("Title", "Le seul"), by_system_id(str(parent))]
    outcome = bench.accept(attaching(tmp_path / "2.zip", Sip(message="M-2"), *wanted))
    assert bench.units(outcome)[0]["attached_to"] == [str(parent)]
    assert bench.is_proven()


@pytest.mark.parametrize(
    "wanted",
    [
        by_metadata("Title", "Introuvable"),
        by_metadata("Title", "dossier"),
        by_metadata("title", "Dossier"),
        by_system_id("0199a3f2-0000-7000-8000-000000000001"),
        by_system_id("pas un identifiant"),
    ],
)
def test_none_matches(bench: Bench, tmp_path: Path, wanted: str) -> None:
    title_of(bench, tmp_path / "1.zip", "M-1", "Dossier")
    outcome = bench.reject(attaching(tmp_path / "2.zip", Sip(message="M-2"), wanted))
    assert errors(outcome) == [PARENT_NOT_FOUND.code]
    (place,) = [found.place for found in outcome.operation.findings if found.code == PARENT_NOT_FOUND.code]
    assert place.unit == "E-0"
    assert place.line


def test_several_match(bench: Bench, tmp_path: Path) -> None:
    for number in range(3):
        title_of(bench, tmp_path / f"{number}.zip", f"M-{number}", "Dossier")
    outcome = bench.reject(attaching(tmp_path / "3.zip", Sip(message="M-3"), by_metadata("Title", "Dossier")))
    assert errors(outcome) == [PARENT_AMBIGUOUS.code]
    # the rejection did not use the message up
    title_of(bench, tmp_path / "4.zip", "M-3", "Autre")


def test_never_to_another_tenants_unit(archive: Wiring, bench: Bench, tmp_path: Path) -> None:
    stranger = Bench.new(archive)
    theirs = title_of(stranger, tmp_path / "1.zip", "M-1", "Secret")
    for number, wanted in enumerate((by_system_id(str(theirs)), by_metadata("Title", "Secret"))):
        outcome = bench.reject(attaching(tmp_path / f"r{number}.zip", Sip(message="M-2"), wanted))
        assert errors(outcome) == [PARENT_NOT_FOUND.code]
    # nor does theirs make ours ambiguous
    ours = title_of(bench, tmp_path / "3.zip", "M-3", "Secret")
    outcome = bench.accept(attaching(tmp_path / "4.zip", Sip(message="M-4"), by_metadata("Title", "Secret")))
    assert bench.units(outcome)[0]["attached_to"] == [str(ours)]
