"""The versions of the exchange standard, and the namespace that each one lives in."""

from __future__ import annotations

from enum import StrEnum

_NAMESPACE = "fr:gouv:culture:archivesdefrance:seda:v"


class Version(StrEnum):
    """A version of SEDA (NF Z44-022) that this archive takes: the grammar table describes them all."""

    V2_1 = "2.1"
    V2_2 = "2.2"
    V2_3 = "2.3"

    @property
    def namespace(self) -> str:
        return _NAMESPACE + self.value

    @property
    def prefix(self) -> str:
        """What lxml writes before the local name of an element of this version: `{namespace}`."""
        return f"{{{_NAMESPACE}{self.value}}}"

    def name_of(self, local: str) -> str:
        """The name of an element of this version as lxml writes it: `{namespace}local`."""
        return f"{{{_NAMESPACE}{self.value}}}{local}"


def version_of(namespace: str) -> str | None:
    """The version that a namespace names, known to us or not (`2.1`, `2.0`, `1.0`); None for any other namespace."""
    return namespace.removeprefix(_NAMESPACE) if namespace.startswith(_NAMESPACE) else None
