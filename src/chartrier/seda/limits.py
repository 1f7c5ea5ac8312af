"""What one bordereau may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a reading. libxml2 adds its own: 256 levels of nesting, 10 million bytes for one text or tag."""

    size: int = 4 << 30
    """Bytes of the whole bordereau."""
    seconds: float = 600.0
    """Time for one pass over it."""
    nodes: int = 200_000
    """Elements and texts in memory at once: a unit's description, an object group, the header."""
    held: int = 64 << 20
    """Bytes in memory at once, of the same."""
    members: int = 1_000_000
    """Units, groups, objects and references between them."""
    names: int = 128 << 20
    """Characters of identifiers, references, addresses and file names, which stay in memory to the end."""
    header: int = 256 << 10
    """Characters of the header's texts that replies and operations repeat, all together."""
    events: int = 100_000
    """Events that a reply tells."""
    prologue: int = 64 << 10
    """Bytes before the root element has begun."""
    schema_findings: int = 50
    """Violations of the schema that are reported; reading stops there."""
    free_names: int = 200
    """Different element names outside the grammar that the variant may bring."""


DEFAULT = Limits()


class TooLarge(Exception):
    """A bound was met while reading; the argument says which, for the finding."""
