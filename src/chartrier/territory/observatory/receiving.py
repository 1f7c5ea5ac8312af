"""What others publish, entered here: proven by a key that an operator was given, or declared by a list, and told so.

Files only. Nothing is fetched, and an address that a file may hold is text like any other.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from chartrier.catalog.observatory import register
from chartrier.clock import day_of
from chartrier.errors import Conflict, IntegrityFailure, InvalidInput, NotFound
from chartrier.geography.folding import fold
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.canonical import canonical
from chartrier.records.finding import Findings, Place
from chartrier.records.identifiers import new_package_id
from chartrier.settings import UNNAMED, Settings
from chartrier.territory.observatory import findings as say
from chartrier.territory.observatory.choosing import require_named
from chartrier.territory.observatory.lists import Declared, read_list
from chartrier.territory.observatory.publication import LARGEST, Publication, Untenable, read, require_possible
from chartrier.territory.observatory.publishing import kept_key


@dataclass(frozen=True, slots=True)
class Received:
    """What a file brought: how many publications it has, and how many were not there already."""

    read: int
    new: int


LEAST_TOLD = 16
"""Characters of a fingerprint that are told by voice, at least: 64 bits."""


def trust(written: str, settings: Settings, now: datetime, fingerprint: str | None = None) -> VerifierKey:
    """Take this key for the instance that it names.

    `fingerprint`: what its operator told by another way, or the beginning of it; None: whoever asks compares it. Raises
    InvalidInput (OBS-016, OBS-018, OBS-020), Conflict (OBS-007, OBS-009).
    """
    try:
        key = VerifierKey.read(written.strip().encode())
    except IntegrityFailure:
        raise InvalidInput(say.NO_KEY) from None
    require_named(key.name)
    if fingerprint is not None:
        told = "".join(fingerprint.split()).casefold()
        if len(told) < LEAST_TOLD or not "".join(key.fingerprint.split()).casefold().startswith(told):
            raise InvalidInput(say.OTHER_FINGERPRINT, least=LEAST_TOLD)
    known = known_keys(settings)
    other = next((name for name, public in known.items() if public == key.public and name != key.name), None)
    if other is not None:
        raise Conflict(say.SAME_KEY, name=other)
    if known.get(key.name, key.public) != key.public or register.trust(key.name, key.public, now) != key.public:
        raise Conflict(say.OTHER_KEY, name=key.name)
    return key


def known_keys(settings: Settings) -> dict[str, bytes]:
    """The public key of each instance whose publications are taken, this one too."""
    own = kept_key(settings)
    return {**register.trusted(), **({own.name: own.public} if own is not None else {})}


def distrust(name: str) -> None:
    """Count nothing of this instance any more; what it published is kept. Raises NotFound (OBS-008)."""
    if not register.distrust(name):
        raise NotFound(say.NOT_TRUSTED, name=name[:100])


def receive(
    stream: BinaryIO, findings: Findings, settings: Settings, *, file: str, now: datetime, person: UUID | None
) -> Received:
    """Enter a publication or a list: nothing of it with a finding that refuses, nothing twice.

    Raises InvalidInput (OBS-003) for a file that begins as a publication and is none.
    """
    data = stream.read(LARGEST + 1)
    if not data.strip():
        findings.add(say.NOTHING_READ, Place(file), file=file)
        return Received(0, 0)
    if len(data) > LARGEST:
        findings.add(say.NO_PUBLICATION, Place(file), why=f"> {LARGEST} octets")
        return Received(0, 0)
    if data.lstrip().startswith(b"{"):
        return _signed(data, findings, settings, file, now, person)
    declared = read_list(io.BytesIO(data), findings, file=file, today=day_of(now))
    if not declared and not findings.refused:
        findings.add(say.NOTHING_READ, Place(file), file=file)
    if findings.refused:
        return Received(len(declared), 0)
    return Received(len(declared), sum(_enter_declared(each, now, person) for each in declared))


def _signed(
    data: bytes, findings: Findings, settings: Settings, file: str, now: datetime, person: UUID | None
) -> Received:
    given = read(data)
    told = given.publication
    public = known_keys(settings).get(told.instance)
    if told.instance == UNNAMED:
        findings.add(say.UNNAMED_INSTANCE, Place(file), name=UNNAMED)
    elif public is None:
        findings.add(say.UNKNOWN_INSTANCE, Place(file), name=told.instance)
    elif not given.proven_by(public):
        findings.add(say.BAD_SIGNATURE, Place(file), name=told.instance)
    elif day_of(told.made) > day_of(now):
        findings.add(say.NO_PUBLICATION, Place(file), why=told.made.isoformat())
    else:
        try:
            require_possible(told.places)
        except Untenable as problem:
            findings.add(
                say.NOT_APART, Place(file), name=told.instance, year=told.year, why_fr=problem.fr, why_en=problem.en
            )
    if findings.refused or public is None:
        return Received(1, 0)
    entered = register.Entered(
        new_package_id(now), told.instance, told.year, told.made, public, data.decode().removesuffix("\n"), file, now,
        person,
    )  # fmt: skip
    later = any(each.year == told.year and each.made > told.made for each in register.publications(public))
    if later:
        findings.add(say.OLDER, Place(file), name=told.instance, year=told.year)
    return Received(1, int(register.enter(entered)))


def _enter_declared(declared: Declared, now: datetime, person: UUID | None) -> bool:
    """As the latest that was said: a list has a day, and no hour."""
    day = max(declared.sources.values())
    made = datetime.combine(day, datetime.min.time(), now.tzinfo)
    known = [each for each in register.publications() if each.public_key is None and each.year == declared.year]
    same = next((each.name for each in known if fold(each.name) == fold(declared.name)), declared.name)
    told = Publication(same, declared.year, min(day, date(declared.year, 12, 31)), made, declared.places)
    document = canonical({"publication": told.as_json(), "signature": ""}).decode()
    source = ", ".join(declared.sources)
    return register.enter(
        register.Entered(new_package_id(now), same, declared.year, made, None, document, source, now, person)
    )
