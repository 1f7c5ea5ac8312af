"""Which file of a package is its bordereau: the one XML file at the root."""

from __future__ import annotations

from chartrier.packages import findings as kinds
from chartrier.packages.names import place_of
from chartrier.packages.package import Package
from chartrier.records.finding import Findings

_NAMED = 5
"""Candidates that a finding about several of them names."""


def bordereau_name(package: Package, findings: Findings) -> str | None:
    """Its name, or None with a finding when there is none or more than one."""
    candidates = [name for name in package.entries if "/" not in name and _is_xml(name)]
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        for name in candidates[:_NAMED]:
            findings.add(kinds.SEVERAL_BORDEREAUX, place_of(name), count=len(candidates))
        return None
    wrapped = _in_the_only_folder(package)
    if wrapped is not None:
        findings.add(kinds.BORDEREAU_IN_FOLDER, place_of(wrapped))
    else:
        findings.add(kinds.NO_BORDEREAU)
    return None


def _is_xml(name: str) -> bool:
    return name.casefold().endswith(".xml")


def _in_the_only_folder(package: Package) -> str | None:
    """The one XML file of the folder that holds everything: the folder was compressed, not its contents."""
    tops = {name.partition("/")[0] for name in package.entries}
    inside = [name for name in package.entries if name.count("/") == 1 and _is_xml(name)]
    return inside[0] if len(tops) == 1 and len(inside) == 1 else None
