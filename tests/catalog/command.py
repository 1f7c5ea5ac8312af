"""A command that uses an embedded server: says "ready", and ends when its input does.

python command.py HOME [create]
"""

import sys
from pathlib import Path

from chartrier.catalog.embedded.server import EmbeddedServer
from chartrier.errors import ChartrierError
from chartrier.settings import load_settings
from chartrier.wiring import embedded_cluster

if __name__ == "__main__":
    server = EmbeddedServer(embedded_cluster(load_settings(Path(sys.argv[1]), {})))
    try:
        print("ready", server.hold(create="create" in sys.argv), flush=True)
    except ChartrierError as error:
        print(error.finding.code, error.finding.message("fr"), flush=True)
        sys.exit(1)
    sys.stdin.read()
