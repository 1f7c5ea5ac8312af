"""What échéances cost: a forest planted, computed and asked for, small and large; is the cost linear?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from bench.archive import Archive
from bench.forest import plant
from bench.watching import python, run

SIZES = (100_000, 1_000_000)


@dataclass(frozen=True)
class Ruled:
    """What was measured of a forest of so many units: seconds, rows, bytes."""

    units: int
    computed: float
    """All échéances of a forest that had none."""
    changed: float
    """All of them again, after the duration of the rule at the top changed: it moves every one."""
    page_after: float
    """A page of the list of what is due, the median, just after the change: what every row was is still there."""
    page: float
    """The same, once PostgreSQL has cleaned that away, as it does by itself soon after."""
    slowest_page: float
    rows: int
    peak: int
    """Resident memory of the process."""

    @property
    def microseconds(self) -> float:
        """For each unit, after the change."""
        return self.changed / self.units * 1e6


def measure_endings(archive: Archive, units: int, tell: Callable[[str], None]) -> Ruled:
    """In a tenant of its own."""
    tenant = archive.new_tenant()
    tell(f"échéances : {units} unités, plantation")
    package = plant(archive, int(tenant), units)
    tell(f"échéances : {units} unités, calcul")
    found = json.loads(run(python("-m", "bench.ruling", tenant, str(package)), archive.environ).answer)
    archive.psql("-c", "VACUUM ANALYZE rules_ending")
    cleaned = json.loads(run(python("-m", "bench.ruling", tenant), archive.environ).answer)
    ruled = Ruled(
        units,
        found["computed"],
        found["changed"],
        found["page"],
        cleaned["page"],
        cleaned["slowest_page"],
        found["rows"],
        found["peak"],
    )
    tell(
        f"échéances : {units} unités, {ruled.changed:.1f} s après un changement de durée "
        f"({ruled.microseconds:.0f} µs par unité), page {ruled.page * 1e3:.1f} ms, mémoire {ruled.peak >> 20} Mio"
    )
    return ruled
