"""`chartrier redact`"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID, uuid4

import typer

from chartrier.access.findings import NOT_FOUND
from chartrier.access.reading import Asking, open_document
from chartrier.administration.rights import rights_of
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.tenants.register import tenants_of
from chartrier.cli import exit_codes
from chartrier.cli.acting import As, PassphraseFile
from chartrier.cli.ingest import SYSTEM, outcome_as_json, tell_outcome
from chartrier.cli.invocation import invoked
from chartrier.cli.lists import opened, refused
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.cli.reading import asking
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.copies.staging import open_staging
from chartrier.errors import InvalidInput, NotFound
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import Outcome, ingest
from chartrier.previews.kinds import kind_of
from chartrier.privacy.findings import FILE_UNREADABLE, NOT_ARCHIVED, NOT_LOOKED_AT, WORDS_UNREADABLE
from chartrier.privacy.made import title_without
from chartrier.privacy.redacted_package import RedactedDeposit, write_redacted_package
from chartrier.privacy.redacting import REGISTER, agency_of, made_of, redact_document
from chartrier.reception.agreed import agreement_of
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission, permissions_of
from chartrier.records.tenant import Tenant
from chartrier.redaction.redacted import Redacted, register_of
from chartrier.redaction.redacting import redact as redact_file
from chartrier.redaction.wanted import Request, Wanted, understand
from chartrier.wiring import Wiring, wire

WORDS_LENGTH = 1 << 18
"""Bytes of a file of words."""


@dataclass(frozen=True, slots=True)
class _Made:
    """The copy and the list of what was hidden, in files that last as long as the command."""

    redacted: Redacted
    copy: Path
    register: Path


def redact(
    source: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Un objet ou une unité de l'archive, ou un fichier.")
    ],
    out: Annotated[Path, typer.Option("--output", "-o", metavar="FICHIER", help="Où écrire la copie occultée.")],
    ground: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help="Le fondement : vie-privee, secret-affaires, appreciation… ; « @CODE » après un mot en change.",
        ),
    ] = "",
    word: Annotated[
        list[str] | None, typer.Option("--word", metavar="MOTS", help="Un mot ou une suite de mots ; peut être répété.")
    ] = None,
    words: Annotated[
        Path | None, typer.Option("--words", metavar="FICHIER", help="Les mots à occulter, un par ligne.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="SORTE", help="nir, iban, phone, email, address, birth, name ou special."),
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option("--area", metavar="ZONE", help="« page: gauche, haut, droite, bas », en pour cent de la page."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="COLONNE", help="Une colonne d'un tableau : intitulé ou rang."),
    ] = None,
    model: Annotated[
        bool, typer.Option("--model", help="Chercher aussi les noms par le modèle de langue, s'il est installé.")
    ] = False,
    motive: Annotated[
        str, typer.Option(metavar="TEXTE", help="Pourquoi ; gardé avec la copie, et au registre des consultations.")
    ] = "",
    register: Annotated[
        Path | None,
        typer.Option("--register", metavar="FICHIER", help="Écrire aussi le relevé de ce qui est occulté (CSV)."),
    ] = None,
    deposit: Annotated[
        bool, typer.Option("--deposit", help="Verser la copie, sous l'unité d'origine qui ne change pas.")
    ] = False,
    looked: Annotated[bool, typer.Option("--looked", help="J'ai regardé chaque page de la copie.")] = False,
    communicable: Annotated[
        bool, typer.Option("--communicable", help="La copie versée est communicable à tous dès maintenant.")
    ] = False,
    who: As = None,
    passphrase_file: PassphraseFile = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Faire d'un document une copie occultée : ce qui est caché n'y est plus. L'original ne change jamais."""
    settings, output = invoked(home, json, lang)
    if deposit and not looked:
        raise InvalidInput(NOT_LOOKED_AT)
    listed = [*(word or ()), *(_words(words) if words is not None else ())]
    request = Request(listed, kind or (), area or (), column or (), ground, motive)
    findings = Findings()
    wanted = understand(request, findings, model=model)
    if refused(output, findings):
        return exit_codes.REFUSED
    identifier = _identifier(source)
    if identifier is None:
        if deposit:
            raise InvalidInput(NOT_ARCHIVED)
        with _of_a_file(Path(source), wanted, output) as made:
            _hand_over(made, out, register, output)
        return exit_codes.DONE
    with wire(settings) as archive:
        tenants, asked = asking(archive, tenant, who, passphrase_file, motive or None, public=False, reader=None)
        if asked.by is not None and Permission.REDACT not in permissions_of(asked.by.roles):
            raise NotFound(NOT_FOUND, identifier=source)
        found, _ = open_document(tenants, identifier, None, asked, archive.copies)
        with _of_an_object(found, wanted, archive, output) as made:
            _hand_over(made, out, register, output)
            if not deposit:
                return exit_codes.DONE
            (collectivite,) = tenants_of([found.tenant])
            outcome = _deposited(made, found, identifier, wanted, collectivite, archive, asked, communicable, output)
        output.emit(outcome_as_json(outcome, settings, output.language))
        tell_outcome(output, out, outcome, settings)
    return exit_codes.DONE if outcome.operation.accepted else exit_codes.REFUSED


