"""What an operation did to some folders, in order, so that every disk a power cut may leave can be made again.

The recording speaks of inodes, not of paths: a file keeps its bytes when its folder is renamed, and the same name may
stand for two files one after the other.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.calls import Call

Tree = dict[str, tuple[int, bytes | None]]
"""Mode and bytes (None for a folder) by path; the roots have theirs too."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of names (`entries`: folder, name, inode or None, all at once), of bytes or of a mode, or a sync."""

    kind: str
    """names, write, truncate, mode, sync, syncfs."""
    inode: int = 0
    entries: tuple[tuple[int, str, int | None], ...] = ()
    offset: int = 0
    data: bytes = b""
    mode: int = 0
    said: str = ""
    """The call, for who reads a failure."""


@dataclass
class Disk:
    """Folders and files by inode."""

    names: dict[int, dict[str, int]] = field(default_factory=dict)
    bytes: dict[int, bytes] = field(default_factory=dict)
    modes: dict[int, int] = field(default_factory=dict)

    def copy(self) -> Disk:
        return Disk({inode: dict(names) for inode, names in self.names.items()}, dict(self.bytes), dict(self.modes))

    def apply(self, change: Change) -> None:
        if change.kind == "names":
            for folder, name, inode in change.entries:
                if inode is None:
                    self.names[folder].pop(name, None)
                else:
                    self.names[folder][name] = inode
        elif change.kind == "write":
            old = self.bytes[change.inode].ljust(change.offset, b"\0")
            self.bytes[change.inode] = old[: change.offset] + change.data + old[change.offset + len(change.data) :]
        elif change.kind == "truncate":
            self.bytes[change.inode] = self.bytes[change.inode][: change.offset].ljust(change.offset, b"\0")
        elif change.kind == "mode":
            self.modes[change.inode] = change.mode

    def tree(self, roots: Mapping[str, int]) -> Tree:
        """What is reached from the roots."""
        found: Tree = {}
        waiting = list(roots.items())
        while waiting:
            path, inode = waiting.pop()
            found[path] = (self.modes[inode], self.bytes.get(inode))
            waiting += [(f"{path}/{name}", below) for name, below in self.names.get(inode, {}).items()]
        return found


class Recorder:
    """An observer of calls. `look` is asked before each for the state of what lies outside (the database)."""

    def __init__(self, roots: Sequence[Path], look: Callable[[], int]) -> None:
        self.roots: dict[str, int] = {}
        self.start = Disk()
        self.device: dict[int, int] = {}
        """The root below which an inode was made: roots stand for disks, but the first two share one."""
        self.changes: list[Change] = []
        self.seen: list[int] = []
        """What `look` said before each change."""
        self._look = look
        self._looked = 0
        self._numbers = iter(range(1, 1 << 30))
        for number, root in enumerate(roots):
            self.roots[os.path.realpath(root)] = self._take(os.path.realpath(root), max(number, 1))
        self.now = self.start.copy()

    def _take(self, path: str, device: int) -> int:
        """An inode for what is there already."""
        inode = self._new(device)
        status = os.lstat(path)
        self.start.modes[inode] = stat.S_IMODE(status.st_mode)
        if stat.S_ISDIR(status.st_mode):
            self.start.names[inode] = {name: self._take(f"{path}/{name}", device) for name in sorted(os.listdir(path))}
        else:
            self.start.bytes[inode] = Path(path).read_bytes()
        return inode

    def _new(self, device: int) -> int:
        inode = next(self._numbers)
        self.device[inode] = device
        return inode

    def before(self, call: Call) -> None:
        self._looked = self._look()

    def after(self, call: Call) -> None:
        change = self._change(call)
        if change is not None:
            self.seen.append(self._looked)
            self.changes.append(change)
            self.now.apply(change)

    def _change(self, call: Call) -> Change | None:
        """None when it is about a file that has no name any more."""
        said = f"{call.kind} {call.path} {call.target}".strip()
        if call.kind in ("create", "mkdir"):
            return self._made(call, said)
        if call.kind == "link":
            inode = self._find(call.path)
            assert inode is not None
            return Change("names", inode, (self._entry(call.target, inode),), said=said)
        if call.kind == "rename":
            inode = self._find(call.path)
            return Change("names", entries=(self._entry(call.path, None), self._entry(call.target, inode)), said=said)
        if call.kind in ("unlink", "rmdir"):
            return Change("names", entries=(self._entry(call.path, None),), said=said)
        inode = self._find(call.path)
        if inode is None:
            return None
        if call.kind == "chmod":
            return Change("mode", inode, mode=stat.S_IMODE(os.lstat(call.path).st_mode), said=said)
        return Change(call.kind, inode, offset=call.offset, data=call.data, said=said)

    def _made(self, call: Call, said: str) -> Change:
        folder, name, _ = self._entry(call.path, None)
        inode = self._new(self.device[folder])
        for disk in (self.start, self.now):
            disk.modes[inode] = stat.S_IMODE(os.lstat(call.path).st_mode)
            if call.kind == "mkdir":
                disk.names[inode] = {}
            else:
                disk.bytes[inode] = b""
        return Change("names", inode, ((folder, name, inode),), said=said)

    def _entry(self, path: str, inode: int | None) -> tuple[int, str, int | None]:
        parent, name = os.path.split(path)
        folder = self._find(parent)
        assert folder is not None, path
        return folder, name, inode

    def _find(self, path: str) -> int | None:
        for root, inode in self.roots.items():
            if path == root or path.startswith(f"{root}/"):
                found: int | None = inode
                for part in path[len(root) :].split("/")[1:]:
                    found = self.now.names.get(found, {}).get(part) if found is not None else None
                return found
        return None

    def written(self, name: str) -> set[int]:
        """The files that bear this name at the end."""
        return {found[name] for found in self.now.names.values() if name in found}

    def is_complete(self) -> bool:
        """Whether what was recorded explains what is on the disk now: nothing escaped."""
        return self.now.tree(self.roots) == read_tree(list(self.roots))


def read_tree(roots: Sequence[str | Path]) -> Tree:
    found: Tree = {}
    for root in map(str, roots):
        found[root] = (stat.S_IMODE(os.lstat(root).st_mode), None)
        for folder, folders, files in os.walk(root):
            for name in (*folders, *files):
                path = f"{folder}/{name}"
                data = Path(path).read_bytes() if name in files else None
                found[path] = (stat.S_IMODE(os.lstat(path).st_mode), data)
    return found


def write_tree(tree: Tree, roots: Sequence[str | Path]) -> None:
    """Make the roots hold exactly this."""
    for root in map(Path, roots):
        for entry in os.scandir(root):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)
    for path in sorted(tree):
        mode, data = tree[path]
        if data is None:
            os.makedirs(path, exist_ok=True)
        else:
            Path(path).write_bytes(data)
        os.chmod(path, mode)


def digest_of(tree: Tree) -> str:
    """The same for two trees that are equal."""
    total = hashlib.sha256()
    for path in sorted(tree):
        mode, data = tree[path]
        total.update(f"{path}\0{mode:o}\0{-1 if data is None else len(data)}\0".encode() + (data or b""))
    return total.hexdigest()
