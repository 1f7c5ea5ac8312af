"""The life of a record as the demonstration shows it, on documents of the invented commune."""

from __future__ import annotations

from tests.demo.conftest import Played

TITLE = "débit de boissons temporaire, fête du lavoir".encode()


def test_the_life_of_a_record(played: Played) -> None:
    assert played.chartrier("verify").status == 0
    # of what was destroyed the bordereau alone tells anything: it is kept
    copies = played.folder / "home" / "copies"
    left = [path for path in copies.rglob("*") if path.is_file() and TITLE in path.read_bytes()]
    names = {"bordereau.csv", "lines.jsonl", "accepted.jsonl", "executed.jsonl"}
    assert {path.name for path in left} == names
    # in both copies; the bordereau as it was proposed, and as it was answered
    assert len(left) == 2 * (len(names) + 1)
    secrets = list((played.folder / "phrases").iterdir())
    assert {file.stat().st_mode & 0o777 for file in secrets} == {0o600}
    assert not [line for answer in played.told for file in secrets if (line := file.read_text().strip()) in answer]
