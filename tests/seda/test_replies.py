"""Replies and acknowledgements: what we write is read back equal, what is wrong with others' is told."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.records.finding import Finding, Findings, Place
from chartrier.seda import findings as kinds
from chartrier.seda.bordereau import Agency, Bordereau
from chartrier.seda.limits import DEFAULT, Limits
from chartrier.seda.message import name_of, read_message
from chartrier.seda.opening import announced_version
from chartrier.seda.received import ReceivedAcknowledgement, ReceivedReply
from chartrier.seda.reply import (
    Acknowledgement,
    AcquiredGroup,
    AcquiredObject,
    AcquiredUnit,
    Reply,
    write_acknowledgement,
    write_reply,
)
from chartrier.seda.versions import Version

from .test_messages import valid
from .trial import transfer, unit

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
AGENCY = Agency("ARCH")


def read(folder: Path, data: bytes, *, strict: bool = True, limits: Limits = DEFAULT):
    """The message and the codes of the findings."""
    path = folder / "message.xml"
    path.write_bytes(data)
    findings = Findings()
    message = read_message(path, strict=strict, findings=findings, limits=limits)
    return message, [finding.code for finding in findings]


def reply_bytes(reply: Reply, **parts) -> bytes:
    stream = io.BytesIO()
    write_reply(stream, reply, **parts)
    return stream.getvalue()


def plain(version: Version = Version.V2_1, code="OK", **parts) -> bytes:
    return reply_bytes(Reply(version, "R-1", NOON, code, "M-1", AGENCY, AGENCY, granted=NOON), **parts)


def acknowledgement_bytes(version: Version = Version.V2_1) -> bytes:
    stream = io.BytesIO()
    write_acknowledgement(stream, Acknowledgement(version, "A-1", NOON, "M-1", Agency("ARCH"), Agency("VERS")))
    return stream.getvalue()


token = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)
text = token | st.builds("{} {}".format, token, token)
instants = st.datetimes(timezones=st.just(UTC)).map(lambda instant: instant.replace(microsecond=0))
agencies = token.map(Agency)


@st.composite
def replies(draw):
    version = draw(st.sampled_from(list(Version)))
    code = draw(st.sampled_from(["OK", "WARNING", "KO"]))
    names = (f"X{number}" for number in range(1_000))
    units = [AcquiredUnit(next(names), draw(token)) for _ in range(draw(st.integers(0, 5)))]
    groups = []
    for number in range(draw(st.integers(0, 4))):
        held = tuple(
            AcquiredObject(next(names), draw(token), draw(st.sampled_from(["binary", "physical"])))
            for _ in range(draw(st.integers(1, 3)))
        )
        groups.append(AcquiredGroup(draw(st.sampled_from([None, next(names)])), f"{number}-{draw(st.uuids())}", held))
    shown = [
        Finding(
            kinds.NO_TITLE, Place(draw(st.none() | token), draw(st.none() | st.integers(1, 9))), {"unit": draw(text)}
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    reply = Reply(
        version,
        draw(token),
        draw(instants),
        code,
        draw(st.none() | token),
        draw(st.none() | agencies),
        draw(st.none() | agencies),
        archival_agreement=draw(st.none() | token),
        comment=draw(st.none() | text),
        granted=draw(st.none() | instants) if code != "KO" else None,
    )
    return reply, shown, units, groups


def seen(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat().replace("+00:00", "Z")


@settings(max_examples=80, deadline=3_000)
@given(replies())
def test_a_reply_that_we_write_is_read_back(tmp_path_factory, made):
    reply, shown, units, groups = made
    data = reply_bytes(reply, findings=shown, units=units, groups=groups)
    valid(data, reply.version)
    said, codes = read(tmp_path_factory.getbasetemp(), data)
    assert codes == []
    assert isinstance(said, ReceivedReply)
    assert said.valid
    assert name_of(said) == "ArchiveTransferReply"
    assert (said.version, said.message_identifier, said.code) == (reply.version, reply.message_identifier, reply.code)
    assert (said.date, said.granted) == (seen(reply.date), seen(reply.granted))
    assert said.request_identifier == (reply.request_identifier or "inconnu")
    assert said.archival_agreement == reply.archival_agreement
    assert said.comment == reply.comment
    for found, written in (
        (said.archival_agency, reply.archival_agency),
        (said.transferring_agency, reply.transferring_agency),
    ):
        assert found is not None
        assert replace(found, line=None) == (written or Agency("inconnu"))
    assert [(e.type_code, e.detail, e.outcome, e.outcome_detail, e.member) for e in said.events] == [
        (finding.code, finding.message("fr"), "KO", finding.code, None) for finding in shown
    ]
    if reply.code == "KO":
        assert said.units == said.groups == ()
        return
    assert [(u.xml_id, u.system_id) for u in said.units] == [(u.xml_id, u.system_id) for u in units]
    implied = None if reply.version is Version.V2_1 else "groupe-{}"
    expected = {
        (g.xml_id or (implied and implied.format(g.system_id)), g.system_id): [
            (o.xml_id, o.system_id, o.kind) for o in g.objects
        ]
        for g in groups
    }
    assert {
        (g.xml_id, g.system_id): [(o.xml_id, o.system_id, o.kind) for o in g.objects] for g in said.groups
    } == expected
    assert said.objects == sum(len(g.objects) for g in groups)


@settings(max_examples=40, deadline=3_000)
@given(st.sampled_from(list(Version)), token, instants, token, agencies, agencies, st.none() | text)
def test_an_acknowledgement_that_we_write_is_read_back(tmp_path_factory, version, name, date, got, sender, to, comment):
    stream = io.BytesIO()
    write_acknowledgement(stream, Acknowledgement(version, name, date, got, sender, to, comment))
    valid(stream.getvalue(), version)
    said, codes = read(tmp_path_factory.getbasetemp(), stream.getvalue())
    assert codes == []
    assert isinstance(said, ReceivedAcknowledgement)
    assert said.valid
    assert name_of(said) == "Acknowledgement"
    assert (said.version, said.message_identifier, said.received_identifier) == (version, name, got)
    assert said.date == seen(date)
    assert said.comment == comment
    assert said.sender is not None
    assert said.receiver is not None
    assert (said.sender.identifier, said.receiver.identifier) == (sender.identifier, to.identifier)


def test_what_another_archive_says_of_the_members_is_read(tmp_path):
    """Units under units, events in the logs of a unit and of a group, an existing unit, groups left unnamed."""
    event = "<Event><EventTypeCode>{0}</EventTypeCode><EventDateTime>2020</EventDateTime><Outcome>KO</Outcome></Event>"
    data = plain(
        units=[AcquiredUnit("U", "sys-u")],
        groups=[AcquiredGroup("G", "sys-g", (AcquiredObject("B", "sys-b", "binary"),))],
    )
    unit_log = f"<Management><LogBook>{event.format('U-LOG')}</LogBook></Management>"
    existing = "<Management><UpdateOperation><SystemId>old</SystemId></UpdateOperation></Management>"
    inner = f'<ArchiveUnit id="V">{unit_log}<Content><SystemId>sys-v</SystemId></Content></ArchiveUnit>'
    known = f'<ArchiveUnit id="W">{existing}<Content/></ArchiveUnit>'
    mixed = data.decode().replace("</Content>\n</ArchiveUnit>", f"</Content>{inner}</ArchiveUnit>{known}")
    mixed = mixed.replace("</DataObjectGroup>", f"<LogBook>{event.format('G-LOG')}</LogBook></DataObjectGroup>")
    mixed = mixed.replace("<Operation></Operation>", f"<Operation>{event.format('OP')}</Operation>")
    said, codes = read(tmp_path, mixed.encode(), strict=False)
    assert codes == ["SEDA-017"]
    assert [(u.xml_id, u.system_id) for u in said.units] == [("U", "sys-u"), ("V", "sys-v"), ("W", "old")]
    assert {(e.type_code, e.member) for e in said.events} == {("OP", None), ("U-LOG", "V"), ("G-LOG", "G")}
    assert [(g.xml_id, g.system_id) for g in said.groups] == [("G", "sys-g")]


def test_no_description_of_a_reply_needs_a_title(tmp_path):
    assert read(tmp_path, plain(units=[AcquiredUnit("U", "sys-u")]))[1] == []


@pytest.mark.parametrize("message", ["reply", "acknowledgement"])
@pytest.mark.parametrize("version", list(Version))
def test_a_violation_of_the_schema_is_told_with_its_line(tmp_path, message, version):
    data = plain(version) if message == "reply" else acknowledgement_bytes(version)
    said, codes = read(tmp_path, data.replace(b"<Date>", b"<Couleur/><Date>"))
    assert codes == ["SEDA-010"]
    assert said is not None
    assert not said.valid
    said, codes = read(tmp_path, data.replace(b"2026-11-22T12:00:00Z", b"hier"))
    assert "SEDA-012" in codes


def test_identifiers_given_twice_and_references_to_nothing(tmp_path):
    twice = plain(units=[AcquiredUnit("U", "a"), AcquiredUnit("U", "b")])
    assert read(tmp_path, twice)[1] == ["SEDA-030"]
    data = plain(units=[AcquiredUnit("U", "a")]).replace(
        b"<Content>", b"<ArchiveUnitRefId>NULLE-PART</ArchiveUnitRefId><Content>"
    )
    reference = plain(units=[AcquiredUnit("U", "a")]).replace(
        b"</ArchiveUnit>",
        b'<ArchiveUnit id="V"><ArchiveUnitRefId>NULLE-PART</ArchiveUnitRefId></ArchiveUnit></ArchiveUnit>',
    )
    assert read(tmp_path, reference)[1] == ["SEDA-031"]
    assert "SEDA-010" in read(tmp_path, data)[1]


def test_the_root_and_the_package_have_identifiers_too(tmp_path):
    for data in (plain(units=[AcquiredUnit("U", "a")]), transfer(unit("U"))):
        named = data.decode().replace("<DataObjectPackage>", '<DataObjectPackage xml:id="P">')
        assert "SEDA-030" not in read(tmp_path, named.encode())[1]
        assert "SEDA-030" in read(tmp_path, named.replace('id="U"', 'id="P"').encode())[1]
        root = data.decode().replace('" xmlns:xlink', '" xml:id="U" xmlns:xlink').replace('v2.1">', 'v2.1" xml:id="U">')
        assert "SEDA-030" in read(tmp_path, root.encode())[1]


def test_what_a_partner_needs_is_filled_in(tmp_path):
    data = plain().replace(b"<MessageRequestIdentifier>M-1<", b"<MessageRequestIdentifier> <")
    assert read(tmp_path, data)[1] == ["SEDA-020"]
    assert read(tmp_path, plain().replace(b"<ReplyCode>OK</ReplyCode>", b""))[1] == ["SEDA-024"]
    assert read(tmp_path, plain().replace(b"2026-11-22T12", b"2026-02-30T12"))[1][0] == "SEDA-012"
    data = acknowledgement_bytes().replace(b"<Identifier>VERS<", b"<Identifier><")
    assert read(tmp_path, data)[1] == ["SEDA-020"]


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ('<ArchiveTransferReply xmlns="fr:gouv:culture:archivesdefrance:seda:v2.0"/>', "SEDA-007"),
        ('<ArchiveTransferReply xmlns="fr:gouv:culture:archivesdefrance:seda:v1.0"/>', "SEDA-007"),
        ('<ArchiveDeliveryRequest xmlns="fr:gouv:culture:archivesdefrance:seda:v2.1"/>', "SEDA-008"),
        ("<html/>", "SEDA-008"),
        ('<!DOCTYPE a><ArchiveTransferReply xmlns="fr:gouv:culture:archivesdefrance:seda:v2.1"/>', "SEDA-002"),
        ("", "SEDA-001"),
        ("pas du XML", "SEDA-001"),
        ('<ArchiveTransferReply xmlns="fr:gouv:culture:archivesdefrance:seda:v2.1"><Date>', "SEDA-001"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, start, code):
    message, codes = read(tmp_path, start.encode())
    assert message is None
    assert codes == [code]


def test_a_transfer_is_read_as_one(tmp_path):
    message, codes = read(tmp_path, transfer(unit("U")))
    assert isinstance(message, Bordereau)
    assert name_of(message) == "ArchiveTransfer"
    assert codes == ["SEDA-039"]


@pytest.mark.parametrize("limits", [Limits(events=2), Limits(names=40), Limits(members=2), Limits(size=100)], ids=str)
def test_a_reply_beyond_the_limits_is_refused(tmp_path, limits):
    shown = [Finding(kinds.NO_TITLE, Place("manifest.xml", n), {"unit": "U"}) for n in range(9)]
    data = plain(findings=shown, units=[AcquiredUnit(f"U{n}", f"sys-{n}") for n in range(9)])
    message, codes = read(tmp_path, data, limits=limits)
    assert message is None
    assert codes == ["SEDA-005"]


def test_the_events_of_an_operation_are_not_held_as_a_tree(tmp_path):
    """Twenty thousand of them pass under a bound of as many nodes."""
    shown = (Finding(kinds.NO_TITLE, Place("manifest.xml", n), {"unit": "U"}) for n in range(20_000))
    said, codes = read(tmp_path, plain(code="KO", findings=shown), limits=Limits(nodes=20_000))
    assert codes == []
    assert len(said.events) == 20_000


def test_vitams_own_words_are_taken_unless_strict(tmp_path):
    data = plain(units=[AcquiredUnit("U", "a")]).replace(
        b"<Content>", b"<Content><ArchivalAgencySystemId>x</ArchivalAgencySystemId>"
    )
    strict, lenient = read(tmp_path, data), read(tmp_path, data, strict=False)
    assert not strict[0].valid or lenient[1] == []
    free = plain().replace(b"<CodeListVersions></CodeListVersions>", b"<CodeListVersions><Libre/></CodeListVersions>")
    free = free.replace(b"<CodeListVersions/>", b"<CodeListVersions><Libre/></CodeListVersions>")
    assert read(tmp_path, free)[1] == ["SEDA-010"]
    assert read(tmp_path, free, strict=False)[1] == ["SEDA-017"]


@pytest.mark.parametrize(
    ("start", "version"),
    [
        (b'<ArchiveTransfer xmlns="fr:gouv:culture:archivesdefrance:seda:v2.2"><Date>', Version.V2_2),
        (b'<x:ArchiveTransfer xmlns:x="fr:gouv:culture:archivesdefrance:seda:v2.3"><<<', Version.V2_3),
        (b'<!DOCTYPE a><ArchiveTransfer xmlns="fr:gouv:culture:archivesdefrance:seda:v2.2"/>', Version.V2_2),
        (b'<ArchiveTransfer xmlns="fr:gouv:culture:archivesdefrance:seda:v1.0"/>', None),
        (b"<html/>", None),
        (b"", None),
        (b"\xff\xff", None),
    ],
)
def test_the_root_alone_tells_the_version(start, version):
    assert announced_version(io.BytesIO(start), DEFAULT) == version
