"""`chartrier verify`: bytes and public keys only; neither database nor catalog is touched."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NamedTuple
from uuid import UUID

import typer

from chartrier.cli import exit_codes
from chartrier.cli.findings import (
    NO_SUCH_COPY,
    NOT_A_CHECKPOINT,
    NOT_A_KEY,
    NOTHING_TO_VERIFY,
    UNREADABLE_FILE,
)
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang
from chartrier.cli.output import Output
from chartrier.errors import IntegrityFailure, InvalidInput
from chartrier.journal.checkpoint import VerifierKey, read_checkpoint
from chartrier.records.finding import Finding
from chartrier.records.identifiers import package_of
from chartrier.settings import Settings
from chartrier.verify.bundle import verify_bundle
from chartrier.verify.document import verify_document
from chartrier.verify.everything import verify_all
from chartrier.verify.package import package_folder
from chartrier.verify.reader import CopyReader, FolderCopy
from chartrier.verify.report import Outcome, Progress, Report, UsedKey, together

MARKS = {Outcome.PROVEN: "✓", Outcome.FAILED: "✗", Outcome.SKIPPED: "–"}
LARGEST = 1 << 20


def verify(
    unit: Annotated[
        UUID | None,
        typer.Option("--unit", metavar="IDENTIFIANT", help="Une seule unité (ou un seul objet), en peu de lectures."),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(metavar="FICHIER", help="Ne croire que cette clé publique (celle que « tenant list » donne)."),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(metavar="FICHIER", help="Prouver que le journal prolonge ce point de contrôle plus ancien."),
    ] = None,
    copy: Annotated[str | None, typer.Option(metavar="NOM", help="Une seule copie ; sinon, toutes.")] = None,
    tenant: Annotated[str | None, typer.Option(metavar="SIREN", help="Une seule collectivité ; sinon, toutes.")] = None,
    bundle: Annotated[
        Path | None,
        typer.Option(metavar="FICHIER", help="Un paquet de preuves reçu d'une archive, au lieu de nos copies."),
    ] = None,
    package: Annotated[
        Path | None,
        typer.Option(
            metavar="FICHIER",
            help="Avec --bundle : le paquet remis, ou un de ses documents, dont les octets sont comparés.",
        ),
    ] = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Prouver, sans la base et sans nous croire : document, liste scellée, inscription, point de contrôle."""
    settings, output = invoked(home, json, lang)
    trusted = _key(key) if key is not None else None
    if bundle is not None:
        return _verify_bundle(bundle, package, trusted, output)
    older = _checkpoint(since) if since is not None else None
    only = tenant or _tenant_of(trusted.name if trusted else older.origin if older else "")
    keys = [trusted] if trusted else None
    note = older.note if older else None
    copies = _copies(settings, copy)
    proven, verified = True, 0
    for code in _tenants(copies, only):
        readers = [FolderCopy(name, folder / code) for name, folder in copies.items()]
        if unit is not None and not any(_holds(reader, unit) for reader in readers):
            continue
        with output.progress() as tell:

            def on_progress(done: Progress) -> None:
                tell("verification", done.packages, done.of)

            if unit is None:
                report = verify_all(readers, keys=keys, since=note, on_progress=on_progress)
            else:
                report = together(
                    verify_document(reader, unit, keys=keys, since=note, on_progress=on_progress) for reader in readers
                )
        verified += 1
        proven = proven and report.proven
        output.emit({"tenant": code, "unit": unit and str(unit), **report.as_json(output.language)})
        _tell(output, code, report)
    if not verified:
        # what is not there is not proven: the same status as for what is wrong
        finding = Finding(NOTHING_TO_VERIFY, values={"what": str(unit or only or settings.home)})
        output.emit({"proven": False, "findings": [finding.as_json(output.language)]})
        output.finding(finding, error=True)
    return exit_codes.DONE if proven and verified else exit_codes.REFUSED


