"""Who acts: the options by which a command is told, and the proof."""

from __future__ import annotations

import getpass
import os
import stat
import warnings
from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration.credentials import authenticate
from chartrier.cli.findings import (
    NO_TERMINAL,
    NOT_A_PASSPHRASE,
    OPEN_PASSPHRASE_FILE,
    PASSPHRASES_DIFFER,
    UNREADABLE_FILE,
    WHO_ACTS,
)
from chartrier.cli.output import Output
from chartrier.errors import InvalidInput
from chartrier.records.actor import Actor
from chartrier.records.finding import Finding, Language
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.wiring import Wiring

As = Annotated[
    str | None,
    typer.Option("--as", metavar="NOM", help="Qui agit : son nom, ou son identifiant si plusieurs ont ce nom."),
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file", metavar="FICHIER", help="Où lire la phrase secrète ; sinon, elle est demandée au terminal."
    ),
]

LARGEST = 4096
"""Bytes of a file with a passphrase."""


def acting(
    archive: Wiring, tenant: Tenant, who: str | None, passphrase_file: Path | None, permission: Permission | None
) -> Actor:
    """The person whom `--as` names, proven, who has this permission for the tenant (None: any role).

    Raises InvalidInput when nobody is named or no passphrase can be had, NotAllowed (`administration.credentials`).
    """
    if who is None:
        raise InvalidInput(WHO_ACTS)
    passphrase = passphrase_of(who, passphrase_file, archive.settings.language)
    return authenticate(tenant, who, passphrase, permission, archive.copies.clock)


def passphrase_of(who: str, file: Path | None, language: Language) -> str:
    """The passphrase of somebody, from the file or the terminal. Raises InvalidInput."""
    if file is not None:
        return _read(file, language)
    return _ask(Output(False, language).text("Phrase secrète de {name} : ", name=who))


def new_passphrase_of(who: str, file: Path | None, language: Language) -> str:
    """A new one, from the file, or typed twice. Raises InvalidInput."""
    if file is not None:
        return _read(file, language)
    output = Output(False, language)
    first = _ask(output.text("Nouvelle phrase secrète de {name} : ", name=who))
    if _ask(output.text("La même, encore une fois : ")) != first:
        raise InvalidInput(PASSPHRASES_DIFFER)
    return first


def _ask(prompt: str) -> str:
    """What is typed on the terminal, which does not show it. Raises InvalidInput when there is no such terminal."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (getpass.GetPassWarning, EOFError, OSError):
            raise InvalidInput(NO_TERMINAL) from None


def _read(file: Path, language: Language) -> str:
    """The passphrase in a file: its only line. A file that others may read is told."""
    try:
        with file.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            data = stream.read(LARGEST + 1)
    except OSError:
        raise InvalidInput(UNREADABLE_FILE, path=str(file)) from None
    if stat.S_ISREG(mode) and mode & 0o077:
        Output(False, language).finding(Finding(OPEN_PASSPHRASE_FILE, values={"path": str(file)}), error=True)
    try:
        passphrase = data.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise InvalidInput(NOT_A_PASSPHRASE, path=str(file)) from None
    if len(data) > LARGEST or not passphrase or "\n" in passphrase:
        raise InvalidInput(NOT_A_PASSPHRASE, path=str(file))
    return passphrase
