"""Reading real and made bordereaux: what is declared, in what order, at what lines."""

from __future__ import annotations

import pytest

from chartrier.seda.limits import Limits
from chartrier.seda.versions import Version

from .official import bordereau_of, needs_corpus, packages
from .trial import binary, group, physical, read, to_group, to_unit, transfer, unit

WITH_A_VERSION = [row for row in packages() if row["seda_version"] != "none"]
BY_FILES_ONLY = {"KO_INVALID_URI.zip", "KO_SUPERIOR_BDO.zip"}
"""Refused for files that are missing in the package: nothing a bordereau can tell."""


@needs_corpus
@pytest.mark.parametrize("row", WITH_A_VERSION, ids=lambda row: row["file"])
def test_real_packages_have_the_expected_verdict_and_counts(tmp_path, row):
    trial = read(tmp_path, bordereau_of(row["file"]))
    bordereau = trial.bordereau
    assert bordereau.declared_units == int(row["n_units"])
    assert len(bordereau.objects) == int(row["n_objects"])
    refused = row["expected"] == "reject" and row["file"] not in BY_FILES_ONLY
    assert trial.findings.refused == refused, list(trial.findings)
    lenient = row["official_xsd"] == "invalid" and not refused
    assert ("SEDA-017" in trial.codes) == lenient
    assert set(trial.kept.units) == {unit.number for unit in bordereau.units}
    assert set(trial.kept.objects) == {held.number for held in bordereau.objects}


@needs_corpus
@pytest.mark.parametrize("row", WITH_A_VERSION, ids=lambda row: row["file"])
def test_strict_takes_only_what_the_official_schema_takes(tmp_path, row):
    trial = read(tmp_path, bordereau_of(row["file"]), strict=True)
    assert trial.bordereau.valid == (row["official_xsd"] == "valid")
    assert "SEDA-017" not in trial.codes


@needs_corpus
def test_the_element_of_a_later_version_is_named_with_its_line(tmp_path):
    found = read(tmp_path, bordereau_of("SIP_2.1_WITH_FIELD_2.2.zip")).one("SEDA-010")
    assert found.values["name"] == "HoldRuleCodeListVersion"
    assert found.place.line == 25


@needs_corpus
def test_update_operation_points_to_existing_units(tmp_path):
    bordereau = read(tmp_path, bordereau_of("EliminationAnalysis-SIP-Service_Financier.zip")).bordereau
    assert [(e.metadata_name, e.metadata_value) for e in bordereau.existing] == [
        ("Title", "Besoin des Forces(élimination)"),
        ("Title", "Marché numéro 3 (élimination)"),
    ]
    units = {unit.xml_id: unit for unit in bordereau.units}
    assert units["ID6"].attachments == (bordereau.existing[0],)
    assert units["ID8"].attachments == (bordereau.existing[1],)
    assert units["ID6"].parents == (units["ID4"].number,)


@pytest.mark.parametrize("version", ["2.0", "2.4", "1.0"])
def test_other_versions_are_not_taken(tmp_path, version):
    data = transfer(unit("U")).replace(b"seda:v2.1", f"seda:v{version}".encode())
    found = read(tmp_path, data).one("SEDA-007")
    assert found.kind.reference == "CHECK_SEDA.UNSUPPORTED_SEDA_VERSION"
    assert found.values["version"] == version


USE = "<DataObjectUse>{}</DataObjectUse>"
NUMBER = "<DataObjectNumber>{}</DataObjectNumber>"
IDENTIFIER = (
    "<PersistentIdentifier><PersistentIdentifierType>ark</PersistentIdentifierType>"
    "<PersistentIdentifierContent>ark:/12345/x</PersistentIdentifierContent></PersistentIdentifier>"
)


