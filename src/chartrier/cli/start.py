"""Where the command begins: interrupted while it loads, it ends as when it works."""

from __future__ import annotations

import sys

from chartrier.cli.exit_codes import INTERRUPTED


def main() -> None:
    """Run the command line of this process."""
    try:
        from chartrier.cli import main as command
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    command.main()
