"""Persons who prove who they are, from the command line to the journal."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from chartrier.administration.credentials import authenticate, give_key
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.people import credentials, directory
from chartrier.cli.acting import acting
from chartrier.errors import InvalidInput, NotAllowed
from chartrier.journal.checkpoint import fingerprint_of
from chartrier.keyring.personal import open_key
from chartrier.records.actor import Actor
from chartrier.records.roles import Permission, Role
from chartrier.records.sealed_key import Cost
from chartrier.settings import load_settings
from chartrier.wiring import Wiring, wire
from tests.actors import PASSPHRASE, person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier, interpreter

OTHER = "une tout autre phrase, plus longue"


@pytest.fixture
def fresh(new_chartrier: Callable[..., Chartrier]) -> Chartrier:
    chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{COMMUNE}=Commune", "--tenant", NEIGHBOUR).status == 0
    return chartrier


def wired(chartrier: Chartrier) -> Wiring:
    return wire(load_settings(None, chartrier.environ))


def prove(
    chartrier: Chartrier, who: str, passphrase: str, permission: Permission, tenant: str = COMMUNE, after: int = 0
) -> Actor:
    with wired(chartrier) as archive:
        return authenticate(
            tenant_of(tenant), who, passphrase, permission, lambda: archive.copies.clock() + timedelta(seconds=after)
        )


def refused(chartrier: Chartrier, who: str, passphrase: str, permission: Permission, **where: Any) -> str:
    with pytest.raises(NotAllowed) as caught:
        prove(chartrier, who, passphrase, permission, **where)
    return str(caught.value.finding.code)


def habilitations(chartrier: Chartrier, tenant: str = COMMUNE) -> list[dict[str, Any]]:
    """As the packages of the first copy have them, the oldest first."""
    root = chartrier.folder / "copies/a" / tenant / "packages"
    records = [json.loads(file.read_bytes()) for file in sorted(root.rglob("operation.json"))]
    return [record for record in records if record["operation"] == "habilitation"]


def secret_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / f"secret-{abs(hash(text))}"
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return file


def test_somebody_is_entered_proven_and_in_the_journal(fresh: Chartrier) -> None:
    person_with(fresh, COMMUNE, "Jeanne Martin", Role.ARCHIVISTE, Role.DPO)
    actor = prove(fresh, "Jeanne Martin", PASSPHRASE, Permission.PROPOSE)
    assert (actor.roles, actor.principal, actor.method) == ({Role.ARCHIVISTE, Role.DPO}, actor.person, "passphrase")
    (record,) = habilitations(fresh)
    assert record["by"] == "system"
    assert (record["person"], record["roles"]) == (str(actor.person), ["archiviste", "dpo"])
    assert "Jeanne" not in str(record)
    assert prove(fresh, str(actor.person), PASSPHRASE, Permission.PROPOSE).person == actor.person
    (listed,) = fresh("person", "list", "--json").objects
    assert listed["fingerprint"] == fingerprint_of(actor.public_key)
    assert listed["fingerprint"] in fresh("person", "list").out
    assert fresh("verify").status == 0


def test_absent_and_forbidden_answer_alike(fresh: Chartrier) -> None:
    person_with(fresh, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    fresh.json("person", "add", "Sans clé", "--role", "archiviste", "--tenant", COMMUNE)
    for who, passphrase, permission, tenant in [
        ("Jeanne", OTHER, Permission.PROPOSE, COMMUNE),
        ("Jeanne", PASSPHRASE, Permission.VISA, COMMUNE),
        ("Jeanne", PASSPHRASE, Permission.PROPOSE, NEIGHBOUR),
        ("Personne", PASSPHRASE, Permission.PROPOSE, COMMUNE),
        ("Sans clé", PASSPHRASE, Permission.PROPOSE, COMMUNE),
        ("X\u202e", PASSPHRASE, Permission.PROPOSE, COMMUNE),
    ]:
        assert refused(fresh, who, passphrase, permission, tenant=tenant) == "ADM-040"
    # two of one name: neither is meant
    person_with(fresh, COMMUNE, "Jeanne", Role.VISA)
    assert refused(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE) == "ADM-040"
    person_with(fresh, NEIGHBOUR, "Jeanne", Role.VISA)
    assert prove(fresh, "Jeanne", PASSPHRASE, Permission.VISA, tenant=NEIGHBOUR).roles == {Role.VISA}


def test_too_many_wrong_passphrases_close_the_door_for_a_while(fresh: Chartrier) -> None:
    person_with(fresh, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    for _ in range(4):
        assert refused(fresh, "Jeanne", OTHER, Permission.PROPOSE) == "ADM-040"
    prove(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE)  # a right one begins anew
    for _ in range(5):
        assert refused(fresh, "Jeanne", OTHER, Permission.PROPOSE) == "ADM-040"
    assert refused(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE) == "ADM-041"
    assert refused(fresh, "Jeanne", OTHER, Permission.PROPOSE, after=31) == "ADM-040"
    assert refused(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE, after=62) == "ADM-041"
    assert prove(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE, after=95).name == "Jeanne"
    waits = [credentials.wait_after(failures).total_seconds() for failures in (4, 5, 6, 7, 11, 12, 500)]
    assert waits == [0, 30, 60, 120, 1920, 3600, 3600]


def test_a_passphrase_changes_and_the_key_does_not(fresh: Chartrier, tmp_path: Path) -> None:
    *_, file = person_with(fresh, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    before = prove(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE)
    new = secret_file(tmp_path, OTHER)
    assert fresh("person", "passphrase", "Jeanne", "--passphrase-file", new, "--new-passphrase-file", new).status == 5
    fresh.json("person", "passphrase", "Jeanne", "--passphrase-file", file, "--new-passphrase-file", new)
    assert refused(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE) == "ADM-040"
    assert prove(fresh, "Jeanne", OTHER, Permission.PROPOSE).public_key == before.public_key
    assert len(habilitations(fresh)) == 1


def test_a_reset_makes_another_key_and_tells_every_journal(fresh: Chartrier, tmp_path: Path) -> None:
    person_with(fresh, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    fresh.json("person", "role", "add", "Jeanne", "--role", "visa", "--tenant", NEIGHBOUR)
    before = prove(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE)
    fresh.json("person", "reset", "Jeanne", "--passphrase-file", secret_file(tmp_path, OTHER))
    for tenant, permission in ((COMMUNE, Permission.PROPOSE), (NEIGHBOUR, Permission.VISA)):
        assert prove(fresh, "Jeanne", OTHER, permission, tenant=tenant).public_key != before.public_key
        first, second = habilitations(fresh, tenant)
        assert first["public_key"] != second["public_key"]
        assert first["roles"] == second["roles"]
    assert fresh("verify").status == 0


def test_roles_come_and_go(fresh: Chartrier) -> None:
    person_with(fresh, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    arguments = ("Jeanne", "--role", "dpo", "--tenant", COMMUNE)
    fresh.json("person", "role", "add", *arguments)
    fresh.json("person", "role", "add", *arguments)  # nothing new to tell
    fresh.json("person", "role", "remove", *arguments)
    fresh.json("person", "role", "remove", "Jeanne", "--role", "archiviste", "--tenant", COMMUNE)
    told = [record["roles"] for record in habilitations(fresh)]
    assert told == [["archiviste"], ["archiviste", "dpo"], ["archiviste"], []]
    assert refused(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE) == "ADM-040"
    for status, code, more in [
        (2, "ADM-006", ("Jeanne", "--role", "?", "--tenant", COMMUNE)),
        (4, "ADM-045", ("Nul", "--role", "dpo", "--tenant", COMMUNE)),
        (4, "CAT-031", ("Jeanne", "--role", "dpo", "--tenant", "999999999")),
    ]:
        answer = fresh("person", "role", "add", *more, "--json")
        assert (answer.status, answer.json["error"]["code"]) == (status, code)
    fresh.json("person", "add", "Jeanne")
    assert fresh("person", "role", "add", *arguments, "--json").json["error"]["code"] == "ADM-046"


def test_a_role_is_given_for_several_collectivites_at_once(fresh: Chartrier) -> None:
    """As the Archives départementales control all those of their département."""
    fresh.json("person", "add", "Contrôle")
    give = ("person", "role", "add", "Contrôle", "--role", "controle")
    assert fresh.json(*give, "--tenant", COMMUNE, "--tenant", NEIGHBOUR)["tenants"] == [COMMUNE, NEIGHBOUR]
    opened = [fresh.json("tenant", "open", name)["code"] for name in ("Saint-Étienne", "Firminy", "Bécon-les-Granits")]
    fresh.json("person", "add", "Loire")
    loire = ("person", "role", "add", "Loire", "--role", "visa")
    assert fresh.json(*loire, "--departement", "42")["tenants"] == sorted(opened[:2])
    assert fresh.json(*loire, "--departement", "42", "--tenant", COMMUNE)["tenants"] == [COMMUNE, *sorted(opened[:2])]
    of = {each["name"]: each["roles"] for each in fresh("person", "list", "--json").objects}
    assert [each["tenant"] for each in of["Loire"]] == sorted([COMMUNE, *opened[:2]])
    for more, code in (((), "ADM-007"), (("--departement", "96"), "ADM-230"), (("--departement", "01"), "ADM-230")):
        assert fresh(*loire, *more, "--json").json["error"]["code"] == code
    bourg = fresh.json("tenant", "open", "Bourg-en-Bresse")["code"]
    for written in ("01", "1", "Ain", "ain"):
        assert fresh.json(*loire, "--departement", written)["tenants"] == [bourg]


def test_a_role_for_several_is_given_to_none_when_one_could_not_have_it(fresh: Chartrier) -> None:
    person_with(fresh, COMMUNE, "Jeanne", Role.LECTEUR)
    fresh.json("tenant", "service", "add", "RH", "Personnel", "--tenant", COMMUNE)
    both = ("--tenant", COMMUNE, "--tenant", NEIGHBOUR)
    answer = fresh("person", "role", "add", "Jeanne", "--role", "deposant", "--service", "RH", *both, "--json")
    assert answer.status == 4 and list(answer.json) == ["error"]
    by = ("--delegation-reference", "arrêté 2026-1", "--delegation-day", "2026-01-02")
    fresh.json("person", "role", "add", "Jeanne", "--role", "visa", "--tenant", NEIGHBOUR, *by)
    answer = fresh("person", "role", "add", "Jeanne", "--role", "signataire", *both, *by, "--json")
    assert answer.json["error"]["code"] == "ADM-050"
    (listed,) = fresh("person", "list", "--json").objects
    assert sorted((each["tenant"], each["role"]) for each in listed["roles"]) == sorted(
        [(COMMUNE, "lecteur"), (NEIGHBOUR, "visa")]
    )


def test_bounds_are_replaced_only_when_asked(fresh: Chartrier) -> None:
    fresh.json("person", "add", "Jeanne")
    give = ("person", "role", "add", "Jeanne", "--role", "deposant", "--tenant")

    def bounds() -> dict[int, set[str]]:
        with wired(fresh):
            (person,) = directory.persons()
            return {each.tenant: set(each.series) for each in directory.grants_of(person.id)}

    fresh.json(*give, COMMUNE, "--series", "S001")
    fresh.json(*give, COMMUNE, "--series", "S001")
    for more in (("--series", "S034"), (), ("--tenant", NEIGHBOUR, "--series", "S034")):
        answer = fresh(*give, COMMUNE, *more, "--json")
        assert answer.json["error"]["code"] == "CAT-136" and "S001" in answer.out, answer
        assert bounds() == {int(COMMUNE): {"S001"}}, "for none, when one of them has it otherwise"
    fresh.json(*give, COMMUNE, "--series", "S034", "--replace")
    assert bounds() == {int(COMMUNE): {"S034"}}
    fresh.json(*give, COMMUNE, "--replace")
    answer = fresh(*give, COMMUNE, "--series", "S001", "--json")
    assert answer.json["error"]["code"] == "CAT-137" and bounds() == {int(COMMUNE): set()}


def test_for_whom_a_role_was_given_is_told_when_the_rest_fails(fresh: Chartrier) -> None:
    person_with(fresh, COMMUNE, "Jeanne", Role.LECTEUR)
    for copy in "ab":
        (fresh.folder / "copies" / copy / NEIGHBOUR).rename(fresh.folder / f"away-{copy}")
    give = ("person", "role", "add", "Jeanne", "--role", "dpo", "--tenant", COMMUNE, "--tenant", NEIGHBOUR)
    told, error = fresh(*give, "--json").objects
    assert told["tenants"] == [COMMUNE] and "error" in error
    assert COMMUNE in fresh(*give).out
    for copy in "ab":
        (fresh.folder / f"away-{copy}").rename(fresh.folder / "copies" / copy / NEIGHBOUR)
    assert fresh.json(*give)["tenants"] == [COMMUNE, NEIGHBOUR]


def test_an_address_is_changed(fresh: Chartrier) -> None:
    fresh.json("person", "add", "Jeanne", "--email", "jeanne@exemple.fr")
    fresh.json("person", "add", "Paul", "--email", "paul@exemple.fr")
    fresh.json("person", "email", "Jeanne", "Autre@exemple.fr")
    assert [each["email"] for each in fresh("person", "list", "--json").objects] == [
        "autre@exemple.fr",
        "paul@exemple.fr",
    ]
    for address, code in (("paul@exemple.fr", "CAT-032"), ("nulle part", "ADM-")):
        assert fresh("person", "email", "Jeanne", address, "--json").json["error"]["code"].startswith(code)


def test_what_the_journal_does_not_have_permits_nothing(fresh: Chartrier) -> None:
    """A role or a key that is only in the database: written there by hand, or left by an interruption."""
    person_with(fresh, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    person = prove(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE).person
    with wired(fresh):
        directory.give_role(int(COMMUNE), person, "signataire")
        directory.give_role(int(NEIGHBOUR), person, "signataire")
    assert refused(fresh, "Jeanne", PASSPHRASE, Permission.SIGN) == "ADM-040"
    assert refused(fresh, "Jeanne", PASSPHRASE, Permission.SIGN, tenant=NEIGHBOUR) == "ADM-042"
    again = ("person", "role", "add", "Jeanne", "--role", "signataire", "--tenant", NEIGHBOUR)
    fresh.json(*again)
    prove(fresh, "Jeanne", PASSPHRASE, Permission.SIGN, tenant=NEIGHBOUR)
    with wired(fresh) as archive:
        give_key(person, OTHER, archive.copies.clock())
    assert refused(fresh, "Jeanne", OTHER, Permission.SIGN, tenant=NEIGHBOUR) == "ADM-042"
    fresh.json(*again)
    prove(fresh, "Jeanne", OTHER, Permission.SIGN, tenant=NEIGHBOUR)
    with wired(fresh):
        directory.set_principal([person], uuid4())
    assert refused(fresh, "Jeanne", OTHER, Permission.SIGN, tenant=NEIGHBOUR) == "ADM-042"
    fresh.json(*again)
    prove(fresh, "Jeanne", OTHER, Permission.SIGN, tenant=NEIGHBOUR)


def test_a_person_is_deactivated(fresh: Chartrier) -> None:
    person_with(fresh, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    fresh.json("person", "deactivate", "Jeanne")
    assert refused(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE) == "ADM-040"
    assert habilitations(fresh)[-1]["roles"] == []
    assert "désactivée" in fresh("person", "list").out
    told = fresh("person", "reactivate", "Jeanne")
    assert told.status == 0 and COMMUNE in told.out and "archiviste" in told.out, "which roles they have again"
    assert habilitations(fresh)[-1]["roles"] == ["archiviste"]
    prove(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE)
    assert "désactivée" not in fresh("person", "list").out


def test_two_accounts_of_one_person_are_one(fresh: Chartrier) -> None:
    for name, role in (("Jeanne", Role.ARCHIVISTE), ("J. Martin", Role.VISA), ("Jeannette", Role.SIGNATAIRE)):
        person_with(fresh, COMMUNE, name, role)
    jeanne = prove(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE)
    assert prove(fresh, "J. Martin", PASSPHRASE, Permission.VISA).principal != jeanne.principal
    fresh.json("person", "same", "J. Martin", "Jeannette")
    fresh.json("person", "same", "Jeannette", "Jeanne")
    for name, permission in (("J. Martin", Permission.VISA), ("Jeannette", Permission.SIGN)):
        assert prove(fresh, name, PASSPHRASE, permission).principal == jeanne.person
    principals = {record["person"]: record["principal"] for record in habilitations(fresh)}
    assert set(principals.values()) == {str(jeanne.person)}
    assert fresh("person", "list").out.count(f"la même personne que {jeanne.person}") == 2


def test_accounts_are_taken_apart_again(fresh: Chartrier) -> None:
    for name, role in (("Jeanne", Role.ARCHIVISTE), ("J. Martin", Role.VISA), ("Jeannette", Role.SIGNATAIRE)):
        person_with(fresh, COMMUNE, name, role)
    answer = fresh("person", "apart", "Jeanne", "--json")
    assert (answer.status, answer.json["error"]["code"]) == (6, "ADM-052")
    fresh.json("person", "same", "Jeanne", "J. Martin")
    fresh.json("person", "same", "Jeanne", "Jeannette")
    persons = {each["name"]: each["id"] for each in fresh("person", "list", "--json").objects}
    # the account that all were named by
    fresh.json("person", "apart", "Jeanne")
    latest = {record["person"]: record["principal"] for record in habilitations(fresh)}
    other = min(persons["J. Martin"], persons["Jeannette"])
    assert latest == {persons["Jeanne"]: persons["Jeanne"], persons["J. Martin"]: other, persons["Jeannette"]: other}
    fresh.json("person", "apart", "Jeannette")
    principals = {prove(fresh, name, PASSPHRASE, permission).principal for name, permission in (
        ("Jeanne", Permission.PROPOSE), ("J. Martin", Permission.VISA), ("Jeannette", Permission.SIGN)
    )}  # fmt: skip
    assert len(principals) == 3
    assert fresh("verify").status == 0


def test_a_delegation_is_recorded_without_its_text(fresh: Chartrier, tmp_path: Path) -> None:
    file = secret_file(tmp_path, PASSPHRASE)
    base = ("person", "add", "Adjoint", "--tenant", COMMUNE, "--passphrase-file", file)
    text = "Arrêté 2026-12 du maire, M. Dupont"
    delegation = ("--delegation-reference", text, "--delegation-day", "2026-03-31")
    fresh.json(*base, "--role", "signataire", *delegation)
    fresh.json("person", "role", "add", "Adjoint", "--role", "dpo", "--tenant", COMMUNE)
    first, second = habilitations(fresh)
    assert first["delegation"] == second["delegation"]
    assert (first["delegation"]["of"], first["delegation"]["day"]) == ("signataire", "2026-03-31")
    assert "Dupont" not in str(first)
    (kept,) = (fresh.folder / "copies/a" / COMMUNE).rglob("delegation.txt")
    assert kept.read_text("utf-8") == text
    fresh.json("person", "role", "remove", "Adjoint", "--role", "signataire", "--tenant", COMMUNE)
    assert habilitations(fresh)[-1]["delegation"] is None
    for code, more in [
        ("ADM-048", ("--role", "visa", "--delegation-day", "2026-03-31")),
        ("ADM-048", ("--role", "visa", "--delegation-reference", "Arrêté")),
        ("ADM-049", ("--role", "dpo", *delegation)),
        ("ADM-049", ("--role", "visa", "--role", "signataire", *delegation)),
        ("CLI-025", ("--role", "visa", "--delegation-reference", "x", "--delegation-day", "31/03/2026")),
    ]:
        answer = fresh(*base, *more, "--json")
        assert (answer.status, answer.json["error"]["code"]) == (2, code)
    answer = fresh("person", "add", "X", "--role", "visa", "--tenant", COMMUNE, *delegation, "--json")
    assert answer.json["error"]["code"] == "ADM-047"


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("ADM-043", b"court"),
        ("ADM-043", b"aaaaaaaaaaaaaaaaaaaaaaaa"),
        ("ADM-044", b" cinq mots sans aucun lien"),
        ("ADM-044", "cinq mots\u202e sans aucun lien".encode()),
        ("ADM-044", b"abcdefgh" * 200),
        ("CLI-022", b"cinq mots sans\naucun lien\n"),
        ("CLI-022", b""),
        ("CLI-022", b"\xff\xfe cinq mots sans aucun"),
        ("CLI-022", b"abcdefgh" * 1000),
    ],
)
def test_passphrases_that_will_not_do(chartrier: Chartrier, tmp_path: Path, code: str, data: bytes) -> None:
    file = tmp_path / "secret"
    file.write_bytes(data)
    answer = chartrier("person", "add", "Jeanne", "--passphrase-file", file, "--json")
    assert (answer.status, answer.json["error"]["code"]) == (2, code)
    assert "Jeanne" not in chartrier("person", "list").out
    assert (
        chartrier("person", "add", "X", "--passphrase-file", tmp_path / "none", "--json").json["error"]["code"]
        == "CLI-003"
    )


def test_a_file_that_others_may_read_is_told(fresh: Chartrier, tmp_path: Path) -> None:
    answer = fresh("person", "add", "Jeanne", "--passphrase-file", secret_file(tmp_path, f"{PASSPHRASE}\r\n", 0o644))
    assert answer.status == 0
    assert "CLI-023" in answer.err
    closed = fresh("person", "reset", "Jeanne", "--passphrase-file", secret_file(tmp_path, OTHER))
    assert (closed.status, closed.err) == (0, "")


def test_who_acts_must_be_said(fresh: Chartrier) -> None:
    with wired(fresh) as archive, pytest.raises(InvalidInput) as caught:
        acting(archive, tenant_of(COMMUNE), None, None, Permission.PROPOSE)
    assert caught.value.finding.code == "CLI-020"


def test_by_the_file_of_the_option(fresh: Chartrier) -> None:
    _, name, _, file = person_with(fresh, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    with wired(fresh) as archive:
        actor = acting(archive, tenant_of(COMMUNE), str(name), Path(str(file)), Permission.PROPOSE)
    assert actor.name == "Jeanne"


def test_without_a_terminal_nothing_is_asked(fresh: Chartrier) -> None:
    python, environ = interpreter(fresh.environ)
    command = [python, "-m", "chartrier.cli.main", "person", "add", "Jeanne", "--ask-passphrase", "--json"]
    done = subprocess.run(
        command, env=environ, input=PASSPHRASE.encode(), capture_output=True, start_new_session=True, check=False
    )
    assert done.returncode == 2
    assert b"CLI-021" in done.stdout


def on_a_terminal(fresh: Chartrier, typed: list[str], *arguments: str) -> tuple[int, bytes]:
    """Run a command on a terminal of its own, typing at each prompt; its status and all that the terminal showed."""
    python, environ = interpreter(fresh.environ)
    process, terminal = pty.fork()
    if process == 0:
        os.execve(python, [python, "-m", "chartrier.cli.main", *arguments], environ)
    shown, prompts = b"", 0
    while True:
        try:
            block = os.read(terminal, 4096)
        except OSError:
            break
        if not block:
            break
        shown += block
        if shown.endswith(b" : ") and prompts < len(typed):
            os.write(terminal, typed[prompts].encode() + b"\n")
            prompts += 1
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown


@pytest.mark.skipif(sys.platform != "linux", reason="a pseudo-terminal")
def test_a_passphrase_is_typed_and_never_shown(fresh: Chartrier) -> None:
    arguments = ("person", "add", "Jeanne", "--role", "archiviste", "--tenant", COMMUNE, "--ask-passphrase")
    status, shown = on_a_terminal(fresh, [PASSPHRASE, OTHER], *arguments)
    assert (status, b"CLI-024" in shown) == (2, True)
    status, shown = on_a_terminal(fresh, [PASSPHRASE, PASSPHRASE], *arguments)
    assert status == 0
    assert PASSPHRASE.encode() not in shown
    prove(fresh, "Jeanne", PASSPHRASE, Permission.PROPOSE)


def test_secrets_are_shown_and_kept_nowhere(fresh: Chartrier, tmp_path: Path, at_full_cost: Cost) -> None:
    """Neither the passphrase nor the private key: not in answers, logs, tables, copies or any file of the home."""
    *_, file = person_with(fresh, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    private: list[bytes] = []
    with wired(fresh):
        person = directory.persons_named("Jeanne")[0]
        key = credentials.attempt(person.id, datetime.now(UTC), lambda sealed: open_key(sealed, PASSPHRASE, person.id))
        assert not isinstance(key, credentials.Closed | None)
        private.append(key.private_bytes_raw())
        sealed_row = credentials.Credential.objects.get(person=person.id)
        cost = (sealed_row.passes, sealed_row.memory, sealed_row.lanes)
    assert cost == (at_full_cost.passes, at_full_cost.memory, at_full_cost.lanes)
    secrets = [PASSPHRASE.encode(), *private, private[0].hex().encode()]
    answers = [
        fresh("person", "list", "--json"),
        fresh("person", "passphrase", "Jeanne", "--passphrase-file", file, "--new-passphrase-file", file, "--json"),
        fresh("person", "passphrase", "Jeanne", "--passphrase-file", file, "--new-passphrase-file", tmp_path),
    ]
    told = b"".join(answer.raw + answer.err.encode() for answer in answers)
    files = b"".join(each.read_bytes() for each in fresh.folder.rglob("*") if stat.S_ISREG(each.lstat().st_mode))
    with psycopg.connect(fresh.environ["CHARTRIER_DATABASE_URL"]) as connection:
        rows = str(connection.execute("SELECT c::text FROM people_credential c").fetchall()).encode()
        rows += str(connection.execute("SELECT p::text FROM people_person p").fetchall()).encode()
    for secret in secrets:
        assert secret not in told + files + rows


def test_a_bug_while_proving_tells_no_secret(fresh: Chartrier, monkeypatch: pytest.MonkeyPatch) -> None:
    *_, file = person_with(fresh, COMMUNE, "Jeanne", Role.ARCHIVISTE)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("imprévu")

    monkeypatch.setattr(credentials, "attempt", broken)
    answer = fresh("person", "passphrase", "Jeanne", "--passphrase-file", file, "--new-passphrase-file", file)
    assert answer.status == 70
    assert "Traceback" in answer.err
    assert PASSPHRASE not in answer.err + answer.out
