"""A seccomp filter that refuses the calls a parser never needs: sockets, programs, other processes.

Landlock and an empty network leave one door: the socket of a database is a file, and connecting to it is not
reading.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from chartrier.formats.confinement import kernel

_FILTER_MODE = 2
_ALLOW = 0x7FFF_0000
_REFUSE = 0x0005_0000 | errno.EPERM

# Offsets in the kernel's seccomp_data.
_NUMBER, _ARCHITECTURE = 0, 4
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_X32 = 0x4000_0000

_REFUSED = {
    # socket, connect, socketpair, execve, execveat, ptrace, process_vm_readv and writev, io_uring_setup,
    # pidfd_open, bpf, userfaultfd, perf_event_open, keyctl and its two companions
    "x86_64": (
        0xC000_003E,
        (41, 42, 53, 59, 322, 101, 310, 311, 425, 434, 321, 323, 298, 248, 249, 250),
    ),
    "aarch64": (
        0xC000_00B7,
        (198, 203, 199, 221, 281, 117, 270, 271, 425, 434, 280, 282, 241, 217, 218, 219),
    ),
}


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def _instruction(code: int, yes: int, no: int, value: int) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)


def _assemble(architecture: int, refused: tuple[int, ...]) -> bytes:
    """Refuse another architecture's calls, the x32 variants, then each refused number; allow the rest."""
    count = len(refused)
    program = [
        _instruction(_LOAD, 0, 0, _ARCHITECTURE),
        _instruction(_EQUAL, 0, count + 3, architecture),
        _instruction(_LOAD, 0, 0, _NUMBER),
        _instruction(_AT_LEAST, count + 1, 0, _X32),
    ]
    program += [_instruction(_EQUAL, count - position, 0, number) for position, number in enumerate(refused)]
    program += [_instruction(_RETURN, 0, 0, _ALLOW), _instruction(_RETURN, 0, 0, _REFUSE)]
    return b"".join(program)


def refuse_calls() -> bool:
    """Refuse them (EPERM) to this thread and what it starts. False when the kernel or processor is another.

    PR_SET_NO_NEW_PRIVS must be set.
    """
    known = _REFUSED.get(os.uname().machine)
    if known is None:
        return False
    assembled = _assemble(*known)
    instructions = ctypes.create_string_buffer(assembled, len(assembled))
    program = _Program(len(assembled) // 8, ctypes.addressof(instructions))
    try:
        kernel.prctl(kernel.PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program))
    except OSError:
        return False
    return True
