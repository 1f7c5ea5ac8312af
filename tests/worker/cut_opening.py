"""A worker that is killed (SIGKILL) after it opened the collectivité of some line, before that line is told."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from chartrier import wiring
from chartrier.settings import load_settings
from chartrier.web import site


def main(number: int) -> None:
    wiring.set_up_django(site.SETTINGS)
    from chartrier.administration.collectivites import openings
    from chartrier.worker import running

    settle, told = openings.register.settle, 0

    def cut(*given: Any) -> None:
        nonlocal told
        told += 1
        if told == number:
            os.kill(os.getpid(), signal.SIGKILL)
        settle(*given)

    openings.register.settle = cut
    with wiring.wire(load_settings(None, os.environ)) as archive:
        running.run(archive, concurrency=1, wait=True, started=lambda: None)


main(int(sys.argv[1]))
