"""A worker that is killed (SIGKILL) in the middle of an audit, after some packages were read."""

from __future__ import annotations

import os
import signal
from typing import Any

from chartrier import wiring
from chartrier.settings import load_settings
from chartrier.web import site


def main() -> None:
    wiring.set_up_django(site.SETTINGS)
    from chartrier.worker import checking, running

    audit = checking.audit

    def cut(*given: Any, **rest: Any) -> Any:
        def progress(copy: str, done: int, total: int) -> None:
            if done >= 2:
                os.kill(os.getpid(), signal.SIGKILL)

        return audit(*given, **{**rest, "progress": progress})

    checking.audit = cut
    with wiring.wire(load_settings(None, os.environ)) as archive:
        running.run(archive, concurrency=1, wait=True, started=lambda: None)


main()
