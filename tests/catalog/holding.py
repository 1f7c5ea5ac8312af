"""A process that begins a versement and keeps it, until it is killed or its input ends.

python holding.py TENANT PACKAGE AGENCY MESSAGE        (the archive is given by the environment)
"""

import os
import sys
from datetime import UTC, datetime
from uuid import UUID

from chartrier import wiring
from chartrier.errors import Conflict
from chartrier.settings import load_settings

if __name__ == "__main__":
    tenant, package, agency, message = sys.argv[1:]
    with wiring.wire(load_settings(None, os.environ)):
        from chartrier.catalog.archive import acquisition

        with acquisition.lease(int(tenant), UUID(package), datetime.now(UTC)) as lease:
            print("begun", flush=True)
            sys.stdin.readline()
            try:
                lease.reserve(agency, message)
                print("reserved", flush=True)
            except Conflict as conflict:
                print(conflict.finding.code, flush=True)
            sys.stdin.readline()
