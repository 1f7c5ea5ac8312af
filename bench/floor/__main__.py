"""One part, in this process."""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from pathlib import Path

PARTS = ("unzipping", "identifying", "validating", "copying", "loading")


def main() -> None:
    name, arguments = sys.argv[1], json.loads(sys.argv[2])
    if name not in PARTS:
        sys.exit(f"{name}: one of {', '.join(PARTS)}")
    part = importlib.import_module(f"bench.floor.{name}")
    given = {key: Path(value) if key in part.PATHS else value for key, value in arguments.items()}
    # What somebody else wrote is not ours to make durable.
    os.sync()
    gc.collect()
    print(json.dumps(part.measure(**given)))


if __name__ == "__main__":
    main()
