"""What the pages of a deposit show: what may be chosen, what was understood, what was said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from django.http import FileResponse, QueryDict
from django.http.response import HttpResponseBase

from chartrier.administration.accords import depositing_services
from chartrier.administration.connectors import called
from chartrier.catalog.archive.received import files_received
from chartrier.catalog.archive.searching import those_within
from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.people import directory
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.clock import day_of, read_instant
from chartrier.copies.staging import unnamed_file
from chartrier.errors import ChartrierError
from chartrier.formats.plain_names import plain_names
from chartrier.papers.parties import Collectivite
from chartrier.papers.recepisse_depot import ReceivedFile, RecepisseDepot, received_files
from chartrier.reception import agreed, deposits, seeing
from chartrier.reception.announced import read_announced
from chartrier.reception.answers import Answers, warnings, warnings_of_a_package
from chartrier.reception.corrections import told
from chartrier.reception.doubts import doubts
from chartrier.reception.kinds import kind_of, kinds
from chartrier.reception.pieces import folders_around, is_service_file
from chartrier.reception.sip import BORN_DIGITAL, DIGITISED, ROOT
from chartrier.reception.understanding import Proposal, proposal
from chartrier.records.collectivite import Accord, Agreement, Service
from chartrier.records.finding import Finding, Findings, Language
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.deposit.bounds import may
from chartrier.web.deposit.forms import Questions, carried, initial, piece_rows, typed_of_pieces
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say
from chartrier.web.search.scope import scope_of

FINDINGS_SHOWN = 20
"""Findings of a control that the page of a deposit shows; all are on that of the operation."""


def choices(request: Asked, tenant: Tenant) -> dict[str, Any]:
    """The kinds that the accords of somebody's services foresee, and these accords in words."""
    means = request.archive.deposits
    services = depositing_services(request.rights, tenant)
    accords = {each.identifier: agreed.agreement_of(tenant, each.identifier, means) for each in services}
    bounds = [each.accord.series for each in accords.values()]
    codes = None if not all(bounds) or not bounds else frozenset[str]().union(*bounds)
    foreseen = [each for each in kinds(tenant).values() if codes is None or each.code in codes]
    known = [each for each in foreseen if may(request, tenant, None, each)]
    shown = [(each.code, each.label(request.language), each.usual) for each in known]
    return {
        "usual": [each for each in shown if each[2]] or shown,
        "others": [each for each in shown if not each[2]] if any(each[2] for each in shown) else [],
        "some_not_agreed": codes is not None or len(known) < len(foreseen),
        "accords": [
            (", ".join(names), accord, plain_names(accord.formats)) for accord, names in _by_accord(services, accords)
        ],
    }


def _by_accord(services: list[Service], agreements: dict[str, Agreement]) -> list[tuple[Accord, list[str]]]:
    """The accords that bound what is sent, with the services that have each."""
    found: dict[Accord, list[str]] = {}
    for each in services:
        accord = agreements[each.identifier].accord
        if _bounds_files(accord):
            found.setdefault(accord, []).append(each.name)
    return list(found.items())


def _bounds_files(accord: Accord) -> bool:
    return bool(accord.formats) or any(each is not None for each in (accord.largest, accord.yearly, accord.quota))


