"""What whoever holds the program, a key and a role may order without a visa, `verify` refuses for ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.copies.acting import Act
from chartrier.copies.destruction.ordering import order
from chartrier.disposition.executing import EXECUTED, executable
from chartrier.disposition.guards import listed
from chartrier.disposition.proving import prove
from chartrier.disposition.reading import proposition
from chartrier.disposition.withdrawing import ask_withdrawal
from chartrier.records.lists import write_units
from chartrier.rules.disposition.line import only
from chartrier.rules.disposition.visa import LineVerdict, Verdict
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from tests.disposition.eliminating import Town
from tests.disposition.test_between_visa_and_order import same_person, withdrawal


def refusals(town: Town) -> list[str]:
    tenant, copies = town.bench.tenant, town.place.archive.settings.copies
    report = verify_all([FolderCopy(name, folder / tenant.code) for name, folder in copies.items()])
    return [f"{each.code} {each.message('en')}" for each in report.findings]


def ready(town: Town, folder: Path) -> tuple[str, list[UUID], list[UUID]]:
    """A proposition of two dossiers, of which a visa accepts the first; what they hold."""
    first, second = town.dossier(folder, "Visé"), town.dossier(folder, "Refusé")
    number = town.propose(first[0], second[0]).number
    town.sign(number)
    town.visa(number, LineVerdict(1, Verdict.ACCORDE), LineVerdict(2, Verdict.REFUSE, "à garder"))
    return number, first, second


def as_executed(town: Town, number: str) -> tuple[dict[str, Any], dict[str, bytes], UUID]:
    """The members and files that `execute` would write, signed by nobody yet."""
    tenant, copies = town.bench.tenant, town.place.archive.copies
    found = proposition(tenant, number)
    proven, would = prove(found, tenant, copies), executable(number, tenant, copies)
    lines, units = only(proven.accepted, would.lines), write_units(would.units)
    members = {
        "principal": str(town.people["exploitant"].principal),
        "granted": True,
        "motive": "",
        "ground": "visa",
        "accepted": listed(proven.accepted),
        "executed": list(would.lines),
        "lines": listed(lines),
        "dropped": [],
        "units": listed(units),
        "typed": len(would.units),
        "waiting": 0,
    }
    return members, {EXECUTED: lines, "units.jsonl": units}, found.id


Change = Callable[[dict[str, Any], dict[str, bytes], list[UUID], list[UUID]], None]


def nothing(members: dict[str, Any], files: dict[str, bytes], first: list[UUID], second: list[UUID]) -> None:
    """As it should be."""


def by_the_archiviste(members: dict[str, Any], files: dict[str, bytes], first: list[UUID], second: list[UUID]) -> None:
    members["by"] = "archiviste"


def the_refused_line(members: dict[str, Any], files: dict[str, bytes], first: list[UUID], second: list[UUID]) -> None:
    members["executed"] = [1, 2]
    files["units.jsonl"] = write_units([*first, *second])
    members["units"], members["typed"] = listed(files["units.jsonl"]), len(first) + len(second)


def more_units(members: dict[str, Any], files: dict[str, bytes], first: list[UUID], second: list[UUID]) -> None:
    files["units.jsonl"] = write_units([*first, second[1]])
    members["units"], members["typed"] = listed(files["units.jsonl"]), len(first) + 1


def units_unsaid(members: dict[str, Any], files: dict[str, bytes], first: list[UUID], second: list[UUID]) -> None:
    members["really"] = [*first, second[1]]


def without_proposition(
    members: dict[str, Any], files: dict[str, bytes], first: list[UUID], second: list[UUID]
) -> None:
    members["subject"] = None


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (nothing, False),
        (by_the_archiviste, True),
        (the_refused_line, True),
        (more_units, True),
        (units_unsaid, True),
        (without_proposition, True),
    ],
)
def test_an_order_is_what_its_visa_permits(town: Town, tmp_path: Path, change: Change, refused: bool) -> None:
    number, first, second = ready(town, tmp_path)
    members, files, subject = as_executed(town, number)
    change(members, files, first, second)
    actor = town.people[members.pop("by", "exploitant")]
    units = members.pop("really", None) or {
        UUID(line.split(b'"')[3].decode()) for line in files["units.jsonl"].splitlines()
    }
    what = Act("elimination", members, subject if members.pop("subject", subject) else None, files)
    order(what, units, town.bench.tenant, town.place.archive.copies, actor)
    found = refusals(town)
    assert any(each.startswith("VER-077") for each in found) is refused, found


@pytest.mark.parametrize(("keeps", "joins"), [("archiviste", "exploitant"), ("exploitant", "archiviste")])
def test_one_person_behind_two_accounts_executes_nothing(town: Town, tmp_path: Path, keeps: str, joins: str) -> None:
    """Whoever proposed turns out, after the visa, to be who executes: whichever account got the other's principal."""
    number, first, _ = ready(town, tmp_path)
    members, files, subject = as_executed(town, number)
    same_person(town, keeps, joins)
    what = Act("elimination", members, subject, files)
    order(what, first, town.bench.tenant, town.place.archive.copies, town.people["exploitant"])
    assert any(each.startswith("VER-077") for each in refusals(town))


def test_one_person_behind_two_accounts_withdraws_nothing(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    units = town.dossier(tmp_path, "Retiré", "")
    request = ask_withdrawal([units[0]], withdrawal(), tenant, copies, town.people["archiviste"])
    same_person(town, "responsable", "archiviste")
    members = {
        "principal": str(town.people["responsable"].principal),
        "granted": True,
        "motive": "",
        "step": "confirmation",
        "ground": "mauvais-document",
        "units": listed(write_units(units)),
        "typed": 3,
    }
    order(Act("retrait", members, request.id), units, tenant, copies, town.people["responsable"])
    assert any(each.startswith("VER-077") for each in refusals(town))


def test_one_person_withdraws_nothing(town: Town, tmp_path: Path) -> None:
    units = town.dossier(tmp_path, "Retiré")
    what = Act(
        "retrait",
        {
            "principal": str(town.people["archiviste"].principal),
            "granted": True,
            "motive": "",
            "step": "confirmation",
            "ground": "cnil",
            "units": listed(write_units(units)),
            "typed": 3,
        },
    )
    order(what, units, town.bench.tenant, town.place.archive.copies, town.people["archiviste"])
    assert any(each.startswith("VER-077") for each in refusals(town))
