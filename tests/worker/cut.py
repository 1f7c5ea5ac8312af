"""A worker that is killed (SIGKILL) at a named instant of the ingest it does."""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
from typing import Any

from chartrier import wiring
from chartrier.settings import load_settings
from chartrier.web import site


def main(instant: str) -> None:
    wiring.set_up_django(site.SETTINGS)
    from chartrier.worker import running, working

    def breakpoint_(name: str) -> None:
        if name == instant:
            os.kill(os.getpid(), signal.SIGKILL)

    ingest = working.ingest

    def cut(package: Any, tenant: Any, means: Any, **rest: Any) -> Any:
        copies = dataclasses.replace(means.copies, breakpoint=breakpoint_)
        return ingest(package, tenant, dataclasses.replace(means, copies=copies), **rest)

    working.ingest = cut
    with wiring.wire(load_settings(None, os.environ)) as archive:
        running.run(archive, concurrency=1, wait=True, started=lambda: None)


main(sys.argv[1])