def understood(
    request: Asked,
    tenant: Tenant,
    draft: Draft,
    findings: Findings,
    form: Questions | None = None,
    typed: QueryDict | None = None,
) -> dict[str, Any]:
    """What the page that shows a deposit before it leaves says; `typed`: what is put back, else what was sent."""
    means, answers = request.archive.deposits, Answers.read(draft.answers)
    typed = request.POST if typed is None else typed
    services = depositing_services(request.rights, tenant)
    context: dict[str, Any] = {
        "draft": draft,
        # before anything is read: what comes meanwhile has not been seen
        "mark": deposits.mark_of(draft),
        "kind": None,
        "files": files_of(draft),
        "package": draft.form == deposits.PACKAGE,
        "conversation": conversation(draft, request),
        "corrections": _corrections(draft, request),
        "by": called(tenant, draft.person),
    }
    if draft.form == deposits.PACKAGE:
        theirs = [None, *(each.identifier for each in services)]
        looked = any(agreed.agreement_of(tenant, each, means).accord.review for each in theirs)
        context |= {"label": say(request, "Paquet SEDA"), "review": looked, "said": warnings_of_a_package()}
    if draft.form == deposits.FILES:
        told_of_files = Findings()
        seen = seeing.understand(draft, tenant, told_of_files)
        kind = kind_of(tenant, answers.series)
        proposed = proposal(seen, kind, request.language) if not answers.title else Proposal(digitised=seen.scanned)
        if form is None:
            form = Questions(kind, services, request.language, initial=initial(answers, proposed), proposed=proposed)
        read = deposits.read(draft, tenant, means.clock(), Findings())
        accord = agreed.agreement_of(tenant, answers.service, means).accord
        doubtful: list[Finding] = []
        if not findings.refused:
            doubtful = doubts(read, seen.files, day_of(means.clock())) if read is not None else []
            findings.extend(doubtful)
            findings.extend(list(told_of_files))
        context |= {
            "kind": kind,
            "label": kind.label(request.language),
            "form": form,
            "seen": seen,
            "rows": piece_rows(seen, request.language, typed),
            "open_pieces": typed_of_pieces(typed),
            "carried": carried(typed, seen, shown=seen.ready),
            "read": read,
            "doubted": named_doubts(doubtful),
            "start": read.kind.start(read.year, read.event) if read else kind.start(proposed.first_year, None),
            "said": warnings(kind, digitised=answers.digitised if answers.title else proposed.digitised),
            "review": accord.review,
            "open_units": _may_open(request, tenant, seen),
            "unanswered": not answers.title,
        }
    return {**context, "findings": list(findings), "refused": findings.refused}


def checked(draft: Draft, language: Language) -> dict[str, Any]:
    """What is known of a package before it is let in: what it says of itself, and what its control found."""
    work = works.last_about(draft.tenant, Work.Kind.CHECK, draft.id)
    moves = work is not None and work.state in works.UNDER_WAY
    noted = draft.announced or {}
    there = {str(each.id) for each in register.uploads_of(draft.tenant, draft.id)}
    if work is None or moves or noted.get("work") != str(work.id) or noted["upload"] not in there:
        # a control of another file than this one says nothing of it
        return {"moves": moves, "work": work if moves else None}
    found = [
        {**each, "message": each["message"][language], "remedy": each["remedy"][language]} for each in work.findings
    ]
    return {
        "work": work,
        "says": read_announced(noted["says"]) if noted["says"] else None,
        "refused": work.state == Work.State.REFUSED,
        "findings": found[:FINDINGS_SHOWN],
        "more": max(0, len(found) - FINDINGS_SHOWN),
    }


