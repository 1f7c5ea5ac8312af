"""What this instance publishes: made when its operator asks, signed with a key of its own, kept as it went out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chartrier.catalog.observatory import register
from chartrier.catalog.tenants.register import tenant_keys
from chartrier.clock import day_of
from chartrier.errors import Conflict, InvalidInput, Unavailable
from chartrier.journal.checkpoint import VerifierKey
from chartrier.keyring.findings import KEY_MISSING
from chartrier.keyring.keyring import Keyring
from chartrier.records.anonymity import FEWEST
from chartrier.records.canonical import canonical
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.settings import Settings
from chartrier.territory.observatory import findings as say
from chartrier.territory.observatory.choosing import Counted, counted_by, require_named
from chartrier.territory.observatory.counting import counted, sums
from chartrier.territory.observatory.publication import FIRST_YEAR, Publication, read, signed

KEY = "observatory"
"""The name of its key in the keyring; those of tenants are nine digits."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would go out, before anybody signs it. `again`: something of that year went out already."""

    publication: Publication
    again: bool

    @property
    def digest(self) -> str:
        """The SHA-256 of all that it tells but the moment at which it was made: what was looked at, and is signed."""
        told = {name: value for name, value in self.publication.as_json().items() if name != "made"}
        return hashlib.sha256(canonical(told)).hexdigest()


def own_key(settings: Settings) -> VerifierKey:
    """The public key by which others prove what this instance publishes; made when it is first asked for.

    Raises InvalidInput (OBS-018): the instance has no name of its own.
    """
    require_named(settings.journal_origin)
    return VerifierKey.of(settings.journal_origin, Keyring(settings.keys).make(KEY))


def kept_key(settings: Settings) -> VerifierKey | None:
    """The same, where it was made already."""
    try:
        return VerifierKey.of(settings.journal_origin, Keyring(settings.keys).signing_key(KEY))
    except Unavailable as problem:
        if problem.finding.kind is not KEY_MISSING:
            raise
        return None


def prepare(settings: Settings, now: datetime, year: int | None) -> Prepared:
    """What would be published of a year (None: this one, up to today). Nothing is written, no key is made.

    Raises InvalidInput: publishing is off (OBS-001), there are too few (OBS-002), there is no such year (OBS-013), the
    instance has no name of its own (OBS-018).
    """
    counting = counted_by(settings)
    if counting is Counted.OFF:
        raise InvalidInput(say.OFF)
    require_named(settings.journal_origin)
    today = day_of(now)
    of = today.year if year is None else year
    if not FIRST_YEAR <= of <= today.year:
        raise InvalidInput(say.NO_YEAR, value=of, first=FIRST_YEAR)
    on = min(today, date(of, 12, 31))
    keys = tenant_keys()
    communes = counted(on, register.agreed(keys) if counting is Counted.AGREED else keys)
    if len(communes) < FEWEST:
        raise InvalidInput(say.TOO_FEW, fewest=FEWEST)
    told = sums(communes)
    publication = Publication(settings.journal_origin, of, on, now, told.places, told.rests, told.sizes)
    return Prepared(publication, any(each.year == of for each in made(settings)))


def publish(
    settings: Settings,
    now: datetime,
    year: int | None,
    findings: Findings,
    *,
    looked_at: str | None = None,
    person: UUID | None = None,
) -> bytes:
    """Make the publication of a year, sign it and keep it; OBS-010 when one of that year was made already.

    `looked_at`: the digest of what somebody was shown, None: nobody was. Raises as `prepare`; Conflict (OBS-019) when
    it would not be the same any more.
    """
    prepared = prepare(settings, now, year)
    if looked_at is not None and looked_at != prepared.digest:
        raise Conflict(say.CHANGED_SINCE)
    key, told = own_key(settings), prepared.publication
    document = signed(told, Keyring(settings.keys).signing_key(KEY))
    if prepared.again:
        findings.add(say.PUBLISHED_AGAIN, year=told.year)
    moment = read(document).publication.made
    entered = register.Entered(
        new_package_id(now), key.name, told.year, moment, key.public, document.decode(), settings.journal_origin, now,
        person,
    )  # fmt: skip
    register.enter(entered)
    return document


def made(settings: Settings) -> list[register.Entered]:
    """All that this instance published, the last made first."""
    key = kept_key(settings)
    return register.publications(key.public) if key is not None else []


def published(settings: Settings) -> bytes | None:
    """The latest publication that went out, to the byte; None when there is none."""
    last = max(made(settings), key=lambda each: (each.year, each.made), default=None)
    return last.document.encode() if last is not None else None
