"""The life of a record as the demonstration shows it, on documents of the invented commune."""

from __future__ import annotations

from tests.demo.conftest import Played

TITLE, SERIES = "débit de boissons temporaire, fête du lavoir".encode(), b"D\xc3\xa9bits de boissons temporaires"


def test_the_life_of_a_record(played: Played) -> None:
    assert played.chartrier("verify").status == 0
    # nothing is left of what was destroyed; its bordereau is kept, under the name of a série that may name persons
    copies = [path for path in (played.folder / "home" / "copies").rglob("*") if path.is_file()]
    assert not [path for path in copies if TITLE in path.read_bytes()]
    bordereaux = [path for path in copies if path.name == "bordereau.csv"]
    # in both copies, as it was proposed and as it was answered
    assert len(bordereaux) == 2 * 2
    assert all(SERIES in path.read_bytes() for path in bordereaux)
    secrets = list((played.folder / "phrases").iterdir())
    assert {file.stat().st_mode & 0o777 for file in secrets} == {0o600}
    assert not [line for answer in played.told for file in secrets if (line := file.read_text().strip()) in answer]
