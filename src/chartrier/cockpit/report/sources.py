"""What the numbers of a year are read from, each source asked once, when a number first wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from chartrier.catalog.ages import standing_extents_by_age, standing_extents_by_age_and_versement
from chartrier.catalog.consultations.register import count_consultations
from chartrier.catalog.extents import Extent
from chartrier.catalog.journal.operations import Sought, Summed, operations, summed
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.preservation.models import AuditCampaign
from chartrier.clock import beginning_of
from chartrier.cockpit.kit.facts import place_of
from chartrier.cockpit.report.findings import NO_SUCH_YEAR
from chartrier.errors import InvalidInput
from chartrier.geography import national_list
from chartrier.geography.territory import Commune, Epci
from chartrier.journal.entry import Entry
from chartrier.records.tenant import Tenant
from chartrier.rules.age import Age

FIRST_YEAR = 2000
"""Before which no archive of ours was."""

CHUNK = 500


@dataclass(frozen=True)
class Sources:
    """Of a tenant and a year; `today` is the day of what is held. Raises InvalidInput (RAP-001) for no such year."""

    tenant: Tenant
    year: int
    today: date

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= self.today.year:
            raise InvalidInput(NO_SUCH_YEAR, year=self.year, first=FIRST_YEAR, last=self.today.year)

    @property
    def first(self) -> datetime:
        """The instant at which the year begins in France."""
        return beginning_of(date(self.year, 1, 1))

    @property
    def end(self) -> datetime:
        """That at which the next one does."""
        return beginning_of(date(self.year + 1, 1, 1))

    @cached_property
    def sums(self) -> Mapping[tuple[str, bool], Summed]:
        """What the journal says of the year, by operation and whether it changed earlier packages."""
        return summed(self.tenant.key, self.first, self.end)

    def entries(self, operation: str, changing: bool | None) -> Iterator[tuple[int, Entry]]:
        """The entries of an operation in the journal, the newest first, read some at a time."""
        sought = Sought([operation], first=self.first, end=self.end)
        before: int | None = None
        while True:
            found = operations(self.tenant.key, sought, before=before, limit=CHUNK)
            for index, entry in found:
                if changing is None or (entry.changes.count != 0) == changing:
                    yield index, entry
            if len(found) < CHUNK:
                return
            before = found[-1][0]

    @cached_property
    def audits(self) -> list[AuditCampaign]:
        """The audits that ended in the year."""
        return campaigns.done_within(self.tenant.key, self.first, self.end)

    @cached_property
    def ages(self) -> Mapping[Age, Extent]:
        """What is there today."""
        return standing_extents_by_age(self.tenant.key, self.today)

    @cached_property
    def ages_of_versements(self) -> Mapping[tuple[Age, UUID], Extent]:
        """The same, of each versement."""
        return standing_extents_by_age_and_versement(self.tenant.key, self.today)

    @cached_property
    def readings(self) -> int:
        """How many readings the register still has of the year."""
        since, after = (count_consultations(self.tenant.key, each)[0] for each in (self.first, self.end))
        return since - after

    @cached_property
    def communes(self) -> list[Commune]:
        """The communes of the tenant: itself, or its members. Of what is neither, none."""
        match place_of(self.tenant):
            case Commune() as commune:
                return [commune]
            case Epci() as epci:
                return national_list.members_of(epci.siren)
            case None:
                return []
