"""The page that `make bench-territory` writes: what was wanted, what was measured, on what."""

from __future__ import annotations

from bench.territory import Measured, measure, written


def test_the_page_says_what_was_wanted_and_measured() -> None:
    counted = measure("**compte**", lambda: sum(range(1_000)), 3)
    assert len(counted.wall) == len(counted.processor) == 3 and min(counted.wall) > 0
    page = written([Measured("import", [1.234]), counted], {"processeur": "essai"}, 200, 3)
    assert "| import | 1,23 s (1,23 à 1,23) |" in page and "**compte**" in page and "| processeur | essai |" in page
    said = " ".join(page.split())
    assert "10 000 tirages de 10 chiffres" in said and "moins de 1 s" in said and "tirages en moins de 2 s" in said
