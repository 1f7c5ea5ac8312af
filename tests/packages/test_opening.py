"""What is no package at all, what is recognised by content, and which file is the bordereau."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chartrier.packages import findings
from chartrier.packages.bordereau import bordereau_name
from chartrier.packages.budget import Budget
from chartrier.packages.opening import open_package
from chartrier.packages.package import PackageRefused
from chartrier.records.finding import FindingKind, Findings

from .tar_writer import END, member
from .trial import SMALL, drain, outcome
from .zip_writer import Member, make_zip

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", findings.EMPTY),
        (b"%PDF-1.4 ...", findings.NOT_A_CONTAINER),
        (b"P", findings.NOT_A_CONTAINER),
        (bytes(10240), findings.NOT_A_CONTAINER),
        (b"7z\xbc\xaf\x27\x1c" + bytes(100), findings.FORMAT_NOT_TAKEN),
        (b"Rar!\x1a\x07", findings.FORMAT_NOT_TAKEN),
        (b"\x28\xb5\x2f\xfd" + bytes(9), findings.FORMAT_NOT_TAKEN),
        (b"%PDF-1.4 ..." + make_zip(Member(b"a")), findings.ZIP_PREFIX),
    ],
)
def test_what_is_no_package(attempt, data, kind):
    assert attempt(data).codes == [kind.code]


def test_what_is_not_there(tmp_path, scratch):
    (tmp_path / "file").touch()
    for path in (tmp_path / "absent", tmp_path / "file" / "below", Path("a\x00b")):
        assert outcome(path, scratch).codes == [findings.ABSENT.code]


def test_a_pipe_is_not_waited_for(tmp_path, scratch):
    os.mkfifo(tmp_path / "pipe")
    assert outcome(tmp_path / "pipe", scratch).codes == [findings.NOT_A_FILE.code]
    assert outcome(Path("/dev/zero"), scratch).codes == [findings.NOT_A_FILE.code]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path, scratch):
    (tmp_path / "p").touch(mode=0)
    assert outcome(tmp_path / "p", scratch).codes == [findings.UNREADABLE.code]


@pytest.mark.parametrize(("data", "kind"), [(make_zip(Member(b"a")), "zip"), (member(b"a") + END, "tar")])
def test_the_name_of_a_package_says_nothing(tmp_path, scratch, data, kind):
    for name in ("p.pdf", "p.tar.gz", "p"):
        (tmp_path / name).write_bytes(data)
        with open_package(tmp_path / name, budget=SMALL, scratch=scratch, findings=Findings()) as package:
            assert package.kind == kind


@pytest.mark.parametrize("data", [make_zip(Member(b"a", b"x" * 999_999, 0)), member(b"a", b"x" * 999_999) + END])
def test_a_container_that_changes_is_a_finding(tmp_path, scratch, data):
    path = tmp_path / "p"
    path.write_bytes(data)
    with open_package(path, budget=SMALL, scratch=scratch, findings=Findings()) as package:
        reader = package.open("a")
        assert reader.read(10) == b"x" * 10
        with path.open("r+b") as opened:
            opened.seek(900_000)
            opened.write(b"y")
        with pytest.raises(PackageRefused):
            drain(reader)
        os.truncate(path, 100)
        for use in (package.check_unchanged, package.digest, lambda: package.open("a").read(1)):
            with pytest.raises(PackageRefused) as refused:
                use()
            assert refused.value.finding.kind is findings.CHANGED


def test_unknown_names_and_unbounded_reads_are_mistakes_of_ours(tmp_path, scratch):
    (tmp_path / "p").write_bytes(make_zip(Member(b"a", b"x")))
    with open_package(tmp_path / "p", budget=SMALL, scratch=scratch, findings=Findings()) as package:
        with pytest.raises(KeyError):
            package.open("b")
        with package.open("a") as reader, pytest.raises(ValueError):
            reader.read(-1)


@pytest.mark.parametrize(
    ("names", "expected", "kinds"),
    [
        (["manifest.xml", "Content/a.xml"], "manifest.xml", []),
        (["SIP.XML"], "SIP.XML", []),
        (["Content/a.pdf"], None, [findings.NO_BORDEREAU]),
        ([], None, [findings.NO_BORDEREAU]),
        (["a.xml", "b.xml"], None, [findings.SEVERAL_BORDEREAUX] * 2),
        (["sip/manifest.xml", "sip/Content/a.pdf"], None, [findings.BORDEREAU_IN_FOLDER]),
    ],
)
def test_the_bordereau(tmp_path, scratch, names, expected, kinds):
    (tmp_path / "p").write_bytes(make_zip(*[Member(name.encode()) for name in names]))
    found = Findings()
    with open_package(tmp_path / "p", budget=SMALL, scratch=scratch, findings=found) as package:
        assert bordereau_name(package, found) == expected
    assert [finding.kind for finding in found] == kinds


def test_codes_are_unique_and_speak_both_languages():
    kinds = [value for value in vars(findings).values() if isinstance(value, FindingKind)]
    assert len({kind.code for kind in kinds}) == len(kinds) > 50
    for kind in kinds:
        assert kind.code.startswith("PKG-")
        assert all((kind.fr, kind.en, kind.remedy_fr, kind.remedy_en, kind.reference))
        assert kind.fr != kind.en


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize(
    "path",
    sorted(p for f in ("vitam-open", "perf") for p in (CORPUS / f).glob("*")),
    ids=lambda path: path.name,
)
def test_real_packages_of_others(path, scratch):
    found = Findings()
    if path.suffix == ".pdf":
        with pytest.raises(PackageRefused) as refused:
            open_package(path, budget=Budget(), scratch=scratch, findings=found)
        assert refused.value.finding.kind is findings.NOT_A_CONTAINER
        assert refused.value.finding.kind.reference == "CHECK_CONTAINER"
        return
    with open_package(path, budget=Budget(), scratch=scratch, findings=found) as package:
        for name, entry in package.entries.items():
            with package.open(name) as reader:
                assert drain(reader) == entry.size
        assert (bordereau_name(package, found) is None) == (path.name == "KO_BORD_absent.zip")
    assert found.refused == (path.name == "KO_BORD_absent.zip")