def _identifier(source: str) -> UUID | None:
    try:
        return UUID(source)
    except ValueError:
        return None


def _words(file: Path) -> list[str]:
    """Raises InvalidInput."""
    with opened(file) as stream:
        data = stream.read(WORDS_LENGTH + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if len(data) > WORDS_LENGTH or "\0" in text:
        raise InvalidInput(WORDS_UNREADABLE, path=str(file))
    return text.splitlines()


@contextmanager
def _of_a_file(path: Path, wanted: Wanted, output: Output) -> Iterator[_Made]:
    """Raises InvalidInput."""
    try:
        source = path.open("rb")
    except OSError:
        raise InvalidInput(FILE_UNREADABLE, path=str(path)) from None
    with source, tempfile.TemporaryDirectory(prefix="chartrier-") as name, output.progress() as tell:
        folder = Path(name)
        with (folder / "copie").open("x+b") as copy:
            redacted = redact_file(
                source, kind_of(None, path.name), wanted, copy, folder, lambda done, all_: tell("documents", done, all_)
            )
        yield _made(redacted, wanted, folder)


@contextmanager
def _of_an_object(found: DataObject, wanted: Wanted, archive: Wiring, output: Output) -> Iterator[_Made]:
    with open_staging(archive.settings.staging, uuid4()) as place, output.progress() as tell:
        with (place.folder / "copie").open("x+b") as copy:
            redacted = redact_document(
                found, wanted, copy, archive.copies, place.folder, lambda done, all_: tell("documents", done, all_)
            )
        yield _made(redacted, wanted, place.folder)


def _made(redacted: Redacted, wanted: Wanted, folder: Path) -> _Made:
    register = folder / REGISTER
    register.write_bytes(register_of(redacted.occultations, wanted.motive))
    return _Made(redacted, folder / "copie", register)


def _hand_over(made: _Made, out: Path, register: Path | None, output: Output) -> None:
    """Each file appears whole, or not at all."""
    for target, file in ((out, made.copy), (register, made.register)):
        if target is not None:
            with new_file(target) as written:
                written.write(file.read_bytes())
    redacted = made.redacted
    output.emit(_as_json(redacted, out, output))
    output.say(
        "✓ {target} : {count}, relu et vérifié",
        target=out,
        count=output.count(len(redacted.occultations), "occultation"),
    )
    for words, count in redacted.natures:
        output.line("   ", words.within(output.language), "×", output.number(count))
    output.findings(redacted.findings)


def _as_json(redacted: Redacted, out: Path, output: Output) -> dict[str, Any]:
    return {
        "output": str(out),
        "media_type": redacted.media_type,
        "pages": redacted.pages,
        "occultations": [
            {
                "page": each.page,
                "line": each.line,
                "column": each.column,
                "how": str(each.target.how),
                "kind": each.target.kind and str(each.target.kind),
                "ground": each.target.ground.code,
                "clause": each.target.ground.clause,
            }
            for each in redacted.occultations
        ],
        "findings": [finding.as_json(output.language) for finding in redacted.findings],
    }


def _deposited(
    made: _Made,
    found: DataObject,
    identifier: UUID,
    wanted: Wanted,
    tenant: Tenant,
    archive: Wiring,
    asked: Asking,
    communicable: bool,
    output: Output,
) -> Outcome:
    """Archive the copy below the unit of its original."""
    now = archive.copies.clock()
    holding = questions.units_holding([tenant.key], found.object_group)
    unit = identifier if identifier in holding else next(iter(holding))
    title = next(iter(questions.titles(tenant.key, [unit]).values()), "")
    by = SYSTEM if asked.by is None else str(asked.by.person)
    voice = None if asked.by is None else rights_of(asked.by.person, day_of(now)).voice(tenant.key)
    reference = agreement_of(tenant, None, archive.deposits).reference
    deposit = RedactedDeposit(
        uuid4(), unit, agency_of(tenant, unit), made_of(made.redacted, title_without(title, wanted), made.copy),
        wanted.motive, communicable, now, by, reference,
    )  # fmt: skip
    with open_staging(archive.settings.staging, uuid4()) as place, output.progress() as tell:
        sip = place.folder / "sip.zip"
        write_redacted_package(sip, deposit, made.copy, made.register, tenant)
        knowing = replace(tenant, policy=tenant.policy.knowing("accord", reference))
        return ingest(sip, knowing, archive.means, by=by, steps=Steps(tell), voice=voice)
