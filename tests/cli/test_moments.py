"""Dates as people read them."""

from __future__ import annotations

import pytest

from chartrier.cli.moments import readable


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("2026-11-22", "22 novembre 2026", "22 November 2026"),
        ("1871-03-01", "1er mars 1871", "1 March 1871"),
        (
            "2026-01-02T03:04:05.000006Z",
            "2 janvier 2026 à 04\u00a0h\u00a004 (UTC+01:00)",
            "2 January 2026 at 04:04 (UTC+01:00)",
        ),
        (
            "2026-06-30T22:30:00.000000Z",
            "1er juillet 2026 à 00\u00a0h\u00a030 (UTC+02:00)",
            "1 July 2026 at 00:30 (UTC+02:00)",
        ),
        ("2026", "2026", "2026"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("2026-01-02T03:04", "2026-01-02T03:04", "2026-01-02T03:04"),
    ],
)
def test_a_date_in_words(text: str, french: str, english: str) -> None:
    assert readable(text, "fr") == french
    assert readable(text, "en") == english
