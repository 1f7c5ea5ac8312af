"""Which connection does what: the application's role works, the owner's migrates."""

from __future__ import annotations

from typing import Any


class OwnerMigrates:
    """A Django database router."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"
