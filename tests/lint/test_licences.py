"""The licences of what runs: read as packages declare them, the strong ones refused unless a reason is given."""

from __future__ import annotations

from email.message import Message
from pathlib import Path

import pytest

from lint.licences import ACCEPTED, RUN, Licence, installed, licence_of, listed


def declaring(*lines: tuple[str, str]) -> Licence:
    declared = Message()
    for name, value in lines:
        declared[name] = value
    return licence_of("essai", "1.0", declared)


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        ([("License-Expression", "MIT")], False),
        ([("License-Expression", "LGPL-3.0-only")], False),
        ([("License-Expression", "AGPL-3.0-or-later")], True),
        ([("License-Expression", "GPL-2.0-only AND MIT")], True),
        ([("License-Expression", "GPL-3.0-only OR (Apache-2.0)")], False),
        ([("License-Expression", "GPL-3.0-only OR AGPL-3.0-only")], True),
        ([("Classifier", "License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)")], False),
        ([("Classifier", "License :: OSI Approved :: GNU Affero General Public License v3")], True),
        ([("Classifier", "License :: OSI Approved :: MIT License"), ("License", "GPL")], False),
        ([("License", "GNU General Public License v3")], True),
        ([("License", "Dual License")], True),
        ([], True),
    ],
)
def test_what_is_declared_is_judged(lines: list[tuple[str, str]], refused: bool) -> None:
    licence = declaring(*lines)
    assert licence.refused is refused
    assert bool(listed([licence])[1][:-1]) is refused


def test_all_that_runs_is_listed_and_accepted() -> None:
    licences = list(installed(RUN))
    lines, refused = listed(licences)
    assert refused == []
    assert len(lines) > 60
    assert {"django", "lxml", "pypdfium2"} <= {each.name for each in licences}
    assert set(ACCEPTED) <= {each.name for each in licences}


def test_what_should_be_installed_and_is_not_is_refused(tmp_path: Path) -> None:
    pins = tmp_path / "run.txt"
    pins.write_text(
        "django==5.2.1 \\\n    --hash=sha256:00\nabsente==1.0 \\\nailleurs==2 ; sys_platform == 'win32' \\\n"
    )
    found = list(installed(pins))
    assert [(each.name, each.refused) for each in found] == [("django", False), ("absente", True)]
