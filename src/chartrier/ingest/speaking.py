"""The control of who speaks: each service and each série that a bordereau names is one that the account may deposit."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.ingest import findings as say
from chartrier.ingest.named_series import named_series, units_without
from chartrier.ingest.spool import Spool
from chartrier.ingest.submission import Submission
from chartrier.records.finding import Place
from chartrier.records.voice import Voice


def require_voice(voice: Voice, submission: Submission, spool: Spool | None) -> None:
    """A finding for each service that the bordereau names and the account does not speak for, and for each série."""
    if voice.services is not None and not voice.services:
        submission.findings.add(say.DEPOSITS_NO_MORE)
        return
    _look_to_whom(voice, submission)
    for element, service, place in _named(submission, spool):
        if not voice.speaks_for(service):
            submission.findings.add(say.NOT_SPOKEN_FOR, place, element=element, service=service)
        elif voice.is_another_body(service):
            submission.findings.add(say.ANOTHER_BODY, place, element=element, service=service)
    if spool is not None:
        _require_series(voice, submission, spool)


def _look_to_whom(voice: Voice, submission: Submission) -> None:
    """A remark where the bordereau is addressed to another body: it may be the service that keeps the archives."""
    assert submission.bordereau is not None and submission.bordereau_file is not None
    agency = submission.bordereau.header.archival_agency
    if agency is not None and voice.is_another_body(agency.identifier):
        place = Place(submission.bordereau_file.name, agency.line)
        submission.findings.add(say.ADDRESSED_ELSEWHERE, place, service=agency.identifier)


def _require_series(voice: Voice, submission: Submission, spool: Spool) -> None:
    """A finding for each série to which no role of the account reaches, and where the bordereau names none."""
    assert submission.bordereau is not None and submission.bordereau_file is not None
    agency = submission.bordereau.header.transferring_agency
    reached = voice.series_for(agency.identifier if agency else "")
    if reached is None:
        return
    for series, place in named_series(submission, spool).items():
        if series not in reached:
            submission.findings.add(say.SERIES_NOT_REACHED, place, series=series)
    if without := units_without(submission, spool):
        place = Place(submission.bordereau_file.name, without[0].line, unit=without[0].xml_id)
        submission.findings.add(say.SERIES_NOT_TOLD, place, series=", ".join(sorted(reached)), count=len(without))


def _named(submission: Submission, spool: Spool | None) -> Iterator[tuple[str, str, Place]]:
    """Each service from which the bordereau says that something comes, once for each element."""
    assert submission.bordereau is not None and submission.bordereau_file is not None
    header, file = submission.bordereau.header, submission.bordereau_file.name
    if header.transferring_agency is not None:
        agency = header.transferring_agency
        yield "TransferringAgency", agency.identifier, Place(file, agency.line)
    for element, service in (
        ("OriginatingAgencyIdentifier", header.originating_agency),
        ("SubmissionAgencyIdentifier", header.submission_agency),
    ):
        if service:
            yield element, service, Place(file, header.line)
    by_number = {unit.number: unit for unit in submission.bordereau.units} if spool and spool.agencies else {}
    for (element, service), number in (spool.agencies if spool else {}).items():
        unit = by_number.get(number)
        yield element, service, Place(file, unit.line, unit=unit.xml_id) if unit else Place(file)
