"""`chartrier verify`: what it proves, and what it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier, damaged
from tests.cli.conftest import ROAD, SCHOOL, Filled


@pytest.fixture
def key(chartrier: Chartrier, tmp_path: Path) -> Path:
    """The commune's public key, as `tenant list` gives it."""
    (key,) = [each["key"] for each in chartrier("tenant", "list", "--json").objects if each["code"] == COMMUNE]
    path = tmp_path / "commune.key"
    path.write_text(f"{key}\n")
    return path


@pytest.fixture
def rewritten(new_chartrier: Callable[..., Chartrier], filled: Filled, tmp_path: Path) -> Callable[[bool], Chartrier]:
    """Makes another archive of the same commune, with another history, signed by the same key or by another one."""

    def make(same_key: bool) -> Chartrier:
        other = new_chartrier(f"other-{same_key}")
        if same_key:
            (other.folder / "keys").mkdir(parents=True, mode=0o700)
            pem = filled.chartrier.folder / "keys" / f"{COMMUNE}.pem"
            shutil.copy(pem, other.folder / "keys")
        assert other("init", "--tenant", f"{COMMUNE}=Ma commune").status == 0
        packages = [sip.write(tmp_path / f"{sip.message}.zip") for sip in (ROAD, SCHOOL)]
        assert other("ingest", *packages).status == 0
        return other

    return make


def test_everything(chartrier: Chartrier) -> None:
    answer = chartrier("verify", "--json")
    assert answer.status == 0
    assert [report["tenant"] for report in answer.objects] == [NEIGHBOUR, COMMUNE]
    commune = answer.objects[1]
    assert commune["proven"] is commune["self_asserted"] is True
    assert (commune["packages"], commune["documents"]) == (6, 8)
    assert {(step["number"], step["copy"]) for step in commune["steps"]} == {
        *((number, copy) for number in (*range(1, 10), 11) for copy in "ab"),
        (10, ""),
    }
    assert {step["outcome"] for step in commune["steps"] if step["number"] != 3} == {"proven"}
    (fingerprint,) = {key["fingerprint"] for key in commune["keys"]}
    spoken, english = chartrier("verify"), chartrier("verify", "--lang", "en")
    assert spoken.out.count("✓ Tout est prouvé.") == 2
    assert spoken.out.count(f"    empreinte {fingerprint}\n") == 1
    assert "a/journal/key, b/journal/key : auto-déclarée" in spoken.out
    assert english.out.count("✓ All is proven.") == 2
    assert "self-asserted" in english.out


def test_one_unit(chartrier: Chartrier) -> None:
    unit = chartrier.unit("délibération -conseil")
    answer = chartrier("verify", "--unit", unit, "--json")
    assert answer.status == 0
    assert [(report["unit"], report["proven"]) for report in answer.objects] == [(unit, True)]
    found = chartrier.binary(unit)
    with damaged(chartrier.stored("b", found)):
        assert chartrier("verify", "--unit", unit).status == 1
        assert chartrier("verify", "--unit", unit, "--copy", "a").status == 0
        assert chartrier("verify", "--unit", chartrier.unit("élargissement")).status == 0
        assert chartrier("verify", "--copy", "b", "--tenant", COMMUNE).status == 1
        assert chartrier("verify", "--copy", "a").status == 0
        spoken = chartrier("verify", "--tenant", COMMUNE)
        assert (spoken.status, "✗ Tout n'est pas prouvé." in spoken.out) == (1, True)


def test_nothing_there(chartrier: Chartrier, tmp_path: Path) -> None:
    absent = "0199a3f2-5d1c-7b3e-9a4f-2c6d8e000001"
    for what in (("--unit", absent), ("--tenant", "999999999"), ("--home", tmp_path / "none")):
        assert chartrier("verify", *what).status == 1
        answer = chartrier("verify", *what, "--json")
        assert (answer.status, answer.json["proven"], answer.json["findings"][0]["code"]) == (1, False, "CLI-002")
    assert chartrier("verify", "--copy", "z").status == 2


def test_key(chartrier: Chartrier, key: Path, rewritten: Callable[[bool], Chartrier]) -> None:
    answer = chartrier("verify", "--key", key, "--json")
    assert answer.status == 0
    # the key speaks of one log: the neighbour's is not asked for
    assert [(report["tenant"], report["self_asserted"]) for report in answer.objects] == [(COMMUNE, False)]
    assert "auto-déclarée" not in chartrier("verify", "--key", key).out
    assert chartrier("verify", "--key", key, "--tenant", NEIGHBOUR).status == 1
    other = rewritten(False)
    assert other("verify").status == 0
    assert other("verify", "--key", key).status == 1
    unit = other.unit("élargissement")
    assert other("verify", "--unit", unit).status == 0
    assert other("verify", "--unit", unit, "--key", key).status == 1


def test_since(filled: Filled, key: Path, rewritten: Callable[[bool], Chartrier], tmp_path: Path) -> None:
    older = tmp_path / "older"
    older.write_bytes(filled.older)
    answer = filled.chartrier("verify", "--since", older, "--json")
    assert answer.status == 0
    assert [step["outcome"] for step in answer.json["steps"] if step["number"] == 3] == ["proven", "proven"]
    assert filled.chartrier("verify", "--since", older, "--unit", filled.chartrier.unit("élargissement")).status == 0
    other = rewritten(True)
    assert other("verify", "--key", key).status == 0
    refused = other("verify", "--since", older, "--key", key, "--json")
    assert refused.status == 1
    assert {step["outcome"] for step in refused.json["steps"] if step["number"] == 3} == {"failed"}


@pytest.mark.parametrize(("option", "code"), [("--key", "CLI-006"), ("--since", "CLI-007")])
def test_files_that_are_something_else(
    chartrier: Chartrier, filled: Filled, option: str, code: str, tmp_path: Path
) -> None:
    for path, expected in ((filled.packages["school"], code), (tmp_path, "CLI-003"), (tmp_path / "none", "CLI-003")):
        answer = chartrier("verify", option, path, "--json")
        assert (answer.status, answer.json["error"]["code"]) == (2, expected)


def test_a_lost_copy(filled: Filled) -> None:
    copies = filled.chartrier.folder / "copies"
    for lost in (copies / "b", copies / "a" / COMMUNE):
        lost.rename(copies / "lost")
        try:
            answer = filled.chartrier("verify", "--json")
        finally:
            (copies / "lost").rename(lost)
        assert answer.status == 1
        assert {report["tenant"]: report["proven"] for report in answer.objects}[COMMUNE] is False
    assert filled.chartrier("verify").status == 0
