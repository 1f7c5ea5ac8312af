"""An archive made, connected, brought up to date; on one's own PostgreSQL as on the embedded one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from chartrier import wiring
from chartrier.catalog.database.roles import printed_script
from chartrier.catalog.embedded.locks import lock, open_lock
from chartrier.catalog.tenants import register
from chartrier.errors import InvalidInput, NotFound, Unavailable
from chartrier.settings import load_settings

from .conftest import ALPHA, make_tenant


def test_initialise_is_harmless_when_repeated(home):
    for _ in range(2):
        wiring.initialise(home.settings).close()
    with wiring.wire(home.settings):
        made = make_tenant(ALPHA)
    with wiring.initialise(home.settings):
        assert register.tenants() == [made]


def test_an_embedded_archive_from_nothing(tmp_path):
    settings = load_settings(tmp_path / "archive", {})
    with wiring.initialise(settings):
        make_tenant(ALPHA)
    with wiring.wire(settings):
        assert register.tenant_keys() == [ALPHA]
    for folder in (settings.home, settings.keys, settings.staging, *settings.copies.values()):
        assert folder.stat().st_mode & 0o777 == 0o700, folder
    for key in settings.keys.iterdir():
        assert key.stat().st_mode & 0o777 == 0o600, key


def test_who_gets_no_archive_keeps_no_server(tmp_path, monkeypatch):
    settings = load_settings(tmp_path / "archive", {})
    wiring.initialise(settings).close()
    monkeypatch.setattr(wiring, "missing_migrations", lambda: ["archive.0009_next"])
    with pytest.raises(InvalidInput):
        wiring.wire(settings)
    users = open_lock(settings.home / "database/users.lock")
    assert lock(users, deadline=time.monotonic() + 30)
    os.close(users)


def test_two_archives_one_after_the_other(new_home):
    first, second = new_home(), new_home()
    with wiring.wire(first.settings):
        make_tenant(ALPHA)
    with wiring.wire(second.settings):
        assert register.tenant_keys() == []


def test_no_archive_is_said(tmp_path, home):
    with pytest.raises(NotFound) as caught:
        wiring.wire(load_settings(tmp_path / "nothing", {}))
    assert caught.value.finding.code == "CAT-002"
    assert not (tmp_path / "nothing").exists()


def test_open_folders_are_refused(home):
    home.settings.keys.chmod(0o755)
    with pytest.raises(Unavailable) as caught:
        wiring.wire(home.settings)
    assert caught.value.finding.code == "CAT-006"


def test_a_database_not_up_to_date_is_said_and_brought_up_to_date(home, wired):
    with home.database.connect(wiring.OWNER) as owner:
        owner.execute("DELETE FROM django_migrations WHERE app = 'searches' AND name = '0001_initial'")
        owner.execute("DROP TABLE searches_savedsearch")
    with pytest.raises(InvalidInput) as caught:
        wiring.wire(home.settings)
    assert caught.value.finding.code == "CAT-009"
    assert "searches.0001_initial" in caught.value.finding.message("fr")
    wiring.initialise(home.settings).close()
    wiring.wire(home.settings).close()


def test_tables_are_not_made_without_the_owner(home):
    settings = load_settings(home.folder, {"CHARTRIER_DATABASE_URL": home.database.url})
    with pytest.raises(InvalidInput) as caught:
        wiring.initialise(settings)
    assert caught.value.finding.code == "CAT-010"


def test_a_database_that_is_not_there_is_said_without_its_password(home):
    url = home.database.url.replace(home.database.name, "no_such_database")
    settings = load_settings(home.folder, {"CHARTRIER_DATABASE_URL": url})
    with pytest.raises(Unavailable) as caught:
        wiring.wire(settings)
    assert caught.value.finding.code == "CAT-005"
    assert home.database.server.passwords[wiring.APPLICATION] not in str(caught.value)


def test_the_script_for_an_administrator_makes_a_database_that_will_do(server, tmp_path, home):
    """psql runs what `doctor` prints; then the archive is made with the two roles and nothing else."""
    name, owner, application = "own_base", "own_owner", "own-app"
    script = "\n".join(printed_script(owner, application, name)).replace("-- if it is not there: ", "")
    psql = (
        wiring.embedded_cluster(load_settings(Path(os.environ["TESTS_SHARED_HOME"]) / "server", {})).programs / "psql"
    )
    ran = subprocess.run(
        [str(psql), "-h", str(server.socket), "-U", "postgres", "-d", "postgres", "-Xv", "ON_ERROR_STOP=1"],
        input=script, text=True, capture_output=True, env={"PGPASSWORD": server.passwords["postgres"]},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    try:
        with psycopg.connect(**server.address("postgres", "postgres"), autocommit=True) as superuser:
            for role in (owner, application):
                superuser.execute(f"ALTER ROLE \"{role}\" PASSWORD 'pw'")
        environ = {
            f"CHARTRIER_{variable}": f"postgresql://{role}:pw@/{name}?host={server.socket}"
            for variable, role in (("DATABASE_URL", application), ("DATABASE_OWNER_URL", owner))
        }
        with wiring.initialise(load_settings(tmp_path / "own", environ)):
            made = make_tenant(ALPHA)
            assert register.tenants() == [made]
    finally:
        with psycopg.connect(**server.address("postgres", "postgres"), autocommit=True) as superuser:
            superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")
            for role in (owner, application):
                superuser.execute(f'DROP ROLE "{role}"')


def test_models_and_migrations_agree(wired):
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_settings_and_journal_need_no_django():
    code = "import sys, chartrier.settings, chartrier.journal.tree; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