@pytest.mark.parametrize(
    ("said", "usage", "number"),
    [
        (USE.format("Dissemination") + NUMBER.format("3"), "Dissemination", 3),
        (USE.format("Dissemination") + NUMBER.format(" +03 "), "Dissemination", 3),
        (USE.format("Thumbnail"), "Thumbnail", 1),
        ("<DataObjectVersion>TextContent_2</DataObjectVersion>" + USE.format("Thumbnail"), "TextContent", 2),
        (NUMBER.format("2"), "BinaryMaster", 1),
    ],
)
def test_use_and_number_of_2_3_make_the_version_of_an_object(tmp_path, said, usage, number):
    held = binary("B").replace("<DataObjectVersion>BinaryMaster_1</DataObjectVersion>", said)
    data = transfer(unit("U", inside=to_group("G")), group("G", held), Version.V2_3)
    trial = read(tmp_path, data, strict=True)
    assert trial.codes == []
    (found,) = trial.bordereau.objects
    assert (found.usage, found.version) == (usage, number)
    assert "SEDA-010" in read(tmp_path, data.replace(b"v2.3", b"v2.2"), strict=True).codes or "Use" not in said


@pytest.mark.parametrize("said", [USE.format("Copie"), USE.format("Thumbnail") + NUMBER.format("0")])
def test_a_use_or_a_number_that_is_none_is_refused(tmp_path, said):
    held = binary("B").replace("<DataObjectVersion>BinaryMaster_1</DataObjectVersion>", said)
    trial = read(tmp_path, transfer(unit("U", inside=to_group("G")), group("G", held), Version.V2_3))
    assert trial.codes == ["SEDA-050"]


@pytest.mark.parametrize("version", list(Version))
def test_what_a_version_brought_is_strict_from_then_on(tmp_path, version):
    """Each of these is official from its version on, of Vitam's variant or unknown before."""
    hold = "<Management><HoldRule><Rule>H</Rule><HoldEndDate>2030-01-01</HoldEndDate></HoldRule></Management>"
    signed = (
        "<SigningInformation><SigningRole>SignedDocument</SigningRole>"
        "<SignedDocumentReferenceId>G</SignedDocumentReferenceId></SigningInformation>"
    )
    brought = {
        Version.V2_2: [unit("U", management=hold), unit("U", content="<Agent><FullName>A</FullName></Agent>")],
        Version.V2_3: [unit("U", content=IDENTIFIER), unit("U", content=signed)],
    }
    for since, units in brought.items():
        for made in units:
            data = transfer(made.replace("</ArchiveUnit>", to_group("G") + "</ArchiveUnit>"), "", version)
            data = data.replace(b"<DescriptiveMetadata>", group("G", binary("B")).encode() + b"<DescriptiveMetadata>")
            strict = read(tmp_path, data, strict=True)
            assert strict.bordereau.valid == (version >= since), (since, list(strict.findings))
            lenient = read(tmp_path, data)
            assert lenient.codes == ([] if version >= since else ["SEDA-017"]), list(lenient.findings)


@pytest.mark.parametrize("version", [Version.V2_2, Version.V2_3])
def test_from_2_2_on_an_object_alone_is_of_the_variant(tmp_path, version):
    alone = "<DataObjectReference><DataObjectReferenceId>B</DataObjectReferenceId></DataObjectReference>"
    data = transfer(unit("U", inside=alone), binary("B"), version)
    assert read(tmp_path, data).one("SEDA-017").values["names"] == "BinaryDataObject, DataObjectReferenceId"
    assert not read(tmp_path, data, strict=True).bordereau.valid
    named = binary("B", before="<DataObjectGroupId>G</DataObjectGroupId>")
    data = transfer(unit("U", inside=to_group("G")), named, version)
    assert read(tmp_path, data).one("SEDA-017").values["names"] == "BinaryDataObject, DataObjectGroupId"


@pytest.mark.parametrize(("named", "codes"), [("H", []), ("G", ["SEDA-030"])])
def test_an_object_may_give_its_group_a_second_name_but_not_the_same(tmp_path, named, codes):
    held = binary("B", before=f"<DataObjectGroupId>{named}</DataObjectGroupId>")
    trial = read(tmp_path, transfer(unit("U", inside=to_group(named)), group("G", held)), strict=True)
    assert trial.codes == codes
    assert trial.bordereau.units[0].groups == (trial.bordereau.groups[0].number,)


