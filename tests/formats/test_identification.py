"""PRONOM identification of real bytes, and of files that kill whoever examines them."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
from pathlib import Path

import pytest

from chartrier.errors import Unavailable
from chartrier.formats import findings as kinds
from chartrier.formats.confinement.bounds import Bounds
from chartrier.formats.identification import Format, FormatIdentifier

PROGRAMS = str(Path(__file__).with_name("programs.py"))
FRAGILE = (PROGRAMS, "fragile")

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "050001a5f645400000000049454e44ae426082"
)


def odt() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", '<office:document-content office:version="1.2"/>')
        entry = '<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type='
        archive.writestr("META-INF/manifest.xml", f'{entry}"application/vnd.oasis.opendocument.text"/>')
    return packed.getvalue()


def put(folder: Path, **files: bytes) -> list[Path]:
    paths = []
    for name, data in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(data)
        paths.append(path)
    return paths


def test_formats_are_found_by_their_bytes_in_order(tmp_path: Path) -> None:
    paths = put(tmp_path, a_pdf=PDF, b_png=PNG, c_txt=b"bonjour", d_odt=odt(), e_qqq=b"\x01\x02\x03", f_pdf=b"")
    with FormatIdentifier(tmp_path) as identifier:
        pdf, png, text, document, unknown, empty = identifier.identify(paths)
        assert not identifier.failures
    assert pdf is not None
    assert (pdf.puid, pdf.version, pdf.mime) == ("fmt/18", "1.4", "application/pdf")
    assert "byte match" in pdf.basis
    assert png is not None
    assert png.puid == "fmt/11"
    assert text is not None
    assert text.puid == "x-fmt/111"
    assert document is not None
    assert document.puid in {"fmt/136", "fmt/290", "fmt/291", "fmt/1756"}
    assert unknown is None
    assert empty is None


def test_an_extension_alone_says_so(tmp_path: Path) -> None:
    (path,) = put(tmp_path, a_css=b"\x01\x02")
    with FormatIdentifier(tmp_path) as identifier:
        (found,) = identifier.identify([path])
    assert found is not None
    assert found.by_extension_only


def test_a_wrong_extension_is_warned_of(tmp_path: Path) -> None:
    with FormatIdentifier(tmp_path) as identifier:
        (found,) = identifier.identify(put(tmp_path, a_docx=PDF))
    assert found is not None
    assert "extension mismatch" in found.warning


def test_what_cannot_be_read_is_a_failure_of_that_file_only(tmp_path: Path) -> None:
    staging = tmp_path / "staging"
    staging.mkdir()
    good, last = put(staging, a_pdf=PDF, z_png=PNG)
    (tmp_path / "outside.pdf").write_bytes(PDF)
    missing, folder, odd = staging / "missing.pdf", staging / "folder", staging / "odd\udcff.pdf"
    folder.mkdir()
    outside = staging / "link.pdf"
    outside.symlink_to(tmp_path / "outside.pdf")
    with FormatIdentifier(staging) as identifier:
        found = identifier.identify([good, missing, folder, outside, odd, last])
        assert [each.puid if each else None for each in found] == ["fmt/18", None, None, None, None, "fmt/11"]
        assert set(identifier.failures) == {missing, folder, outside, odd}
        assert set(identifier.failures.values()) == {kinds.NOT_EXAMINED}
        # The process is still the same one.
        assert identifier.identify([good])[0] is not None


@pytest.mark.parametrize(("word", "seconds"), [(b"DIE", 30.0), (b"HANG", 1.0)])
def test_a_hostile_file_costs_only_itself(tmp_path: Path, word: bytes, seconds: float) -> None:
    paths = put(tmp_path, a_pdf=PDF, b_txt=word, c_png=PNG, d_txt=b"bonjour")
    with FormatIdentifier(tmp_path, seconds=seconds, program=FRAGILE) as identifier:
        found = identifier.identify(paths)
        assert [each.puid if each else None for each in found] == ["fmt/18", None, "fmt/11", "x-fmt/111"]
        assert dict(identifier.failures) == {paths[1]: kinds.EXAMINATION_STOPPED}


def test_a_package_of_hostile_files_takes_bounded_time(tmp_path: Path) -> None:
    paths = put(tmp_path, **{f"f{number}_txt": b"HANG" for number in range(50)}, z_pdf=PDF)
    began = time.monotonic()
    with FormatIdentifier(tmp_path, seconds=0.3, patience=3, program=FRAGILE) as identifier:
        assert identifier.identify(paths) == [None] * 51
        given_up = [path for path, kind in identifier.failures.items() if kind is kinds.EXAMINATION_GIVEN_UP]
        assert len(given_up) == 49
        assert identifier.identify(paths[-1:]) == [None]
    assert time.monotonic() - began < 20


def test_a_process_that_was_killed_is_started_again(tmp_path: Path) -> None:
    (path,) = put(tmp_path, a_pdf=PDF)
    with FormatIdentifier(tmp_path) as identifier:
        first = identifier.identify([path])
        process = identifier._process
        assert process is not None
        process._process.kill()
        assert identifier.identify([path]) == first
        assert not identifier.failures


def test_too_little_memory_is_not_a_crash_of_ours(tmp_path: Path) -> None:
    (path,) = put(tmp_path, a_pdf=PDF)
    small = Bounds(memory=120 << 20)
    with FormatIdentifier(tmp_path, bounds=small, patience=2) as identifier:  # noqa: SIM117
        # Go's runtime may die while it starts, or at the first file: both are ours to tell.
        with contextlib.suppress(Unavailable):
            assert identifier.identify([path]) == [None]
            assert path in identifier.failures


def test_a_program_that_does_not_start_is_unavailable(tmp_path: Path) -> None:
    with (
        FormatIdentifier(tmp_path, program=(PROGRAMS, "broken")) as identifier,
        pytest.raises(Unavailable) as raised,
    ):
        identifier.identify([tmp_path / "a"])
    assert raised.value.finding.kind is kinds.IDENTIFIER_DOWN


def test_answers_are_not_trusted(tmp_path: Path) -> None:
    # The program that was taken over answers a path with anything but a row.
    with FormatIdentifier(tmp_path, program=(PROGRAMS, "taken-over")) as identifier:
        assert identifier.identify([Path("/strange")]) == [None]
        assert identifier.failures


def test_the_release_of_the_signatures_is_told(tmp_path: Path) -> None:
    with FormatIdentifier(tmp_path) as identifier:
        assert identifier.release().startswith("siegfried ")
        assert "DROID_SignatureFile_V" in identifier.release()
        assert identifier.confinement.network


def test_ten_thousand_small_files_are_quick(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(10_000)]
    for number, path in enumerate(paths):
        path.write_bytes(b"%-100d" % number)
    with FormatIdentifier(tmp_path) as identifier:
        identifier.identify(paths[:1])
        began = time.monotonic()
        found = identifier.identify(paths)
        rate = len(paths) / (time.monotonic() - began)
    assert all(isinstance(each, Format) for each in found)
    # 7,000 to 10,000 alone on two cores; others may be at work on this machine.
    assert rate > 500, f"{rate:.0f} files a second"
