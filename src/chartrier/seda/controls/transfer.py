"""The controls of a whole transfer, over what its bordereau declares: one list, in the order they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chartrier.records.finding import Finding, Findings
from chartrier.seda.bordereau import Bordereau
from chartrier.seda.controls.graph import (
    existing_units_are_only_parents,
    identifiers_are_unique,
    no_unit_contains_itself,
    objects_belong_to_a_unit,
    references_lead_somewhere,
    there_is_something,
    units_have_one_group,
)
from chartrier.seda.controls.header import agencies_are_named, header_is_filled, transfer_date_exists
from chartrier.seda.controls.objects import (
    digests_are_usable,
    uris_name_one_file_each,
    usages_are_known,
    versions_are_unique_in_their_group,
)

Control = Callable[[Bordereau, str], Iterator[Finding]]
"""Looks at a bordereau, whose file name is given for the places."""

CONTROLS: tuple[Control, ...] = (
    header_is_filled,
    agencies_are_named,
    transfer_date_exists,
    there_is_something,
    identifiers_are_unique,
    references_lead_somewhere,
    existing_units_are_only_parents,
    no_unit_contains_itself,
    units_have_one_group,
    objects_belong_to_a_unit,
    usages_are_known,
    versions_are_unique_in_their_group,
    uris_name_one_file_each,
    digests_are_usable,
)


def control_bordereau(bordereau: Bordereau, findings: Findings, *, file: str = "manifest.xml") -> None:
    """Run every control. Meant for a bordereau that its schema accepts (`valid`); safe on any other."""
    for control in CONTROLS:
        for finding in control(bordereau, file):
            findings.append(finding)
