"""Which documents are lost with a pack that no copy has whole: those whose own bytes no copy proves either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chartrier.errors import IntegrityFailure
from chartrier.journal.strict_json import count, part, read_object, text
from chartrier.preservation.damage import Listing, Wanted
from chartrier.verify.package import LARGEST_LINE, hashed
from chartrier.verify.reader import CopyReader


def lost_with(pack: Wanted, readers: Sequence[CopyReader]) -> Iterator[str]:
    """The identifiers of the lost documents; nothing when no copy can prove the list of what the pack holds."""
    if pack.listing is None:
        return
    for reader in readers:
        if _sha512(reader, pack.listing.path) == pack.listing.sha512:
            for record in _members(reader, pack.listing):
                if not any(_holds(other, pack.path, record) for other in readers):
                    yield str(record["id"])
            return


def _members(reader: CopyReader, listing: Listing) -> Iterator[dict[str, Any]]:
    """The objects of a proven list that lie in the pack."""
    stream = reader.open(listing.path)
    if stream is None:
        return
    with stream:
        while line := stream.readline(LARGEST_LINE):
            record = read_object(line.rstrip(b"\n"), spelled_canonically=False)
            location = record.get("location")
            if isinstance(location, dict) and location.get("path") == listing.pack:
                yield record


def _holds(reader: CopyReader, path: str, record: dict[str, Any]) -> bool:
    """Whether this copy of the pack has the bytes of a member."""
    location = part(record, "location")
    sha512 = text(part(record, "digests"), "sha512")
    return _sha512(reader, path, count(location, "offset"), count(location, "length")) == sha512


def _sha512(reader: CopyReader, path: str, offset: int = 0, length: int | None = None) -> str | None:
    try:
        stream = reader.open(path)
        return hashed(stream, ["sha512"], offset, length)[0]["sha512"] if stream is not None else None
    except (IntegrityFailure, OSError):
        return None
