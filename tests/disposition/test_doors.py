"""Dispositions through the command line: several people, each with their own passphrase."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pypdf import PdfReader

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, Chartrier
from tests.cli.conftest import new_chartrier
from tests.disposition.eliminating import RULES, appraisal
from tests.packages_of_ours import Document, Sip

__all__ = ["new_chartrier"]


@pytest.fixture
def people(new_chartrier: Callable[..., Chartrier], tmp_path: Path) -> tuple[Chartrier, dict[str, Any]]:
    chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{COMMUNE}=Saint-Exemple").status == 0
    people = {
        name: person_with(chartrier, COMMUNE, name, role)
        for name, role in {
            "Jeanne": Role.ARCHIVISTE,
            "Paul": Role.CHEF_DE_SERVICE,
            "Anne": Role.SIGNATAIRE,
            "Odile": Role.VISA,
            "Remi": Role.RESPONSABLE,
        }.items()
    }
    table = tmp_path / "rules.csv"
    table.write_text(RULES)
    answer = chartrier("rules", "import", table, "--tenant", COMMUNE, *people["Jeanne"])
    assert answer.status == 0, answer
    for title in ("Factures", "Marchés"):
        sip = Sip(message=title, title=title, documents=[Document("a.txt", title.encode(), f"{title} a")])
        sip.metadata = appraisal()
        assert chartrier("ingest", sip.write(tmp_path / f"{title}.zip"), "--tenant", COMMUNE).status == 0
    return chartrier, people


def test_from_the_due_list_to_the_destruction(people: tuple[Chartrier, dict[str, Any]], tmp_path: Path) -> None:
    chartrier, who = people
    nothing = chartrier("propose", "--tenant", COMMUNE, *who["Jeanne"])
    assert (nothing.status, "DSP-004" in nothing.err) == (2, True)
    would = chartrier.json("propose", "--due", "--dry-run", "--tenant", COMMUNE)
    assert (would["number"], len(would["lines"]), len(would["left_out"])) == (None, 2, 2)
    proposed = chartrier.json("propose", "--due", "--tenant", COMMUNE, *who["Jeanne"])
    number = proposed["number"]
    assert [line["title"] for line in proposed["lines"]] == ["Factures", "Marchés"]
    assert chartrier("agree", number, "--tenant", COMMUNE, *who["Paul"]).status == 0
    assert chartrier("sign", number, "--tenant", COMMUNE, *who["Anne"]).status == 2
    assert chartrier("sign", number, "--attest", "--tenant", COMMUNE, *who["Anne"]).status == 0
    assert chartrier("sign", number, "--attest", "--tenant", COMMUNE, *who["Anne"]).status == 6
    table, scan = tmp_path / "visa.csv", tmp_path / "visa.pdf"
    table.write_text("ligne;décision;motif;sort final;DUA\n1;accordé\n")
    scan.write_bytes(b"%PDF-1.4 visa")
    given = ("--decisions", table, "--file", scan, "--original", "carton 3", "--tenant", COMMUNE)
    assert chartrier("visa", number, *given, *who["Jeanne"]).status == 1
    table.write_text("ligne;décision;motif\n1;accordé;\n")
    assert "RUL-320" in chartrier("visa", number, *given, *who["Jeanne"]).err
    table.write_text("ligne;décision;motif;sort final\n1;accordé;;\n2;refusé;à garder;Conserver\n")
    assert chartrier.json("visa", number, *given, *who["Jeanne"])["accepted"] == [1]
    early = chartrier("disposition", "show", number, "--tenant", COMMUNE, "--attestation", tmp_path / "c.pdf")
    assert (early.status, "DSP-021" in early.err) == (6, True)
    shown = chartrier.json("disposition", "show", number, "--tenant", COMMUNE, "--pdf", tmp_path / "b.pdf")
    assert shown["executable"] == {"lines": [1], "units": 2, "dropped": [], "paper": []}
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF-")
    assert chartrier("execute", number, "--count", "2", "--tenant", COMMUNE, *who["Paul"]).status == 5
    done = chartrier.json("execute", number, "--count", "2", "--tenant", COMMUNE, *who["Remi"])
    assert (done["units"], done["objects"], done["owing"]) == (2, 1, [])
    (listed,) = chartrier("disposition", "list", "--tenant", COMMUNE, "--json").objects
    assert (listed["step"], listed["executed"]) == ("done", [1])
    assert [each["operation"] for each in listed["acts"]] == [
        *("proposition", "assentiment", "signature", "visa", "elimination", "attestation")
    ]
    assert chartrier("verify").status == 0
    answers, proof = tmp_path / "visé.pdf", tmp_path / "attestation.pdf"
    papers = ("--answered", answers, "--attestation", proof)
    assert chartrier("disposition", "show", number, "--tenant", COMMUNE, *papers).status == 0
    text = " ".join(page.extract_text() for page in PdfReader(answers).pages)
    assert all(each in text for each in ("refusé", "Conserver", "Anne", "carton 3"))
    text = " ".join(page.extract_text() for page in PdfReader(proof).pages)
    assert all(each in text for each in (number, "Remi", "sha256:"))
    by = {each["operation"]: each["act"] for each in listed["acts"]}
    for copy in ("a", "b"):
        for operation, name, given in (
            ("elimination", "bordereau.pdf", answers),
            ("attestation", "attestation.pdf", proof),
        ):
            places = chartrier.folder.glob(f"**/{copy}/*/packages/*/*/{by[operation]}/v1/content/{name}")
            assert [kept.read_bytes() for kept in places] == [given.read_bytes()]
    english = chartrier("disposition", "show", number, "--tenant", COMMUNE, "--lang", "en")
    assert "the élimination is done and attested" in english.out


def signer() -> tuple[signers.SimpleSigner, bytes]:
    """Somebody with a certificate of their own, which is its own root."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Directrice des Archives")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, True, True, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(True, None), True)
        .add_extension(usage, True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    from asn1crypto import keys
    from asn1crypto import pem as armour
    from asn1crypto import x509 as asn1
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    return (
        signers.SimpleSigner(
            asn1.Certificate.load(armour.unarmor(pem)[2]),
            keys.PrivateKeyInfo.load(private),
            SimpleCertificateStore(),
        ),
        pem,
    )


def signed(pdf: bytes, by: signers.SimpleSigner, over: bytes = b"") -> bytes:
    """The document signed, after something was drawn over its first page if anything is."""
    out, writer = io.BytesIO(), IncrementalPdfFileWriter(io.BytesIO(pdf))
    if over:
        writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=over)))
    signers.sign_pdf(
        writer,
        signers.PdfSignatureMetadata(field_name="Visa", subfilter=SigSeedSubFilter.PADES),
        signer=by,
        output=out,
    )
    return out.getvalue()


