"""The log of the operators: one JSON object a line on standard error, tracebacks without the values of variables."""

from __future__ import annotations

import sys

import structlog


def set_up_log() -> None:
    """Once at the start. Values may come from outside and may be secret: JSON escapes them, locals are never shown."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
