"""Damage done to copies, of every kind that we could think of, and what an archive is compared with afterwards."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from chartrier import clock
from chartrier.records.identifiers import new_package_id
from tests.ingest.archive import Bench
from tests.packages_of_ours import Document, Sip

LEFT_ALONE = ("aside", "incoming")


def tenant_folders(bench: Bench) -> dict[str, Path]:
    return {name: folder / bench.tenant.code for name, folder in bench.archive.settings.copies.items()}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a tenant in a copy by its path, but what is set aside or under way; links and pipes too."""
    found = {}
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if below.parts[0] in LEFT_ALONE or (path.is_dir() and not path.is_symlink()):
            continue
        plain = path.is_file() and not path.is_symlink()
        found[str(below)] = path.read_bytes() if plain else b"no plain file"
    return found


def fill(bench: Bench, folder: Path, packages: int = 3, *, pack: bool = False) -> None:
    """Some versements, one of them rejected, one in a pack if asked; twins in one of them."""
    folder.mkdir(exist_ok=True)
    if pack:
        small = [Document(f"s{each}.txt", b"%d\n" % each, f"S{each}") for each in range(201)]
        bench.accept(Sip(message="PACK", documents=small).write(folder / "pack.zip"))
    for number in range(packages):
        documents = [
            Document(f"p{number}-{each}.txt", f"pièce {number} {each}\n".encode() * (each * 700 + 1), f"Pièce {each}")
            for each in range(4)
        ]
        if number == 0:
            documents += [Document("twin.txt", documents[0].data, "Jumeau")]
        bench.accept(Sip(message=f"M-{number}", documents=documents).write(folder / f"sip-{number}.zip"))
    bench.reject(Sip(message="WRONG", documents=[Document("a", b"a", digest="00" * 64)]).write(folder / "wrong.zip"))


