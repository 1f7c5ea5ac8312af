"""Who waits for the processor: what nobody waits for comes after what somebody looks at.

`nice` alone says it among the processes of one session only: where the kernel shares the processor among sessions first
(`sched_autogroup`, as Debian's does), each session is a group with a place of its own (sched(7)). The server of a
database and whoever reads received files each have their own.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from pathlib import Path

import structlog

TRIES = 10
MOMENT = 0.1
"""Seconds after which the kernel changes the place of a session again, for all of the machine who are not root."""


def stand_behind(how_late: int) -> None:
    """From now on this process, and what it starts, gets the processor later than others by so much (`nice`)."""
    os.nice(how_late)
    _place(0, how_late_we_are())


def place_as_ours(process: int) -> None:
    """Give a process, and its session when it leads one, the place that we have. What may not be done is left."""
    how_late = how_late_we_are()
    # of another account's process nobody but root may say it
    with suppress(ProcessLookupError, PermissionError):
        if os.getpriority(os.PRIO_PROCESS, process) != how_late:
            os.setpriority(os.PRIO_PROCESS, process, how_late)
        _place(process, how_late)


def how_late_we_are() -> int:
    """Our place: 0 as everybody, up to 19 behind all."""
    return os.getpriority(os.PRIO_PROCESS, 0)


def session_place(process: int) -> int | None:
    """The place of the session of a process; None where the kernel gives sessions none."""
    with suppress(OSError, IndexError):
        return int(_session(process).read_text("ascii").split()[-1])
    return None


def _place(process: int, how_late: int) -> None:
    if os.getsid(process) != (process or os.getpid()) or session_place(process) in (None, how_late):
        # a session that somebody else leads has others in it
        return
    for _ in range(TRIES):
        try:
            _session(process).write_text(str(how_late), "ascii")
        except BlockingIOError:
            # others wait for the same moment
            time.sleep(MOMENT * random.uniform(0.5, 1.5))  # noqa: S311
        except (FileNotFoundError, ProcessLookupError):
            return
        except OSError:
            break
        else:
            return
    structlog.get_logger().info("served as early as others", process=process or os.getpid())


def _session(process: int) -> Path:
    return Path("/proc", str(process or "self"), "autogroup")