def test_an_xml_id_given_twice_is_a_duplicate_with_its_line(tmp_path):
    data = transfer(unit("U")).replace(b"<CodeListVersions/>", b'<CodeListVersions xml:id="A"/>')
    data = data.replace(b"<ArchivalAgency>", b'<ArchivalAgency xml:id="A">')
    found = read(tmp_path, data).one("SEDA-030")
    assert found.values == {"id": "A"}
    assert found.place.line == 1 + data[: data.index(b"<ArchivalAgency>".replace(b">", b" "))].count(b"\n")


def test_members_are_numbered_in_the_order_of_the_bordereau(tmp_path):
    data = transfer(
        unit("U1", inside=unit("U2", inside=to_group("G1")) + to_unit("R", "U3")) + unit("U3"),
        group("G1", binary("B1"), physical("P1")) + binary("B2"),
    )
    trial = read(tmp_path, data)
    bordereau = trial.bordereau
    assert [(g.number, g.xml_id) for g in bordereau.groups] == [(1, "G1"), (4, None)]
    assert [(o.number, o.xml_id, o.kind, o.group) for o in bordereau.objects] == [
        (2, "B1", "binary", 1),
        (3, "P1", "physical", 1),
        (5, "B2", "binary", 4),
    ]
    units = {u.xml_id: u for u in bordereau.units}
    assert [u.number for u in bordereau.units] == [6, 7, 8]
    assert units["U2"].parents == (6,)
    assert units["U3"].parents == (6,)
    assert units["U2"].groups == (1,)
    assert trial.codes == ["SEDA-034"]
    assert trial.kept.units[7][0] == {"Title": ["Titre"]}


def test_a_unit_may_name_its_objects_or_their_group(tmp_path):
    reference = "<DataObjectReference><DataObjectReferenceId>B2</DataObjectReferenceId></DataObjectReference>"
    named = "<DataObjectGroupReferenceId>G</DataObjectGroupReferenceId>"
    declared = "<DataObjectGroupId>G</DataObjectGroupId>"
    data = transfer(
        unit("U", inside=reference),
        binary("B1", before=named, usage="Thumbnail") + binary("B2", before=declared),
    )
    trial = read(tmp_path, data)
    (held,) = trial.bordereau.groups
    assert [o.group for o in trial.bordereau.objects] == [held.number, held.number]
    assert trial.bordereau.units[0].groups == (held.number,)
    assert trial.codes == []


def test_lines_are_right_beyond_the_counter_of_libxml2(tmp_path):
    filler = "\n" * 70_000
    objects = "\n".join(f"  {group(f'G{n}', binary(f'B{n}'))}" for n in range(300))
    units = "\n".join(
        f'  <ArchiveUnit id="U{n}">\n   <Content>\n    <Title>{"t" * n}</Title>\n   </Content>\n'
        f"   {to_group(f'G{n}')}\n  </ArchiveUnit>"
        for n in range(300)
    )
    data = transfer(f"{filler}\n{units}", f"{filler}{objects}")
    bordereau = read(tmp_path, data).bordereau
    lines = data.decode().split("\n")
    for declared in (*bordereau.units, *bordereau.objects):
        assert f'id="{declared.xml_id}"' in lines[declared.line - 1]


def test_a_violation_far_down_has_its_line_and_unit(tmp_path):
    units = "\n".join(unit(f"U{n}") for n in range(2_000))
    bad = "\n" + unit("BAD", content="\n<DescriptionLevel>Item</DescriptionLevel>")
    worse = "\n" + unit("W", content="\n<StartDate>2016-02-30</StartDate>")
    data = transfer(units + "\n" * 70_000 + bad + worse)
    trial = read(tmp_path, data)
    unexpected, value = trial.one("SEDA-010"), trial.one("SEDA-012")
    lines = data.decode().split("\n")
    assert unexpected.values["name"] == "DescriptionLevel"
    assert unexpected.place.unit == "BAD"
    assert lines[unexpected.place.line - 1].startswith("<DescriptionLevel>")
    assert value.values["value"] == "2016-02-30"
    assert value.place.unit == "W"
    assert trial.bordereau.header.message_identifier == "M-1"
    assert not trial.bordereau.valid


