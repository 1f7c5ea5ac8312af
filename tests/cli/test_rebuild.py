"""`chartrier rebuild`, as people run it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.cli.commands import Chartrier
from tests.packages_of_ours import Document, Sip

ONE, TWO = "211234567", "130025265"
SIP = Sip(message="M-1", documents=[Document("a.txt", b"bonjour\n", "Délibération")])


def test_a_database_that_is_lost_is_made_again(new_chartrier: Callable[[str], Chartrier], tmp_path: Path) -> None:
    """The keys and the copies are kept, the home and its database are new: names excepted, all comes back."""
    lost = new_chartrier("lost")
    package = SIP.write(tmp_path / "sip.zip")
    assert lost("init", "--tenant", f"{ONE}=Ma commune", "--tenant", f"{TWO}=La voisine").status == 0
    assert lost("ingest", package, "--tenant", ONE).status == 0
    unit = lost.unit("délibération", ONE)
    found = new_chartrier("found")
    for part in ("copies", "keys"):
        shutil.copytree(lost.folder / part, found.folder / part)
    assert found("init").status == 0
    assert found("rebuild", "--from", "z").status == 4
    told = found("rebuild", "--from", "b", "--json")
    assert told.status == 0, told
    assert [(each["tenant"], each["entries"]) for each in told.objects] == [(TWO, 0), (ONE, 1)]
    assert [each["code"] for answer in told.objects for each in answer["findings"]] == ["PRS-011", "PRS-011"]
    assert found.unit("délibération", ONE) == unit
    assert found("tenant", "set", ONE, "--name", "Ma commune").status == 0
    assert "Ma commune" in found("tenant", "list").out
    assert found("verify").status == 0
    assert found("tenant", "set", ONE, "--name", " ").status == 2


def test_in_plain_words(new_chartrier: Callable[[str], Chartrier], tmp_path: Path) -> None:
    chartrier = new_chartrier("plain")
    assert chartrier("init", "--tenant", ONE).status == 0
    assert chartrier("ingest", SIP.write(tmp_path / "sip.zip")).status == 0
    assert (
        f"✓ {ONE} : index refait d'après la copie a (inscriptions au journal : 1)"
        in chartrier("rebuild", "--from", "a").out
    )
    english = chartrier("rebuild", "--from", "a", "--accept-loss", "--tenant", ONE, "--lang", "en")
    assert english.status == 0
    assert f"✓ {ONE}: index made again from copy a (entries in the journal: 1)" in english.out
