"""What happens on paper, and what stays of what is gone: certificates, signatures, notices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chartrier import clock
from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, Chartrier
from tests.cli.conftest import new_chartrier
from tests.disposition.eliminating import appraisal
from tests.disposition.test_doors import people
from tests.packages_of_ours import Document
from tests.registers.sips import RegisterSip

__all__ = ["new_chartrier", "people"]

People = tuple[Chartrier, dict[str, Any]]
TENANT = ("--tenant", COMMUNE)


def pdf(path: Path, text: str) -> Path:
    path.write_bytes(b"%PDF-1.4 " + text.encode())
    return path


def titled(chartrier: Chartrier, title: str) -> str:
    """The one unit with this title."""
    found = chartrier.json("search", title, *TENANT)["units"]
    (unit,) = [each["id"] for each in found if each["title"] == title]
    return str(unit)


def _late() -> datetime:
    return datetime.now(UTC) - LATE  # type: ignore[name-defined]  # noqa: F821 - run within `clock`


@pytest.mark.parametrize("late", [False, True])
def test_paper_is_signed_and_certified(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    """Late: it is tomorrow in France, where the days of the law are counted."""
    chartrier, who = people
    if late:
        now = datetime.now(UTC)
        last = now.replace(hour=23, minute=15) - timedelta(days=1)
        monkeypatch.setattr(clock, "LATE", now - last, raising=False)
        # whoever holds the function holds this one
        monkeypatch.setattr(clock.now, "__code__", _late.__code__)
    thick = '<Thickness unit="metre">0.12</Thickness>'
    sip = RegisterSip(message="Cartons", title="Plans", documents=[Document("p.txt", b"p", "Plan a")], boxes=(thick,))
    sip.metadata = appraisal()
    assert chartrier("ingest", sip.write(tmp_path / "cartons.zip"), *TENANT).status == 0
    box, dossier = titled(chartrier, "Cartons"), titled(chartrier, "Plans")
    given = ("propose", "--unit", box, "--unit", dossier, *TENANT, *who["Jeanne"])
    proposed = chartrier.json(*given)
    number = proposed["number"]
    lines = {line["title"]: line for line in proposed["lines"]}
    assert (lines["Cartons"]["support"], lines["Cartons"]["millimetres"]) == ("papier", 120)
    assert (lines["Plans"]["support"], lines["Plans"]["millimetres"]) == ("numérique", 0)
    paper = lines["Cartons"]["number"]
    assert chartrier("agree", number, *TENANT, *who["Paul"]).status == 0
    scan = pdf(tmp_path / "signé.pdf", "signé")
    sign = ["sign", number, "--attest", "--form", "papier", "--signer", "Anne Maire", *TENANT]
    assert "DSP-044" in chartrier(*sign, "--file", scan, *who["Jeanne"]).err
    sign += ["--file", scan, "--original", "mairie, registre 3"]
    assert "RUL-310" in chartrier(*sign, "--day", "2020-01-01", *who["Jeanne"]).err
    assert "RUL-338" in chartrier(*[*sign[:4], "pades", *sign[5:]], *who["Jeanne"]).err
    assert chartrier(*sign, *who["Paul"]).status == 5
    assert chartrier(*sign, *who["Jeanne"]).status == 0
    visa = ("visa", number, "--all", "accorde", "--file", scan, "--original", "AD", *TENANT, *who["Jeanne"])
    assert chartrier(*visa).status == 0
    shown = chartrier.json("disposition", "show", number, *TENANT)
    assert shown["executable"]["paper"] == [paper]
    count = str(shown["executable"]["units"])
    execute = ("execute", number, "--count", count, *TENANT)
    lea = person_with(chartrier, COMMUNE, "Lea", Role.EXPLOITANT)
    assert "RUL-301" in chartrier(*execute, *who["Jeanne"]).err
    assert "DSP-040" in chartrier(*execute, *lea).err
    certificate = pdf(tmp_path / "certificat.pdf", "broyé")
    assert "DSP-042" in chartrier(*execute, "--certificate", certificate, "--certificate-day", "2020-01-01", *lea).err
    assert "DSP-041" in chartrier(*execute, "--certificate", certificate, "--without-paper", *lea).err
    done = chartrier.json(*execute, "--certificate", certificate, *lea)
    assert sorted(done["lines"]) == [1, 2]
    (kept, *_) = chartrier.folder.glob(f"**/{done['order']}/v1/content/certificat.pdf")
    assert kept.read_bytes() == certificate.read_bytes()
    assert chartrier("verify").status == 0
    told = chartrier.json("show", box)
    assert (told["kind"], told["bordereau"], told["line_number"]) == ("destroyed", number, paper)
    assert (told["typology"]["millimetres"], told["typology"]["rules"][0]["rule"]) == (120, "R10")
    assert told["digest"].startswith("sha256:")
    assert len(told["purged"]) == 2
    assert "Cartons" not in str(told)
    assert chartrier("show", box).status == chartrier("show", box, "--lang", "en").status == 0
    assert chartrier("show", "0199a3f2-0000-7000-8000-000000000001").status == 4


def test_lines_on_paper_left_out_and_no_notice(people: People, tmp_path: Path) -> None:
    chartrier, who = people
    sip = RegisterSip(message="Mixte", title="Permis", boxes=('<Thickness unit="centimetre">5</Thickness>',))
    sip.metadata = appraisal()
    assert chartrier("ingest", sip.write(tmp_path / "mixte.zip"), *TENANT).status == 0
    assert chartrier("tenant", "set", COMMUNE, "--notice", "titres").status == 2
    assert chartrier("tenant", "set", COMMUNE, "--notice", "none").status == 0
    box, dossier = titled(chartrier, "Cartons"), titled(chartrier, "Permis")
    proposed = chartrier.json("propose", "--unit", box, "--unit", dossier, *TENANT, *who["Jeanne"])
    number = proposed["number"]
    (digital,) = [line for line in proposed["lines"] if line["support"] == "numérique"]
    chartrier("agree", number, *TENANT, *who["Paul"])
    chartrier("sign", number, "--attest", *TENANT, *who["Anne"])
    scan = pdf(tmp_path / "visa.pdf", "visa")
    chartrier("visa", number, "--all", "accorde", "--file", scan, "--original", "AD", *TENANT, *who["Jeanne"])
    execute = ("execute", number, "--count", str(digital["units"]), "--without-paper", *TENANT)
    done = chartrier.json(*execute, *who["Remi"])
    assert done["lines"] == [digital["number"]]
    assert [each["why"] for each in done["dropped"]] == ["paper"]
    assert chartrier("show", box).status == 0
    told = chartrier.json("show", dossier)
    assert (told["bordereau"], told["typology"]) == (number, None)
    assert chartrier("verify").status == 0
