"""An archive of an older version is brought up to date; one of a newer version is left alone."""

from __future__ import annotations

import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from chartrier.administration.tenants import open_tenant
from chartrier.catalog.embedded.cluster import find_programs
from chartrier.errors import ChartrierError
from chartrier.records.finding import Findings
from chartrier.settings import load_settings
from chartrier.vault.version import MARKER
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.wiring import initialise, wire
from tests.cli.commands import Chartrier
from tests.conftest import Home
from tests.ingest.archive import Bench
from tests.packages_of_ours import Sip

CODE = "211234567"
LAST = "conservation.0001_initial"


@pytest.fixture
def older(home: Home) -> Home:
    """A home in use, whose tables are one migration behind and whose copies were made before there were markers."""
    with wire(home.settings) as archive:
        open_tenant(CODE, "Commune", instance="essai.localhost", copies=archive.copies, findings=Findings())
        call_command("migrate", "conservation", "zero", database="owner", interactive=False, verbosity=0)
    for folder in home.settings.copies.values():
        (folder / CODE / MARKER).unlink()
    return home


def chartrier_of(home: Home) -> Chartrier:
    return Chartrier(home.environ, home.folder)


def marked(home: Home) -> list[bool]:
    return [(folder / CODE / MARKER).exists() for folder in home.settings.copies.values()]


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(ChartrierError) as caught:
        work()
    return str(caught.value.finding.code)


def test_an_older_archive_is_refused_until_it_is_upgraded(older: Home) -> None:
    assert refusal(lambda: wire(older.settings)) == "CAT-009"
    assert refusal(lambda: initialise(older.settings)) == "CAT-009"


def test_a_dry_run_tells_and_does_nothing(older: Home) -> None:
    told = chartrier_of(older).json("upgrade", "--dry-run")
    assert told["migrations"] == [LAST]
    assert {each["copy"] for each in told["markers"]} == {"a", "b"}
    assert told["done"] is False
    assert marked(older) == [False, False]
    assert refusal(lambda: wire(older.settings)) == "CAT-009"


def test_ones_own_server_is_not_changed_without_a_backup(older: Home) -> None:
    answer = chartrier_of(older)("upgrade")
    assert answer.status == 2
    assert "ADM-020" in answer.err
    assert "pg_dump" in answer.err
    assert refusal(lambda: wire(older.settings)) == "CAT-009"


def test_then_it_is_up_to_date_and_goes_on(older: Home, tmp_path: Path) -> None:
    assert chartrier_of(older)("upgrade", "--backup-made").status == 0
    assert marked(older) == [True, True]
    with wire(older.settings) as archive:
        bench = Bench.new(archive)
        bench.accept(Sip(message="M-1").write(tmp_path / "1.zip"))
        assert bench.is_proven()
    nothing = chartrier_of(older).json("upgrade")
    assert (nothing["migrations"], nothing["markers"], nothing["backup"]) == ([], [], None)


def test_a_newer_database_is_refused(home: Home) -> None:
    with home.database.connect("postgres") as connection:
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '0999_later', now())")
    assert refusal(lambda: wire(home.settings)) == "CAT-012"
    assert refusal(lambda: initialise(home.settings)) == "CAT-012"
    assert chartrier_of(home)("upgrade", "--backup-made").status == 2


def test_a_newer_copy_is_neither_written_to_nor_proven(older: Home) -> None:
    assert chartrier_of(older)("upgrade", "--backup-made").status == 0
    folder = older.settings.copies["b"] / CODE
    (folder / MARKER).rename(folder / "0=chartrier_2")
    with wire(older.settings) as archive:
        store = archive.copies.stores[1]
        assert refusal(lambda: store.write_journal(CODE, [("checkpoint", b"")])) == "VAU-020"
        assert refusal(lambda: store.prepare(CODE)) == "VAU-020"
        assert refusal(lambda: store.is_marked(CODE)) == "VAU-020"
    report = verify_all([FolderCopy("b", folder)])
    assert [found.code for found in report.findings] == ["VER-052"]
    assert not report.proven


def test_the_embedded_database_is_backed_up_first(tmp_path: Path) -> None:
    """The backup is readable by nobody else, and has what the database had."""
    settings = load_settings(None, {"CHARTRIER_HOME": str(tmp_path / "home")})
    environ = {"CHARTRIER_HOME": str(settings.home)}
    with initialise(settings) as archive:
        open_tenant(CODE, "Commune", instance="essai.localhost", copies=archive.copies, findings=Findings())
        call_command("migrate", "conservation", "zero", database="owner", interactive=False, verbosity=0)
    told = Chartrier(environ, settings.home).json("upgrade")
    backup = Path(told["backup"])
    assert backup.parent == settings.home / "backups"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    programs = find_programs()
    assert programs is not None
    listed = subprocess.run([programs / "pg_restore", "-f", "-", backup], capture_output=True, text=True, check=True)
    assert CODE in listed.stdout
    assert "conservation_definitiveunit" not in listed.stdout
    again = Chartrier(environ, settings.home)("upgrade", "--backup", backup)
    assert again.status == 0
