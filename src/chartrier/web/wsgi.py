"""The site as a WSGI application of the archive that the environment names: what a WSGI server loads."""

from __future__ import annotations

import os
from typing import Any

from django.db import connections

from chartrier import wiring
from chartrier.settings import load_settings
from chartrier.web import site
from chartrier.web.frame.archive import serve

KEPT = 300
"""Seconds for which a thread keeps its connection to the database."""


def make_application() -> Any:
    """Connect the archive and answer requests about it. Raises as `wiring.wire` does."""
    settings = load_settings(None, os.environ)
    wiring.set_up_django(site.SETTINGS)
    archive = wiring.wire(settings)
    site.turn_to(settings)
    serve(archive)
    # a connection for each request costs more than what most requests ask
    connections.settings["default"] |= {"CONN_MAX_AGE": KEPT, "CONN_HEALTH_CHECKS": True}
    from django.core.wsgi import get_wsgi_application

    from chartrier.catalog.counts.standing import let_stand

    let_stand()
    return get_wsgi_application()
