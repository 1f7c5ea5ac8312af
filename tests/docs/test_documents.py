"""The documents say what the house holds."""

from __future__ import annotations

import re
import subprocess
from dataclasses import fields
from pathlib import Path
from runpy import run_path

import pytest

from chartrier.cli.main import COMMANDS
from chartrier.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
ROOMS = sorted(
    path.name
    for path in (ROOT / "src" / "chartrier").iterdir()
    if path.is_dir() and any(path.glob("*.py")) and path.name != "__pycache__"
)
VARIABLES = {PREFIX + each.name.upper() for each in fields(Settings)} - {f"{PREFIX}ORIGINS"}
READMES = ("README.md", "README.fr.md")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def tracked() -> list[Path]:
    """The files of the repository, those about to be added too."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_the_list_of_findings_is_current() -> None:
    script = run_path(str(ROOT / "docs" / "constats.py"))
    assert read("docs/constats.md") == script["page"](), "run: python docs/constats.py"


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_drawn_and_named(room: str) -> None:
    assert re.search(rf"`{room}/?`", read("docs/glossaire.md"))
    drawing = read("docs/architecture.md").split("To come", 1)[0]
    assert re.search(rf"^ +(?:[A-Z]+ +)?{room}\b", drawing, re.MULTILINE) or f" {room} " in drawing


def test_the_glossary_has_each_word_once() -> None:
    """A word of two meanings says of what each is: `standing` (d'une copie)."""
    entries = re.findall(r"^\| ([^|]+) \|", read("docs/glossaire.md"), re.MULTILINE)
    words = [f"{word}{of}".lower() for entry in entries for word, of in re.findall(r"`([^`]+)`( \([^)]*\))?", entry)]
    assert sorted(word for word in words if words.count(word) > 1) == []


@pytest.mark.parametrize("readme", READMES)
def test_readmes(readme: str) -> None:
    text = read(readme)
    for command in COMMANDS:
        assert re.search(rf"\bchartrier {command}\b", text), command
    assert set(re.findall(r"\bCHARTRIER_[A-Z_]+\b", text)) <= VARIABLES
    assert text.index("make demo") < text.index("make test")


@pytest.mark.parametrize("document", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_variables_and_links(document: Path) -> None:
    text = document.read_text("utf-8")
    assert set(re.findall(r"\bCHARTRIER_[A-Z_]+\b", text)) <= VARIABLES
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (document.parent / target).exists(), target


def test_paths_that_documents_name_exist() -> None:
    for name in ("docs/architecture.md", "docs/securite.md", *READMES):
        for path in re.findall(r"`((?:tests|docs|demo)/[\w./-]+)`", read(name)):
            assert (ROOT / path).exists(), f"{name}: {path}"


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda path: path.name)
def test_requirements_name_no_address(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.search(r"https?://|--(?:extra-)?index|--find-links|--trusted-host|@ ", text) is None
    if path.name != "override.txt":
        pinned = re.findall(r"^[A-Za-z0-9][^\s;]*", text, re.MULTILINE)
        assert pinned
        assert all("==" in each for each in pinned)
        assert text.count("--hash=sha256:") >= len(pinned)


def test_nothing_is_left_to_do_and_no_machine_is_named() -> None:
    marks = re.compile(rb"\b(?:TO" rb"DO|FIX" rb"ME|XX" rb"X)\b")
    places = re.compile(rb"(?<![\w.])/(?:wo" rb"rk|ro" rb"ot|ho" rb"me/\w+|Us" rb"ers)/")
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data[:8192] or path.suffix in {".pdf", ".jpg"}:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]!r}" for match in marks.finditer(data)]
        found += [f"{path.relative_to(ROOT)}: {match[0]!r}" for match in places.finditer(data)]
    assert found == []
