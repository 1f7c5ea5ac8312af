"""What this instance publishes: made when its operator asks, signed with a key of its own, kept as it went out."""

from __future__ import annotations

from datetime import date, datetime

from chartrier.catalog.observatory import register
from chartrier.catalog.tenants.register import tenant_keys
from chartrier.clock import day_of
from chartrier.errors import InvalidInput, Unavailable
from chartrier.journal.checkpoint import VerifierKey
from chartrier.keyring.findings import KEY_MISSING
from chartrier.keyring.keyring import Keyring
from chartrier.records.anonymity import FEWEST
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.settings import Settings
from chartrier.territory.observatory import findings as say
from chartrier.territory.observatory.counting import counted, sums
from chartrier.territory.observatory.publication import FIRST_YEAR, Publication, read, signed

KEY = "observatory"
"""The name of its key in the keyring; those of tenants are nine digits."""


def own_key(settings: Settings) -> VerifierKey:
    """The public key by which others prove what this instance publishes; made when it is first asked for."""
    return VerifierKey.of(settings.journal_origin, Keyring(settings.keys).make(KEY))


def kept_key(settings: Settings) -> VerifierKey | None:
    """The same, where it was made already."""
    try:
        return VerifierKey.of(settings.journal_origin, Keyring(settings.keys).signing_key(KEY))
    except Unavailable as problem:
        if problem.finding.kind is not KEY_MISSING:
            raise
        return None


def publish(settings: Settings, now: datetime, year: int | None, findings: Findings) -> bytes:
    """Make the publication of a year (None: this one, up to today), and keep it.

    Raises InvalidInput: publishing is off (OBS-001), there are too few (OBS-002), there is no such year (OBS-013).
    """
    if settings.observatory == "off":
        raise InvalidInput(say.OFF)
    today = day_of(now)
    of = today.year if year is None else year
    if not FIRST_YEAR <= of <= today.year:
        raise InvalidInput(say.NO_YEAR, value=of, first=FIRST_YEAR)
    on = min(today, date(of, 12, 31))
    keys = tenant_keys()
    communes = counted(on, register.agreed(keys) if settings.observatory == "agreed" else keys)
    if len(communes) < FEWEST:
        raise InvalidInput(say.TOO_FEW, fewest=FEWEST)
    told = sums(communes)
    key = own_key(settings)
    publication = Publication(key.name, of, on, now, told.places, told.rests, told.sizes)
    document = signed(publication, Keyring(settings.keys).signing_key(KEY))
    if any(each.year == of for each in register.publications(key.public)):
        findings.add(say.PUBLISHED_AGAIN, year=of)
    made = read(document).publication.made
    register.enter(
        register.Entered(
            new_package_id(now), key.name, of, made, key.public, document.decode(), settings.journal_origin, now
        )
    )
    return document


def published(settings: Settings) -> bytes | None:
    """The latest publication that went out, to the byte; None when there is none."""
    if (key := kept_key(settings)) is None:
        return None
    last = max(register.publications(key.public), key=lambda each: (each.year, each.made), default=None)
    return last.document.encode() if last is not None else None
