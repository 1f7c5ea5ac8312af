"""Commands run as people run them, in this process, and what they answered."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartrier.cli.main import run

COMMUNE, NEIGHBOUR = "211234567", "130025265"


@dataclass(frozen=True)
class Answer:
    """What a command left: exit status, standard output, standard error."""

    status: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def objects(self) -> list[Any]:
        """One JSON value a line, all of it ASCII."""
        assert self.raw.isascii()
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        (value,) = self.objects
        return value


@dataclass(frozen=True)
class Chartrier:
    """The commands of one archive."""

    environ: Mapping[str, str]
    folder: Path

    def __call__(self, *arguments: object) -> Answer:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        with environment(self.environ), redirect_stdout(out), redirect_stderr(err):
            status = run([str(argument) for argument in arguments])
            out.flush()
        assert isinstance(out.buffer, io.BytesIO)
        return Answer(status, out.buffer.getvalue(), err.getvalue())

    def json(self, *arguments: object) -> Any:
        """The one object that a command which succeeds answers."""
        answer = self(*arguments, "--json")
        assert answer.status == 0, answer
        return answer.json

    def unit(self, words: str, tenant: str = COMMUNE) -> str:
        """The identifier of the one unit with these words."""
        (unit,) = self.json("search", words, "--tenant", tenant)["units"]
        return str(unit["id"])

    def binary(self, unit: str) -> Mapping[str, Any]:
        """The one object of a unit, as `show` tells it."""
        (found,) = self.json("show", unit)["objects"]
        return dict(found)

    def stored(self, copy: str, found: Mapping[str, Any]) -> Path:
        """The file of an object in a copy."""
        package = found["versement"]
        root = self.folder / "copies" / copy / found["tenant"] / "packages"
        return root / package[:4] / package[4:8] / package / "v1" / "content" / found["path"]


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Only these CHARTRIER_ variables."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("CHARTRIER_")]:
        del os.environ[name]
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def damaged(*files: Path) -> Iterator[None]:
    """Files with one bit changed, mended afterwards."""
    kept = {file: file.read_bytes() for file in files}
    for file, data in kept.items():
        file.chmod(0o600)
        file.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    try:
        yield
    finally:
        for file, data in kept.items():
            file.write_bytes(data)


def interpreter(environ: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """This Python, and the environment of a process of that archive."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHARTRIER_")}
    return sys.executable, {**kept, **environ}
