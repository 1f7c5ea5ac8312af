"""JSON of raw queries: text for Django's cursors, which leave it to fields to read; a value for others."""

from __future__ import annotations

import json
from typing import Any


def json_of(value: Any) -> Any:
    """The value of a jsonb column; None for none."""
    return json.loads(value) if isinstance(value, str) else value
