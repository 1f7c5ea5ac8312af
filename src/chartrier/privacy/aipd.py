"""Which séries hint that an AIPD is to be looked at, and what the collectivité says of each; never a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chartrier.catalog.persons import aipd as register
from chartrier.catalog.series.register import current
from chartrier.clock import Clock
from chartrier.copies.texts import clean_text
from chartrier.errors import InvalidInput, NotFound
from chartrier.privacy.requests.findings import NO_SUCH_SERIES
from chartrier.records.tenant import Tenant
from chartrier.rules.persons import findings as say
from chartrier.rules.persons.aipd import ENOUGH, SENSITIVE_KINDS, AipdNote, AipdState, Content, Hint, hints
from chartrier.rules.series.serie import Series


@dataclass(frozen=True, slots=True)
class Looked:
    """A série, what there is of it, the criteria that it seems to meet, and what is said of its AIPD."""

    series: Series
    content: Content
    hints: tuple[Hint, ...]
    note: AipdNote

    @property
    def to_look_at(self) -> bool:
        """Whether somebody should look: enough criteria seem met, and nobody has said anything yet."""
        return len(self.hints) >= ENOUGH and self.note.state is AipdState.TO_LOOK_AT

    @property
    def sensitive(self) -> int:
        """Documents in which sensitive subjects or social security numbers were seen, the more of the two."""
        return max(self.content.kinds.get(kind, 0) for kind in SENSITIVE_KINDS)

    def as_json(self) -> dict[str, Any]:
        return {
            "series": self.series.code,
            "title": self.series.title,
            "units": self.content.units,
            "documents": self.content.documents,
            "seen": dict(self.content.kinds),
            "criteria": [each.criterion.value for each in self.hints],
            "to_look_at": self.to_look_at,
            **self.note.as_json(),
        }


def looked_at(tenants: Sequence[int]) -> dict[int, list[Looked]]:
    """Of each collectivité, the séries of which something is archived and that meet a criterion, or of whose AIPD
    something was said: those to look at first, then by how many criteria.
    """
    contents, notes = register.contents(tenants), register.notes_of(tenants)
    return {each: _told(each, contents[each], notes[each]) for each in tenants}


def _told(tenant: int, contents: Mapping[str, Content], notes: Mapping[str, AipdNote]) -> list[Looked]:
    table = current(tenant) if contents or notes else None
    if table is None:
        return []
    found = [
        _looked(series, contents.get(code, Content()), notes.get(code))
        for code, series in table.series.items()
        if code in contents or code in notes
    ]
    told = [each for each in found if each.hints or each.series.code in notes]
    return sorted(told, key=lambda each: (not each.to_look_at, -len(each.hints), each.series.code))


def looked_at_one(tenant: Tenant, code: str) -> Looked:
    """One série of the table in force. Raises NotFound (DDP-030)."""
    table = current(tenant.key)
    if table is None or code not in table.series:
        raise NotFound(NO_SUCH_SERIES, series=code)
    contents, notes = register.contents([tenant.key])[tenant.key], register.notes_of([tenant.key])[tenant.key]
    return _looked(table.series[code], contents.get(code, Content()), notes.get(code))


def say_of_aipd(tenant: Tenant, code: str, said: AipdNote, clock: Clock) -> Looked:
    """Say where the AIPD of a série is, or why none is needed, and the measures. Raises NotFound, InvalidInput."""
    looked_at_one(tenant, code)
    cleaned = AipdNote(said.state, clean_text(said.why), clean_text(said.measures))
    if cleaned.state is not AipdState.TO_LOOK_AT and not cleaned.why:
        raise InvalidInput(say.NO_REASON)
    register.note(tenant.key, code, cleaned, clock())
    return looked_at_one(tenant, code)


def _looked(series: Series, content: Content, note: AipdNote | None) -> Looked:
    return Looked(series, content, hints(series, content), note or AipdNote())
