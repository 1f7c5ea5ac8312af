"""What people get wrong in what decides: a finding that helps, no traceback, nothing half done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, Chartrier
from tests.cli.conftest import SCHOOL, make_chartrier
from tests.conftest import Server

NOBODY = "01a223c8-844d-7cc7-85c0-000000000007"
HOLD = "--name N --reason R --authority A --review 2099-01-31"


class Town:
    """An archive, an archiviste, somebody without a role that decides, and files that are wrong."""

    def __init__(self, chartrier: Chartrier, folder: Path) -> None:
        self.chartrier = chartrier
        self.jeanne = person_with(chartrier, COMMUNE, "Jeanne", Role.ARCHIVISTE)
        self.reader = person_with(chartrier, COMMUNE, "Paul", Role.LECTEUR)
        self.unit = chartrier.unit("conseil")
        self.files: dict[str, Path] = {}
        for name, data in {
            "nothing": b"identifiant\n", "elsewhere": b"a;b\n1;2\n", "binary": b"\xff\xfe\x00",
            "formula": f"identifiant;règle;date\n{self.unit};=cmd|x;2020-01-01\n".encode(),
            "passphrase": b"une tout autre phrase\n",
        }.items():  # fmt: skip
            self.files[name] = folder / name
            self.files[name].write_bytes(data)
            self.files[name].chmod(0o600)

    def journal(self) -> bytes:
        """The signed head: another one as soon as anything is recorded."""
        return (self.chartrier.folder / "copies" / "a" / COMMUNE / "journal" / "checkpoint").read_bytes()

    def run(self, command: str, who: tuple[Any, ...] | None, language: str = "fr") -> Any:
        """`U` stands for the unit, `@name` for a file."""
        words = []
        for word in command.split(" "):
            said = word.replace("_", " ")
            words.append(self.unit if word == "U" else self.files[word[1:]] if word.startswith("@") else said)
        return self.chartrier(*words, *(self.jeanne if who is None else who), "--lang", language)


@pytest.fixture(scope="module")
def town(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("mistakes")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune").status == 0
    assert chartrier("ingest", SCHOOL.write(folder / "school.zip")).status == 0
    yield Town(chartrier, folder)
    database.drop()


MISTAKES = [
    (f"propose --unit {NOBODY}", 4, "DSP-003"),
    ("propose", 2, "DSP-004"),
    ("propose --list @nothing", 2, "DSP-004"),
    ("propose --list @elsewhere", 1, "LST-002"),
    ("propose --due --trier 1/0", 2, "RUL-335"),
    ("propose --unit U", 6, "DSP-005"),
    ("agree 2026-999", 4, "DSP-002"),
    ("execute 2026-999 --count 1", 4, "DSP-002"),
    ("event --list @binary", 1, "RUL-600"),
    ("event --list @formula", 1, "DUE-002"),
    ("event --unit U --rule R --day demain", 1, "DUE-008"),
    (f"hold set --unit {NOBODY} {HOLD}", 4, "CUR-002"),
    (f"hold set --list @nothing {HOLD}", 2, "CUR-001"),
    ("hold set --unit U --name N --reason _ --authority A --review 2099-01-31", 2, "CUR-003"),
    (f"hold lift {NOBODY} --reason R", 4, "CUR-004"),
    ("correct U --set Title --reason R", 2, "CUR-026"),
    ("rules import @elsewhere", 1, "RUL-002"),
    ("series import @binary", 1, "RUL-230"),
    ("series decide S004 --dua dix", 4, "ADM-100"),
    ("dates U --person abc", 2, "ACC-083"),
    ("derogation request --reader R --unit U --motive _ --undertaking", 2, "RUL-210"),
    (f"deliver {NOBODY} --to nulle.zip", 4, "DLV-001"),
    ("withdraw ask --unit U --motive mauvais-document --proof original-chez-le-producteur"
     " --ad-informed 2026-11-03 --ad-reference L", 2, "RUL-341"),
    (f"withdraw confirm {NOBODY} --count 1", 4, "DSP-018"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "status", "code"), MISTAKES)
def test_a_mistake_is_told_and_changes_nothing(town: Town, command: str, status: int, code: str) -> None:
    before = town.journal()
    answer = town.run(command, None)
    assert (answer.status, code in answer.err + answer.out) == (status, True), (answer.out, answer.err)
    assert "Traceback" not in answer.err
    assert "→" in answer.err + answer.out
    assert town.journal() == before


@pytest.mark.parametrize(
    "command",
    ["propose --unit U", f"hold set --unit U {HOLD}", "series adopt"],
)
def test_who_may_not_is_answered_alike(town: Town, command: str) -> None:
    """A wrong passphrase, a role that does not permit it, somebody unknown."""
    wrong = ("--as", "Jeanne", "--passphrase-file", town.files["passphrase"])
    unknown = ("--as", "Personne", "--passphrase-file", town.files["passphrase"])
    answers = [town.run(command, who) for who in (wrong, town.reader, unknown)]
    assert {answer.status for answer in answers} == {5}
    assert len({answer.err for answer in answers}) == 1
    nobody = town.run(command, ())
    assert (nobody.status, "CLI-020" in nobody.err) == (2, True)


@pytest.mark.parametrize(
    ("command", "french", "english"),
    [
        ("propose --due --on 2026-13-45", "un jour, comme 2026-03-31", "a day such as 2026-03-31"),
        ("execute 2026-001 --count abc", "un nombre entier", "a whole number"),
        ("deliver U --to x.zip --seda 9.9", "au choix 2.1, 2.2, 2.3", "one of 2.1, 2.2, 2.3"),
        (f"hold set --unit U {HOLD} --reason _", "Il manque le motif.", "The reason is missing."),
    ],
)
def test_what_was_expected_is_said(town: Town, command: str, french: str, english: str) -> None:
    assert french in town.run(command, None, "fr").err
    assert english in town.run(command, None, "en").err


def test_a_title_does_nothing_to_a_terminal(town: Town) -> None:
    title = "=1+1 \x1b[31m\x1b]0;pwn\x07"
    told = town.chartrier("correct", town.unit, "--set", f"Title={title}", "--reason", "r", "--dry-run", *town.jeanne)
    assert "\x1b" not in told.out + told.err
    assert "=1+1" in told.out
