"""By which command what contradicts the register of treatments is mended; on the pages, links lead there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartrier.privacy.contradictions import findings as say
from chartrier.records.finding import FindingKind

_COMMANDS: Mapping[str, tuple[FindingKind, ...]] = {
    "chartrier series": (
        say.UNDECIDED_DUA, say.TABLE_SAYS_NONE, say.OPEN_DATA, say.OPEN_AT_ONCE, say.UNTREATED_SEEN,
    ),
    "chartrier series adopt": (say.NO_TABLE,),
    "chartrier due": (say.BEYOND_TOLD, say.FORGOTTEN, say.CONSENT_KEPT, say.ERASURE_UNDONE),
    "chartrier withdraw": (say.OVERDUE,),
    "chartrier event": (say.LATE,),
    "chartrier hold": (say.UNREVIEWED,),
    "chartrier correct": (
        say.DESTROYED_BUT_KEEP, say.KEPT_BUT_DESTROY, say.SEEN_WITHOUT_SERIES, say.NIR_OPEN, say.ORIGINAL_OPEN,
    ),
    "chartrier copy replace": (say.COPY_OUTSIDE,),
    "chartrier privacy found": (say.SEEN_NIR, say.SEEN_SPECIAL, say.SEEN_IBAN),
    "chartrier privacy treatment import": (
        say.NO_SERIES, say.UNKNOWN_SERIES, say.TOLD_LONGER, say.TOLD_SHORTER, say.TOLD_OVER_MOST, say.TOLD_BUT_KEPT,
        say.ACTIVE_LONGER, say.ENDED_BUT_DEPOSITED, say.TOLD_DIFFERENTLY, say.NO_BASIS, say.NO_TEXT, say.LEGITIMATE,
        say.CONSENT_AND_DUA, say.SPECIAL_UNGROUNDED, say.OFFENCES_UNGROUNDED, say.NIR_UNGROUNDED, say.NO_AIPD,
        say.NO_PART, say.PART_DIFFERS, say.JOINT_WITHOUT_ACCORD, say.PROCESSOR_WITHOUT_CONTRACT, say.UNINSTRUCTED,
        say.FOR_NOBODY, say.HOSTING_UNREGISTERED, say.HOST_NOT_NAMED, say.OUTSIDE_UNDECLARED,
        say.TRANSFER_UNGUARANTEED, say.PLACE_UNSAID, say.COPY_UNPLACED, say.COPY_UNKNOWN, say.UNTREATED,
        say.ONLINE_UNDECLARED, say.OPENED_UNFORESEEN, say.DEPOSITED_BY_OTHER, say.PUBLISHED_UNTREATED,
        say.HOST_DIFFERS, say.PUBLISHED_UNDECLARED,
    ),
    "chartrier privacy treatment start": (say.EMPTY,),
    "chartrier privacy treatment start SAE": (say.NO_ARCHIVE,),
    "chartrier privacy treatment holder --dpo": (say.NO_DPO,),
    "chartrier convention": (say.CONVENTION_ENDED,),
    "chartrier opendata withdraw": (
        say.ONLINE_GRAVE, say.PUBLISHED_GRAVE, say.PUBLISHED_NIR, say.ORIGINAL_ONLINE, say.OBJECTED_ONLINE,
    ),
    "chartrier tenant accord": (say.MAY_DEPOSIT,),
    "chartrier tenant service": (say.SERVICE_UNKNOWN,),
    "chartrier person role": (say.DPO_WITHOUT_ACCESS,),
    "chartrier project": (say.PROJECT_UNREGISTERED, say.PROJECT_UNKNOWN, say.PROJECT_DENIES),
    "chartrier privacy request": (say.REQUEST_LATE,),
    "chartrier privacy violation": (
        say.VIOLATION_UNNOTIFIED, say.VIOLATION_UNASSESSED, say.VIOLATION_UNTOLD, say.VIOLATION_UNDOCUMENTED,
    ),
    "chartrier hosting": (say.HEALTH_UNCERTIFIED, say.COUNTRY_DIFFERS, say.CONTRACT_ENDED),
}  # fmt: skip

COMMANDS: Mapping[str, str] = MappingProxyType(
    {kind.code: command for command, kinds in _COMMANDS.items() for kind in kinds}
)
"""By the code of what is found."""
