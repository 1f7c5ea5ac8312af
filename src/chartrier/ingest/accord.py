"""The control of the accord de versement: the séries, the formats and the size of a package are what it foresees.

It is that of the service that transfers (`TransferringAgency`).
"""

from __future__ import annotations

from chartrier.ingest import findings as say
from chartrier.ingest.named_series import named_series, units_without
from chartrier.ingest.spool import Spool
from chartrier.ingest.submission import Submission
from chartrier.records.collectivite import Accords
from chartrier.records.finding import Place


def require_size_agreed(accords: Accords, submission: Submission) -> None:
    """What the accord says against as many bytes as the files of the package have."""
    assert submission.package is not None
    size = sum(submission.package.entries[name].size for name in set(submission.entries.values()))
    submission.findings.extend(accords.against(_service(submission), size))


def require_series_agreed(accords: Accords, submission: Submission, spool: Spool | None) -> None:
    """A finding for each série that the accord does not foresee; a warning for units that are under none."""
    accord = accords.of(_service(submission))
    if not accord.series or spool is None:
        return
    assert submission.bordereau_file is not None
    if without := units_without(submission, spool):
        place = Place(submission.bordereau_file.name, without[0].line, unit=without[0].xml_id)
        submission.findings.add(say.NO_SERIES_NAMED, place, series=", ".join(sorted(accord.series)), count=len(without))
    for series, place in named_series(submission, spool).items():
        if series not in accord.series:
            submission.findings.add(say.SERIES_NOT_FORESEEN, place, series=series)


def require_formats_agreed(accords: Accords, submission: Submission) -> None:
    """A finding for each format that the accord does not foresee, with the first of the files that have it."""
    accord = accords.of(_service(submission))
    if not accord.formats:
        return
    assert submission.bordereau_file is not None
    for puid, met in submission.formats.items():
        if puid not in accord.formats:
            submission.findings.add(
                say.FORMAT_NOT_FORESEEN,
                Place(submission.bordereau_file.name, met.first.line, object=met.first.xml_id),
                uri=met.first.uri or "",
                format=f"{met.name} ({puid})" if puid else "?",
                count=met.count,
            )


def _service(submission: Submission) -> str | None:
    assert submission.bordereau is not None
    agency = submission.bordereau.header.transferring_agency
    return agency.identifier if agency else None
