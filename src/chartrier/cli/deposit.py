"""`chartrier deposit`"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from chartrier.administration.accords import transferring_services
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.ingest import By, outcome_as_json, spoken_by, tell_outcome
from chartrier.cli.lists import refused
from chartrier.cli.packages import require_there
from chartrier.clock import day_of
from chartrier.copies.staging import open_staging
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import ingest
from chartrier.packages.names import shown
from chartrier.reception import findings as say
from chartrier.reception.agreed import AccordsOf, agreement_of
from chartrier.reception.answers import Answers, read_answers, warnings
from chartrier.reception.deposits import require_service
from chartrier.reception.doubts import doubts
from chartrier.reception.kinds import kind_of
from chartrier.reception.packing import pack_files
from chartrier.reception.sip import Deposit
from chartrier.records.finding import Findings
from chartrier.wiring import wire


@answering_for
def deposit(
    asked: AnsweringFor,
    files: Annotated[
        list[Path], typer.Argument(metavar="FICHIERS", help="Fichiers ou dossiers ; un zip seul est ouvert.")
    ],
    series: Annotated[str, typer.Option(metavar="SÉRIE", help="Ce que c'est : le nom ou le code d'une série.")],
    title: Annotated[str, typer.Option(metavar="TEXTE", help="L'intitulé du dépôt.")],
    year: Annotated[str, typer.Option(metavar="ANNÉE", help="L'année des documents.")] = "",
    event: Annotated[str, typer.Option(metavar="DATE", help="Le jour d'où court la durée, s'il est connu.")] = "",
    digitised: Annotated[bool, typer.Option("--digitised", help="Numérisé à partir du papier.")] = False,
    service: Annotated[str, typer.Option(metavar="IDENTIFIANT", help="Le service versant.")] = "",
    by: By = None,
) -> int:
    """Déposer des fichiers sans connaître SEDA : le paquet est fait pour vous, puis contrôlé comme un autre."""
    output = asked.output
    require_there(files)
    findings = Findings()
    with wire(asked.settings) as archive:
        collectivite = asked.tenant
        account, voice = spoken_by(by, collectivite, archive)
        kind = kind_of(collectivite, series)
        now = archive.copies.clock()
        answers = Answers(kind.code, title, year, event, digitised, service)
        understood = read_answers(answers, kind, day_of(now), findings)
        if service:
            require_service(service, transferring_services(collectivite), findings)
        if refused(output, findings):
            return exit_codes.REFUSED
        for said in [*warnings(kind, digitised=digitised), *doubts(understood, (), day_of(now))]:
            output.finding(said)
        with open_staging(asked.settings.staging, uuid4()) as place:
            sip = place.folder / "sip.zip"
            agreement = agreement_of(collectivite, understood.service, archive.deposits)
            made = Deposit(uuid4(), understood, now, agreement.reference)
            if by is not None and agreement.accord.review:
                findings.add(say.LOOKED_AT_FIRST)
            listed = list(_listed(files, findings))
            if not findings.refused:
                pack_files(sip, listed, made, collectivite, archive.means.budget, findings, agreement)
            if refused(output, findings):
                return exit_codes.REFUSED
            output.findings(findings)
            with output.progress() as tell:
                knowing = replace(collectivite, policy=collectivite.policy.knowing("accord", agreement.reference))
                outcome = ingest(
                    sip, knowing, archive.means, by=account, steps=Steps(tell), voice=voice,
                    accords=AccordsOf(collectivite, archive.deposits, sizes=False),
                )  # fmt: skip
        output.emit(outcome_as_json(outcome, asked.settings, output.language))
        tell_outcome(output, Path(title), outcome, asked.settings)
    return exit_codes.DONE if outcome.operation.accepted else exit_codes.REFUSED


def _listed(paths: list[Path], findings: Findings) -> Iterator[tuple[str, Path]]:
    """The files, those of folders by their place in them. What is no regular file, or cannot be read, refuses: nothing
    is left aside without a word.
    """

    def unread(problem: OSError) -> None:
        findings.add(say.NOT_LISTED, name=shown(str(problem.filename)), reason=str(problem.strerror))

    for path in paths:
        if not path.is_dir():
            if not os.access(path, os.R_OK):
                findings.add(say.NOT_LISTED, name=shown(path.name), reason=os.strerror(errno.EACCES))
            yield path.name, path
            continue
        top = path.resolve()
        for folder, folders, names in os.walk(top, onerror=unread):
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            for name in (*names, *links):
                file = Path(folder) / name
                within = f"{top.name}/{file.relative_to(top).as_posix()}"
                try:
                    regular = stat.S_ISREG(file.lstat().st_mode)
                except OSError as problem:
                    unread(problem)
                    continue
                if not regular:
                    findings.add(say.NO_REGULAR_FILE, name=shown(within))
                elif not os.access(file, os.R_OK):
                    findings.add(say.NOT_LISTED, name=shown(within), reason=os.strerror(errno.EACCES))
                else:
                    yield within, file
