"""A transaction begun while the package is still being made: nothing of it counts before `settle`, all of it after."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from chartrier.catalog.archive import acquisition, questions
from chartrier.catalog.journal import publication
from chartrier.catalog.rules.declaring import NO_TRANSFER
from chartrier.errors import Conflict
from chartrier.records.identifiers import new_package_id

from .conftest import ALPHA, INVENTORY


def begin(package: UUID | None = None):
    return acquisition.lease(ALPHA, package or new_package_id(datetime.now(UTC)), datetime.now(UTC))


def wait(lease: acquisition.Lease) -> None:
    """Until what was submitted is loaded, or failed."""
    assert lease._ahead is not None
    for load in lease._ahead._loads:
        load.exception()


def test_what_was_loaded_ahead_is_what_settling_loads(tenants, accept, new_content):
    earlier = accept(ALPHA, "Registre")
    content = new_content("Délibération", "Annexe", message="m1", attached_to=(earlier.unit(1),))
    with begin(content.package) as lease:
        lease.reserve("agency", "m1")
        lease.load_units(content.folder / "units.jsonl", NO_TRANSFER)
        lease.load_objects(content.folder / "objects.jsonl")
        assert lease.loading
        wait(lease)
        assert questions.unit([ALPHA], content.unit(1)) is None
        assert lease.settle(content.folder, accepted=True, inventory=INVENTORY, entry=content.entry()) == 1
    first, second = questions.units_of([ALPHA], content.package)
    assert (first.title, second.title) == ("Délibération", "Annexe")
    assert questions.parents_of([ALPHA], first.id) == [earlier.unit(1)]
    assert [each.xml_id for each in questions.objects_in([ALPHA], content.package)] == ["O1", "O2"]


@pytest.mark.parametrize("waiting", [True, False])
def test_a_rejection_keeps_nothing_of_what_was_loaded(tenants, new_content, waiting: bool):
    content = new_content(*(f"Titre {number}" for number in range(500)))
    with begin(content.package) as lease:
        lease.reserve("agency", "message")
        lease.load_units(content.folder / "units.jsonl", NO_TRANSFER)
        if waiting:
            wait(lease)
        entry = content.entry("rejet")
        assert lease.settle(content.folder, accepted=False, inventory=INVENTORY, entry=entry) == 0
    assert list(questions.units_of([ALPHA], content.package)) == []
    assert publication.head(ALPHA).size == 1


def test_a_reservation_left_to_settling_is_made_all_the_same(tenants, new_content):
    content = new_content("Titre", message="m1")
    with begin(content.package) as lease:
        lease.load_units(content.folder / "units.jsonl", NO_TRANSFER)
        assert lease.settle(content.folder, accepted=True, inventory=INVENTORY, entry=content.entry()) == 0
    assert [each.title for each in questions.units_of([ALPHA], content.package)] == ["Titre"]
    assert [each.xml_id for each in questions.objects_in([ALPHA], content.package)] == ["O1"]
    with begin() as lease, pytest.raises(Conflict):
        lease.reserve("agency", "m1")


@pytest.mark.parametrize("waiting", [True, False])
def test_a_versement_given_up_meanwhile_leaves_nothing(tenants, new_content, waiting: bool):
    content = new_content(*(f"Titre {number}" for number in range(500)))

    def attempt() -> None:
        with begin(content.package) as lease:
            lease.reserve("agency", "message")
            lease.load_units(content.folder / "units.jsonl", NO_TRANSFER)
            if waiting:
                wait(lease)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        attempt()
    assert acquisition.leased_or_committed(ALPHA, [content.package]) == set()
    with begin() as lease:
        lease.reserve("agency", "message")


@pytest.mark.parametrize("reserved", [True, False])
def test_what_goes_wrong_ahead_is_told_by_settling(tenants, new_content, reserved: bool):
    absent = new_package_id(datetime.now(UTC))
    content = new_content("Titre", attached_to=(UUID(int=absent.int | 1),))
    with begin(content.package) as lease:
        if reserved:
            lease.reserve("agency", "message")
        lease.load_units(content.folder / "units.jsonl", NO_TRANSFER)
        lease.load_objects(content.folder / "objects.jsonl")
        with pytest.raises(Conflict):
            lease.settle(content.folder, accepted=True, inventory=INVENTORY, entry=content.entry())
    assert publication.head(ALPHA).size == 0
    assert acquisition.leased_or_committed(ALPHA, [content.package]) == set()
