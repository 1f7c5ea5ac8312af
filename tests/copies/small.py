"""A small operation for the tests; run as a program it is one that dies.

python small.py TENANT POINT
"""

from __future__ import annotations

import dataclasses
import os
import signal
import sys

from chartrier import clock
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.wiring import set_up_django, wire

set_up_django()

from chartrier.administration.tenants import tenant_of  # noqa: E402 - models need Django set up
from chartrier.copies.small_operation import SmallOperation, carry_out  # noqa: E402
from chartrier.settings import load_settings  # noqa: E402


def small_operation(tenant: Tenant) -> SmallOperation:
    """An audit of nothing."""
    began = clock.now()
    identifier = new_package_id(began)
    operation = {
        "format": "chartrier-package/1",
        "id": str(identifier),
        "operation": "audit",
        "tenant": tenant.code,
        "by": "system",
        "contents": None,
    }
    files = {"operation.json": canonical(operation), "findings.json": b"[]"}
    return SmallOperation(identifier, "audit", began, "system", files)


if __name__ == "__main__":
    code, point = sys.argv[1:]

    def breakpoint_(name: str) -> None:
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    with wire(load_settings(None, os.environ)) as archive:
        copies = dataclasses.replace(archive.copies, breakpoint=breakpoint_)
        tenant = tenant_of(code)
        carry_out(small_operation(tenant), tenant, copies, lambda cursor: None)
