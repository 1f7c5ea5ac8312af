"""Hostile bytes: every one ends in a finding, in bounded time and memory, never in an exception."""

from __future__ import annotations

import resource
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.seda.limits import Limits

from .trial import HEAD, TAIL, binary, group, physical, read, to_group, to_unit, transfer, unit

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><ArchiveTransfer
xmlns="fr:gouv:culture:archivesdefrance:seda:v2.1">&d;&d;&d;</ArchiveTransfer>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE ArchiveTransfer [<!ENTITY x SYSTEM "file:///etc/passwd">]><ArchiveTransfer
xmlns="fr:gouv:culture:archivesdefrance:seda:v2.1"><Comment>&x;</Comment></ArchiveTransfer>"""
PLAIN = transfer(unit("U"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "SEDA-001", id="empty"),
        pytest.param(b"%PDF-1.4\n%\xe2\xe3", "SEDA-001", id="pdf"),
        pytest.param(b"   \n", "SEDA-001", id="blank"),
        pytest.param(b"\x00" * 5_000, "SEDA-001", id="nul"),
        pytest.param(PLAIN[:-30], "SEDA-001", id="cut"),
        pytest.param(PLAIN + b"<more/>", "SEDA-001", id="two roots"),
        pytest.param(b"<a>" + b" " * 200_000, "SEDA-006", id="other root"),
        pytest.param(b"<!--" + b"x" * 200_000 + b"-->" + PLAIN, "SEDA-001", id="long before the root"),
        pytest.param(LAUGHS, "SEDA-002", id="laughs"),
        pytest.param(EXTERNAL, "SEDA-002", id="external"),
        pytest.param(
            b'<!DOCTYPE ArchiveTransfer SYSTEM "http://127.0.0.1:9/x.dtd">' + PLAIN[39:], "SEDA-002", id="dtd"
        ),
        pytest.param(PLAIN.replace(b"Titre", b"\xff\xfe"), "SEDA-003", id="invalid utf-8"),
        pytest.param(PLAIN.replace(b"Titre", b"a\x00b"), "SEDA-003", id="nul inside"),
        pytest.param(PLAIN.replace(b"Titre", b"&#0;"), "SEDA-003", id="nul reference"),
        pytest.param(PLAIN.replace(b"UTF-8", b"x-klingon"), "SEDA-003", id="unknown encoding"),
        pytest.param(PLAIN.replace(b"Titre", b"&bomb;"), "SEDA-001", id="undeclared entity"),
        pytest.param((HEAD + "<a>" * 3_000).encode(), "SEDA-004", id="deep"),
        pytest.param(transfer(unit("U", title="x" * 11_000_000)), "SEDA-005", id="long text"),
        pytest.param(transfer(unit("U", title='<a b="' + "x" * 11_000_000 + '"/>')), "SEDA-005", id="long attribute"),
        pytest.param(transfer(unit("U", content="<!--" + "x" * 11_000_000 + "-->")), "SEDA-005", id="long comment"),
        pytest.param(PLAIN.replace(b"ArchiveTransfer", b"ArchiveTransferReply"), "SEDA-006", id="another message"),
        pytest.param(PLAIN.replace(b"seda:v2.1", b"seda:v1.0"), "SEDA-007", id="old version"),
    ],
)
def test_what_cannot_be_read_is_a_finding(tmp_path, data, code):
    trial = read(tmp_path, data)
    assert trial.bordereau is None
    assert trial.codes == [code]
    assert trial.findings.refused
    trial.one(code)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "iso-8859-15"])
def test_other_encodings_are_read(tmp_path, encoding):
    label = encoding.removesuffix("-sig")
    data = transfer(unit("U", title="Délibération")).decode().replace("UTF-8", label).encode(encoding)
    trial = read(tmp_path, data)
    assert trial.codes == ["SEDA-039"]
    assert trial.bordereau.units[0].title == "Délibération"


@pytest.mark.parametrize("instruction", ['<?xml-stylesheet href="file:///etc/passwd"?>', "<?php echo 1 ?>"])
def test_processing_instructions_are_ignored(tmp_path, instruction):
    assert read(tmp_path, transfer(instruction + unit("U", content=instruction))).codes == ["SEDA-039"]


def test_too_many_members_or_nodes_or_bytes_is_a_finding(tmp_path):
    many = transfer("".join(unit(f"U{n}") for n in range(60)))
    for limits in (Limits(members=50), Limits(size=1_000)):
        assert read(tmp_path, many, limits=limits).codes == ["SEDA-005"]
    wide = transfer(unit("U", content="<Tag>x</Tag>" * 20_000))
    assert read(tmp_path, wide, limits=Limits(nodes=5_000)).codes == ["SEDA-005"]
    assert read(tmp_path, wide).codes == ["SEDA-039"]
    long = transfer(unit("U", content=f"<Tag>{'x' * 1_000_000}</Tag>" * 5))
    assert read(tmp_path, long, limits=Limits(held=4_000_000)).codes == ["SEDA-005"]


def test_names_kept_to_the_end_are_bounded(tmp_path):
    for wide in (unit("U" + "u" * 5_000), unit("U", inside=to_unit("R", "V" * 5_000))):
        assert read(tmp_path, transfer(wide), limits=Limits(names=4_000)).codes == ["SEDA-005"]
    addressed = transfer(unit("U"), group("G", binary("B", uri="u" * 5_000)))
    assert read(tmp_path, addressed, limits=Limits(names=4_000)).codes == ["SEDA-005"]
    assert "SEDA-005" not in read(tmp_path, addressed).codes


def test_a_header_that_operations_cannot_repeat_is_refused(tmp_path):
    long = PLAIN.replace(b"</MessageIdentifier>", b"m" * 300_000 + b"</MessageIdentifier>")
    assert long != PLAIN
    assert read(tmp_path, long).codes == ["SEDA-005"]


def test_a_unit_with_very_many_parents_or_objects_takes_no_longer(tmp_path):
    """Tens of thousands of each, in seconds: quadratic work would take minutes."""
    count = 30_000
    parents = "".join(unit(f"P{n}", inside=to_unit(f"R{n}", "U")) for n in range(count))
    named = "".join(to_group(f"G{n}") for n in range(count))
    groups = "".join(group(f"G{n}", physical(f"B{n}")) for n in range(count))
    trial = read(tmp_path, transfer(unit("U", inside=named) + parents, groups))
    assert len(trial.bordereau.units[0].parents) == count
    assert len(trial.bordereau.units[0].groups) == count
    assert trial.codes == ["SEDA-035"]


def test_endless_free_names_are_refused(tmp_path):
    names = "".join(f"<Free{n}/>" for n in range(5_000))
    trial = read(tmp_path, transfer(unit("U", content=names)), limits=Limits(free_names=30))
    assert not trial.bordereau.valid
    assert "SEDA-010" in trial.codes


def test_free_elements_may_be_called_like_units(tmp_path):
    content = "<Free><ArchiveUnit id='X'><Content/></ArchiveUnit><Management/><DataObjectGroup/></Free>"
    trial = read(tmp_path, transfer(unit("U", content=content)))
    assert [u.xml_id for u in trial.bordereau.units] == ["U"]
    assert not trial.findings.refused


@settings(max_examples=150, deadline=2_000)
@given(st.data())
def test_damaged_bytes_never_raise(tmp_path_factory, data):
    source = bytearray(transfer(unit("U", inside=unit("V")), binary("B")))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(source) - 1))
        match data.draw(st.sampled_from(["cut", "flip", "insert", "swap"])):
            case "cut":
                del source[at : at + data.draw(st.integers(1, 40))]
            case "flip":
                source[at] = data.draw(st.integers(0, 255))
            case "insert":
                source[at:at] = data.draw(
                    st.sampled_from([b"<", b">", b"&", b"]]>", b"<!--", b"<a>", b"\x00", b"\xff"])
                )
            case _:
                source[at : at + 20] = source[-20:]
        if not source:
            break
    trial = read(tmp_path_factory.getbasetemp(), bytes(source))
    assert trial.bordereau is None or trial.bordereau.valid or trial.findings.refused
    assert trial.bordereau is not None or trial.findings.refused


def test_a_namespace_may_hold_a_brace(tmp_path):
    source = transfer(unit("U")).replace(b"fr:gouv", b"f}r:gouv")
    assert b"f}r:gouv" in source
    assert read(tmp_path, source).findings.refused


@settings(max_examples=100, deadline=2_000)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_finding(tmp_path_factory, data):
    assert read(tmp_path_factory.getbasetemp(), data).findings.refused


FLAT = """
    import re, sys
    from pathlib import Path
    from chartrier.records.finding import Findings
    from chartrier.seda.reader import read_bordereau
    findings = Findings()
    bordereau = read_bordereau(Path(sys.argv[1]), strict=True, findings=findings)
    assert not findings.refused, list(findings)[:3]
    status = Path("/proc/self/status").read_text()
    print(len(bordereau.units), int(re.search(r"VmHWM:\\s*(\\d+)", status)[1]) // 1024)
"""


def _peak(path) -> tuple[int, int]:
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(FLAT), str(path)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    units, peak = map(int, run.stdout.split())
    return units, peak


def test_memory_stays_flat(tmp_path):
    """30 MB of descriptions cost the declarations only, far less than a tree of them."""
    path = tmp_path / "manifest.xml"
    text = "Une description assez longue pour ressembler à un vrai bordereau. " * 30
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD + "<DescriptiveMetadata>")
        for number in range(12_000):
            file.write(unit(f"U{number}", content=f"<Description>{text}</Description>") + "\n")
        file.write("</DescriptiveMetadata>" + TAIL)
    assert path.stat().st_size > 20_000_000
    units, peak = _peak(path)
    assert units == 12_000
    assert peak < 90


def test_a_wide_description_stops_before_memory_does(tmp_path):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    trial = read(tmp_path, transfer(unit("U", content="<Tag>x</Tag>" * 1_000_000)))
    assert trial.codes == ["SEDA-005"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
