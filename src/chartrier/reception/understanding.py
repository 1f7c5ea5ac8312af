"""What is understood of a deposit before anybody confirms it: from what was seen of its files, and what was answered.

No file is opened here: `looking` did that.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from chartrier.catalog.archive import questions
from chartrier.catalog.deposits.models import Upload
from chartrier.packages.findings import ZIP_ENCRYPTED
from chartrier.reception import findings as say
from chartrier.reception.answers import PieceAnswer
from chartrier.reception.kinds import Kind
from chartrier.reception.looking import already_there
from chartrier.reception.naming import title_of, year_in
from chartrier.reception.pieces import is_container, is_service_file, opened_alone
from chartrier.reception.sight import Met, SeenFile, Sight, Source
from chartrier.records.finding import Findings, Language, Place
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Seen:
    """All files of a deposit: `count` of `size` bytes, the first in `files`, as somebody answered about them.

    `ready`: all were looked at. `aside`: those that are left out, with the reason. `known`: the units that hold the
    same bytes already, by SHA-512. `keys`: what a form calls each of `files`, by name: it is that of no other file,
    whatever comes or goes.
    """

    files: Sequence[SeenFile] = ()
    aside: Mapping[str, str] = field(default_factory=dict)
    count: int = 0
    size: int = 0
    formats: Mapping[str, Met] = field(default_factory=dict)
    known: Mapping[str, tuple[UUID, str]] = field(default_factory=dict)
    read: int = 0
    to_read: int = 0
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return self.read == self.to_read

    @property
    def scanned(self) -> bool:
        """Whether they all look like what a scanner makes."""
        return bool(self.files) and all(each.scanned for each in self.files)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for the questions of a deposit, each part with where it is from; `file`: in which one."""

    title: str = ""
    title_from: Source = Source.NONE
    year: str = ""
    year_from: Source = Source.NONE
    file: str = ""
    digitised: bool = False

    @property
    def first_year(self) -> int | None:
        return int(self.year) if self.year else None


def understood_of(
    uploads: Sequence[Upload], answers: Mapping[str, PieceAnswer], tenant: Tenant, findings: Findings
) -> Seen:
    """Put together what was seen of the files; only what was seen refuses, such as a container that is not safe."""
    sights = {upload.name: Sight.read(upload.sight) for upload in uploads if upload.sight is not None}
    alone = opened_alone([upload.name for upload in uploads])
    kept_whole = [upload.name for upload in uploads if is_container(upload.name) and upload.name != alone]
    service = [upload.name for upload in uploads if is_service_file(upload.name)]
    sizes = {upload.name: upload.size for upload in uploads}
    for name in service:
        findings.add(say.NOT_A_DOCUMENT, Place(name), name=name)
        if name in sights:
            sights[name] = Sight()
    if service and len(service) == len(uploads):
        findings.add(say.ONLY_SERVICE_FILES)
    for name in kept_whole:
        findings.add(say.KEPT_WHOLE, Place(name), name=name)
        if name in sights:
            if any(each.code == ZIP_ENCRYPTED.code for each in sights[name].findings):
                findings.add(say.LOCKED, Place(name), name=name)
            if not sizes[name]:
                findings.add(say.EMPTY_FILE, Place(name), name=name)
            sights[name] = _whole(name, sizes[name])
    counts: Counter[str] = Counter()
    met: dict[str, Met] = {}
    for sight in sights.values():
        findings.extend(list(sight.findings))
        for puid, each in sight.formats.items():
            counts[puid] += each.count
            met.setdefault(puid, each)
    files = [_answered(each, answers.get(each.name)) for sight in sights.values() for each in sight.files]
    # what was said of a file that was taken out since is of none that is here
    there = {each.name for each in files} | {upload.name for upload in uploads if upload.name not in sights}
    aside = {name: each.aside for name, each in answers.items() if each.aside and name in there}
    known = questions.units_of_contents(tenant.key, {each.sha512 for each in files if each.sha512 and each.size})
    _tell_doubles(files, aside, known, findings)
    return Seen(
        files=files,
        aside=aside,
        count=sum(sight.count for sight in sights.values()),
        size=sum(sight.size for sight in sights.values()),
        formats={puid: replace(each, count=counts[puid]) for puid, each in met.items()},
        known=known,
        read=len(sights),
        to_read=len(uploads),
        keys={
            each.name: _key(upload, each.name)
            for upload in uploads
            if upload.name in sights
            for each in sights[upload.name].files
        },
    )


def proposal(seen: Seen, kind: Kind, language: Language) -> Proposal:
    """What a person would probably answer."""
    kept = [each for each in seen.files if each.name not in seen.aside]
    years = {(each.day.year if each.day else year_in(each.name)) for each in kept} - {None}
    year = str(years.pop()) if len(years) == 1 else ""
    dated = next((each for each in kept if each.day is not None), None)
    year_from = (dated.day_from if dated else Source.NAME) if year else Source.NONE
    if len(kept) == 1:
        (only,) = kept
        return Proposal(only.title, only.title_from, year, year_from, only.name, seen.scanned)
    folder = _common_folder(kept)
    title = folder or ", ".join(filter(None, (kind.label(language), year)))
    return Proposal(
        title, Source.NAME if folder else Source.NONE, year, year_from, dated.name if dated else "", seen.scanned
    )


def _key(upload: Upload, name: str) -> str:
    """Of the file of this name that came as, or in, this upload."""
    return hashlib.sha256(f"{upload.id} {name}".encode(errors="replace")).hexdigest()[:32]


def _whole(name: str, size: int) -> Sight:
    """A container beside other files: it is one of them, and what it holds is not looked at."""
    return Sight((SeenFile(name, title_of(name), size),), 1, size, {})


def _answered(file: SeenFile, answer: PieceAnswer | None) -> SeenFile:
    if answer is None:
        return file
    title = replace(file, title=answer.title, title_from=Source.TYPED) if answer.title else file
    return replace(title, day=answer.read_day, day_from=Source.TYPED) if answer.day is not None else title


def _tell_doubles(
    files: Sequence[SeenFile], aside: Mapping[str, str], known: Mapping[str, tuple[UUID, str]], findings: Findings
) -> None:
    first: dict[str, str] = {}
    for file in files:
        if not file.sha512 or not file.size or file.name in aside:
            continue
        if file.sha512 in first:
            findings.add(say.SAME_CONTENT, Place(file.name), name=file.name, other=first[file.sha512])
        elif file.sha512 in known:
            unit, title = known[file.sha512]
            findings.append(already_there(file.name, unit, title))
        first.setdefault(file.sha512, file.name)


def _common_folder(files: Sequence[SeenFile]) -> str:
    """The folder that all files lie in; empty when there is none."""
    tops = {each.name.partition("/")[0] if "/" in each.name else "" for each in files}
    return title_of(tops.pop() + "/").strip("/") if len(tops) == 1 else ""
