"""SQL of `clock.day_of`: the days of the law are those of the calendar on the wall in France, not those of UTC."""

from __future__ import annotations

ZONE = "Europe/Paris"

DAY = f"(({{}})::timestamptz AT TIME ZONE '{ZONE}')::date"
"""SQL of the day of an instant; the instant's own SQL goes between the braces."""
