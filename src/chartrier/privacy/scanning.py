"""Looking for personal data in what is archived, once its texts were read, or in files that are not.

What is seen is a cache, made again by each edition of the detection; it says where, never what.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from chartrier.catalog.privacy.register import Scanned, enter_scans, unseen
from chartrier.detection.names import has_model
from chartrier.detection.scanning import Scan, edition, scan
from chartrier.errors import InvalidInput
from chartrier.previews.kinds import TEXTUAL, kind_of
from chartrier.previews.limits import FILE_SIZE
from chartrier.previews.previewer import Previewer, State
from chartrier.privacy.findings import FILE_TOO_BIG, FILE_UNREADABLE, NO_TEXT_IN_FILE

AT_A_TIME = 20
"""Texts held in memory: 20 MB at most."""
CHUNK = 1 << 20

Tell = Callable[[int], None]


def scan_texts(
    tenant: int, tell: Tell | None = None, enough: Callable[[], bool] = lambda: False, since: UUID | None = None
) -> int:
    """Look through the texts of a tenant that this edition has not seen (of objects that came `since` a package), until
    it is `enough`; how many. May be stopped and begun again. Names are looked for by the language model too, where it
    is installed.
    """
    done, after, model = 0, since, has_model()
    while texts := unseen(tenant, edition(), after=after, limit=AT_A_TIME):
        enter_scans(tenant, [_entered(object_, scan(text, model=model)) for object_, text in texts])
        done, after = done + len(texts), texts[-1][0]
        if tell is not None:
            tell(done)
        if enough():
            break
    return done


def scan_file(path: Path, previewer: Previewer, *, model: bool = False) -> Scan:
    """Look through a file that is not archived, read in the confined process. Raises InvalidInput, Unavailable."""
    kind = kind_of(None, path.name)
    if kind not in TEXTUAL:
        raise InvalidInput(NO_TEXT_IN_FILE, path=str(path))
    previewer.file.seek(0)
    previewer.file.truncate()
    try:
        with path.open("rb") as stream:
            if path.stat().st_size > FILE_SIZE:
                raise InvalidInput(FILE_TOO_BIG, path=str(path))
            while chunk := stream.read(CHUNK):
                previewer.file.write(chunk)
    except OSError:
        raise InvalidInput(FILE_UNREADABLE, path=str(path)) from None
    previewer.file.flush()
    extract = previewer.text(kind)
    if extract.state is not State.DONE:
        raise InvalidInput(NO_TEXT_IN_FILE, path=str(path))
    return scan(extract.text, model=model)


def _entered(object_: UUID, seen: Scan) -> Scanned:
    occurrences = [(str(each.kind), each.start, each.end, each.certainty, each.masked) for each in seen.occurrences]
    return Scanned(
        object_, edition(), seen.score, {str(kind): count for kind, count in seen.counts.items()}, occurrences
    )
