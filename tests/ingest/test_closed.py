"""What an archive leaves on disk is closed to the machine's other accounts, folder by folder and file by file."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from chartrier.administration.tenants import open_tenant
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import ingest
from chartrier.records.finding import Findings
from chartrier.wiring import wire
from tests.conftest import Home
from tests.packages_of_ours import Sip

CODE = "211234567"


@pytest.fixture
def filled(home: Home, tmp_path: Path) -> Home:
    """An archive with a versement in it, made under the most careless umask."""
    before = os.umask(0)
    try:
        with wire(home.settings) as archive:
            means = archive.means
            tenant = open_tenant(
                CODE,
                "Commune",
                instance="essai.localhost",
                copies=means.copies,
                findings=Findings(),
            )
            outcome = ingest(Sip().write(tmp_path / "sip.zip"), tenant, means, by="system", steps=Steps())
            assert outcome.operation.accepted
    finally:
        os.umask(before)
    return home


def test_no_file_and_no_folder_is_open(filled: Home) -> None:
    roots = [filled.settings.keys, filled.settings.staging, *filled.settings.copies.values()]
    paths = [path for root in roots for path in (root, *root.rglob("*"))]
    assert len(paths) > 40
    opened = [path for path in paths if stat.S_IMODE(path.lstat().st_mode) & 0o077]
    assert opened == []


def test_what_is_archived_cannot_be_written_over(filled: Home) -> None:
    for copy in filled.settings.copies.values():
        content = [path for path in (copy / CODE / "packages").rglob("v1/content/**/*") if path.is_file()]
        assert len(content) == 8
        assert [path for path in content if stat.S_IMODE(path.stat().st_mode) != 0o400] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="another account is needed to try: run as root")
@pytest.mark.parametrize("account", ["nobody", "daemon"])
def test_another_account_reads_nothing(filled: Home, account: str) -> None:
    for parent in filled.folder.parents:
        if parent.is_relative_to("/tmp") and parent != Path("/tmp"):
            parent.chmod(0o755)
    # the home's own door is opened too: each folder must hold by itself
    filled.folder.chmod(0o755)
    (filled.folder / "copies").chmod(0o755)
    targets = [filled.settings.keys / f"{CODE}.pem", filled.settings.staging]
    targets += [copy / CODE for copy in filled.settings.copies.values()]
    for target in targets:
        tried = subprocess.run(
            ["setpriv", "--reuid", account, "--regid", "65534", "--clear-groups", "--", "ls", f"{target}"],
            capture_output=True,
            check=False,
        )
        assert tried.returncode != 0, target
