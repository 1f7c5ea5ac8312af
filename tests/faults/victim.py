"""Ingests one package and may be killed on the way: at a named point between two steps, by itself, or by its parent.

python victim.py PACKAGE TENANT [POINT]
"""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
from pathlib import Path

from chartrier.wiring import set_up_django, wire

set_up_django()

from chartrier.administration.tenants import tenant_of  # noqa: E402 - models need Django set up
from chartrier.errors import ChartrierError  # noqa: E402
from chartrier.ingest.steps import Steps  # noqa: E402
from chartrier.ingest.versement import ingest  # noqa: E402
from chartrier.settings import load_settings  # noqa: E402

if __name__ == "__main__":
    package, code = Path(sys.argv[1]), sys.argv[2]
    point = sys.argv[3] if len(sys.argv) > 3 else None

    def breakpoint_(name: str) -> None:
        print(name, flush=True)
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    with wire(load_settings(None, os.environ)) as archive:
        means = dataclasses.replace(archive.means, copies=dataclasses.replace(archive.copies, breakpoint=breakpoint_))
        print("ready", flush=True)
        try:
            outcome = ingest(package, tenant_of(code), means, by="system", steps=Steps())
        except ChartrierError as error:
            print(error.finding.code, flush=True)
            sys.exit(3)
        print("accepted" if outcome.operation.accepted else "rejected", flush=True)
        sys.exit(0 if outcome.operation.accepted else 1)
