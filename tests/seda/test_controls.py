"""Each control of a bordereau, by the smallest transfer that it refuses, and one that it lets through."""

from __future__ import annotations

import pytest

from .trial import DIGEST, binary, group, physical, read, to_group, to_unit, transfer, unit

GOOD = transfer(unit("U", inside=to_group("G")), group("G", binary("B")))


def rule(category: str, inside: str, final: str = "") -> str:
    return f"<Management><{category}>{inside}{final}</{category}></Management>"


def update(key: str = "<SystemId>s</SystemId>") -> str:
    return f"<Management><UpdateOperation>{key}</UpdateOperation></Management>"


def test_a_good_transfer_has_nothing_to_say(tmp_path):
    assert read(tmp_path, GOOD).codes == []


def with_object(*objects: str) -> bytes:
    return transfer(unit("U", inside=to_group("G")), group("G", *objects))


@pytest.mark.parametrize(
    ("data", "code", "unit_id", "object_id"),
    [
        pytest.param(GOOD.replace(b">M-1<", b"> <"), "SEDA-020", None, None, id="message identifier"),
        pytest.param(GOOD.replace(b">ARCH<", b"><"), "SEDA-020", None, None, id="archival agency"),
        pytest.param(GOOD.replace(b">VERS<", b"> <"), "SEDA-020", None, None, id="transferring agency"),
        pytest.param(
            GOOD.replace(b"<ArchivalAgreement>ACCORD</ArchivalAgreement>", b""),
            "SEDA-021",
            None,
            None,
            id="agreement",
        ),
        pytest.param(
            GOOD.replace(b"<OriginatingAgencyIdentifier>PROD</OriginatingAgencyIdentifier>", b""),
            "SEDA-022",
            None,
            None,
            id="originating agency",
        ),
        pytest.param(GOOD.replace(b'"B"', b'"U"'), "SEDA-030", "U", None, id="unit and object share an id"),
        pytest.param(
            transfer(
                unit("U", inside=to_group("G"), management=rule("AccessRule", '<Rule id="G">A</Rule>')),
                group("G", binary("B")),
            ),
            "SEDA-030",
            None,
            None,
            id="a rule has the id of a group",
        ),
        pytest.param(transfer(unit("U", inside=to_group("NO"))), "SEDA-031", "U", None, id="no such group"),
        pytest.param(
            transfer(unit("U", inside=to_group("G") + to_unit("R", "G")), group("G", binary("B"))),
            "SEDA-031",
            "R",
            None,
            id="a group is no unit",
        ),
        pytest.param(
            with_object(binary("B", before='<Relationship target="NO" type="x"/>')),
            "SEDA-031",
            None,
            "B",
            id="relationship",
        ),
        pytest.param(
            transfer(
                unit(
                    "U",
                    inside=to_group("G"),
                    content="<RelatedObjectReference><Replaces><ArchiveUnitRefId>NO</ArchiveUnitRefId>"
                    "</Replaces></RelatedObjectReference>",
                ),
                group("G", binary("B")),
            ),
            "SEDA-031",
            "U",
            None,
            id="related unit",
        ),
        pytest.param(transfer(unit("U", inside=to_unit("R", "U"))), "SEDA-032", "U", None, id="a unit in itself"),
        pytest.param(
            transfer(
                unit("A", inside=to_unit("R", "B"))
                + unit("B", inside=to_unit("S", "C"))
                + unit("C", inside=to_unit("T", "A"))
            ),
            "SEDA-032",
            None,
            None,
            id="three units in a ring",
        ),
        pytest.param(
            transfer(unit("U", inside=to_group("G")), group("G", binary("B")) + group("H", binary("C"))),
            "SEDA-033",
            None,
            None,
            id="orphan group",
        ),
        pytest.param(transfer(unit("U"), binary("B")), "SEDA-034", None, "B", id="orphan object"),
        pytest.param(
            transfer(
                unit("U", inside=to_group("G") + to_group("H")),
                group("G", binary("B")) + group("H", binary("C")),
            ),
            "SEDA-035",
            "U",
            None,
            id="two groups",
        ),
        pytest.param(
            transfer(unit("A", inside=unit("E", management=update()))),
            "SEDA-036",
            "E",
            None,
            id="existing unit below",
        ),
        pytest.param(
            transfer(unit("A") + unit("E", management=update(), inside=to_group("G")), group("G", binary("B"))),
            "SEDA-037",
            "E",
            None,
            id="existing unit with object",
        ),
        pytest.param(
            transfer(
                unit(
                    "A",
                    inside="<DataObjectGroup><DataObjectGroupExistingReferenceId>g</DataObjectGroupExistingReferenceId></DataObjectGroup>",
                )
            ),
            "SEDA-038",
            "A",
            None,
            id="existing group",
        ),
        pytest.param(
            transfer(unit("A") + unit("E", management=update("<SystemId>s</SystemId><FullUpdate>true</FullUpdate>"))),
            "SEDA-041",
            "E",
            None,
            id="existing unit changed",
        ),
        pytest.param(transfer(unit("U")), "SEDA-039", None, None, id="no object"),
        pytest.param(transfer(""), "SEDA-040", None, None, id="no unit"),
        pytest.param(with_object(binary("B", usage="Original_1")), "SEDA-050", None, "B", id="unknown usage"),
        pytest.param(with_object(binary("B", usage="BinaryMaster_0")), "SEDA-050", None, "B", id="version zero"),
        pytest.param(with_object(binary("B", usage="BinaryMaster_x")), "SEDA-050", None, "B", id="no number"),
        pytest.param(with_object(physical("P", usage="BinaryMaster_1")), "SEDA-051", None, "P", id="physical binary"),
        pytest.param(with_object(binary("B", usage="PhysicalMaster_1")), "SEDA-052", None, "B", id="binary physical"),
        pytest.param(
            with_object(binary("B"), binary("C", usage="BinaryMaster_2")),
            "SEDA-053",
            None,
            "C",
            id="two masters",
        ),
        pytest.param(
            with_object(binary("B", usage="Thumbnail"), binary("C", usage="Thumbnail_1")),
            "SEDA-054",
            None,
            "C",
            id="same version",
        ),
        pytest.param(with_object(binary("B", uri="")), "SEDA-055", None, "B", id="empty uri"),
        pytest.param(
            with_object(
                '<BinaryDataObject id="B"><MessageDigest algorithm="SHA-512">'
                + DIGEST
                + "</MessageDigest></BinaryDataObject>"
            ),
            "SEDA-055",
            None,
            "B",
            id="no uri",
        ),
        pytest.param(
            with_object(binary("B", uri="a"), binary("C", usage="Thumbnail", uri=" a ")),
            "SEDA-056",
            None,
            "C",
            id="same uri",
        ),
        pytest.param(
            with_object(
                '<BinaryDataObject id="B"><Attachment>YQ==</Attachment><MessageDigest algorithm="SHA-512">'
                + DIGEST
                + "</MessageDigest></BinaryDataObject>"
            ),
            "SEDA-057",
            None,
            "B",
            id="attachment",
        ),
        pytest.param(with_object(binary("B", digest="")), "SEDA-058", None, "B", id="empty digest"),
        pytest.param(with_object(binary("B", algorithm="CRC32")), "SEDA-059", None, "B", id="unknown algorithm"),
        pytest.param(with_object(binary("B", digest="abcd")), "SEDA-060", None, "B", id="short digest"),
        pytest.param(
            with_object(binary("B", digest="0" * 32, algorithm="MD5")),
            "SEDA-061",
            None,
            "B",
            id="weak digest",
        ),
        pytest.param(transfer(unit("U", title=" "), group("G")), "SEDA-070", "U", None, id="blank title"),
        pytest.param(GOOD.replace(b"<Title>Titre</Title>", b""), "SEDA-070", "U", None, id="no title"),
        pytest.param(
            GOOD.replace(b"</Content>", b"<StartDate>2020-03-01</StartDate><EndDate>2020-02-29</EndDate></Content>"),
            "SEDA-071",
            "U",
            None,
            id="reversed dates",
        ),
        pytest.param(
            transfer(unit("U", management=rule("AccessRule", "<Rule>A</Rule><StartDate>9001-01-01</StartDate>"))),
            "SEDA-090",
            "U",
            None,
            id="far rule",
        ),
        pytest.param(
            transfer(
                unit(
                    "U",
                    management=rule("StorageRule", "<Rule>A</Rule><Rule>A</Rule>", "<FinalAction>Copy</FinalAction>"),
                )
            ),
            "SEDA-091",
            "U",
            None,
            id="rule twice",
        ),
        pytest.param(
            transfer(
                unit(
                    "U",
                    management=rule(
                        "HoldRule",
                        "<Rule>A</Rule><Rule>B</Rule><StartDate>2020-01-02</StartDate><HoldEndDate>2020-01-01</HoldEndDate>",
                    ),
                )
            ),
            "SEDA-092",
            "U",
            None,
            id="hold dates",
        ),
    ],
)
def test_what_is_wrong_is_found_and_placed(tmp_path, data, code, unit_id, object_id):
    found = read(tmp_path, data).one(code)
    if code != "SEDA-032":
        assert found.place.unit == unit_id
    assert found.place.object == object_id
    assert found.place.file == "manifest.xml"
    assert found.place.line
    for named in (unit_id, object_id):
        if named is not None and found.place.line and code not in ("SEDA-070",):
            assert named.encode() in data.split(b"\n")[found.place.line - 1]


