"""Nothing from outside reaches a terminal as it is, and JSON is ASCII."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from chartrier.cli.terminal import visible
from tests.cli.commands import COMMUNE, Answer, Chartrier
from tests.cli.conftest import STRANGE, Filled
from tests.packages_of_ours import Document, Sip

HOSTILE = "\x1b]0;titre\x07\x1b[2J\u202e\u2066\r\n\u2028"


def is_safe(answer: Answer) -> bool:
    """Whether the only controls on a terminal are our own line feeds."""
    spoken = (answer.out + answer.err).replace("\n", "")
    return not any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for character in spoken)


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, 0x85, 0x9B, 0xAD, 0x200E, 0x202E, 0x2066, 0x2028, 0xE000, 0xDC80])
def test_what_could_move_the_cursor_is_shown(code: int) -> None:
    assert visible(f"a{chr(code)}b") == f"a\\u{{{code:x}}}b"


def test_what_is_only_foreign_stays() -> None:
    assert visible("Élection — “œuvre” ‰ 東京 🏛") == "Élection — “œuvre” ‰ 東京 🏛"


def test_titles(filled: Filled) -> None:
    unit = filled.chartrier.unit("esnes")
    for arguments in (["search", "esnes"], ["show", unit], ["show", filled.ingested["school"].json["operation"]]):
        answer = filled.chartrier(*arguments)
        assert answer.status == 0
        assert is_safe(answer)
    assert "Plan \\u{202e} esnes à \\u{2066}l'envers" in filled.chartrier("search", "esnes").out
    told = filled.chartrier.json("search", "esnes")
    assert told["units"][0]["title"] == STRANGE


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", HOSTILE],
        ["ingest", HOSTILE, "--tenant", COMMUNE],
        ["reply", HOSTILE],
        ["show", HOSTILE],
        ["fetch", HOSTILE],
        ["search", HOSTILE],
        ["search", f"--{HOSTILE}"],
        ["search", "--tenant", HOSTILE],
        ["verify", "--copy", HOSTILE],
        ["verify", "--key", HOSTILE],
        ["verify", "--tenant", HOSTILE],
        ["tenant", "add", HOSTILE],
        ["tenant", "add", f"552100554={HOSTILE}"],
        ["tenant", "set", COMMUNE, "--refuse", HOSTILE],
        ["tenant", "set", COMMUNE, "--know", f"accord={HOSTILE}\udc80"],
        ["person", "add", HOSTILE],
        ["person", "add", "Jeanne", "--role", HOSTILE, "--tenant", COMMUNE],
        ["settings", "--home", HOSTILE.replace("\r", "")],
        ["settings", "--lang", HOSTILE],
        [HOSTILE],
        [f"--{HOSTILE}"],
    ],
)
def test_arguments(chartrier: Chartrier, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = chartrier(*arguments)
    assert answer.status in (0, 1, 2, 4), answer
    assert is_safe(answer)
    assert chartrier(*arguments, "--json").raw.isascii()


def test_names_in_packages(new_chartrier: Callable[..., Chartrier], tmp_path: Path) -> None:
    chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune").status == 0
    path = tmp_path / "a\x1b[31m\u202e.zip"
    Sip(undeclared={"Content/\x1b[2J.txt": b"x", "Content/\u202e.txt": b"y"}).write(path)
    sip = Sip(message="M \u202e 1", title=STRANGE, documents=[Document("b.txt", b"b", "Un\nautre\ttitre\u2066")])
    second = sip.write(tmp_path / "b.zip")
    third = tmp_path / "c.zip"
    with zipfile.ZipFile(second) as source, zipfile.ZipFile(third, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(
                name, data.replace(b"<Filename>b.txt", "<Filename>\u202eb.txt".encode()).replace(b" 1</Me", b" 2</Me")
            )
    for package in (path, second, third):
        for command in ("check", "ingest"):
            answer = chartrier(command, package)
            assert answer.status in (0, 1)
            assert is_safe(answer)
            assert chartrier("check", package, "--json").raw.isascii()
    assert is_safe(chartrier("search"))
    for unit in chartrier.json("search")["units"]:
        assert is_safe(chartrier("show", unit["id"]))
    assert is_safe(chartrier("reply", "M \u202e 1", "-o", tmp_path / "out\u202e"))