def _verify_bundle(bundle: Path, package: Path | None, trusted: VerifierKey | None, output: Output) -> int:
    with output.progress() as tell:
        report = verify_bundle(
            bundle,
            keys=[trusted] if trusted else None,
            package=package,
            on_progress=lambda done: tell("verification", done.bytes, 0),
        )
    output.emit({"bundle": str(bundle), **report.as_json(output.language)})
    output.say("Paquet de preuves {path}", path=bundle)
    _tell_report(output, report)
    return exit_codes.DONE if report.proven else exit_codes.REFUSED


class _Older(NamedTuple):
    """A checkpoint that was kept in the past."""

    origin: str
    note: bytes


def _key(path: Path) -> VerifierKey:
    try:
        return VerifierKey.read(_read(path))
    except IntegrityFailure:
        raise InvalidInput(NOT_A_KEY, path=str(path)) from None


def _checkpoint(path: Path) -> _Older:
    note = _read(path)
    try:
        return _Older(read_checkpoint(note).checkpoint.origin, note)
    except IntegrityFailure:
        raise InvalidInput(NOT_A_CHECKPOINT, path=str(path)) from None


def _tenant_of(origin: str) -> str | None:
    """The tenant whose log has this origin (docs/format.md, 4): a key or a checkpoint speaks of one log only."""
    match = re.fullmatch(r".+/([0-9]{9})/[0-9a-f]{8}", origin)
    return match[1] if match else None


def _copies(settings: Settings, only: str | None) -> Mapping[str, Path]:
    if only is not None and only not in settings.copies:
        raise InvalidInput(NO_SUCH_COPY, copy=only[:40], choices=", ".join(settings.copies))
    return {name: folder for name, folder in settings.copies.items() if only in (None, name)}


def _tenants(copies: Mapping[str, Path], only: str | None) -> list[str]:
    """The tenants that any of the copies has: one that a copy lost must show."""
    there = [folder for folder in copies.values() if folder.is_dir()]
    codes = {each.name for folder in there for each in folder.iterdir() if _is_tenant(each)}
    return sorted(codes if only is None else codes & {only})


def _is_tenant(folder: Path) -> bool:
    return re.fullmatch(r"[0-9]{9}", folder.name) is not None and folder.is_dir()


def _holds(copy: CopyReader, identifier: UUID) -> bool:
    """Whether the copy has the package of this identifier: its place follows from it."""
    return any(True for _ in copy.items(package_folder(package_of(identifier))))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError:
        raise InvalidInput(UNREADABLE_FILE, path=str(path)) from None


def _tell(output: Output, code: str, report: Report) -> None:
    output.say("Collectivité {code}", code=code)
    _tell_report(output, report)


def _tell_report(output: Output, report: Report) -> None:
    for step in report.steps:
        detail = step.detail.text(output.language)
        output.line(
            f"  {MARKS[step.outcome]} {step.kind.number:2}.",
            f"[{step.copy}]" if step.copy else "",
            step.kind.words.text(output.language),
            f"— {detail}" if detail else "",
        )
    output.findings(report.findings)
    for key, found in _places(report.keys).items():
        output.say("  clé {name}", name=key.name)
        output.say("    empreinte {fingerprint}", fingerprint=key.fingerprint)
        if not key.trusted:
            output.say(
                "    trouvée dans {found} : auto-déclarée (donnez --key pour ne croire que la vôtre)",
                found=", ".join(found),
            )
    output.say("  ✓ Tout est prouvé." if report.proven else "  ✗ Tout n'est pas prouvé.")


def _places(keys: Sequence[UsedKey]) -> dict[UsedKey, list[str]]:
    """Each key once, whatever the copy, and where it was found."""
    places: dict[UsedKey, list[str]] = {}
    for key in keys:
        places.setdefault(replace(key, copy="", found=""), []).append(key.found)
    return places
