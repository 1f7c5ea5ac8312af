"""One copy under audit: files read at a pace, damage told, counted and, when that was asked, mended."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import structlog

from chartrier.catalog.journal import publication as journal
from chartrier.copies.destruction.purging import purge_package
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.preservation import findings
from chartrier.preservation.damage import Damage, Wanted, document_at
from chartrier.preservation.ledger import CopyCounts, Ledger
from chartrier.preservation.lost_documents import lost_with
from chartrier.preservation.pace import Pace, PacedStream
from chartrier.records.finding import Finding, FindingKind, Place
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store
from chartrier.verify.package import hashed
from chartrier.verify.reader import CopyReader, shown

log = structlog.get_logger()


class NotProven(Exception):
    """The bytes of this source are not those that are wanted, or cannot be read."""


@dataclass(slots=True)
class CopyAudit:
    """A copy while it is read. `stores` are all copies, this one too: any of them may have a proven file."""

    tenant: Tenant
    store: Store
    stores: Sequence[Store]
    pace: Pace
    ledger: Ledger
    counts: CopyCounts
    repair: bool

    @property
    def reader(self) -> CopyReader:
        return self.store.reader(self.tenant.code)

    def differs(self, wanted: Wanted) -> FindingKind | None:
        """What is wrong with a file of the copy, read now from end to end; None when it is proven."""
        try:
            stream = self.reader.open(wanted.path)
            if stream is None:
                return findings.FILE_ABSENT
            paced = PacedStream(stream, self.pace)
            digests, size = hashed(paced, ["sha512"])  # type: ignore[arg-type]
        except (IntegrityFailure, OSError):
            return findings.FILE_UNREADABLE
        self.counts.bytes += size
        return None if digests["sha512"] == wanted.sha512 else findings.FILE_DIFFERS

    def meet(self, damage: Damage, *, mendable: bool = True) -> bool:
        """Tell a damage, mended where that was asked and something proves what must be there; whether it is."""
        self.counts.wrong += 1
        found = damage.finding(self.store.name)
        if not (self.repair and mendable and damage.mendable):
            self.ledger.append(found)
        elif self._mended(damage, found):
            self.counts.repaired += 1
            return True
        self.counts.unrepaired += 1
        return False

    def _mended(self, damage: Damage, found: Finding) -> bool:
        values = {"was_fr": found.message("fr"), "was_en": found.message("en")}
        try:
            if damage.rights:
                self.store.close_to_others(self.tenant.code, damage.path)
            if damage.aside:
                self.store.set_aside(self.tenant.code, damage.path)
            if damage.destroy and damage.package is not None:
                peers = [store.reader(self.tenant.code) for store in self.stores if store is not self.store]
                purge_package(self.tenant, self.store, journal.named(self.tenant.key, damage.package), peers)
            if damage.prepare:
                self.store.prepare(self.tenant.code)
            sources, lost = self._restore(damage)
        except ChartrierError as error:
            self.ledger.append(found)
            why = {"why_fr": error.finding.message("fr"), "why_en": error.finding.message("en")}
            self.ledger.append(Finding(findings.NOT_MENDED, found.place, {**values, **why}))
            return False
        if lost:
            self.ledger.append(found)
            for wanted in lost:
                self._alarm(wanted, damage)
            return False
        kind = findings.MENDED if damage.restore else findings.SET_ASIDE if damage.aside else findings.MENDED_HERE
        self.ledger.append(Finding(kind, found.place, {**values, "source": ", ".join(sources)}))
        log.info("mended", copy=self.store.name, tenant=self.tenant.code, path=found.place.file, code=found.code)
        return True

    def _restore(self, damage: Damage) -> tuple[list[str], list[Wanted]]:
        """Put back each file that is wanted: the copies that had them, and what no copy has."""
        sources: dict[str, None] = {}
        lost = []
        for wanted in damage.restore:
            source = self._restore_from_anywhere(wanted)
            if source is None:
                lost.append(wanted)
            else:
                sources[source] = None
        return list(sources), lost

    def _restore_from_anywhere(self, wanted: Wanted) -> str | None:
        """Where the bytes came from that are there now, proven and read again; None when nothing has them."""
        if wanted.data is not None:
            self._put(wanted, iter([wanted.data]))
            return findings.THE_JOURNAL
        others = [store for store in self.stores if store is not self.store]
        for store in (*others, self.store):
            for path in (wanted.path, *wanted.same):
                if store is self.store and path == wanted.path:
                    continue
                try:
                    self._put(wanted, self._proven(store, path, wanted.sha512))
                except NotProven:
                    continue
                return store.name
        return None

    def _put(self, wanted: Wanted, chunks: Iterator[bytes]) -> None:
        self.store.restore(self.tenant.code, wanted.path, chunks)
        if self.differs(wanted) is not None:
            path = shown(wanted.path)
            raise IntegrityFailure(findings.WRITTEN_WRONG, Place(file=path), copy=self.store.name, path=path)

    def _proven(self, store: Store, path: str, sha512: str) -> Iterator[bytes]:
        """The bytes of a file of a copy; raises NotProven, at the end at the latest, when they are others."""
        digest = hashlib.sha512()
        try:
            stream = store.reader(self.tenant.code).open(path)
            if stream is None:
                raise NotProven
            with PacedStream(stream, self.pace) as paced:
                while block := paced.read(PacedStream.LARGEST_READ):
                    digest.update(block)
                    yield block
        except (IntegrityFailure, OSError):
            raise NotProven from None
        if digest.hexdigest() != sha512:
            raise NotProven

    def _alarm(self, wanted: Wanted, damage: Damage) -> None:
        """Name each document that is lost with a file; the file itself when none is, or nobody can tell."""
        path, lost = shown(wanted.path), False
        for document in lost_with(wanted, [store.reader(self.tenant.code) for store in self.stores]):
            lost = True
            self._tell_lost(document, path, damage)
        if not lost:
            self._tell_lost(document_at(wanted.path), path, damage)

    def _tell_lost(self, document: str, path: str, damage: Damage) -> None:
        values = {"path": path, "package": str(damage.package or ""), "document": document}
        self.ledger.append(Finding(findings.LOST, Place(file=path, object=document), values))
