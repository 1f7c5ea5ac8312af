"""Transfers whose units are any graph, each with any rules."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from tests.ingest.archive import Bench
from tests.packages_of_ours import NAMESPACE, Sip

COUNT = itertools.count(1)
V2_2 = NAMESPACE.replace("2.1", "2.2")


def name(number: int) -> str:
    """The title of a unit of a graph."""
    return f"Nœud {number}"


@dataclass
class GraphSip(Sip):
    """`parents` gives the numbers of those above each unit, `rules` what its `Management` holds."""

    parents: Sequence[Sequence[int]] = ()
    rules: Sequence[str] = ()
    documents: Sequence[object] = field(default_factory=list)  # type: ignore[assignment]

    def bordereau(self) -> bytes:
        before, _, after = super().bordereau().decode().replace(NAMESPACE, V2_2).partition("<DescriptiveMetadata>")
        _, _, after = after.partition("</DescriptiveMetadata>")
        units = "".join(self._node(number) for number in range(len(self.parents)))
        return f"{before}<DescriptiveMetadata>{units}</DescriptiveMetadata>{after}".encode()

    def _node(self, number: int) -> str:
        below = [child for child, above in enumerate(self.parents) if number in above]
        links = "".join(
            f'<ArchiveUnit id="L-{number}-{child}"><ArchiveUnitRefId>N-{child}</ArchiveUnitRefId></ArchiveUnit>'
            for child in below
        )
        return (
            f'<ArchiveUnit id="N-{number}"><Management>{self.rules[number]}</Management><Content>'
            f"<DescriptionLevel>Item</DescriptionLevel><Title>{name(number)}</Title></Content>{links}</ArchiveUnit>"
        )


def nodes(
    bench: Bench, folder: Path, parents: Sequence[Sequence[int]], rules: Sequence[str], metadata: str = ""
) -> list[UUID]:
    """The units of such a graph, taken by this archive."""
    run = next(COUNT)
    sip = GraphSip(message=f"G-{run}", parents=parents, rules=rules, metadata=metadata)
    return by_title(bench, sip.write(folder / f"graph-{run}.zip"))


def by_title(bench: Bench, package: Path) -> list[UUID]:
    """The units of a package of a graph, once taken, in the order of their numbers."""
    outcome = bench.accept(package)
    numbers = {int(unit["content"]["Title"][0].split()[1]): UUID(unit["id"]) for unit in bench.units(outcome)}
    return [numbers[number] for number in sorted(numbers)]