def named_doubts(doubtful: Sequence[Finding]) -> str:
    """What tells doubts that somebody has seen from others."""
    said = json.dumps([each.as_recorded() for each in doubtful], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest() if doubtful else ""


def conversation(draft: Draft, request: Asked) -> list[dict[str, Any]]:
    """What the déposant and archivists said to one another."""
    return [
        {
            "by": directory.person(each["by"]).name,
            "at": read_instant(each["at"]),
            "text": each["text"],
            "mine": each["by"] == str(draft.person),
        }
        for each in draft.comments
    ]


def files_of(draft: Draft) -> list[dict[str, object]]:
    """What was sent."""
    return [
        {"id": each.id, "name": each.name, "size": each.size, "whole": each.whole}
        for each in register.uploads_of(draft.tenant, draft.id)
    ]


def receipt_of(request: Asked, tenant: Tenant, draft: Draft) -> RecepisseDepot:
    """The receipt of a deposit of which nothing is decided yet."""
    uploads = register.uploads_of(draft.tenant, draft.id)
    answers = Answers.read(draft.answers)
    return RecepisseDepot(
        collectivite=Collectivite(tenant.name, tenant.siren),
        title=answers.title or ", ".join(upload.name for upload in uploads),
        by=called(tenant, draft.person),
        received=draft.changed,
        number=str(draft.id),
        operation="",
        accepted=None,
        files=received_files(received(tenant, draft, None)),
        made=draft.changed,
        aside=set_aside(draft),
        **paper_of(tenant, draft, "fr"),
    )


def received(tenant: Tenant, draft: Draft, archived: UUID | None) -> Iterator[ReceivedFile]:
    """The files that are deposited; once they are archived (`archived`: their versement), those of the archive.

    In the order of the bytes of their paths, within the folder that is around all of them: the same before and after.
    """
    if archived is None:
        yield from sorted(_sent(draft), key=lambda each: each.name.encode(errors="replace"))
        return
    root = ROOT if draft.form == deposits.FILES else None
    for path, size, sha512 in files_received(tenant.key, archived, root):
        yield ReceivedFile(path, size, sha512)


def _sent(draft: Draft) -> Iterator[ReceivedFile]:
    uploads = register.uploads_of(draft.tenant, draft.id)
    aside = {name for name, each in Answers.read(draft.answers).pieces.items() if each.aside}
    packed = [each.name for each in uploads if each.name not in aside and not is_service_file(each.name)]
    around = PurePosixPath(*PurePosixPath(packed[0]).parts[: folders_around(packed)]) if packed else PurePosixPath()
    deposited = set(packed)
    for upload in uploads:
        if upload.name not in deposited:
            continue
        name = PurePosixPath(upload.name)
        shown = name.relative_to(around) if name.is_relative_to(around) else name
        yield ReceivedFile(str(shown), upload.size, upload.sha512)


def set_aside(draft: Draft) -> tuple[tuple[str, str], ...]:
    """What was sent and is not deposited, by name, each with the reason that somebody gave."""
    pieces = Answers.read(draft.answers).pieces
    return tuple((name, pieces[name].aside) for name in sorted(pieces) if pieces[name].aside)


def list_of(files: Iterable[ReceivedFile], name: str, staging: Path) -> HttpResponseBase:
    """The whole list, as `sha512sum --check` reads it: made before anybody is slow to fetch it."""
    staging.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = unnamed_file(staging, lambda out: out.writelines(each.line_bytes for each in files))
    return FileResponse(file, as_attachment=True, filename=f"{name}.sha512", content_type="text/plain; charset=utf-8")


def paper_of(tenant: Tenant, draft: Draft, language: Language) -> dict[str, Any]:
    """What a receipt says of the paper that remains, and of where the files are from."""
    answers = Answers.read(draft.answers)
    if draft.form == deposits.PACKAGE:
        return {"said": _sentences(warnings_of_a_package(), language)}
    if not answers.series:
        return {}
    try:
        said = warnings(kind_of(tenant, answers.series), digitised=answers.digitised)
    except ChartrierError:
        said = []
    return {
        "origin": DIGITISED if answers.digitised else BORN_DIGITAL,
        "said": _sentences(said, language),
    }


def _sentences(said: list[Finding], language: Language) -> tuple[str, ...]:
    return tuple(f"{each.message(language)} {each.remedy(language)}" for each in said)


def _corrections(draft: Draft, request: Asked) -> list[dict[str, Any]]:
    return [
        {
            "by": directory.person(each["by"]).name,
            "at": read_instant(each["at"]),
            "text": told(each, request.language),
        }
        for each in draft.corrections
    ]


def _may_open(request: Asked, tenant: Tenant, seen: Any) -> frozenset[str]:
    """Those of the units that hold the same bytes already that the person may look at."""
    units = [unit for unit, _ in seen.known.values()]
    if not units or not request.rights.reaching(Permission.SEARCH_DESCRIPTIONS, tenant.key):
        return frozenset()
    bounds = scope_of(request.rights, tenant.key, public=False).bounds
    return frozenset(str(each) for each in (those_within([tenant.key], units, bounds) if bounds else units))