def test_a_visa_signed_elsewhere(people: tuple[Chartrier, dict[str, Any]], tmp_path: Path) -> None:
    chartrier, who = people
    number = chartrier.json("propose", "--due", "--tenant", COMMUNE, *who["Jeanne"])["number"]
    assert chartrier("agree", number, "--tenant", COMMUNE, *who["Paul"]).status == 0
    assert chartrier("sign", number, "--attest", "--tenant", COMMUNE, *who["Anne"]).status == 0
    bordereau, roots, other = tmp_path / "b.pdf", tmp_path / "root.pem", tmp_path / "other.pem"
    chartrier.json("disposition", "show", number, "--tenant", COMMUNE, "--pdf", bordereau)
    somebody, pem = signer()
    roots.write_bytes(pem)
    other.write_bytes(signer()[1])
    document = tmp_path / "signed.pdf"
    given = ("visa", number, "--all", "accorde", "--form", "pades", "--file", document, "--tenant", COMMUNE)
    document.write_bytes(signed(bordereau.read_bytes(), somebody))
    assert "RUL-303" in chartrier(*given, "--roots", roots, *who["Jeanne"]).err
    settings = ("--visa-form", "pades", "--visa-form", "application", "--visa-waiting", "0")
    assert chartrier("tenant", "set", COMMUNE, *settings).status == 0
    assert "DSP-015" in chartrier(*given, *who["Jeanne"]).err
    assert "DSP-014" in chartrier(*given, "--roots", other, *who["Jeanne"]).err
    whole = document.read_bytes()
    document.write_bytes(whole.replace(b"/Type", b"/Tipe", 1))
    assert "DSP-013" in chartrier(*given, "--roots", roots, *who["Jeanne"]).err
    document.write_bytes(whole[:-400] + bytes([whole[-400] ^ 1]) + whole[-399:])
    assert "DSP-01" in chartrier(*given, "--roots", roots, *who["Jeanne"]).err
    document.write_bytes(signed(bordereau.read_bytes(), somebody, b"0 0 100 100 re f"))
    assert "DSP-013" in chartrier(*given, "--roots", roots, *who["Jeanne"]).err
    document.write_bytes(bordereau.read_bytes())
    assert "DSP-013" in chartrier(*given, "--roots", roots, *who["Jeanne"]).err
    application = ("visa", number, "--all", "accorde", "--form", "application", "--tenant", COMMUNE, *who["Odile"])
    assert "RUL-304" in chartrier(*application).err
    document.write_bytes(whole)
    assert chartrier.json(*given, "--roots", roots, *who["Jeanne"])["accepted"] == [1, 2]
    assert chartrier(*application).status == 6


