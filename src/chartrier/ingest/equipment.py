"""What the controls are given by the settings: limits of packages and bordereaux, the antivirus."""

from __future__ import annotations

from pathlib import Path

from chartrier.formats.confinement.bounds import Bounds
from chartrier.formats.identification import FormatIdentifier
from chartrier.malware.conversation import Address
from chartrier.malware.scanner import Scanner
from chartrier.packages.budget import Budget
from chartrier.seda.limits import Limits
from chartrier.settings import Settings


def budget_of(settings: Settings) -> Budget:
    """What one package may cost."""
    return Budget(
        bytes=settings.package_max_bytes,
        entries=settings.package_max_entries,
        depth=settings.package_max_depth,
        name_bytes=settings.package_max_name_bytes,
        path_bytes=settings.package_max_path_bytes,
    )


def limits_of(settings: Settings) -> Limits:
    """What one bordereau may cost."""
    return Limits(size=settings.bordereau_max_bytes, seconds=settings.parser_seconds)


def identifier_of(settings: Settings, folder: Path) -> FormatIdentifier:
    """Who identifies the formats of files below `folder`, in a process of its own."""
    bounds = Bounds(memory=settings.parser_memory)
    return FormatIdentifier(folder, bounds=bounds, seconds=settings.parser_seconds)


def scanner_of(settings: Settings) -> Scanner | None:
    """The antivirus, where one is set. Raises InvalidInput for an address that is none."""
    address = clamd_address(settings)
    if address is None:
        return None
    return Scanner(address, timeout=settings.clamd_timeout, max_bytes=settings.clamd_max_bytes)


def clamd_address(settings: Settings) -> Address | None:
    return Address.read(settings.clamd_address) if settings.clamd_address else None
