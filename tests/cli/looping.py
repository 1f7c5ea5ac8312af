"""Ingests one package after another until it is told to stop: what works while copies come and go.

python looping.py FOLDER TENANT     (a line is printed after each versement; it stops when FOLDER/stop is there)
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from chartrier.wiring import set_up_django, wire

set_up_django()

from chartrier.administration.tenants import tenant_of  # noqa: E402 - models need Django set up
from chartrier.ingest.steps import Steps  # noqa: E402
from chartrier.ingest.versement import ingest  # noqa: E402
from chartrier.settings import load_settings  # noqa: E402
from tests.copies.away import new_sip  # noqa: E402

if __name__ == "__main__":
    folder, code = Path(sys.argv[1]), sys.argv[2]
    while not (folder / "stop").exists():
        # the settings of each moment, as a command of its own would have
        with wire(load_settings(None, os.environ)) as archive:
            outcome = ingest(new_sip(folder), tenant_of(code), archive.means, by="system", steps=Steps())
        assert outcome.operation.accepted
        print(outcome.index, flush=True)