def test_a_visa_in_the_application(people: tuple[Chartrier, dict[str, Any]]) -> None:
    chartrier, who = people
    number = chartrier.json("propose", "--due", "--tenant", COMMUNE, *who["Jeanne"])["number"]
    chartrier("agree", number, "--tenant", COMMUNE, *who["Paul"])
    chartrier("sign", number, "--attest", "--tenant", COMMUNE, *who["Anne"])
    settings = ("--visa-form", "application", "--visa-agreement", "convention du 3 mars", "--visa-waiting", "8")
    assert chartrier("tenant", "set", COMMUNE, *settings).status == 0
    given = ("visa", number, "--all", "accorde", "--form", "application", "--tenant", COMMUNE)
    assert chartrier(*given, *who["Jeanne"]).status == 5
    assert chartrier(*given, *who["Odile"]).status == 0
    waiting = chartrier("execute", number, "--count", "4", "--tenant", COMMUNE, *who["Remi"])
    assert (waiting.status, "RUL-305" in waiting.err) == (6, True)


def test_a_withdrawal_takes_two(people: tuple[Chartrier, dict[str, Any]], tmp_path: Path) -> None:
    chartrier, who = people
    unit, piece = chartrier.unit("Factures a"), tmp_path / "courrier.pdf"
    piece.write_bytes(b"%PDF-1.4 l'original est au service")
    asked = [
        *("withdraw", "ask", "--unit", unit, "--motive", "mauvais-document", "--tenant", COMMUNE),
        *("--proof", "original-chez-le-producteur", "--ad-informed", "2026-11-27", "--ad-reference", "2026/45"),
    ]
    assert "RUL-341" in chartrier(*asked, *who["Jeanne"]).err
    asked += ["--piece", piece]
    assert (
        "RUL-340"
        in chartrier(*[each if each != "mauvais-document" else "lassitude" for each in asked], *who["Jeanne"]).err
    )
    request = chartrier.json(*asked, *who["Jeanne"])
    confirm = ("withdraw", "confirm", request["request"], "--tenant", COMMUNE, "--count")
    assert "RUL-301" in chartrier(*confirm, "1", *who["Jeanne"]).err
    assert "RUL-306" in chartrier(*confirm, "2", *who["Remi"]).err
    asked_of = [event["id"] for event in chartrier.json("history", unit, "--tenant", COMMUNE)["events"]]
    assert request["request"] in asked_of
    assert chartrier.json(*confirm, "1", *who["Remi"])["units"] == 1
    assert chartrier(*confirm, "1", *who["Remi"]).status == 4
    told = chartrier.json("show", unit)
    assert (told["kind"], told["destroyed_kind"], told["operation_code"]) == ("destroyed", "unit", "retrait")
    assert (told["bordereau"], told["typology"], "Factures" in str(told)) == (None, None, False)
    assert chartrier("verify").status == 0
    told = chartrier.json("history", unit, "--tenant", COMMUNE)["events"]
    assert [event["operation"] for event in told][-3:] == ["retrait", "retrait", "attestation"]
    assert chartrier("rebuild", "--from", "a", "--tenant", COMMUNE).status == 0
    assert chartrier.json("history", unit, "--tenant", COMMUNE)["events"] == told
