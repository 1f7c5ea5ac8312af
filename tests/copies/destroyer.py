"""Orders the destruction of the units it is given, or goes on with it when that is done; it may be killed on the way,
at a named point, or by its parent.

python -m tests.copies.destroyer TENANT [POINT] < UNITS
"""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
from uuid import UUID

from chartrier.wiring import set_up_django, wire

set_up_django()

from chartrier.administration.tenants import tenant_of  # noqa: E402 - models need Django set up
from chartrier.copies.destruction.ordering import order  # noqa: E402
from chartrier.copies.publication import publish  # noqa: E402
from chartrier.settings import load_settings  # noqa: E402
from tests.copies.destroying import orders_of, withdrawal  # noqa: E402

if __name__ == "__main__":
    code, units = sys.argv[1], [UUID(each) for each in sys.stdin.read().split()]
    point = sys.argv[2] if len(sys.argv) > 2 else None

    def breakpoint_(name: str) -> None:
        print(name, flush=True)
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    with wire(load_settings(None, os.environ)) as archive:
        copies = dataclasses.replace(archive.copies, breakpoint=breakpoint_)
        tenant = tenant_of(code)
        if orders_of(tenant):
            print("ready", flush=True)
            publish(tenant, copies)
        else:
            what, second = withdrawal(archive, tenant, units, archive.copies)
            print("ready", flush=True)
            order(what, units, tenant, copies, second)
        print("done", flush=True)
