"""What is written: transfers that read back the same, replies that the official schema takes."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from chartrier.records.digest import Digest
from chartrier.records.finding import Finding, Place
from chartrier.seda import findings as kinds
from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.grammar.xsd import schema
from chartrier.seda.reply import (
    Acknowledgement,
    Reply,
    acquired_groups,
    acquired_units,
    write_acknowledgement,
    write_reply,
)
from chartrier.seda.values import ElementValue
from chartrier.seda.versions import Version
from chartrier.seda.writer import WrittenGroup, WrittenObject, WrittenReference, WrittenUnit, write_bordereau

from .official import CORPUS, official_schema
from .trial import binary, group, physical, read, to_group, transfer, unit

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOSTILE = "<é>&\"'\x00\x1b\ud800 \U0001f5ff]]>"


def valid(data: bytes, version: Version = Version.V2_1) -> etree._Element:
    tree = etree.fromstring(data)
    ours = schema(version, extensions=None)
    assert ours.validate(tree), ours.error_log
    if CORPUS.is_dir():
        assert official_schema(version).validate(tree), official_schema(version).error_log
    return tree


def reply_bytes(code, version=Version.V2_1, **options) -> bytes:
    stream = io.BytesIO()
    known = options.pop("known", True)
    agency = Agency("ARCH")
    reply = Reply(
        version,
        "R-1",
        NOON,
        code,
        "M-1" if known else None,
        agency if known else None,
        agency if known else None,
        granted=NOON if code != "KO" else None,
        comment=options.pop("comment", None),
    )
    write_reply(stream, reply, **options)
    return stream.getvalue()


@pytest.mark.parametrize("version", list(Version))
def test_an_acknowledgement_says_that_a_transfer_arrived(version):
    stream = io.BytesIO()
    names = ("A-1", NOON, f"M{HOSTILE}", Agency("VERS"), Agency("ARCH"))
    write_acknowledgement(stream, Acknowledgement(version, *names, comment=HOSTILE))
    tree = valid(stream.getvalue(), version)
    name = version.name_of
    assert tree.tag == name("Acknowledgement")
    assert tree.findtext(name("MessageReceivedIdentifier")).startswith("M<é>")
    assert tree.findtext(f"{name('Sender')}/{name('Identifier')}") == "VERS"
    assert tree.findtext(f"{name('Receiver')}/{name('Identifier')}") == "ARCH"


@pytest.mark.parametrize("version", list(Version))
def test_an_acceptance_gives_the_system_identifiers(tmp_path, version):
    objects = group("G", binary("B"), physical("P")) + binary("L")
    named = "<DataObjectReference><DataObjectReferenceId>L</DataObjectReferenceId></DataObjectReference>"
    sent = transfer(unit("U", inside=to_group("G") + unit("V", inside=named)), objects, version)
    bordereau = read(tmp_path, sent).bordereau
    data = reply_bytes(
        "WARNING",
        bordereau.version,
        findings=[Finding(kinds.NO_AGREEMENT, Place("manifest.xml", 3))],
        units=acquired_units(bordereau, lambda n: f"sys-{n}"),
        groups=acquired_groups(bordereau, lambda n: f"sys-{n}"),
    )
    tree = valid(data, version)
    name = version.name_of
    units = {u.get("id"): u.findtext(f"{name('Content')}/{name('SystemId')}") for u in tree.iter(name("ArchiveUnit"))}
    assert units == {u.xml_id: f"sys-{u.number}" for u in bordereau.units}
    held = {
        element.get("id"): (
            element.findtext(name("DataObjectSystemId")),
            element.findtext(name("DataObjectGroupSystemId")),
        )
        for kind in ("BinaryDataObject", "PhysicalDataObject")
        for element in tree.iter(name(kind))
    }
    assert held == {o.xml_id: (f"sys-{o.number}", f"sys-{o.group}") for o in bordereau.objects}
    assert tree.findtext(name("ReplyCode")) == "WARNING"
    assert tree.findtext(name("GrantDate")) == "2026-11-22T12:00:00Z"


@pytest.mark.parametrize("version", list(Version))
def test_a_refusal_tells_every_finding_and_no_identifier(version):
    findings = [
        Finding(kinds.NO_TITLE, Place("manifest.xml", 12, HOSTILE), {"unit": HOSTILE}),
        Finding(kinds.NOT_XML, Place(), {"detail": HOSTILE}),
    ]
    tree = valid(reply_bytes("KO", version, findings=iter(findings), known=False, comment=HOSTILE), version)
    name = version.name_of
    events = list(tree.iter(name("Event")))
    assert [event.findtext(name("OutcomeDetail")) for event in events] == ["SEDA-070", "SEDA-001"]
    assert "\ufffd" in events[0].findtext(name("EventDetail"))
    assert "ligne 12" in events[0].findtext(name("EventDetailData"))
    assert tree.find(name("DataObjectPackage")) is None
    assert tree.findtext(name("MessageRequestIdentifier")) == "inconnu"


text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(str.strip)
token = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)
dates = st.dates(max_value=date(8999, 12, 31)).map(lambda d: d.isoformat())


@st.composite
def transfers(draw):
    groups = []
    for n in range(draw(st.integers(0, 4))):
        held = [
            WrittenObject(
                f"B{n}",
                "BinaryMaster_1",
                uri=f"content/{n}",
                digest=Digest("sha512", draw(st.binary(min_size=64, max_size=64)).hex()),
                size=draw(st.integers(1, 10**12)),
                filename=draw(text),
                format_id=draw(token),
                mime_type="text/plain",
            )
        ]
        if draw(st.booleans()):
            held.append(WrittenObject(f"P{n}", "PhysicalMaster_1", kind="physical", physical_id=draw(token)))
        groups.append(WrittenGroup(f"G{n}", tuple(held)))
    left = [g.xml_id for g in groups]
    made = 0

    def make(depth: int) -> WrittenUnit:
        nonlocal made
        made += 1
        xml_id = f"U{made}"
        start = draw(dates)
        content = {
            "EndDate": [start],
            "StartDate": [start],
            "Title": [draw(text)],
            "Tag": draw(st.lists(token, max_size=2)),
        }
        content["Keyword"] = [{"KeywordContent": [{"@xml:lang": "fr", "#": draw(text)}]}]
        rules = draw(st.lists(token, max_size=3, unique=True))
        management = {"AccessRule": [{"StartDate": [start for _ in rules], "Rule": list(rules)}]} if rules else None
        held = left.pop() if left else None
        children: list[WrittenUnit | WrittenReference] = []
        if depth < 3:
            children.extend(make(depth + 1) for _ in range(draw(st.integers(0, 2))))
        return WrittenUnit(xml_id, content, management, draw(st.none() | token), held, tuple(children))

    units = [make(0) for _ in range(draw(st.integers(1, 3)))]
    units += [make(3) for _ in range(len(left))]
    header = Header(
        date="2026-01-05T10:00:00",
        message_identifier=draw(token),
        comment=draw(st.none() | text.map(str.strip)),
        archival_agreement=draw(token),
        archival_agency=Agency(draw(token), draw(st.none() | text.map(str.strip))),
        transferring_agency=Agency(draw(token)),
        originating_agency=draw(token),
        archival_profile=draw(st.none() | token),
        acquisition_information=draw(st.none() | token),
        legal_status=draw(st.sampled_from([None, "Public Archive"])),
        code_list_versions=draw(st.sampled_from([{}, {"AppraisalRuleCodeListVersion": "1"}])),
    )
    return header, groups, units


def walk(units, parent=None):
    for unit_ in units:
        yield unit_, parent
        yield from walk(unit_.units, unit_)


def unordered(value):
    """The value without the order of its children (`<`), which whoever writes by hand need not tell."""
    if isinstance(value, dict):
        return {name: unordered(held) for name, held in value.items() if name != "<"}
    return [unordered(held) for held in value] if isinstance(value, list) else value


@settings(max_examples=60, deadline=3_000)
@given(transfers(), st.sampled_from(list(Version)))
def test_what_is_written_is_read_back(tmp_path_factory, made, version):
    header, groups, units = made
    stream = io.BytesIO()
    write_bordereau(stream, header, groups=groups, units=units, version=version)
    valid(stream.getvalue(), version)
    trial = read(tmp_path_factory.getbasetemp(), stream.getvalue(), strict=True)
    assert set(trial.codes) <= {"SEDA-039"}, list(trial.findings)
    found = trial.bordereau
    assert found.version == version
    for name in (
        "message_identifier",
        "date",
        "archival_agreement",
        "originating_agency",
        "archival_profile",
        "legal_status",
    ):
        assert getattr(found.header, name) == getattr(header, name)
    assert " ".join((found.header.comment or "").split()) == " ".join((header.comment or "").split())
    assert found.header.archival_agency.identifier == header.archival_agency.identifier
    assert found.header.archival_agency.name == header.archival_agency.name
    assert found.header.code_list_versions == header.code_list_versions
    objects = [held for g in groups for held in g.objects]
    assert [(o.xml_id, o.uri, o.size, o.digest, o.format_id) for o in found.objects] == [
        (o.xml_id, o.uri, o.size, o.digest.value if o.digest else None, o.format_id) for o in objects
    ]
    numbers = {u.xml_id: u.number for u in found.units}
    group_numbers = {g.xml_id: g.number for g in found.groups}
    for (written, parent), unit_ in zip(walk(units), found.units, strict=True):
        assert unit_.xml_id == written.xml_id
        assert unit_.parents == ((numbers[parent.xml_id],) if parent else ())
        assert unit_.groups == ((group_numbers[written.group],) if written.group else ())
        assert unit_.profile == written.profile
        content, management, _ = trial.kept.units[unit_.number]
        assert content == {name: held for name, held in written.content.items() if held}
        assert unordered(management) == written.management


def test_a_reference_puts_a_unit_below_another(tmp_path):
    stream = io.BytesIO()
    header = Header(
        date="2026-01-05T10:00:00",
        message_identifier="M",
        archival_agency=Agency("A"),
        transferring_agency=Agency("T"),
    )
    units = [
        WrittenUnit("A", {"Title": ["a"]}, units=(WrittenReference("R", "B"),)),
        WrittenUnit("B", {"Title": ["b"]}),
    ]
    write_bordereau(stream, header, groups=[], units=units)
    valid(stream.getvalue())
    found = read(tmp_path, stream.getvalue()).bordereau
    assert [u.parents for u in found.units] == [(), (found.units[0].number,)]


HOLD: ElementValue = {"HoldRule": [{"Rule": ["HOL-1", "HOL-2"], "HoldEndDate": ["2030-01-01"], "HoldOwner": ["A"]}]}
ARK: ElementValue = {"PersistentIdentifierType": ["ark"], "PersistentIdentifierContent": ["ark:/12345/x"]}
BROUGHT: dict[str, tuple[Version, ElementValue, ElementValue | None]] = {
    "HoldRule": (Version.V2_2, {"Title": ["a"]}, HOLD),
    "DateLitteral": (Version.V2_2, {"Title": ["a"], "DateLitteral": ["vers 1900"]}, None),
    "PersistentIdentifier": (Version.V2_3, {"PersistentIdentifier": [ARK], "Title": ["a"]}, None),
}


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("name", BROUGHT)
def test_what_a_version_brought_is_written_from_then_on(tmp_path, version, name):
    since, content, management = BROUGHT[name]
    header = Header(
        date="2026-01-05T10:00:00",
        message_identifier="M",
        archival_agency=Agency("A"),
        transferring_agency=Agency("T"),
    )
    stream, units = io.BytesIO(), [WrittenUnit("U", content, management)]
    if version < since:
        with pytest.raises(ValueError, match=name):
            write_bordereau(stream, header, groups=[], units=units, version=version)
        return
    write_bordereau(stream, header, groups=[], units=units, version=version)
    valid(stream.getvalue(), version)
    trial = read(tmp_path, stream.getvalue(), strict=True)
    held, rules, _ = trial.kept.units[1]
    assert unordered(held) == content
    assert unordered(rules) == management


@pytest.mark.parametrize("version", list(Version))
def test_a_group_without_objects_is_written_where_it_is_allowed(version):
    header = Header(
        date="2026-01-05T10:00:00",
        message_identifier="M",
        archival_agency=Agency("A"),
        transferring_agency=Agency("T"),
    )
    stream = io.BytesIO()
    written = {"groups": [WrittenGroup("G", ())], "units": [WrittenUnit("U", {"Title": ["a"]}, group="G")]}
    if version is Version.V2_1:
        write_bordereau(stream, header, **written)
        valid(stream.getvalue(), version)
    else:
        with pytest.raises(ValueError, match="G"):
            write_bordereau(stream, header, **written, version=version)


def test_what_the_grammar_does_not_have_is_not_written():
    header = Header(date="2026-01-05T10:00:00", message_identifier="M")
    with pytest.raises(ValueError, match="Couleur"):
        write_bordereau(io.BytesIO(), header, groups=[], units=[WrittenUnit("A", {"Title": ["a"], "Couleur": ["b"]})])
