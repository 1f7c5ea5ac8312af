"""What is understood of the files of a deposit, from real bytes; zips, doubles, accords, corrections, what expires."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chartrier.administration.accords import set_accord
from chartrier.administration.collectivites.services import add_service
from chartrier.catalog.deposits import register
from chartrier.catalog.works import register as works
from chartrier.errors import Conflict, NotAllowed
from chartrier.reception import agreed, deposits, expiring, packing, seeing, uploads
from chartrier.reception.answers import Answers, PieceAnswer
from chartrier.reception.kinds import kind_of
from chartrier.reception.looking import MOST
from chartrier.reception.pieces import safe_name
from chartrier.reception.sight import Source
from chartrier.reception.understanding import proposal
from chartrier.records.collectivite import Accord
from chartrier.records.finding import Findings
from tests.cli.commands import COMMUNE
from tests.previews.samples import pdf
from tests.previews.test_previewer import taken
from tests.reception.test_reading_documents import ARRETE

DELIBERATION = pdf("Séance du 12 mars 2026\nDélibération n° 2026-014\nObjet : Vote du budget primitif")


def drafted(desk: Any, files: dict[str, bytes], answers: Answers | None = None) -> Any:
    draft = register.begin(desk.tenant.key, desk.town.secretary, deposits.FILES, {}, desk.means.clock())
    deposits.answer(desk.tenant, draft.id, answers or Answers("S001"), desk.means.clock())
    for name, data in files.items():
        upload = uploads.begin(draft, name, len(data), desk.means.yard, desk.means.clock())
        if data:
            uploads.go_on(upload, 0, io.BytesIO(data), desk.means.yard)
    return register.draft(desk.tenant.key, draft.id)


def understood(desk: Any, draft: Any) -> tuple[Any, list[str]]:
    seeing.read_files(desk.tenant, draft.id, desk.means, last=False)
    findings = Findings()
    return seeing.understand(draft, desk.tenant, findings), [each.code for each in findings]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def test_a_deliberation_says_what_it_is(desk: Any) -> None:
    draft = drafted(desk, {"scan0012.pdf": DELIBERATION})
    assert not seeing.understand(draft, desk.tenant, Findings()).ready
    seen, codes = understood(desk, draft)
    (file,) = seen.files
    assert (file.title, file.title_from) == ("Délibération n° 2026-014 : Vote du budget primitif", Source.TEXT)
    assert (str(file.day), file.day_from, file.scanned) == ("2026-03-12", Source.TEXT, False)
    assert file.format.puid.startswith("fmt/") and codes == []
    proposed = proposal(seen, kind_of(desk.tenant, "S001"), "fr")
    assert (proposed.title, proposed.year, proposed.file) == (file.title, "2026", "scan0012.pdf")


def test_an_arrete_is_not_the_texts_that_it_cites(desk: Any) -> None:
    seen, _ = understood(desk, drafted(desk, {"scan0013.pdf": pdf(ARRETE)}))
    (file,) = seen.files
    assert (file.title, file.title_from, str(file.day), file.day_from) == (
        "Arrêté portant interdiction de stationnement rue des Lilas", Source.TEXT, "2024-03-14", Source.TEXT,
    )  # fmt: skip


def test_what_a_document_says_holds_nothing_invisible(desk: Any) -> None:
    text = "Objet : Travaux\u202e\u0007 de\u200b voirie\x02".encode()
    seen, _ = understood(desk, drafted(desk, {"a.txt": text}))
    assert seen.files[0].title == "Travaux de voirie"


def test_each_file_is_digested_once(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = drafted(desk, {"a.txt": b"une fois\n"})
    (upload,) = register.uploads_of(desk.tenant.key, draft.id)
    assert len(upload.sha512) == 128
    monkeypatch.setattr("chartrier.reception.looking._digest", lambda piece: pytest.fail("digested again"))
    monkeypatch.setattr("chartrier.reception.sip._digest", lambda piece: pytest.fail("digested again"))
    understood(desk, draft)
    deposits.answer(desk.tenant, draft.id, Answers("S010", "Une fois", "2026"), desk.means.clock())
    with packing.packed(register.draft(desk.tenant.key, draft.id), desk.tenant, desk.means) as sip:
        assert upload.sha512.encode() in zipfile.ZipFile(sip).read("manifest.xml")


def test_a_file_in_two_parts_is_digested_as_it_is_read(desk: Any) -> None:
    draft = drafted(desk, {})
    upload = uploads.begin(draft, "b.txt", 6, desk.means.yard, desk.means.clock())
    for offset, part in ((0, b"abc"), (3, b"def")):
        uploads.go_on(upload, offset, io.BytesIO(part), desk.means.yard)
    understood(desk, draft)
    (read,) = register.uploads_of(desk.tenant.key, draft.id)
    assert read.sha512 == hashlib.sha512(b"abcdef").hexdigest()


def test_hostile_and_broken_documents_cost_only_their_own_reading(desk: Any) -> None:
    draft = drafted(desk, {"faux.pdf": b"%PDF-1.4\n" + b"\0" * 500, "vide.txt": b"", "bon.pdf": DELIBERATION})
    seen, codes = understood(desk, draft)
    assert [each.title_from for each in seen.files] == [Source.TEXT, Source.NAME, Source.NAME]
    assert "REC-011" in codes


def test_an_empty_container_beside_files_is_told(desk: Any) -> None:
    draft = drafted(desk, {"a.txt": b"texte\n", "vide.zip": b""})
    seeing.read_files(desk.tenant, draft.id, desk.means, last=False)
    findings = Findings()
    seeing.understand(draft, desk.tenant, findings)
    assert [each.place.file for each in findings if each.code == "REC-011"] == ["vide.zip"]


FAMILY = "Famille \U0001f468\u200d\U0001f469\u200d\U0001f467.txt"
HEART = "C\u0153ur \u2764\ufe0f\u200d\U0001f525.txt"


@pytest.mark.parametrize("in_a_zip", [False, True])
def test_what_joins_the_signs_of_a_name_is_kept(desk: Any, in_a_zip: bool) -> None:
    files = {FAMILY: b"papa\n", HEART: b"feu\n", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.txt": b"je veux\n"}
    draft = drafted(desk, {"envoi.zip": zipped(files)} if in_a_zip else files, Answers("S001", "Séances", "2026"))
    seen, codes = understood(desk, draft)
    assert {each.name for each in seen.files} == set(files) and "REC-009" not in codes
    assert FAMILY.removesuffix(".txt") in {each.title for each in seen.files}
    with packing.packed(draft, desk.tenant, desk.means) as sip:
        assert FAMILY in zipfile.ZipFile(sip).read("manifest.xml").decode()


@pytest.mark.parametrize(
    "name",
    [
        "\u200dcache.txt", "cache\u200d.txt", "cache.txt\u200d", "a \u200db.txt", "a\u200d/b.txt", "a\u200d\u200db.txt",
        "a\u200bb.txt", "a\ufeffb.txt", "a\u202eb.txt", "a\u2066b.txt", "a\U000e0041b.txt",
    ],
)  # fmt: skip
def test_what_joins_nothing_or_hides_is_refused(name: str) -> None:
    assert safe_name(name) is None


def test_a_zip_is_opened_and_its_members_are_judged(desk: Any) -> None:
    content = {"2025/Mars/a.pdf": DELIBERATION, "2025/Avril/b.txt": b"texte\n", "2025/.DS_Store": b"x"}
    draft = drafted(desk, {"envoi.zip": zipped(content)}, Answers("S001", "Séances", "2025"))
    seen, codes = understood(desk, draft)
    assert sorted(each.name for each in seen.files) == ["2025/Avril/b.txt", "2025/Mars/a.pdf"] and "REC-014" in codes
    service = add_service(desk.tenant.key, "ZIP", "Zip").identifier
    deposits.answer(desk.tenant, draft.id, Answers("S001", "Séances", "2025", service=service), desk.means.clock())
    draft = register.draft(desk.tenant.key, draft.id)
    pdf_only = frozenset({seen.files[-1].format.puid, *(f"fmt/{each}" for each in range(14, 21))})
    set_accord(desk.tenant, Accord(formats=pdf_only), service)
    refusals = Findings()
    assert deposits.submit(desk.tenant, draft, desk.town.secretary, desk.means, refusals) is None
    assert [(each.code, each.place.file) for each in refusals] == [("REC-042", "2025/Avril/b.txt")]
    set_accord(desk.tenant, Accord(formats=pdf_only | {"x-fmt/111"}, identifier="AV-2026-1"), service)
    with packing.packed(draft, desk.tenant, desk.means) as sip:
        manifest = zipfile.ZipFile(sip).read("manifest.xml").decode()
    assert "<ArchivalAgreement>AV-2026-1</ArchivalAgreement>" in manifest
    assert all(f"<Title>{title}</Title>" in manifest for title in ("Mars", "Avril"))
    assert "<StartDate>2026-03-12</StartDate>" in manifest, "what was read of a member travels"
    assert deposits.submit(desk.tenant, draft, desk.town.secretary, desk.means, Findings()) is not None


def test_a_bad_zip_gives_findings_and_keeps_the_draft(desk: Any) -> None:
    draft = drafted(desk, {"mauvais.zip": b"PK\x03\x04" + b"x" * 200}, Answers("S001", "Mauvais", "2025"))
    _, codes = understood(desk, draft)
    findings = Findings()
    assert codes and deposits.submit(desk.tenant, draft, desk.town.secretary, desk.means, findings) is None
    assert findings.refused and register.draft(desk.tenant.key, draft.id).state == "open"


def test_a_zip_beside_other_files_is_kept_whole(desk: Any) -> None:
    draft = drafted(desk, {"a.zip": zipped({"x.txt": b"x\n"}), "b.txt": b"b\n"})
    seen, codes = understood(desk, draft)
    assert [each.name for each in seen.files] == ["a.zip", "b.txt"] and "REC-015" in codes


def test_a_zip_beside_service_files_is_opened(desk: Any) -> None:
    draft = drafted(desk, {"a.zip": zipped({"x.txt": b"un texte\n"}), ".DS_Store": b"x"}, Answers("S010", "A", "2026"))
    seen, codes = understood(desk, draft)
    assert ([each.name for each in seen.files], codes, seen.ready) == (["x.txt"], ["REC-014"], True)
    with packing.packed(draft, desk.tenant, desk.means) as sip:
        assert zipfile.ZipFile(sip).namelist() == ["manifest.xml", "content/000001.txt"]
    _, codes = understood(desk, drafted(desk, {"a.zip": zipped({"__MACOSX/x.txt": b"x", ".DS_Store": b"x"})}))
    assert codes == ["REC-014", "REC-014", "REC-056"]


def locked(data: bytes) -> bytes:
    """The same PDF as a program under a password writes it: nobody knows which."""
    dictionary = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >>"
    return data.replace(b"trailer\n<< ", f"trailer\n<< {dictionary} /ID [<{'0a' * 16}> <{'0a' * 16}>] ".encode())


def encrypted(data: bytes) -> bytes:
    """The same zip, its members said to be encrypted."""
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data = data[:at] + b"\x01\x00" + data[at + 2 :]
    return data


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("note.pdf", locked(pdf("Secret")), ["REC-057"]),
        ("note.lnk", b"L\0\0\0\x01\x14\x02\0", ["REC-058"]),
        ("site.url", b"[InternetShortcut]\r\nURL=https://exemple.fr/\r\n", ["REC-058"]),
        ("setup.exe", b"MZ" + bytes(200), ["REC-059"]),
        ("faux.pdf", b"<!DOCTYPE html><html><head><title>x</title></head><body>Bonjour</body></html>", ["FMT-004"]),
        ("lot.7z", b"7z\xbc\xaf\x27\x1c\0\x04", ["REC-060"]),
        ("lot.rar", b"Rar!\x1a\x07\0" + bytes(20), ["REC-060"]),
        ("envoi.zip", zipped({"dedans/lot.zip": zipped({"a.txt": b"a\n"})}), ["REC-060"]),
        ("clos.zip", encrypted(zipped({"a.txt": b"a\n"})), ["PKG-057", "PKG-010"]),
        (".~lock.note.odt#", b"x", ["REC-014", "REC-056"]),
    ],
)
def test_what_will_be_of_no_use_is_told(desk: Any, name: str, data: bytes, codes: list[str]) -> None:
    draft = drafted(desk, {name: data}, Answers("S010", "Douteux", "2026"))
    _, told = understood(desk, draft)
    # what is too short to be known is said too
    assert [each for each in told if each != "REC-012"] == codes
    work = deposits.submit(desk.tenant, draft, desk.town.secretary, desk.means, Findings())
    assert (work is None) is (codes[-1] in ("PKG-010", "REC-056")), "archiving is still possible"


def test_an_encrypted_zip_beside_other_files_is_told(desk: Any) -> None:
    data = encrypted(zipped({"a.txt": b"a\n"}))
    _, codes = understood(desk, drafted(desk, {"clos.zip": data, "b.txt": b"un texte\n"}))
    assert codes == ["REC-015", "REC-057"]


def test_a_photograph_is_called_what_it_is_said_to_show(desk: Any) -> None:
    shown = {"IMG_0012.jpg": "Le lavoir, côté rue".encode(), "IMG_0013.jpg": b"OLYMPUS DIGITAL CAMERA"}
    seen, _ = understood(desk, drafted(desk, {name: taken("2023:07:14", said) for name, said in shown.items()}))
    assert [(each.title, each.title_from) for each in seen.files] == [
        ("Le lavoir, côté rue", Source.PROPERTIES), ("IMG 0013", Source.NAME),
    ]  # fmt: skip


def test_doubles_are_told(desk: Any) -> None:
    _, codes = understood(desk, drafted(desk, {"a.txt": b"le meme\n", "b.txt": b"le meme\n"}))
    assert codes == ["REC-013"]


def test_doubles_are_told_among_all_that_a_zip_holds(desk: Any, town: Any, tmp_path: Path) -> None:
    (tmp_path / "archive.txt").write_bytes(b"deja dans l'archive\n")
    given = ("--series", "S010", "--title", "Ancien", "--tenant", COMMUNE)
    assert town.chartrier("deposit", tmp_path / "archive.txt", *given).status == 0
    content = {f"f{number:04}.txt": f"texte {number}\n".encode() for number in range(MOST + 3)}
    content |= {"y-double.txt": b"texte 7\n", "z-connu.txt": b"deja dans l'archive\n"}
    draft = drafted(desk, {"lot.zip": zipped(content)})
    seeing.read_files(desk.tenant, draft.id, desk.means, last=False)
    findings = Findings()
    seen = seeing.understand(draft, desk.tenant, findings)
    assert (len(seen.files), seen.count) == (MOST, MOST + 5)
    assert [(each.code, each.place.file) for each in findings] == [
        ("REC-013", "y-double.txt"), ("REC-010", "z-connu.txt"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("accord", "size", "code"),
    [
        (Accord(largest=2_000_000), 2_000_001, "REC-041"),
        (Accord(yearly=3_000_000), 3_000_001, "REC-043"),
        (Accord(quota=4_000_000), 4_000_001, "REC-044"),
    ],
)
def test_what_an_accord_refuses_is_refused_before_a_byte_is_sent(
    desk: Any, accord: Accord, size: int, code: str
) -> None:
    service = add_service(desk.tenant.key, f"TAILLE-{code}", "Taille").identifier
    set_accord(desk.tenant, accord, service)
    draft = drafted(desk, {})
    refusals = agreed.size_agreed(draft, desk.tenant, [service], desk.means)
    yard, now = desk.means.yard, desk.means.clock()
    with pytest.raises(NotAllowed, match=code):
        uploads.begin(draft, "gros.bin", size, yard, now, refusals)
    uploads.begin(draft, "juste.bin", size - 1, yard, now, refusals)
    with pytest.raises(NotAllowed, match=code):
        uploads.begin(draft, "de trop.bin", 1, yard, now, refusals)


def test_what_waits_counts_in_the_year(desk: Any) -> None:
    service = add_service(desk.tenant.key, "ANNEE", "Année").identifier
    set_accord(desk.tenant, Accord(yearly=1_000_000, review=True), service)
    first, second = (
        drafted(desk, {"a.bin": bytes(600_000)}, Answers("S010", f"n° {number}", "2026", service=service))
        for number in (1, 2)
    )
    assert deposits.submit(desk.tenant, first, desk.town.secretary, desk.means, Findings()) is None
    assert register.draft(desk.tenant.key, first.id).state == "review"
    refusals = Findings()
    deposits.submit(desk.tenant, second, desk.town.secretary, desk.means, refusals)
    assert [each.code for each in refusals] == ["REC-043"]


def test_what_an_archivist_corrects_travels_with_who_did(desk: Any) -> None:
    service = add_service(desk.tenant.key, "RELU", "Relu").identifier
    set_accord(desk.tenant, Accord(review=True), service)
    given = Answers("S010", "Bultin", "2026", service=service)
    draft = drafted(desk, {"a.txt": b"garde\n", "b.txt": b"ecarte\n"}, given)
    understood(desk, draft)
    assert deposits.submit(desk.tenant, draft, desk.town.secretary, desk.means, Findings()) is None
    with pytest.raises(Conflict):
        deposits.answer(desk.tenant, draft.id, given, desk.means.clock())
    pieces = {"a.txt": PieceAnswer("Bulletin de mars", "2026-03-01"), "b.txt": PieceAnswer(aside="double d'un autre")}
    corrected = replace(given, title="Bulletin", pieces=pieces)
    deposits.correct(desk.tenant, draft.id, desk.town.other, corrected, desk.means.clock())
    draft = register.draft(desk.tenant.key, draft.id)
    assert deposits.accept(desk.tenant, draft, desk.town.other, desk.means, Findings()) is not None
    with packing.packed(register.draft(desk.tenant.key, draft.id), desk.tenant, desk.means) as sip:
        package = zipfile.ZipFile(sip)
        manifest = package.read("manifest.xml").decode()
    assert len(package.namelist()) == 2 and "b.txt" in manifest, "set aside, it is told and not packed"
    for said in ("Bulletin de mars", "« Bultin » → « Bulletin »", "double d'un autre", str(desk.town.other)):
        assert said in manifest
    assert "Acceptation par un archiviste" in manifest


def test_all_files_set_aside_is_no_deposit(desk: Any) -> None:
    pieces = {"a.txt": PieceAnswer(aside="rien à garder")}
    draft = drafted(desk, {"a.txt": b"seul\n"}, Answers("S010", "Rien", "2026", pieces=pieces))
    understood(desk, draft)
    findings = Findings()
    assert deposits.submit(desk.tenant, draft, desk.town.secretary, desk.means, findings) is None
    assert "REC-017" in [each.code for each in findings]


def test_what_nobody_goes_on_with_expires_and_is_told(desk: Any) -> None:
    kept = drafted(desk, {"a.txt": b"en attente\n"}, Answers("S010", "Attend", "2026"))
    with register.changing(desk.tenant.key, kept.id, desk.means.clock(), "open") as found:
        found.state = "review"
    left, refused = (
        drafted(desk, {"a.txt": name.encode()}, Answers("S010", name, "2026")) for name in ("parti", "rejeté")
    )
    travaux = {}
    for each in (left, refused):
        travaux[each.id] = deposits.submit(desk.tenant, each, desk.town.secretary, desk.means, Findings())
    with works.hold(desk.tenant.key, travaux[refused.id], desk.means.clock) as held:
        held.end("refused", [])
    forgotten = drafted(desk, {"a.txt": b"oublie\n"}, Answers("S010", "Oublié", "2026"))
    place = desk.means.yard.of(desk.tenant.key)

    def files(draft: Any) -> int:
        return len(register.uploads_of(desk.tenant.key, draft.id))

    expiring.expire_drafts(desk.tenant, desk.means)
    assert [files(each) for each in (kept, left, refused, forgotten)] == [1, 1, 1, 1]
    before = len(list(place.iterdir()))
    later = replace(desk.means, clock=lambda: desk.archive.deposits.clock() + timedelta(days=31))
    expiring.expire_drafts(desk.tenant, later)
    assert [files(each) for each in (kept, left, refused, forgotten)] == [1, 1, 0, 0]
    assert len(list(place.iterdir())) < before
    assert register.draft(desk.tenant.key, forgotten.id).state == "expired"
    assert forgotten.id in {each.id for each in register.drafts_of(desk.tenant.key, desk.town.secretary)}


def test_a_rejected_deposit_is_taken_again_with_its_files(desk: Any) -> None:
    draft = drafted(desk, {"a.txt": b"a mender\n"}, Answers("S010", "À mender", "2026"))
    work = deposits.submit(desk.tenant, draft, desk.town.secretary, desk.means, Findings())
    with pytest.raises(Conflict):
        deposits.open_again(desk.tenant, draft.id, desk.means.clock())
    with works.hold(desk.tenant.key, work, desk.means.clock) as held:
        held.end("refused", [])
    deposits.open_again(desk.tenant, draft.id, desk.means.clock())
    again = register.draft(desk.tenant.key, draft.id)
    assert (again.state, len(register.uploads_of(desk.tenant.key, draft.id))) == ("open", 1)
    assert deposits.submit(desk.tenant, again, desk.town.secretary, desk.means, Findings()) is not None
