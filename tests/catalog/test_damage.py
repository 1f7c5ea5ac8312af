"""Which copies are not proven: what an audit found and no later one has read well, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chartrier.catalog.preservation.damage import damages
from chartrier.catalog.preservation.models import AuditCampaign
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.register import enter_refused
from chartrier.records.finding import Finding, Place
from chartrier.verify.findings import BYTES_DIFFER

from .conftest import ALPHA, BETA

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def audited(hour: int, *, proven: bool, **copies: tuple[str, int]) -> None:
    """An audit of so many hours after, and how it left each copy: its state, and what it did not repair."""
    began = BEGAN + timedelta(hours=hour)
    told = [{"name": name, "state": state, "unrepaired": left} for name, (state, left) in copies.items()]
    with transaction([ALPHA]):
        AuditCampaign(
            tenant=ALPHA, id=uuid4(), state="done", began=began, repair=False, head_size=1, head_root=b"", copies=told,
            findings=[], position=None, ended=began + timedelta(minutes=5), proven=proven,
        ).save(force_insert=True)  # fmt: skip


def damaged() -> list[str]:
    return [each.copy for each in damages([ALPHA, BETA], ["a", "b"]).get(ALPHA, [])]


GOOD, WRONG, BEHIND, LOST = ("audited", 0), ("audited", 2), ("behind", 0), ("lost", 0)


@pytest.mark.parametrize(
    ("audits", "found"),
    [
        ([(True, GOOD, GOOD)], []),
        ([(False, GOOD, WRONG)], ["b"]),
        ([(False, GOOD, BEHIND)], []),
        ([(False, GOOD, LOST)], []),
        ([(False, GOOD, ("behind", 1))], ["b"]),
        ([(False, GOOD, ("forked", 0))], ["b"]),
        ([(False, GOOD, WRONG), (True, GOOD, None)], ["b"]),
        ([(False, GOOD, WRONG), (False, GOOD, LOST)], ["b"]),
        ([(False, GOOD, WRONG), (True, GOOD, GOOD)], []),
        ([(False, GOOD, GOOD)], [""]),
        ([(False, GOOD, GOOD), (True, GOOD, GOOD)], []),
        ([(True, GOOD, GOOD), (False, GOOD, BEHIND)], []),
    ],
)
def test_a_copy_that_is_late_or_away_is_not_damaged(tenants: Any, wired: Any, audits: Any, found: list[str]) -> None:
    for hour, (proven, one, other) in enumerate(audits):
        copies = {name: state for name, state in (("a", one), ("b", other)) if state is not None}
        audited(hour, proven=proven, **copies)
    assert damaged() == found


def test_what_was_mended_does_not_come_back_with_a_late_disk(tenants: Any, wired: Any) -> None:
    """A look that found something before the copies were read well counts no more, whatever an audit meets later."""
    finding = Finding(BYTES_DIFFER, Place(file="b/packages/x/v1/content/f"), {"path": "f", "why": "?"})
    told = {"subject": uuid4(), "person": uuid4(), "findings": [finding]}
    enter_refused(ALPHA, Work.Kind.VERIFICATION, now=BEGAN, **told)
    assert damaged() == ["b"]
    audited(1, proven=True, a=GOOD, b=GOOD)
    assert damaged() == []
    audited(2, proven=False, a=GOOD, b=BEHIND)
    assert damaged() == []
    enter_refused(ALPHA, Work.Kind.VERIFICATION, now=BEGAN + timedelta(hours=3), **told)
    assert damaged() == ["b"]
