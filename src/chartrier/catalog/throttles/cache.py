"""Django's cache in the same table, for django-allauth, which counts in it. Values are JSON: nothing is unpickled."""

from __future__ import annotations

import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from chartrier.catalog.throttles import register

FOREVER = 10 * 365 * 86_400
"""Seconds of what has no end."""


class Shared(BaseCache):
    """What every process of the instance sees, and a restart keeps."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = register.remembered(self.make_and_validate_key(key, version=version))
        return default if found is None else found

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        register.remember(self.make_and_validate_key(key, version=version), value, self._seconds(timeout))

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        made = self.make_and_validate_key(key, version=version)
        return register.remember(made, value, self._seconds(timeout), only_new=True)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        made = self.make_and_validate_key(key, version=version)
        found = register.remembered(made)
        return found is not None and register.remember(made, found, self._seconds(timeout))

    def delete(self, key: str, version: int | None = None) -> bool:
        return register.forget(self.make_and_validate_key(key, version=version))

    def clear(self) -> None:
        register.forget_all()

    def _seconds(self, timeout: Any) -> float:
        until = self.get_backend_timeout(timeout)
        return FOREVER if until is None else max(0.0, until - time.time())
