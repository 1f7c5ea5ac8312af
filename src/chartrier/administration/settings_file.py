"""The settings file, changed as its owner would: comments, order and mode stay, and it is there whole or as before."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from chartrier.administration.findings import SETTINGS_UNWRITABLE
from chartrier.errors import Unavailable
from chartrier.settings import FILE


def write_copies(home: Path, copies: Mapping[str, Path]) -> None:
    """Set the copies in the settings file of the archive in `home`. Raises Unavailable: the file is as before then."""
    path = (home / FILE).resolve()
    try:
        _replace(path, _with_copies(path, home, copies))
    except (OSError, ValueError, TOMLKitError) as problem:
        told = " ".join(str(problem).split())[:200]
        raise Unavailable(SETTINGS_UNWRITABLE, file=str(path), why=told, value=as_setting(copies)) from problem


def as_setting(copies: Mapping[str, Path]) -> str:
    """The copies as one text: `a=/srv/a, b=/mnt/b`."""
    return ", ".join(f"{name}={folder}" for name, folder in copies.items())


def _with_copies(path: Path, home: Path, copies: Mapping[str, Path]) -> str:
    document = tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    present = document.get("copies")
    if not isinstance(present, MutableMapping):
        # text, or nothing: an inline table can stand anywhere among the other settings
        document["copies"] = present = tomlkit.inline_table()
    for name in [name for name in present if name not in copies]:
        del present[name]
    for name, folder in copies.items():
        if name not in present or _folder(present[name], home) != folder:
            present[name] = str(folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)
    text = tomlkit.dumps(document)
    read = tomllib.loads(text)["copies"]
    if {name: _folder(place, home) for name, place in read.items()} != dict(copies):
        raise ValueError("the copies would not be read back as they are")
    return text


def _folder(place: object, home: Path) -> Path:
    return (home / Path(str(place)).expanduser()).resolve()


def _replace(path: Path, text: str) -> None:
    """Write the file whole or not at all, durable on return, with the mode and owner of the one before."""
    before = path.stat() if path.exists() else None
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            if before is not None:
                os.fchmod(file.fileno(), before.st_mode & 0o7777)
                with suppress(PermissionError):
                    os.fchown(file.fileno(), before.st_uid, before.st_gid)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
