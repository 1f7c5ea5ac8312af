"""The code of a collectivité in an address."""

from __future__ import annotations


class TenantCode:
    """A path converter: nine digits, written `<tenant:code>`."""

    regex = "[0-9]{9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return f"{int(str(value)):09d}"
