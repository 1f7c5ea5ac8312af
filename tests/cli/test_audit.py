"""`chartrier audit`: what it says, in both languages and for programs, and its exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.packages_of_ours import Sip


@pytest.fixture
def commune(new_chartrier: Callable[..., Chartrier], tmp_path: Path) -> Chartrier:
    made = new_chartrier()
    assert made("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    assert made("ingest", Sip().write(tmp_path / "sip.zip"), "--tenant", COMMUNE).status == 0
    return made


def test_an_audit_and_a_repair(commune: Chartrier) -> None:
    sound = commune("audit", "--json")
    assert sound.status == 0, sound
    assert [(told["tenant"], told["size"], told["proven"]) for told in sound.objects] == [
        (NEIGHBOUR, 0, True),
        (COMMUNE, 1, True),
    ]
    (unit,) = commune.json("search", "Bonjour", "--tenant", COMMUNE)["units"]
    file = commune.stored("a", commune.binary(unit["id"]))
    file.chmod(0o600)
    file.write_bytes(b"bonsoir\n")
    file.chmod(0o400)

    found = commune("audit", "--tenant", COMMUNE)
    assert found.status == 1
    assert "PRS-042" in found.out
    assert file.name in found.out
    assert "✗ Tout n'est pas prouvé." in found.out
    assert "1 défaut (réparés : 0, non réparés : 1)" in found.out
    assert file.read_bytes() == b"bonsoir\n"

    mended = commune("audit", "--repair", "--tenant", COMMUNE, "--lang", "en")
    assert mended.status == 0, mended
    assert "PRS-060" in mended.out
    assert "Mended from: b." in mended.out
    assert "✓ All is proven." in mended.out
    assert file.read_bytes() == b"bonjour\n"

    assert commune("verify").status == 0
    assert commune.json("audit", "--tenant", COMMUNE)["findings"] == []


def test_one_copy_at_a_pace(commune: Chartrier) -> None:
    told = commune.json("audit", "--tenant", COMMUNE, "--copy", "b", "--rate", "100000000")
    assert [counts["name"] for counts in told["copies"]] == ["b"]
    assert told["copies"][0]["bytes"] > 1000


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--copy", "z"], 2),
        (["--rate", "0"], 2),
        (["--rate", "vite"], 2),
        (["--tenant", "999999999"], 4),
    ],
)
def test_what_cannot_be_asked(chartrier: Chartrier, arguments: list[str], status: int) -> None:
    assert chartrier("audit", *arguments).status == status


def test_a_lost_copy(commune: Chartrier) -> None:
    copy = commune.folder / "copies" / "b"
    copy.rename(copy.with_name("unplugged"))
    answer = commune("audit", "--repair", "--tenant", COMMUNE, "--json")
    assert answer.status == 1, answer
    assert "PRS-034" in {finding["code"] for finding in answer.json["findings"]}
    assert [counts["state"] for counts in answer.json["copies"]] == ["audited", "lost"]
    assert not copy.exists()
