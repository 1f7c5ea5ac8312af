"""What a bordereau declares, compact enough for a hundred thousand units: everything but the descriptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from chartrier.seda.values import ElementValue
from chartrier.seda.versions import Version

MemberKind = Literal["unit", "group", "object", "other"]


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation, by the identifier that the partners agreed on."""

    identifier: str
    name: str | None = None
    line: int | None = None


@dataclass(slots=True)
class Header:
    """What `ArchiveTransfer` and `ManagementMetadata` say of the transfer; None where they are silent."""

    line: int = 1
    message_identifier: str | None = None
    date: str | None = None
    comment: str | None = None
    archival_agreement: str | None = None
    archival_agency: Agency | None = None
    transferring_agency: Agency | None = None
    originating_agency: str | None = None
    submission_agency: str | None = None
    archival_profile: str | None = None
    service_level: str | None = None
    acquisition_information: str | None = None
    legal_status: str | None = None
    code_list_versions: Mapping[str, str] = field(default_factory=dict)
    management: ElementValue | None = None
    """`ManagementMetadata` as an element value: the rules that hold for every unit of the transfer."""


@dataclass(slots=True)
class ExistingUnit:
    """A unit of the archive that `UpdateOperation` points to, by SystemId, or by a metadata and its value."""

    xml_id: str
    line: int | None
    system_id: str | None = None
    metadata_name: str | None = None
    metadata_value: str | None = None
    parents: tuple[int, ...] = ()
    """Numbers of the units that hold the pointer; an existing unit gets no new parent that way."""
    groups: tuple[int, ...] = ()
    """Numbers of the groups that the pointer names; an existing unit gets no object that way."""
    changes: bool = False
    """Whether the unit itself is to be changed (`ToDelete`, `FullUpdate`), not only given children."""


@dataclass(slots=True)
class DeclaredUnit:
    """An `ArchiveUnit` that the transfer brings. `number` is its member number in the package, from 1."""

    number: int
    xml_id: str
    line: int | None
    title: str | None = None
    parents: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    attachments: tuple[ExistingUnit, ...] = ()
    profile: str | None = None


@dataclass(slots=True)
class DeclaredGroup:
    """A data object group; `xml_id` None when the bordereau implies it (an object on its own)."""

    number: int
    xml_id: str | None
    line: int | None


@dataclass(slots=True)
class DeclaredObject:
    """A `BinaryDataObject` or a `PhysicalDataObject`.

    `group` is 0 when the group it names is declared nowhere. `algorithm` is the archive's name of the
    algorithm, None when it knows none such; `digest` is lower-case hexadecimal, None when it does not fit.
    """

    number: int
    xml_id: str
    line: int | None
    kind: Literal["binary", "physical"]
    group: int = 0
    data_object_version: str | None = None
    usage: str | None = None
    version: int | None = None
    uri: str | None = None
    filename: str | None = None
    raw_algorithm: str | None = None
    algorithm: str | None = None
    raw_digest: str | None = None
    digest: str | None = None
    size: int | None = None
    format_id: str | None = None
    attachment: bool = False
    """Whether the bytes lie inside the bordereau (`Attachment`)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that leads nowhere, or to something of another kind."""

    target: str
    wanted: MemberKind
    line: int | None
    source: str | None
    """The xml id of the unit or object that refers."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An xml id given a second time."""

    xml_id: str
    line: int | None
    kind: MemberKind


@dataclass(slots=True)
class Bordereau:
    """One transfer. Units, groups and objects are numbered together, from 1, in its order."""

    version: Version
    header: Header = field(default_factory=Header)
    units: list[DeclaredUnit] = field(default_factory=list)
    existing: list[ExistingUnit] = field(default_factory=list)
    groups: list[DeclaredGroup] = field(default_factory=list)
    objects: list[DeclaredObject] = field(default_factory=list)
    dangling: list[Reference] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    existing_groups: list[Reference] = field(default_factory=list)
    """Object groups of earlier packages that a unit wants to be attached to (Vitam's variant)."""
    valid: bool = True
    """Whether it is valid for the schema that was asked for. The controls suppose so."""

    @property
    def declared_units(self) -> int:
        """How many `ArchiveUnit` stand in the bordereau, references left out: new units and existing ones."""
        return len(self.units) + len(self.existing)


class DescriptionSink(Protocol):
    """Takes the descriptions as they pass, each once; nothing keeps them afterwards."""

    def unit(self, number: int, content: ElementValue, management: ElementValue | None, profile: str | None) -> None:
        """The description of a unit of `Bordereau.units`."""

    def object(self, number: int, metadata: ElementValue, group_metadata: ElementValue | None) -> None:
        """The whole element of an object; `group_metadata` is the `LogBook` of its `DataObjectGroup`."""
