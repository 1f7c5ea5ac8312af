"""The table of contents of a package, gathered one member at a time within the budget."""

from __future__ import annotations

from typing import Generic, TypeVar

from chartrier.packages import findings
from chartrier.packages.budget import Budget
from chartrier.packages.names import folded, place_of, unsafe
from chartrier.packages.package import Entry, PackageRefused
from chartrier.records.finding import Finding, FindingKind, Findings

AnyEntry = TypeVar("AnyEntry", bound=Entry)


class Listing(Generic[AnyEntry]):
    """Takes every member: what is wrong with one goes to the findings, what exceeds the budget is refused."""

    def __init__(self, budget: Budget, found: Findings) -> None:
        self._budget = budget
        self._findings = found
        self._wrong = 0
        self._members = 0
        self._bytes = 0
        self._table_bytes = 0
        self._entries: dict[str, AnyEntry] = {}
        self._spellings: dict[str, str] = {}
        self._folders: set[str] = set()

    def member(self) -> None:
        """Count one more member of any kind. Raises PackageRefused beyond the budget."""
        self._members += 1
        if self._members > self._budget.entries:
            raise PackageRefused(findings.TOO_MANY_ENTRIES, limit=self._budget.entries)

    def refuse(self, kind: FindingKind, name: str, **values: str | int) -> None:
        """Something is wrong with this member: go on listing, refuse at the end."""
        self.refuse_finding(Finding(kind, place_of(name), values))

    def refuse_finding(self, finding: Finding) -> None:
        """The same, with the finding at hand."""
        self._findings.append(finding)
        self._wrong += 1

    def folder(self, name: str) -> None:
        """A folder of this name, without its last `/`."""
        if self._named_safely(name):
            self._folders.add(folded(name))

    def file(self, entry: AnyEntry) -> None:
        """A regular file. Raises PackageRefused when the bytes exceed the budget."""
        self._bytes += entry.size
        if self._bytes > self._budget.bytes:
            raise PackageRefused(findings.TOO_MANY_BYTES, limit=self._budget.bytes)
        name = entry.name
        if not self._named_safely(name):
            return
        key = folded(name)
        other = self._spellings.get(key)
        if other is not None:
            self.refuse(findings.DUPLICATE if other == name else findings.ALIKE, name, other=other)
            return
        self._spellings[name if key == name else key] = name
        self._entries[name] = entry
        self._add_parents(key)

    def _named_safely(self, name: str) -> bool:
        self.spend(_memory(name))
        finding = unsafe(name, self._budget)
        if finding is not None:
            self.refuse_finding(finding)
        return finding is None

    def spend(self, size: int) -> None:
        """Count bytes of the table of contents itself. Raises PackageRefused beyond the budget."""
        self._table_bytes += size
        if self._table_bytes > self._budget.directory_bytes:
            raise PackageRefused(findings.DIRECTORY_TOO_LONG, limit=self._budget.directory_bytes)

    def _add_parents(self, key: str) -> None:
        # Counted as members: a few long names with all their parents would otherwise fill the memory.
        parent, slash, _ = key.rpartition("/")
        while slash and parent not in self._folders:
            self.member()
            self.spend(_memory(parent))
            self._folders.add(parent)
            parent, slash, _ = parent.rpartition("/")

    def entries(self) -> dict[str, AnyEntry]:
        """The files, when all is safe. Raises PackageRefused, which counts the findings added so far."""
        for key in self._folders & self._spellings.keys():
            self.refuse(findings.FILE_AND_FOLDER, self._spellings[key])
        if self._wrong:
            raise PackageRefused(findings.UNSAFE_NAMES, count=self._wrong)
        return self._entries


def _memory(name: str) -> int:
    return len(name) if name.isascii() else 4 * len(name)
