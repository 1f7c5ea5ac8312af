"""Step (11): every act of a copy, who did it and whether it could be done."""

from __future__ import annotations

from chartrier.journal.entry import ACTS
from chartrier.verify import steps
from chartrier.verify.deciders import Deciders
from chartrier.verify.dispositions import Dispositions
from chartrier.verify.orders import Orders
from chartrier.verify.package import Package
from chartrier.verify.report import Recorder
from chartrier.verify.signed_files import require_files

_OPERATION = "operation.json"
_SIGNATURE = "signature.json"
_LARGEST_OPERATION = 16 << 20
_LARGEST_SIGNATURE = 4096


def verify_act(
    package: Package, deciders: Deciders, dispositions: Dispositions, orders: Orders, recorder: Recorder
) -> None:
    """(11) A package whose inventory is proven, when it is an act's."""
    entry = package.entry
    if entry.operation not in ACTS:
        return
    with recorder.attempt(steps.ACTS, package.folder):
        operation = package.copy.read(package.where(_OPERATION), _LARGEST_OPERATION)
        signature = None
        if _SIGNATURE in package.state:
            signature = package.copy.read(package.where(_SIGNATURE), _LARGEST_SIGNATURE)
        record = deciders.judge(entry, operation or b"", signature)
        changes = orders.changes(package.id)
        require_files(package, record, changes[0][1] if changes else None)
        dispositions.judge(package, record)
