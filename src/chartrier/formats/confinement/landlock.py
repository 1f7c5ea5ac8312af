"""Landlock, the kernel's own sandbox: from here on this process only reads below the folders it was given.

It needs no privilege and holds root too. Linux 5.13 has files; TCP came with interface 4, signals with 6.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

from chartrier.formats.confinement import kernel

# The same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1

_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_RIGHTS_OF_INTERFACE_1 = (1 << 13) - 1
_RIGHTS_ADDED = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_BIND_AND_CONNECT_TCP = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def interface() -> int:
    """The version of the kernel's interface, 0 when it has none."""
    try:
        return kernel.syscall(_CREATE_RULESET, ctypes.c_void_p(), 0, _VERSION_FLAG)
    except OSError:
        return 0


def read_only(folders: Iterable[Path]) -> bool:
    """Let this thread, and what it starts, only read below `folders`: no write, no program run, no TCP.

    Folders that do not exist are left out. False when the kernel cannot. PR_SET_NO_NEW_PRIVS must be set.
    """
    version = interface()
    if version == 0:
        return False
    ruleset = _new_ruleset(version)
    try:
        for folder in folders:
            _allow_reading(ruleset, folder)
        kernel.syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return True


def _new_ruleset(version: int) -> int:
    files = _RIGHTS_OF_INTERFACE_1
    for since, right in _RIGHTS_ADDED.items():
        files |= right if version >= since else 0
    rules = _Ruleset(
        files,
        _BIND_AND_CONNECT_TCP if version >= 4 else 0,
        _ABSTRACT_SOCKETS_AND_SIGNALS if version >= 6 else 0,
    )
    # Older kernels refuse a structure longer than the one they know.
    size = 8 if version < 4 else 16 if version < 6 else 24
    return kernel.syscall(_CREATE_RULESET, ctypes.byref(rules), size, 0)


def _allow_reading(ruleset: int, folder: Path) -> None:
    try:
        opened = os.open(folder, os.O_PATH | os.O_CLOEXEC | os.O_DIRECTORY)
    except OSError:
        return
    try:
        rule = _PathBeneath(_READ_FILE | _READ_DIR, opened)
        kernel.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(opened)
