"""Makes the index again from copy a and may be killed on the way: at a named point by itself, or by its parent.

python victim_rebuild.py TENANT [POINT]
"""

from __future__ import annotations

import dataclasses
import os
import signal
import sys

from chartrier.wiring import set_up_django, wire

set_up_django()

from chartrier.administration.tenants import tenant_of  # noqa: E402 - models need Django set up
from chartrier.preservation.rebuild import rebuild  # noqa: E402
from chartrier.records.finding import Findings  # noqa: E402
from chartrier.settings import load_settings  # noqa: E402

if __name__ == "__main__":
    point = sys.argv[2] if len(sys.argv) > 2 else None

    def breakpoint_(name: str) -> None:
        print(name, flush=True)
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    with wire(load_settings(None, os.environ)) as archive:
        copies = dataclasses.replace(archive.copies, breakpoint=breakpoint_)
        print("ready", flush=True)
        rebuild(tenant_of(sys.argv[1]), "a", copies, Findings(), lambda done, of: None)
