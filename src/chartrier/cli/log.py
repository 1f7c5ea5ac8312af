"""The log of the operators: one JSON object a line on standard error, tracebacks without the values of variables."""

from __future__ import annotations

import sys

import structlog


def set_up_log(level: str = "warning") -> None:
    """Values may come from outside: JSON escapes them. They may be secret: local variables are never shown."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
