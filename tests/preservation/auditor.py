"""Audits a tenant and dies, by itself, after so many packages.

python auditor.py TENANT COUNT
"""

from __future__ import annotations

import os
import signal
import sys

from chartrier.wiring import set_up_django, wire

set_up_django()

from chartrier.administration.tenants import tenant_of  # noqa: E402 - models need Django set up
from chartrier.preservation.audit import Means, audit  # noqa: E402
from chartrier.settings import load_settings  # noqa: E402

if __name__ == "__main__":
    code, count = sys.argv[1], int(sys.argv[2])

    def progress(copy: str, done: int, total: int) -> None:
        if done == count:
            os.kill(os.getpid(), signal.SIGKILL)

    with wire(load_settings(None, os.environ)) as archive:
        audit(tenant_of(code), Means(archive.copies), by="system", progress=progress)
