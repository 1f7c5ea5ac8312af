"""What a worker does first (`worker.running`), then how late it and what works for it in the database are served.

python -m tests.worker.behind HOW_LATE
"""

from __future__ import annotations

import os
import sys

from django.db import connections

from chartrier.catalog.connection import dedicated, yield_too
from chartrier.precedence import session_place, stand_behind
from chartrier.settings import load_settings
from chartrier.wiring import wire


def place(process: int) -> str:
    """Its own, and that of its session."""
    return f"{os.getpriority(os.PRIO_PROCESS, process)}/{session_place(process)}"


if __name__ == "__main__":
    with wire(load_settings(None, os.environ)):
        ours = connections["default"]
        ours.ensure_connection()
        stand_behind(int(sys.argv[1]))
        yield_too()
        known = ours.connection.info.backend_pid
        with dedicated() as apart:
            print(place(0), place(known), place(apart.info.backend_pid))
        ours.close()
        ours.ensure_connection()
        print(place(ours.connection.info.backend_pid))