@dataclass
class Ruin:
    """Damages copies of a tenant, at random, and remembers what it did: `(copy, path)` each."""

    folders: dict[str, Path]
    rng: random.Random
    done: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, copy, path."""

    def __post_init__(self) -> None:
        checkpoint = self.folders["a"] / "journal/checkpoint"
        self._size = int(checkpoint.read_text("utf-8").splitlines()[1])

    def files(self, copy: str) -> list[str]:
        """The files whose loss matters: older partial tiles are only there by the way."""
        return [path for path in tree(self.folders[copy]) if ".p/" not in path or path.endswith(f".p/{self._size}")]

    def one(self, copy: str, kind: str, path: str) -> None:
        """Do this to that file; `path` is not used by what adds something."""
        HOW[kind](self, copy, path)
        self.done.append((kind, copy, self._named(kind, copy, path)))

    def _named(self, kind: str, copy: str, path: str) -> str:
        if kind in ("drop package", "package is a link"):
            return "/".join(path.split("/")[:4])
        return self._added if kind.startswith("extra") else path

    _added: str = ""


def flip(ruin: Ruin, copy: str, path: str) -> None:
    file = ruin.folders[copy] / path
    data = bytearray(file.read_bytes()) or bytearray(b"x")
    at = ruin.rng.randrange(len(data))
    data[at] ^= 1 << ruin.rng.randrange(8)
    _write(file, bytes(data))


def truncate(ruin: Ruin, copy: str, path: str) -> None:
    file = ruin.folders[copy] / path
    data = file.read_bytes()
    _write(file, data[: ruin.rng.randrange(len(data))] if data else b"longer")


def extend(ruin: Ruin, copy: str, path: str) -> None:
    file = ruin.folders[copy] / path
    _write(file, file.read_bytes() + b"\0" * ruin.rng.choice([1, 511, 4096]))


def delete(ruin: Ruin, copy: str, path: str) -> None:
    (ruin.folders[copy] / path).unlink()


def swap(ruin: Ruin, copy: str, path: str) -> None:
    """Give it the bytes of another file of the copy, and that one its own."""
    here = tree(ruin.folders[copy])
    touched = {(name, at) for _, name, at in ruin.done}
    others = [
        other
        for other in ruin.files(copy)
        if here[other] != here[path] and (copy, other) not in touched and not _same_file(other, path)
    ]
    other = ruin.rng.choice([each for each in others if "checkpoint" not in each])
    _write(ruin.folders[copy] / path, here[other])
    _write(ruin.folders[copy] / other, here[path])
    ruin.done.append(("swap", copy, other))


def _same_file(one: str, other: str) -> bool:
    """Both inventories of a package together leave nothing to tell which one it was."""
    return "inventory" in one and "inventory" in other


def folder(ruin: Ruin, copy: str, path: str) -> None:
    file = ruin.folders[copy] / path
    file.unlink()
    file.mkdir()
    (file / "inside").write_bytes(b"inside")


def link(ruin: Ruin, copy: str, path: str) -> None:
    """A link to the same bytes, which a reader that follows links would not see."""
    file = ruin.folders[copy] / path
    kept = file.with_name(f"{file.name}.kept-{ruin.rng.randrange(1 << 30)}")
    target = ruin.folders[copy].parent.parent / kept.name
    shutil.copyfile(file, target)
    file.unlink()
    file.symlink_to(target)


def pipe(ruin: Ruin, copy: str, path: str) -> None:
    file = ruin.folders[copy] / path
    file.unlink()
    os.mkfifo(file)


def rights(ruin: Ruin, copy: str, path: str) -> None:
    (ruin.folders[copy] / path).chmod(ruin.rng.choice([0o444, 0o777, 0o000, 0o604]))


def extra_file(ruin: Ruin, copy: str, path: str) -> None:
    ruin._added = str(Path(path).parent / f"étranger-{ruin.rng.randrange(1000)}")
    _write(ruin.folders[copy] / ruin._added, b"stranger")


def extra_folder(ruin: Ruin, copy: str, path: str) -> None:
    ruin._added = str(Path(path).parent / f"extra-{ruin.rng.randrange(1000)}")
    (ruin.folders[copy] / ruin._added / "deep").mkdir(parents=True)


def extra_package(ruin: Ruin, copy: str, path: str) -> None:
    """A whole package that no entry names."""
    source = ruin.folders[copy] / "/".join(path.split("/")[:4])
    package = str(new_package_id(clock.now()))
    ruin._added = f"packages/{package[:4]}/{package[4:8]}/{package}"
    shutil.copytree(source, ruin.folders[copy] / ruin._added, symlinks=True)


def drop_package(ruin: Ruin, copy: str, path: str) -> None:
    shutil.rmtree(ruin.folders[copy] / "/".join(path.split("/")[:4]))


def package_is_a_link(ruin: Ruin, copy: str, path: str) -> None:
    place = ruin.folders[copy] / "/".join(path.split("/")[:4])
    away = ruin.folders[copy].parent.parent / f"away-{place.name}-{ruin.rng.randrange(1 << 30)}"
    place.rename(away)
    place.symlink_to(away)


HOW: dict[str, Callable[[Ruin, str, str], None]] = {
    "flip": flip,
    "truncate": truncate,
    "extend": extend,
    "delete": delete,
    "swap": swap,
    "folder": folder,
    "link": link,
    "pipe": pipe,
    "rights": rights,
    "extra file": extra_file,
    "extra folder": extra_folder,
    "extra package": extra_package,
    "drop package": drop_package,
    "package is a link": package_is_a_link,
}
OF_PACKAGES = frozenset({"extra package", "drop package", "package is a link"})
"""What only a file of a package can be named for."""

OF_BYTES = frozenset({"flip", "truncate", "extend"})


def _write(file: Path, data: bytes) -> None:
    mode = file.stat().st_mode if file.exists() else 0o600
    file.unlink(missing_ok=True)
    file.write_bytes(data)
    file.chmod(mode & 0o777)
