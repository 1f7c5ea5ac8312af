"""What a power cut may leave of the changes that nothing had made durable.

The model, which ext4, xfs and btrfs keep to and which promises less than any of them:

- fsync of a file makes its bytes, its size and its mode durable; not its name.
- fsync of a folder makes the names in it durable: those made, removed, and renamed into or out of it.
- syncfs makes all of that file system durable. Staging and the first copy share one, each other copy has its own.
- A rename, a creation, a removal happens wholly or not at all (journalled). Of those that are not durable any subset
  may have happened, whatever their order: a removal without an older creation, a name without the one that a later
  rename gave it.
- Bytes of a file that are not durable are there, or lost (the file is as it was, empty if new), or there as far as
  some point, or zeros in their full length.
- The database is durable at its commit, and never before.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tests.faults.recording import Change, Disk, Recorder

WHOLE, LOST, PART, ZEROS = "whole", "lost", "part", "zeros"
FATES = (WHOLE, LOST, PART, ZEROS)

Losses = Mapping[int, str]
"""The fate of each pending thing that is not whole: of a change of names or mode by its index (LOST), of the pending
bytes of a file by the index of the first of them."""


class Instant:
    """A power cut after the first `count` changes."""

    def __init__(self, recorder: Recorder, count: int) -> None:
        self._recorder = recorder
        self._changes = recorder.changes[:count]
        self._of_bytes: dict[int, list[int]] = {}
        """By the index of the first of them, the indices of the pending writes of a file."""
        pending = self._pending()
        first: dict[int, int] = {}
        for index in pending:
            change = self._changes[index]
            if change.kind in ("write", "truncate"):
                self._of_bytes.setdefault(first.setdefault(change.inode, index), []).append(index)
        self.loose = [i for i in pending if i in self._of_bytes or self._changes[i].kind in ("names", "mode")]
        """What may be lost: each has its fate."""

    def _pending(self) -> list[int]:
        pending: list[int] = []
        for index, change in enumerate(self._changes):
            if change.kind == "sync":
                pending = [i for i in pending if not self._is_of(self._changes[i], change.inode)]
            elif change.kind == "syncfs":
                device = self._recorder.device[change.inode]
                pending = [i for i in pending if self._device(self._changes[i]) != device]
            else:
                pending.append(index)
        return pending

    def _is_of(self, change: Change, inode: int) -> bool:
        if change.kind == "names":
            return any(folder == inode for folder, _, _ in change.entries)
        return change.inode == inode

    def _device(self, change: Change) -> int:
        return self._recorder.device[change.entries[0][0] if change.kind == "names" else change.inode]

    def fates(self, index: int) -> tuple[str, ...]:
        return FATES if index in self._of_bytes else (WHOLE, LOST)

    def disk(self, losses: Losses) -> Disk:
        """What the disk holds after the cut."""
        changed: dict[int, Change | None] = {}
        for index, fate in losses.items():
            if index in self._of_bytes:
                changed |= _damaged([(i, self._changes[i]) for i in self._of_bytes[index]], fate)
            elif fate == LOST:
                changed[index] = None
        disk = self._recorder.start.copy()
        for index, change in enumerate(self._changes):
            applied = changed.get(index, change)
            if applied is not None:
                disk.apply(applied)
        return disk

    def extremes(self) -> Iterator[Losses]:
        """Nothing lost, all of it, all but one thing, one thing only in each of its ways."""
        every = dict.fromkeys(self.loose, LOST)
        yield {}
        yield every
        for index in self.loose:
            for fate in self.fates(index)[1:]:
                yield {index: fate}
            yield {other: LOST for other in self.loose if other != index}
        for fate in (PART, ZEROS):
            yield dict.fromkeys(self._of_bytes, fate)

    def everything(self, most: int) -> Iterator[Losses] | None:
        """Every combination of what happens to the copies, when there are at most so many.

        What is pending in staging alone is whole: nobody reads there after a cut.
        """
        there = self._below_copies()
        loose = [i for i in self.loose if there & self._touched(self._changes[i])]
        count = 1
        for index in loose:
            count *= len(self.fates(index))
        return self._every(loose) if count <= most else None

    def _below_copies(self) -> set[int]:
        """The inodes of the copies, were nothing lost."""
        names = self.disk({}).names
        waiting = list(self._recorder.roots.values())[1:]
        found: set[int] = set()
        while waiting:
            inode = waiting.pop()
            found.add(inode)
            waiting += names.get(inode, {}).values()
        return found

    def _touched(self, change: Change) -> set[int]:
        return {folder for folder, _, _ in change.entries} or {change.inode}

    def _every(self, loose: list[int]) -> Iterator[Losses]:
        if not loose:
            yield {}
            return
        for rest in self._every(loose[1:]):
            for fate in self.fates(loose[0]):
                yield {**rest, loose[0]: fate}

    def sample(self, rng: random.Random, count: int) -> Iterator[Losses]:
        """So many combinations by chance, from few losses to many."""
        for _ in range(count):
            chance = rng.choice((0.1, 0.5, 0.9))
            yield {i: rng.choice(self.fates(i)[1:]) for i in self.loose if rng.random() < chance}


def _damaged(writes: list[tuple[int, Change]], fate: str) -> dict[int, Change | None]:
    """What becomes of the pending writes of one file, in order."""
    if fate == LOST:
        return {index: None for index, _ in writes}
    if fate == ZEROS:
        return {index: replace(change, data=bytes(len(change.data))) for index, change in writes}
    half = len(writes) // 2
    index, cut = writes[half]
    done: dict[int, Change | None] = {i: None for i, _ in writes[half + 1 :]}
    return {**done, index: replace(cut, data=cut.data[: len(cut.data) // 2])}
