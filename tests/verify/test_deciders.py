"""Who decided is proven: whoever holds the database and the key of the log forges no decision."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from chartrier.journal.changes import Change, write_changes
from chartrier.journal.entry import ACTS, OPERATIONS, ORDERS, Changes, read_entry
from chartrier.records.canonical import canonical
from chartrier.records.competence import ANY_ONE_OF, BY_SYSTEM, is_competent, permissions_for
from chartrier.records.digest import Digest
from chartrier.records.roles import PERMISSIONS, Permission, Role
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.verify.report import Report

from .acts import Acts, Decider
from .archive import Archive, Document


@pytest.fixture
def acts(tmp_path: Path) -> Acts:
    archive = Archive(tmp_path / "home")
    archive.versement([Document("Un", {"txt": b"1"})])
    return Acts(archive)


@pytest.fixture
def jeanne(acts: Acts) -> Decider:
    made = Decider()
    acts.habilitate(made, Role.ARCHIVISTE)
    return made


def verified(acts: Acts) -> Report:
    """As a whole, and with the key of the log trusted: only step (11) can fail."""
    report = verify_all([FolderCopy("a", acts.archive.folder())], keys=[acts.archive.key])
    failed = {step.kind.number for step in report.steps if step.outcome == "failed"}
    assert failed <= {11}
    assert report.proven is (failed == set())
    return report


def codes(acts: Acts) -> list[str]:
    return [finding.code for finding in verified(acts).findings]


def test_true_acts_are_proven_and_counted(acts: Acts, jeanne: Decider) -> None:
    acts.write("gel", jeanne)
    acts.write("levee", jeanne)
    acts.write("attestation", None)
    report = verified(acts)
    assert report.proven
    (step,) = [step for step in report.steps if step.kind.number == 11]
    assert step.detail.en == "4 acts"


def test_nobody_decides_in_the_systems_name(acts: Acts) -> None:
    for operation in sorted(ACTS - BY_SYSTEM):
        acts.write(operation, None)
    assert codes(acts) == ["VER-071"] * len(ACTS - BY_SYSTEM)


def test_an_unsigned_act(acts: Acts, jeanne: Decider) -> None:
    acts.write("gel", jeanne, unsigned=True)
    assert codes(acts) == ["VER-070"]


@pytest.mark.parametrize("operation", sorted(ACTS))
def test_what_was_signed_is_changed(acts: Acts, operation: str) -> None:
    """The operation is changed, sealed again, entered again: the signature no longer holds."""
    who = Decider()
    acts.habilitate(who, *Role)
    acts.write(operation, who, {"reason": "contentieux"}, signature=who.signature(b"{}"))
    assert codes(acts) == ["VER-072"]


@pytest.mark.parametrize(
    "put", [("lines.jsonl", b"2\n"), ("lines.jsonl", None), ("more.jsonl", b"1\n"), ("letter", b"1\n")]
)
def test_the_files_of_an_act_are_changed(acts: Acts, jeanne: Decider, put: tuple[str, bytes | None]) -> None:
    """Another list is put into the package, which is sealed again and entered again with the key of the log."""
    acts.write("gel", jeanne, {"reason": "contentieux"}, more=[("lines.jsonl", b"1\n"), ("letter", b"")])
    assert codes(acts) == []
    acts.write("gel", jeanne, {"reason": "contentieux"}, more=[("lines.jsonl", b"1\n"), ("letter", b"")], put=[put])
    report = verified(acts)
    assert [(found.code, found.values["path"]) for found in report.findings] == [("VER-078", put[0])]


def test_the_files_of_an_act_of_the_system(acts: Acts) -> None:
    acts.write("attestation", None, more=[("list", b"1")], put=[("list", b"2")])
    assert codes(acts) == ["VER-078"]


@pytest.mark.parametrize("said", [None, [], "lines.jsonl", {"lines.jsonl": None}])
def test_an_act_that_says_nothing_of_its_files(acts: Acts, jeanne: Decider, said: object) -> None:
    acts.write("gel", jeanne, {"files": said}, more=[("lines.jsonl", b"1\n")])
    assert codes(acts) == ["VER-075"]


@pytest.mark.parametrize("operation", sorted(OPERATIONS - ORDERS))
def test_only_an_order_changes_other_packages(acts: Acts, operation: str) -> None:
    """Or whoever has the key of the log would have the system destroy."""
    package, inventory = acts.archive.packages[0], read_entry(acts.archive.entries[0]).inventory
    change = Change(package, "v1", inventory, "v2", Digest.of("sha512", b"other"))
    who = Decider()
    acts.habilitate(who, *Role)
    data = write_changes([change])
    changes = Changes(1, Digest.of("sha512", data))
    by = None if operation in BY_SYSTEM else who
    acts.write(operation, by, more=[("changes.jsonl", data), ("destroyed.jsonl", b"")], changes=changes)
    report = verify_all([FolderCopy("a", acts.archive.folder())], keys=[acts.archive.key])
    assert not report.proven
    assert "VER-066" in [found.code for found in report.findings]
    assert "VER-063" not in [found.code for found in report.findings]


def test_a_signature_of_another_act(acts: Acts, jeanne: Decider) -> None:
    first = acts.write("gel", jeanne, {"reason": "contentieux"})
    (file,) = (acts.archive.folder() / "packages").rglob(f"{first}/v1/content/signature.json")
    acts.write("gel", jeanne, {"reason": "contentieux"}, signature=file.read_bytes())
    assert codes(acts) == ["VER-072"]


def test_a_true_act_in_another_place(acts: Acts, jeanne: Decider) -> None:
    """Signed for another collectivité, for another package, as another operation, by another: replayed here."""
    acts.write("gel", jeanne, {"tenant": "130025265"})
    first = acts.operation_of(acts.write("gel", jeanne))
    acts.write("gel", jeanne, record=canonical(first))
    acts.write("levee", jeanne, {"operation": "gel"})
    other = Decider()
    acts.habilitate(other, Role.ARCHIVISTE)
    acts.write("gel", other, {"by": str(jeanne.person)})
    report = verify_all([FolderCopy("a", acts.archive.folder())])
    found = [finding for finding in report.findings if finding.code == "VER-076"]
    assert [finding.values["field"] for finding in found] == ["tenant", "id", "operation", "by"]
    assert not report.proven


def test_a_key_of_ones_own_making(acts: Acts, jeanne: Decider) -> None:
    acts.write("gel", Decider(person=jeanne.person))
    assert codes(acts) == ["VER-073"]


def test_somebody_signs_in_the_place_of_another(acts: Acts, jeanne: Decider) -> None:
    pierre = Decider()
    acts.habilitate(pierre, Role.ARCHIVISTE)
    # with the key of the one and the name of the other, on both sides
    acts.write("gel", Decider(person=jeanne.person, key=pierre.key))
    acts.write("gel", jeanne, signature=pierre.signature(b""))
    assert codes(acts) == ["VER-073", "VER-070"]


def test_nobody_is_entitled_afterwards(acts: Acts) -> None:
    late = Decider()
    acts.write("gel", late)
    acts.habilitate(late, Role.ARCHIVISTE)
    acts.write("gel", late)
    assert codes(acts) == ["VER-073"]


def test_a_new_key_ends_the_old_one_and_keeps_its_acts(acts: Acts, jeanne: Decider) -> None:
    acts.write("gel", jeanne)
    renewed = Decider(person=jeanne.person)
    acts.habilitate(renewed, Role.ARCHIVISTE)
    acts.write("gel", renewed)
    assert codes(acts) == []
    acts.write("gel", jeanne)
    assert codes(acts) == ["VER-073"]


def test_a_role_that_does_not_permit(acts: Acts, jeanne: Decider) -> None:
    acts.write("visa", jeanne)
    acts.write("gel", jeanne)
    acts.habilitate(jeanne, Role.LECTEUR)
    acts.write("gel", jeanne)
    acts.habilitate(jeanne)
    acts.write("gel", jeanne)
    assert codes(acts) == ["VER-074"] * 3


def test_a_person_entitles_nobody(acts: Acts) -> None:
    who, friend = Decider(), Decider()
    acts.habilitate(who, *Role)
    given = {"person": str(friend.person), "principal": str(friend.person), "roles": list(Role), "delegation": None}
    acts.write("habilitation", who, {**given, "public_key": b64encode(friend.public).decode()})
    acts.write("gel", friend)
    assert codes(acts) == ["VER-074", "VER-073"]


@pytest.mark.parametrize(
    "change",
    [
        {"person": "x"}, {"person": None}, {"principal": 3}, {"public_key": "AAAA"}, {"public_key": "é"}, {"roles": 3},
        {"delegation": {"of": "visa"}}, {"delegation": []}, {"delegation": {"of": "x", "reference": "y", "day": "z"}},
    ],
)  # fmt: skip
def test_an_habilitation_that_is_none(acts: Acts, change: dict[str, object]) -> None:
    who = Decider()
    acts.habilitate(who, Role.ARCHIVISTE, **change)
    acts.write("gel", who)
    assert codes(acts) == ["VER-075", "VER-073"]


def test_roles_of_a_later_version_are_left_out(acts: Acts) -> None:
    who = Decider()
    acts.habilitate(who, roles=["archiviste", "astronaute"])
    acts.write("gel", who)
    assert codes(acts) == []


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("VER-075", {"algorithm": "rsa"}),
        ("VER-075", {"key": "é"}),
        ("VER-075", {"signature": None}),
        ("VER-073", {"key": "AAAA"}),
        ("VER-072", {"signature": "AAAA"}),
    ],
)
def test_signatures_that_are_none(acts: Acts, jeanne: Decider, code: str, change: dict[str, object]) -> None:
    acts.write("gel", jeanne, signature=jeanne.signature(b"", **change))
    assert codes(acts) == [code]


def test_a_field_given_twice(acts: Acts, jeanne: Decider) -> None:
    """Two readers would read it differently."""
    acts.write("gel", jeanne, record=b'{"by":"x","by":"y"}')
    assert "VER-075" in [f.code for f in verify_all([FolderCopy("a", acts.archive.folder())]).findings]


def test_a_visa_on_paper_is_recorded_by_whoever_proposes(acts: Acts, jeanne: Decider) -> None:
    for form in ("papier", "pades"):
        acts.write("visa", jeanne, {"form": form})
    # they are visas of nothing, but by somebody who may
    assert codes(acts) == ["VER-077", "VER-077"]
    acts.write("visa", jeanne, {"form": "application"})
    acts.write("elimination", Decider(), {"form": "papier"})
    assert codes(acts) == ["VER-077", "VER-077", "VER-074", "VER-073"]


def test_every_act_has_its_competence() -> None:
    assert set(ANY_ONE_OF) == ACTS
    assert {"attestation", "habilitation"} == BY_SYSTEM
    assert {operation for operation in ACTS if not permissions_for(operation)} == {"habilitation"}
    assert permissions_for("versement") == frozenset()
    reachable = frozenset[Permission]().union(*PERMISSIONS.values())
    assert all(not needed or needed & reachable for needed in ANY_ONE_OF.values())
    for role in Role:
        assert is_competent([role], "visa") is (role is Role.VISA)
        assert is_competent([role], "signature") is (role is Role.SIGNATAIRE)
