"""What the worker counts ahead of a tenant with much, in a process of its own.

python -m bench.web.counting CODE
"""

from __future__ import annotations

import os
import sys

from chartrier.settings import load_settings
from chartrier.wiring import wire

if __name__ == "__main__":
    with wire(load_settings(None, os.environ)):
        from chartrier.worker.counting import KINDS, count_kind

        for name in KINDS:
            count_kind(int(sys.argv[1]), name)
