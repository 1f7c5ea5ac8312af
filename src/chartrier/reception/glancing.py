"""A look at a file of a deposit that nobody has let in yet: its text and its pages, made anew by the confined process.

Nothing of it is kept. What holds other files is looked into where that is quick: in a zip, not in a tar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from chartrier.catalog.deposits.models import Upload
from chartrier.copies.staging import open_staging
from chartrier.packages.package import PackageRefused
from chartrier.previews.findings import EMPTY, NOTHING_TO_EXTRACT, TOO_BIG
from chartrier.previews.kinds import PICTURED, Kind, kind_of
from chartrier.previews.limits import FILE_SIZE, THUMBNAIL_SIDE
from chartrier.previews.previewer import Extract, Picture, Previewer, State
from chartrier.reception.means import DepositMeans
from chartrier.reception.pieces import is_container, is_service_file, opened_alone, opened_pieces
from chartrier.reception.sight import SeenFile, Sight
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id

CONTAINER = ".zip"


def files_in_order(uploads: Sequence[Upload]) -> list[tuple[Upload, SeenFile]]:
    """The files that were read, each with what was sent; in the order of `understanding.understood_of`, which takes two
    that were sent under one name for the last one.
    """
    found = []
    alone = opened_alone([each.name for each in uploads])
    for upload in {each.name: each for each in uploads if each.sight is not None}.values():
        if is_service_file(upload.name):
            continue
        sight = Sight.read(upload.sight)
        if is_container(upload.name) and upload.name != alone:
            found.append((upload, SeenFile(upload.name, upload.name, upload.size)))
        else:
            found += [(upload, each) for each in sight.files]
    return found


def kind_of_file(file: SeenFile) -> Kind:
    """By what means it can be looked at."""
    return kind_of(file.format.mime if file.format is not None else None, file.name)


def text_of(upload: Upload, file: SeenFile, means: DepositMeans) -> tuple[Extract, int]:
    """What it says, and how many pages can be drawn of it. Raises Unavailable."""
    kind = kind_of_file(file)
    if not file.size:
        return Extract(State.NOTHING, why=EMPTY), 0
    if file.size > FILE_SIZE:
        return Extract(State.TOO_BIG, why=TOO_BIG), 0
    with _read(upload, file, means) as previewer:
        if previewer is None:
            return Extract(State.NOTHING, why=NOTHING_TO_EXTRACT), 0
        extract = previewer.text(kind)
        if kind is Kind.PDF:
            return extract, extract.pages or 0
        if kind not in PICTURED:
            return extract, 0
        drawn = previewer.picture(kind, side=THUMBNAIL_SIDE)
        return (extract, drawn.pages) if drawn.state is State.DONE else (replace(extract, why=drawn.why), 0)


def picture_of(upload: Upload, file: SeenFile, page: int, means: DepositMeans) -> Picture:
    """A page of it, from 0, drawn anew. Raises Unavailable."""
    kind = kind_of_file(file)
    if kind not in PICTURED or file.size > FILE_SIZE:
        return Picture(State.NOTHING)
    with _read(upload, file, means) as previewer:
        return previewer.picture(kind, page=page) if previewer is not None else Picture(State.NOTHING)


@contextmanager
def _read(upload: Upload, file: SeenFile, means: DepositMeans) -> Iterator[Previewer | None]:
    """The file where the confined process reads it, for as long as the block lasts; None when it cannot be had."""
    path = means.yard.place(upload.tenant, upload.id, upload.name)
    inside = is_container(upload.name)
    if not path.exists() or (inside and not upload.name.casefold().endswith(CONTAINER)):
        yield None
        return
    with (
        open_staging(means.staging, new_package_id(means.clock())) as place,
        means.previewer(place.folder) as previewer,
        opened_pieces([(upload.name, path)], budget=means.budget, scratch=place.folder, findings=Findings()) as pieces,
    ):
        piece = next((each for each in pieces if each.name == file.name), None)
        if piece is None or piece.size > FILE_SIZE:
            yield None
            return
        previewer.write(b"")
        try:
            for chunk in piece.chunks():
                previewer.file.write(chunk)
        except PackageRefused:
            yield None
            return
        yield previewer
