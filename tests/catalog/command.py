"""A command that uses an embedded server: says "ready", and ends when its input does.

python command.py CLUSTER [create]
"""

import sys

from chartrier.catalog.embedded.cluster import Cluster
from chartrier.catalog.embedded.server import EmbeddedServer
from chartrier.errors import ChartrierError

if __name__ == "__main__":
    server = EmbeddedServer(Cluster.read(sys.argv[1]))
    try:
        print("ready", server.hold(create="create" in sys.argv), flush=True)
    except ChartrierError as error:
        print(error.finding.code, error.finding.message("fr"), flush=True)
        sys.exit(1)
    sys.stdin.read()
