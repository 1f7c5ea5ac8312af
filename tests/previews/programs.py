"""A maker that does what its document says, by the same entry as the real one."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from chartrier.formats.confinement import child


def load() -> Any:
    def answer(question: dict[str, Any]) -> Any:
        with os.fdopen(os.dup(question["file"])) as file:
            file.seek(0)
            asked = file.read()
        if asked.startswith("read "):
            asked = Path(asked[5:]).read_text()
        if asked == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if asked == "sleep":
            time.sleep(60)
        if asked == "lie":
            return {"state": "done", "text": ["not", "a", "text"], "cut": False}
        if asked == "flood":
            for descriptor in range(3, 20):
                try:
                    os.write(descriptor, b"\xff\xff\xff\xff")
                except OSError:
                    continue
        return {"state": "done", "text": asked, "cut": False}

    return answer


if __name__ == "__main__":
    sys.exit(child.serve(load))