def test_a_cycle_is_told_from_what_hangs_below_it(tmp_path):
    below = "".join(to_unit(f"R{n}", f"D{n}") for n in range(50))
    units = "".join(unit(f"D{n}") for n in range(50))
    ring = unit("A", inside=to_unit("RA", "B") + below) + unit("B", inside=to_unit("RB", "A"))
    found = read(tmp_path, transfer(units + ring)).one("SEDA-032")
    assert found.place.unit in ("A", "B")


def test_a_diamond_is_no_cycle(tmp_path):
    data = transfer(
        unit("C")
        + unit("D")
        + unit("A", inside=to_unit("R1", "C") + to_unit("R2", "D"))
        + unit("B", inside=to_unit("R3", "C"))
        + unit("E", inside=to_unit("R4", "A") + to_unit("R5", "B"))
    )
    trial = read(tmp_path, data)
    assert trial.codes == ["SEDA-039"]
    units = {u.xml_id: u for u in trial.bordereau.units}
    assert units["C"].parents == (units["A"].number, units["B"].number)


def test_a_digest_in_base64_is_one(tmp_path):
    import base64

    text = base64.b64encode(bytes.fromhex(DIGEST)).decode()
    trial = read(tmp_path, with_object(binary("B", digest=text, algorithm="http://www.w3.org/2001/04/xmlenc#sha512")))
    assert trial.codes == []
    (held,) = trial.bordereau.objects
    assert (held.algorithm, held.digest) == ("sha512", DIGEST)
