"""The calls by which a process changes files below some folders, seen one by one, before and after.

While `observed` lasts, the functions of `os` are ours, `open` for writing is the one that the standard library has in
Python (it writes by these functions), and `syncfs` of the C library is ours too. Nothing else changes files in this
project; `recording.Recording.is_complete` proves it of each run.
"""

from __future__ import annotations

import _pyio
import builtins
import ctypes
import errno
import io
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class Call:
    """One call that changes something or makes it durable."""

    kind: str
    """create, write, truncate, link, rename, unlink, mkdir, rmdir, chmod, sync (a file or folder), syncfs."""
    path: str
    target: str = ""
    """The new name, of a link or rename."""
    offset: int = 0
    """Of a write; the new size, of a truncate."""
    data: bytes = b""


class Observer(Protocol):
    """Told of every call; calls of several threads come one after the other."""

    def before(self, call: Call) -> None:
        """May raise OSError: the call then fails with it, and has no effect. `data` is not known yet."""

    def after(self, call: Call) -> None:
        """It succeeded."""


@contextmanager
def observed(roots: Sequence[Path], observer: Observer) -> Iterator[None]:
    """Show `observer` every call of this process below the folders `roots`."""
    with pytest.MonkeyPatch.context() as patch:
        interposed = _Interposed([os.path.realpath(root) for root in roots], observer)
        for name in ("open", "write", "sendfile", "ftruncate", "link", "rename", "mkdir", "rmdir", "chmod", "fchmod"):
            patch.setattr(os, name, getattr(interposed, name))
        for name in ("unlink", "remove"):
            patch.setattr(os, name, interposed.unlink)
        for name in ("fsync", "fdatasync"):
            patch.setattr(os, name, interposed.sync)
        patch.setattr(os, "replace", interposed.rename)
        for module in (builtins, io):
            patch.setattr(module, "open", interposed.open_stream)
        patch.setattr(ctypes, "CDLL", interposed.library)
        yield


