"""One list of collectivités, from where it stands to its end: idempotent, whoever does it and however often."""

from __future__ import annotations

from uuid import UUID

import structlog

from chartrier.administration.collectivites.openings import carry_on, stopped
from chartrier.catalog.openings import register
from chartrier.catalog.openings.models import Opening
from chartrier.errors import ChartrierError, Conflict, Unavailable
from chartrier.wiring import Wiring
from chartrier.worker.again import TryAgain
from chartrier.worker.findings import BROKEN

log = structlog.get_logger()


def open_collectivites(archive: Wiring, identifier: UUID, *, last: bool) -> None:
    """Go on with a list, unless another process has it or it is done. Raises TryAgain when something is missing."""
    copies = archive.copies
    with register.hold(identifier) as opening:
        if opening is None or opening.state == Opening.State.DONE:
            return
        try:
            carry_on(opening, instance=archive.settings.journal_origin, copies=copies)
        except Unavailable as missing:
            if last:
                stopped(opening, missing, copies)
                return
            register.wait(opening)
            raise TryAgain(missing.finding.code) from missing
        except ChartrierError as refused:
            stopped(opening, refused, copies)
        except Exception as bug:
            log.error("opening_broken", opening=str(identifier), exc_info=bug)
            stopped(opening, Conflict(BROKEN, name=type(bug).__name__), copies)
