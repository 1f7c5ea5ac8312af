"""What a received package may cost us: every limit in one place."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one package. There is no limit of ratio: honest packages inflate 447 times.

    The defaults take a 50 GB object, and 1 GB inflating from 2.4 MB.
    """

    bytes: int = 128 * GIB
    """Inflated bytes in all; for a compressed tar, its headers and padding too."""

    entries: int = 500_000
    """Files, folders and headers of a tar; each costs about 500 bytes of memory."""

    depth: int = 32
    """Components of a name, the file's own included."""

    name_bytes: int = 255
    """UTF-8 bytes of one component."""

    path_bytes: int = 1024
    """UTF-8 bytes of a whole name."""

    directory_bytes: int = 128 * MIB
    """Bytes of a zip's central directory; bytes of all names together."""

    room_left: int = GIB
    """Bytes that must stay free on the scratch disk while a compressed tar is inflated."""
