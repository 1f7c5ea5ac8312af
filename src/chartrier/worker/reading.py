"""Reading what was archived: its words, its personal data, its small pictures. Nobody waits for it: it is done in
slices, behind what somebody waits for.
"""

from __future__ import annotations

from time import monotonic
from uuid import UUID

import structlog

from chartrier.access.extracting import extract_texts, make_thumbnails
from chartrier.catalog.archive.questions import last_settled
from chartrier.catalog.privacy.register import unseen
from chartrier.catalog.texts.register import defer_reading, without_text
from chartrier.catalog.texts.thumbnails import without_thumbnail
from chartrier.detection.scanning import edition
from chartrier.errors import ChartrierError
from chartrier.privacy.scanning import scan_texts
from chartrier.records.tenant import Tenant
from chartrier.wiring import Wiring

log = structlog.get_logger()

LOOKED = 6 * 3600
"""Seconds after which all that a tenant has is looked at again: an index may have been made again meanwhile."""


def read_later(tenant: int, versement: UUID | None = None) -> None:
    """Have the documents of a versement read, or all of a tenant, after what somebody waits for."""
    try:
        defer_reading(tenant, versement)
    except ChartrierError as problem:
        log.warning("texts_wait", tenant=f"{tenant:09d}", why=problem.finding.code)


_whole: dict[int, tuple[UUID, float]] = {}
"""Of tenants of which nothing was left: up to which versement, and when this process looked at all that they have."""


def is_left_to_read(tenant: int, *, whole: bool = False) -> bool:
    """Whether a tenant has documents that were not read, or not looked through: of all that it has, now and then or
    when `whole` asks for it; of what came since, in between.
    """
    since_whole = monotonic()
    last = last_settled(tenant)
    if last is None:
        return False
    known, looked = _whole.get(tenant, (None, 0.0))
    since = known if not whole and since_whole - looked < LOOKED else None
    left = bool(
        without_text(tenant, versement=None, after=since, limit=1)
        or without_thumbnail(tenant, versement=None, after=since, limit=1)
        or unseen(tenant, edition(), after=since, limit=1)
    )
    if not left:
        _whole[tenant] = last, looked if since else since_whole
    return left


def read_texts(archive: Wiring, tenant: Tenant, versement: UUID | None, seconds: float) -> bool:
    """Read what documents say, look for personal data in it, and make their small pictures: of those not read yet, of
    a versement or of a tenant, for so long. What cannot be read now is read another time.

    Whether to go on: not when nothing could be done of what is left.
    """
    end = monotonic() + seconds

    def enough() -> bool:
        return monotonic() > end

    done = 0
    try:
        done = extract_texts(tenant.key, archive.copies, versement, enough=enough).states.total()
        done += 0 if enough() else make_thumbnails(tenant.key, archive.copies, versement, enough)
    except ChartrierError as problem:
        log.warning("texts_wait", tenant=tenant.code, why=problem.finding.code)
    # of what was read until then, whatever stopped the reading
    done += 0 if enough() else scan_texts(tenant.key, enough=enough, since=versement)
    return done > 0 and enough()