def test_violations_are_reported_up_to_the_limit(tmp_path):
    data = transfer("".join(unit(f"U{n}", content="<Nope/>") for n in range(500)))
    trial = read(tmp_path, data, strict=True, limits=Limits(schema_findings=7))
    assert trial.codes == ["SEDA-010"] * 7


def test_the_variant_is_named_and_given_once_to_the_sink(tmp_path):
    many = "".join(unit(f"U{n}") for n in range(3_000))
    late = unit(
        "LATE",
        content="<Couleur>bleu</Couleur>",
        management="<Management><HoldRule><Rule>H</Rule></HoldRule></Management>",
    )
    trial = read(tmp_path, transfer(many + late))
    assert trial.one("SEDA-017").values["names"] == "Couleur, HoldRule"
    assert len(trial.kept.units) == 3_001
    assert trial.kept.units[trial.bordereau.units[-1].number][0]["Couleur"] == ["bleu"]


def test_header_is_read(tmp_path):
    data = transfer(unit("U"))
    data = data.replace(b"<Date>", "<Comment>Première</Comment><Comment>Seconde</Comment><Date>".encode(), 1)
    data = data.replace(
        b"<CodeListVersions/>",
        b"<CodeListVersions><MimeTypeCodeListVersion>7</MimeTypeCodeListVersion></CodeListVersions>",
    )
    data = data.replace(
        b"<ManagementMetadata>",
        b"<ManagementMetadata><ArchivalProfile>P</ArchivalProfile>"
        b"<AcquisitionInformation>Versement</AcquisitionInformation>"
        b"<LegalStatus>Public Archive</LegalStatus>",
    )
    header = read(tmp_path, data).bordereau.header
    assert header.comment == "Première\nSeconde"
    assert header.code_list_versions == {"MimeTypeCodeListVersion": "7"}
    assert (header.archival_agency.identifier, header.transferring_agency.identifier) == ("ARCH", "VERS")
    assert (header.archival_profile, header.legal_status) == ("P", "Public Archive")
    assert header.originating_agency == "PROD"
    assert header.acquisition_information == "Versement"
    assert header.date == "2026-01-05T10:00:00"


def test_element_values_keep_attributes_lists_foreign_names_and_text(tmp_path):
    logbook = "<LogBook><Event><EventDateTime>2020</EventDateTime></Event></LogBook>"
    content = (
        '<Keyword id="K"><KeywordContent xml:lang="fr"> mot </KeywordContent></Keyword>'
        "<Keyword><KeywordContent>autre</KeywordContent></Keyword>"
        '<x:Plus xmlns:x="urn:x" a="1">\n <x:In/>u \n<x:In/> \n</x:Plus>'
    )
    trial = read(
        tmp_path,
        transfer(unit("U", content=content, inside=to_group("G")), group("G", binary("B"), logbook=logbook)),
    )
    number = trial.bordereau.units[0].number
    assert trial.kept.units[number][0] == {
        "Title": ["Titre"],
        "Keyword": [
            {"@id": "K", "KeywordContent": [{"@xml:lang": "fr", "#": " mot "}]},
            {"KeywordContent": ["autre"]},
        ],
        "{urn:x}Plus": [{"@a": "1", "{urn:x}In": ["", ""], "#": "u \n"}],
    }
    metadata, of_group = trial.kept.objects[trial.bordereau.objects[0].number]
    assert metadata["MessageDigest"] == [{"@algorithm": "SHA-512", "#": "0f" * 64}]
    assert of_group == {"Event": [{"EventDateTime": ["2020"]}]}
