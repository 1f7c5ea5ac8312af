"""Verifying everything in every copy: every entry, package and file. The steps: `steps`."""

from __future__ import annotations

from collections.abc import Sequence

from chartrier.journal.changes import version_number
from chartrier.journal.checkpoint import VerifierKey
from chartrier.journal.entry import CHANGEABLE
from chartrier.records.finding import Finding, Findings
from chartrier.verify import findings, steps
from chartrier.verify.acts import verify_act
from chartrier.verify.deciders import Deciders
from chartrier.verify.dispositions import Dispositions
from chartrier.verify.log import Log, compare_logs, open_log
from chartrier.verify.orders import Orders, read_orders
from chartrier.verify.package import Package, open_package
from chartrier.verify.reader import CopyReader
from chartrier.verify.replay import replay
from chartrier.verify.report import Counts, OnProgress, Recorder, Report, Words, counted
from chartrier.verify.storage_root import verify_root
from chartrier.verify.whole import verify_package


def verify_all(
    copies: Sequence[CopyReader],
    *,
    keys: Sequence[VerifierKey] | None = None,
    since: bytes | None = None,
    on_progress: OnProgress | None = None,
) -> Report:
    """Prove all that lies in copies of one tenant, each on its own, steps (1) to (9) and (11), then their accord
    (10).

    Never raises for what lies in a copy. `keys`: trust these only; None trusts each copy's own, and says so.
    `since`: the bytes of an older checkpoint that each journal must extend. Memory: about 100 bytes for each
    package of the journal, 300 for each person who ever decided, 300 for each line that was destroyed, one inventory
    and the lists of an élimination.
    """
    gathered = Findings()
    recorders: list[Recorder] = []
    logs: list[Log] = []
    for copy in copies:
        recorder = Recorder(copy.name, gathered, on_progress=on_progress)
        log = _verify_copy(copy, recorder, keys, since)
        logs += [log] if log else []
        recorders.append(recorder)
    if len(copies) > 1:
        accord = Recorder("", gathered)
        if len(logs) == len(copies):
            compare_logs(logs, accord)  # (10)
        else:
            accord.skip(steps.COPIES, steps.NOT_REACHED)
        recorders.append(accord)
    return _gather(recorders, gathered)


def _gather(recorders: list[Recorder], gathered: Findings) -> Report:
    total = Counts()
    for recorder in recorders:
        total.documents += recorder.counts.documents
        total.packages += recorder.counts.packages
        total.bytes += recorder.counts.bytes
    taken = tuple(step for recorder in recorders for step in recorder.steps())
    keys = tuple(key for recorder in recorders for key in recorder.keys)
    return Report(taken, gathered, total, keys)


def _verify_copy(
    copy: CopyReader, recorder: Recorder, keys: Sequence[VerifierKey] | None, since: bytes | None
) -> Log | None:
    log = open_log(copy, recorder, keys, since)  # (1) (2) (3)
    if log is None:
        recorder.skip_the_rest(steps.OF_A_COPY, steps.NOT_REACHED)
        return None
    recorder.of = log.checkpoint.size
    orders = read_orders(log, recorder)
    known: set[bytes] = set()
    deciders = Deciders.of(log.checkpoint.origin)
    dispositions = Dispositions(deciders)
    for entry in replay(log, recorder):  # (4)
        if entry.package.bytes in known:
            recorder.fail(steps.ENTRY, findings.ENTRY_TWICE, package=str(entry.package))
        known.add(entry.package.bytes)
        versions = orders.versions(entry)
        package = open_package(copy, entry, recorder, versions)  # (5)
        if entry.operation not in CHANGEABLE and orders.changes(entry.package):
            changed = str(entry.package)
            recorder.fail(steps.PACKAGE, findings.KEPT_FOR_EVER, package=changed, operation=entry.operation)
        if package is not None:
            _tell_owing(package, orders, recorder)
            verify_package(package, recorder, orders.destroyed.get(entry.package, {}))  # (5) to (9)
            verify_act(package, deciders, dispositions, orders, recorder)  # (11)
        recorder.advance(packages=1)
    complete = len(known) == log.checkpoint.size
    verify_root(log, known if complete else None, recorder)  # (9)
    recorder.prove(steps.ACTS, counted(deciders.acts, "acte", "act"))
    _conclude(recorder, len(known))
    return log


def _tell_owing(package: Package, orders: Orders, recorder: Recorder) -> None:
    """A package that still has what an order destroys: to be done where nothing says it is, wrong where it is said."""
    for order, change in orders.changes(package.id):
        if version_number(change.version_after) > version_number(package.version):
            place = recorder.place(package.folder)
            values = {"package": str(package.id), "order": str(order.entry.package), "copy": package.copy.name}
            if orders.is_purged(order.entry.package, package.copy.name):
                recorder.fail(steps.PACKAGE, findings.DESTROYED_IS_BACK, place, **values)
            else:
                recorder.findings.append(Finding(findings.DESTRUCTION_OWED, place, values))


def _conclude(recorder: Recorder, entries: int) -> None:
    """What did not fail is proven, and for how much."""
    counts = recorder.counts
    packages = counted(entries, "paquet", "package")
    recorder.prove(steps.ENTRY, counted(entries, "inscription", "entry"))
    for step in (steps.PACKAGE, steps.CONTENTS, steps.DESCRIPTION):
        recorder.prove(step, packages)
    recorder.prove(steps.BYTES, counted(counts.documents, "objet binaire", "binary object"))
    recorder.prove(steps.FILES, Words(f"{counts.bytes} octets lus", f"{counts.bytes} bytes read"))