class _Interposed:
    """The functions that stand in for those of the same name."""

    def __init__(self, roots: Sequence[str], observer: Observer) -> None:
        self._roots = roots
        self._observer = observer
        self._turn = threading.RLock()
        self._os = {name: getattr(os, name) for name in dir(os)}
        self._open_stream = builtins.open
        self._library = ctypes.CDLL

    def open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        full = self._place(path, dir_fd) if flags & _WRITING else None

        def real() -> int:
            return self._os["open"](path, flags, mode, dir_fd=dir_fd)

        if full is None:
            return real()
        with self._turn:
            there = os.path.lexists(full)
            if flags & os.O_CREAT and not there:
                return self._through(Call("create", full), real)
            if flags & os.O_TRUNC and there:
                return self._through(Call("truncate", full), real)
            return real()

    def open_stream(self, file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if set(mode) & set("wax+") and self._place(file) is not None:
            return _pyio.open(file, mode, *arguments, **options)
        return self._open_stream(file, mode, *arguments, **options)

    def write(self, descriptor: int, data: Any) -> int:
        def written(count: int) -> bytes:
            return bytes(memoryview(data).cast("B")[:count])

        return self._append(descriptor, lambda: self._os["write"](descriptor, data), written)

    def sendfile(self, out: int, source: int, offset: int | None, count: int) -> int:
        start = os.lseek(source, 0, os.SEEK_CUR) if offset is None else offset

        def written(sent: int) -> bytes:
            return os.pread(source, sent, start)

        return self._append(out, lambda: self._os["sendfile"](out, source, offset, count), written)

    def _append(self, descriptor: int, real: Callable[[], int], written: Callable[[int], bytes]) -> int:
        full = self._place(descriptor)
        if full is None:
            return real()
        with self._turn:
            offset = os.lseek(descriptor, 0, os.SEEK_CUR)
            self._observer.before(Call("write", full, offset=offset))
            count = real()
            self._observer.after(Call("write", full, offset=offset, data=written(count)))
            return count

    def ftruncate(self, descriptor: int, size: int) -> None:
        full = self._place(descriptor)
        self._told(full and Call("truncate", full, offset=size), lambda: self._os["ftruncate"](descriptor, size))

    def link(self, source: Any, target: Any, **options: Any) -> None:
        self._two("link", source, target, options)

    def rename(self, source: Any, target: Any, **options: Any) -> None:
        self._two("rename", source, target, options)

    def _two(self, kind: str, source: Any, target: Any, options: dict[str, Any]) -> None:
        paths = self._place(source, options.get("src_dir_fd")), self._place(target, options.get("dst_dir_fd"))
        assert (paths[0] is None) == (paths[1] is None), f"{kind} over the border: {source} {target}"
        call = Call(kind, paths[0], paths[1]) if paths[0] and paths[1] else None
        self._told(call, lambda: self._os[kind](source, target, **options))

    def mkdir(self, path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        full = self._place(path, dir_fd)
        with self._turn:
            # a folder that is there is an error of the real call, and no write
            call = Call("mkdir", full) if full and not os.path.lexists(full) else None
            self._told(call, lambda: self._os["mkdir"](path, mode, dir_fd=dir_fd))

    def unlink(self, path: Any, *, dir_fd: int | None = None) -> None:
        full = self._place(path, dir_fd)
        self._told(full and Call("unlink", full), lambda: self._os["unlink"](path, dir_fd=dir_fd))

    def rmdir(self, path: Any, *, dir_fd: int | None = None) -> None:
        full = self._place(path, dir_fd)
        self._told(full and Call("rmdir", full), lambda: self._os["rmdir"](path, dir_fd=dir_fd))

    def chmod(self, path: Any, mode: int, **options: Any) -> None:
        full = self._place(path, options.get("dir_fd"))
        self._told(full and Call("chmod", full), lambda: self._os["chmod"](path, mode, **options))

    def fchmod(self, descriptor: int, mode: int) -> None:
        full = self._place(descriptor)
        self._told(full and Call("chmod", full), lambda: self._os["fchmod"](descriptor, mode))

    def sync(self, file: Any) -> None:
        descriptor = file if isinstance(file, int) else file.fileno()
        full = self._place(descriptor)
        self._told(full and Call("sync", full), lambda: self._os["fsync"](descriptor))

    def library(self, name: str | None, *arguments: Any, **options: Any) -> Any:
        real = self._library(name, *arguments, **options)
        return _Library(real, self) if name is None else real

    def syncfs(self, descriptor: int, real: Callable[[int], int]) -> int:
        full = self._place(descriptor)
        try:
            self._told(full and Call("syncfs", full), lambda: real(descriptor))
        except OSError as error:
            ctypes.set_errno(error.errno or errno.EIO)
            return -1
        return 0

    def _told(self, call: Call | str | None, real: Callable[[], object]) -> None:
        if isinstance(call, Call):
            with self._turn:
                self._through(call, real)
        else:
            real()

    def _through(self, call: Call, real: Callable[[], Any]) -> Any:
        self._observer.before(call)
        result = real()
        self._observer.after(call)
        return result

    def _place(self, path: Any, folder: int | None = None) -> str | None:
        """Where a path or descriptor is, when it is below one of the roots."""
        if isinstance(path, int):
            full = os.readlink(f"/proc/self/fd/{path}")
        else:
            base = os.readlink(f"/proc/self/fd/{folder}") if folder is not None else os.getcwd()
            parent, name = os.path.split(os.path.join(base, os.fsdecode(path)))
            full = os.path.join(os.path.realpath(parent), name)
        return full if any(full == root or full.startswith(f"{root}/") for root in self._roots) else None


class _Library:
    """The C library, with its syncfs shown."""

    def __init__(self, real: Any, interposed: _Interposed) -> None:
        self._real = real
        self.syncfs = _SyncFs(real.syncfs, interposed)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


class _SyncFs:
    argtypes: Any = None
    restype: Any = None

    def __init__(self, real: Any, interposed: _Interposed) -> None:
        self._real, self._interposed = real, interposed

    def __call__(self, descriptor: int) -> int:
        return self._interposed.syncfs(descriptor, self._real)
