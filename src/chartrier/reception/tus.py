"""What tus 1.0 (tus.io) writes in headers: creation, offsets, checksums, termination, expiration. Doors carry them."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from email.utils import format_datetime

from chartrier.catalog.deposits.models import Upload
from chartrier.errors import ChartrierError, Conflict, InvalidInput, NotAllowed, NotFound, TooOften, Unavailable
from chartrier.reception import uploads
from chartrier.reception.means import Yard

VERSION = "1.0.0"
ABILITIES: Mapping[str, str] = {
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,expiration,checksum,termination",
    "Tus-Checksum-Algorithm": ",".join(sorted(uploads.CHECKSUMS)),
}
BODY = "application/offset+octet-stream"
OVERRIDING = frozenset({"HEAD", "PATCH", "DELETE"})
"""Methods that a POST may stand for, on the address of an upload."""
LONGEST = 2_000
"""Characters of the metadata of an upload."""

_STATUSES: Mapping[type[ChartrierError], int] = {
    uploads.Damaged: 460,
    uploads.Busy: 423,
    NotFound: 404,
    Conflict: 409,
    NotAllowed: 413,
    InvalidInput: 400,
    Unavailable: 507,
    TooOften: 429,
}


def status_of(problem: ChartrierError) -> int:
    """The status of HTTP that clients of tus know a refusal by."""
    return next((status for kind, status in _STATUSES.items() if isinstance(problem, kind)), 500)


def read_length(header: str | None) -> int:
    """A length or an offset. Raises ValueError."""
    text = header or ""
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise ValueError(text)
    return int(text)


def read_name(metadata: str) -> str:
    """The `filename` of `Upload-Metadata`. Raises ValueError."""
    if len(metadata) > LONGEST * 2:
        raise ValueError
    for pair in metadata.split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            return base64.b64decode(value, validate=True).decode()
    raise ValueError


def read_checksum(header: str | None) -> tuple[str, bytes] | None:
    """Of `Upload-Checksum`. Raises ValueError."""
    if header is None:
        return None
    algorithm, _, value = header.partition(" ")
    if algorithm not in uploads.CHECKSUMS:
        raise ValueError
    return algorithm, base64.b64decode(value, validate=True)


def standing(upload: Upload, there: int, yard: Yard) -> dict[str, str]:
    """How far an upload has come."""
    return {"Upload-Offset": str(there), "Upload-Expires": expires(upload, yard)}


def description(upload: Upload, there: int, yard: Yard) -> dict[str, str]:
    """How far it has come, of what: what a client asks before it goes on."""
    name = base64.b64encode(upload.name.encode()).decode()
    told = {"Upload-Length": str(upload.size), "Upload-Metadata": f"filename {name}", "Cache-Control": "no-store"}
    return {**standing(upload, there, yard), **told}


def method_of(method: str | None, headers: Mapping[str, str]) -> str:
    """What is asked, by whoever can only send POST too (`X-HTTP-Method-Override`)."""
    wanted = headers.get("X-HTTP-Method-Override", "").upper()
    return wanted if method == "POST" and wanted in OVERRIDING else method or ""


def expires(upload: Upload, yard: Yard) -> str:
    return format_datetime(uploads.expires(upload, yard), usegmt=True)
