"""`check` says of every package of the corpus what the acceptance suite that it comes from says."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache, partial
from pathlib import Path

import pytest

from chartrier.ingest import findings as ours
from chartrier.ingest.check import CheckReport, check
from chartrier.ingest.equipment import budget_of, identifier_of, limits_of
from chartrier.ingest.steps import Steps
from chartrier.packages import findings as of_packages
from chartrier.records.finding import Severity
from chartrier.records.policy import EVERYBODY, STRICT, Policy
from chartrier.seda import findings as of_seda
from chartrier.settings import load_settings
from tests.corpus.archive import LARGE, PACKAGES, ROWS, files_of, is_taken
from tests.seda.official import needs_corpus

pytestmark = needs_corpus

SMALL = [row for row in ROWS if row["file"] != LARGE]
TAKEN = [row for row in SMALL if is_taken(row)]


def name(row: dict[str, str]) -> str:
    return row["file"]


@cache
def checked(file: str, policy: Policy = EVERYBODY) -> CheckReport:
    settings = load_settings(None, {})
    return check(
        PACKAGES / file,
        policy=policy,
        budget=budget_of(settings),
        limits=limits_of(settings),
        identifier=partial(identifier_of, settings),
        scanner=None,
        steps=Steps(),
    )


def messages(report: CheckReport) -> list[str]:
    return [f"{found.severity} {found.code} {found.message('en')}" for found in report.findings]


def test_the_corpus_is_whole() -> None:
    assert len(ROWS) == 48
    assert {row["seda_version"] for row in ROWS} == {"2.1", "2.2", "2.3", "none"}
    assert all((PACKAGES / row["file"]).is_file() for row in ROWS)


@pytest.mark.parametrize("row", SMALL, ids=name)
def test_verdict_and_counts(row: dict[str, str]) -> None:
    report = checked(row["file"])
    assert (report.findings.verdict != "reject") == is_taken(row), messages(report)
    if row["expected"] == "warning":
        assert report.findings.verdict == "warning"
    errors = [found for found in report.findings if found.severity is Severity.ERROR]
    assert bool(errors) == (report.findings.verdict == "reject")
    if is_taken(row):
        assert (str(report.units), str(report.objects)) == (row["n_units"], row["n_objects"])
        assert report.seda_version == row["seda_version"]


@pytest.mark.parametrize(
    ("file", "codes"),
    [
        ("KO_2216_CA4_GOT_orphelin.zip", {"ORPHAN_GROUP"}),
        ("KO_BORD_absent.zip", {"NO_BORDEREAU"}),
        ("KO_SIP_Mauvais_Format.pdf", {"NOT_A_CONTAINER"}),
        ("KO_INVALID_URI.zip", {"FILE_MISSING", "FILE_UNDECLARED"}),
        ("KO_SUPERIOR_BDO.zip", {"FILE_MISSING"}),
        ("KO_EmptyUri.zip", {"EMPTY_URI", "FILE_UNDECLARED"}),
        ("KO_Empreinte_test_ATR.zip", {"EMPTY_DIGEST"}),
    ],
)
def test_a_refusal_names_its_true_reason(file: str, codes: set[str]) -> None:
    """Not only refused: refused for what is wrong with it, and for nothing else."""
    rooms = (ours, of_packages, of_seda)
    wanted = {getattr(room, code).code for code in codes for room in rooms if hasattr(room, code)}
    found = {each.code for each in checked(file).findings if each.severity is Severity.ERROR}
    assert found == wanted, messages(checked(file))


@pytest.mark.parametrize("row", TAKEN, ids=name)
def test_strict_refuses_exactly_what_the_official_schema_does(row: dict[str, str]) -> None:
    report = checked(row["file"], STRICT)
    assert (report.findings.verdict == "reject") == (row["official_xsd"] == "invalid"), messages(report)


@pytest.mark.parametrize("row", [row for row in TAKEN if row["seda_version"] in ("2.2", "2.3")], ids=name)
def test_the_variant_of_the_later_versions_is_named(row: dict[str, str]) -> None:
    """Each of them uses elements that the official schema does not have: the warning tells which."""
    report = checked(row["file"])
    (named,) = [found for found in report.findings if found.kind is of_seda.EXTENSIONS]
    assert named.values["version"] == row["seda_version"]
    files = files_of(PACKAGES / row["file"])
    bordereau = next(data for path, data in files.items() if path.endswith(".xml"))
    names = str(named.values["names"]).split(", ")
    assert names
    assert all(f"<{element}".encode() in bordereau for element in names)


CALLS = {
    "OK_RATP.zip": (),
    "sip_incorrect_size.zip": (),
    "KO_SUPERIOR_BDO.zip": (),
    "KO_SIP_Mauvais_Format.pdf": (),
    "OK_ARBO_rateau_GRAPH.zip": ("--strict",),
}


@pytest.mark.parametrize("file", CALLS)
def test_the_command_says_the_same(file: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "chartrier.cli.main", "check", str(PACKAGES / file), "--json", *CALLS[file]]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False, timeout=120)
    report = checked(file, STRICT if CALLS[file] else EVERYBODY)
    assert answer.returncode == (1 if report.findings.refused else 0), answer.stderr
    printed = json.loads(answer.stdout)
    told = report.as_json("fr")
    for each in (printed, told):
        del each["steps"]
    assert printed == told
    assert list(printed) == ["verdict", "message", "seda_version", "units", "objects", "bytes", "says", "findings"]
    assert not list(tmp_path.iterdir())


def test_a_usage_error_is_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "chartrier.cli.main", "check", "--no-such-option"]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False, timeout=120)
    assert answer.returncode == 2
