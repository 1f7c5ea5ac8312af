"""Heals the copies of a tenant, and may die on the way.

python healing.py TENANT POINT
"""

from __future__ import annotations

import dataclasses
import os
import signal
import sys

from chartrier.wiring import set_up_django, wire

set_up_django()

from chartrier.administration.tenants import tenant_of  # noqa: E402 - models need Django set up
from chartrier.copies.healing import heal  # noqa: E402
from chartrier.settings import load_settings  # noqa: E402

if __name__ == "__main__":
    code, point = sys.argv[1:]

    def breakpoint_(name: str) -> None:
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    with wire(load_settings(None, os.environ)) as archive:
        print("ready", flush=True)
        heal(tenant_of(code), dataclasses.replace(archive.copies, breakpoint=breakpoint_))
