"""Deliveries and transfers: valid for the official schema, of the usages wanted, read from the copies that hold."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from chartrier.catalog.archive.leaving import Selection
from chartrier.errors import IntegrityFailure, InvalidInput, NotFound, Unavailable
from chartrier.seda.versions import Version
from chartrier.wiring import Wiring
from tests.corpus.archive import PACKAGES
from tests.delivery.leaving import dip, identifiers, seen, sip
from tests.ingest.archive import Bench, new_tenant
from tests.packages_of_ours import Document, Sip
from tests.seda.official import needs_corpus, official_schema

RULES = "<AppraisalRule><Rule>{}</Rule><StartDate>2001-01-01</StartDate><FinalAction>Keep</FinalAction></AppraisalRule>"


def manifest(package: Path) -> etree._Element:
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read("manifest.xml"))


def texts(root: etree._Element, name: str) -> list[str]:
    return [element.text or "" for element in root.iter(f"{{{etree.QName(root).namespace}}}{name}")]


def root_of(bench: Bench, outcome: object) -> UUID:
    return UUID(bench.units(outcome)[0]["id"])


@needs_corpus
@pytest.mark.parametrize("version", Version)
def test_a_delivery_is_valid_for_the_official_schema(bench: Bench, tmp_path: Path, version: Version) -> None:
    outcome = bench.accept(Sip(title="É <&> \"'").write(tmp_path / "1.zip"))
    parcel = dip(bench.archive, bench.tenant, Selection([root_of(bench, outcome)]), tmp_path / "dip.zip", version)
    root = manifest(tmp_path / "dip.zip")
    official_schema(version).assertValid(root)
    assert etree.QName(root).localname == "ArchiveDeliveryRequestReply"
    assert parcel.form == f"seda-{version}"
    units = [unit["id"] for unit in bench.units(outcome)]
    assert sorted(texts(root, "SystemId")) == sorted(units)
    assert texts(root, "UnitIdentifier") == units[:1]
    assert identifiers(parcel.unit_list) == [UUID(unit) for unit in units]
    assert (tmp_path / "dip.zip").stat().st_mode & 0o777 == 0o600
    assert hashlib.sha512((tmp_path / "dip.zip").read_bytes()).hexdigest() == parcel.sha512


@needs_corpus
@pytest.mark.parametrize(
    ("name", "version"),
    [("OK_SIP_FULL_SEDA2.2.zip", Version.V2_2), ("OK_SIP_FULL_SEDA2.3.zip", Version.V2_3)],
)
def test_full_descriptions_are_delivered_in_their_version(
    bench: Bench, tmp_path: Path, name: str, version: Version
) -> None:
    outcome = bench.accept(PACKAGES / name)
    roots = [UUID(unit["id"]) for unit in bench.units(outcome) if not unit["parents"]]
    parcel = dip(bench.archive, bench.tenant, Selection(roots), tmp_path / "dip.zip")
    assert parcel.form == f"seda-{version}"
    assert parcel.units == len(bench.units(outcome))
    if not any(finding.code == "DLV-005" for finding in parcel.findings):
        official_schema(version).assertValid(manifest(tmp_path / "dip.zip"))


def test_a_version_that_lacks_an_element_is_refused(bench: Bench, tmp_path: Path) -> None:
    extra = (
        "<Signature><Signer><Corpname>x</Corpname><SigningTime>2020-01-01T00:00:00</SigningTime></Signer>"
        "<Validator><Corpname>y</Corpname><ValidationTime>2020-01-01T00:00:00</ValidationTime></Validator>"
        "<ReferencedObject><SignedObjectId>O-0</SignedObjectId>"
        "<SignedObjectDigest algorithm='SHA-512'>ab</SignedObjectDigest></ReferencedObject></Signature>"
    )
    outcome = bench.accept(Sip(documents=[Document("a.txt", b"a", extra=extra)]).write(tmp_path / "1.zip"))
    selection = Selection([root_of(bench, outcome)])
    with pytest.raises(InvalidInput) as refused:
        dip(bench.archive, bench.tenant, selection, tmp_path / "dip.zip", Version.V2_3)
    assert refused.value.finding.code == "DLV-003"
    assert refused.value.finding.values["possible"] == "2.1, 2.2"
    assert list(tmp_path.iterdir()) == [tmp_path / "1.zip"]
    assert dip(bench.archive, bench.tenant, selection, tmp_path / "dip.zip").form == "seda-2.2"


@needs_corpus
def test_usages_are_chosen_and_what_referred_to_the_others_goes(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(PACKAGES / "OK_SIP_FULL_SEDA2.2.zip")
    roots = [UUID(unit["id"]) for unit in bench.units(outcome) if not unit["parents"]]
    wanted = {each["usage"] for each in bench.objects(outcome)}
    assert "BinaryMaster" in wanted
    selection = Selection(roots, usages=["BinaryMaster"])
    parcel = dip(bench.archive, bench.tenant, selection, tmp_path / "dip.zip")
    kept = [each for each in bench.objects(outcome) if each["usage"] == "BinaryMaster"]
    assert parcel.objects == len(kept) < len(bench.objects(outcome))
    with zipfile.ZipFile(tmp_path / "dip.zip") as archive:
        held = sorted(hashlib.sha512(archive.read(name)).hexdigest() for name in archive.namelist()[1:])
    assert held == sorted(each["digests"]["sha512"] for each in kept)
    sip(bench.archive, bench.tenant, selection, tmp_path / "sip.zip")
    Bench(bench.archive, new_tenant(bench.archive), bench.means).accept(tmp_path / "sip.zip")


def test_rules_of_different_versements_enter_through_their_uppermost_units(bench: Bench, tmp_path: Path) -> None:
    for number in (1, 2):
        package = Sip(message=f"R-{number}", title=f"Dossier {number}")
        files = package.files()
        above = f"{RULES.format(f'APP-0000{number}')}"
        files["manifest.xml"] = (
            files["manifest.xml"]
            .replace(b"</ManagementMetadata>", f"{above}</ManagementMetadata>".encode())
            .replace(b"SERVICE-PRODUCTEUR", f"PRODUCTEUR-{number}".encode())
        )
        files["manifest.xml"] = files["manifest.xml"].replace(
            b"<Management/>", RULES.format("APP-OWN").join(("<Management>", "</Management>")).encode()
        )
        with zipfile.ZipFile(tmp_path / f"{number}.zip", "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
    outcomes = [bench.accept(tmp_path / f"{number}.zip") for number in (1, 2)]
    dip(bench.archive, bench.tenant, Selection([root_of(bench, each) for each in outcomes]), tmp_path / "dip.zip")
    root = manifest(tmp_path / "dip.zip")
    assert texts(root, "Rule") == ["APP-OWN", "APP-00001", "APP-OWN", "APP-00002"]
    assert texts(root, "OriginatingAgencyIdentifier") == []
    agencies = [
        each.getparent() for each in root.iter("{*}Identifier") if each.getparent().tag.endswith("OriginatingAgency")
    ]
    assert [each[0].text for each in agencies] == ["PRODUCTEUR-1", "PRODUCTEUR-2"]
    ids = [element.get("id") for element in root.iter("{*}ArchiveUnit")]
    assert len(ids) == len(set(ids))


def test_a_transfer_tells_where_it_comes_from(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(Sip().write(tmp_path / "1.zip"))
    sip(bench.archive, bench.tenant, Selection([root_of(bench, outcome)]), tmp_path / "sip.zip")
    root = manifest(tmp_path / "sip.zip")
    assert sorted(texts(root, "OriginatingSystemId")) == sorted(unit["id"] for unit in bench.units(outcome))
    assert texts(root, "EventIdentifier") == [str(outcome.operation.identifier)]
    assert bench.tenant.origin in texts(root, "EventDetail")[0]
    assert len(texts(root, "CustodialHistoryItem")) == 1


def test_a_damaged_copy_is_left_for_another_and_told(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(Sip().write(tmp_path / "1.zip"))
    selection = Selection([root_of(bench, outcome)])
    (file,) = (bench.contents(outcome)[0] / "objets").iterdir()
    file.chmod(0o600)
    file.write_bytes(b"BONJOUR\n")
    parcel = dip(bench.archive, bench.tenant, selection, tmp_path / "dip.zip")
    assert [finding.code for finding in parcel.findings] == ["ACC-004"]
    with zipfile.ZipFile(tmp_path / "dip.zip") as archive:
        assert archive.read(archive.namelist()[1]) == b"bonjour\n"
    (other,) = (bench.contents(outcome)[1] / "objets").iterdir()
    other.chmod(0o600)
    other.write_bytes(b"bon")
    with pytest.raises(IntegrityFailure):
        dip(bench.archive, bench.tenant, selection, tmp_path / "none.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.zip", "dip.zip"]


def test_a_damaged_bordereau_in_every_copy_is_refused(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(Sip().write(tmp_path / "1.zip"))
    for content in bench.contents(outcome):
        (content / "bordereau.xml").chmod(0o600)
        (content / "bordereau.xml").write_bytes(b"<a/>")
    with pytest.raises((IntegrityFailure, Unavailable)):
        dip(bench.archive, bench.tenant, Selection([root_of(bench, outcome)]), tmp_path / "dip.zip")
    assert not (tmp_path / "dip.zip").exists()


def test_what_is_not_there_or_not_ours_is_not_found(archive: Wiring, bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(Sip().write(tmp_path / "1.zip"))
    other = new_tenant(archive)
    with pytest.raises(NotFound):
        dip(archive, other, Selection([root_of(bench, outcome)]), tmp_path / "dip.zip")
    with pytest.raises(InvalidInput):
        dip(archive, bench.tenant, Selection([]), tmp_path / "dip.zip")


def test_a_delivery_twice_made_says_the_same(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(Sip().write(tmp_path / "1.zip"))
    selection = Selection(versements=[outcome.operation.identifier])
    sip(bench.archive, bench.tenant, selection, tmp_path / "sip.zip")
    other = Bench(bench.archive, new_tenant(bench.archive), bench.means)
    again = other.accept(tmp_path / "sip.zip")
    third = Bench(bench.archive, new_tenant(bench.archive), bench.means)
    sip(bench.archive, other.tenant, Selection(versements=[again.operation.identifier]), tmp_path / "sip2.zip")
    last = third.accept(tmp_path / "sip2.zip")
    assert seen(third.units(last), third.objects(last)) == seen(bench.units(outcome), bench.objects(outcome))
