"""`chartrier deliver`: archives for whoever may have them, as SEDA or as a plain zip."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from chartrier.access.communication import Handed, Operation, Request, hand_out
from chartrier.access.findings import READER_OF_THE_PUBLIC
from chartrier.access.judging import By
from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.output import Output
from chartrier.cli.reading import Public, ReaderOfThePublic
from chartrier.copies.texts import outlasting
from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission
from chartrier.rules.communicabilite.regime import Regime
from chartrier.seda.versions import Version
from chartrier.wiring import wire

Units = Annotated[
    list[UUID], typer.Argument(metavar="UNITÉ…", help="Les unités, avec tout ce qui est au-dessous d'elles.")
]
To = Annotated[Path, typer.Option("--to", metavar="FICHIER", help="Le zip à écrire ; il ne doit pas exister.")]
Usages = Annotated[
    str | None,
    typer.Option("--usage", metavar="USAGES", help="Ces usages seulement, séparés par des virgules : BinaryMaster,…"),
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Un zip simple : des dossiers, une page index.html ; sinon, du SEDA.")
]
Seda = Annotated[
    Version | None,
    typer.Option("--seda", metavar="VERSION", help="La version du SEDA ; sinon, la première qui peut tout dire."),
]
Motive = Annotated[str | None, typer.Option(metavar="TEXTE", help="Pourquoi ; le journal le garde tel quel.")]
Requester = Annotated[
    str | None, typer.Option(metavar="QUI", help="Qui demande ; gardé dans le paquet de l'acte, pas dans le journal.")
]
RequestReference = Annotated[
    str | None, typer.Option("--request", metavar="IDENTIFIANT", help="L'identifiant de la demande.")
]
Proofs = Annotated[
    bool, typer.Option("--proofs", help="Écrire à côté, dans FICHIER.preuves.zip, ce que l'archive en prouve.")
]


@deciding
def deliver(
    by: Deciding,
    units: Units,
    to: To,
    usage: Usages = None,
    plain: Plain = False,
    seda: Seda = None,
    motive: Motive = None,
    requester: Requester = None,
    request: RequestReference = None,
    proofs: Proofs = False,
    public: Public = False,
    reader: ReaderOfThePublic = None,
) -> int:
    """Communiquer des archives : un DIP (SEDA) ou un zip simple. Ce que le régime refuse est nommé, non remis."""
    if reader is not None and not public:
        raise InvalidInput(READER_OF_THE_PUBLIC)
    asked = Request(units, usages_of(usage), plain, seda, motive, requester, request, proofs, By(public, reader))
    return handed(asked, to, "communication", by)


def usages_of(text: str | None) -> list[str] | None:
    """The usages of a list with commas; None: all of them."""
    if text is None:
        return None
    return [part for each in text.split(",") if (part := each.strip())]


def handed(asked: Request, to: Path, operation: Operation, by: Deciding) -> int:
    """Hand out, and tell what was: for a communication as for a restitution."""
    output = by.output
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.DELIVER)
        with output.progress() as tell:
            done = hand_out(asked, to, of, archive.copies, actor, operation, tell)
        remarks = outlasting(of.key, asked.units, (asked.motive, asked.requester))
    _tell(done, asked.by.regime, remarks, to, output)
    return exit_codes.REFUSED if done.judgement.refused else exit_codes.DONE


def _tell(done: Handed, regime: Regime, remarks: Findings, to: Path, output: Output) -> None:
    parcel = done.parcel
    findings = [*parcel.findings, *remarks]
    output.emit(
        {
            "output": str(to),
            "act": str(done.act),
            "regime": str(regime),
            "refused": [str(each.unit) for each in done.judgement.refused],
            "form": parcel.form,
            "units": parcel.units,
            "objects": parcel.objects,
            "bytes": parcel.bytes,
            "size": parcel.size,
            "sha512": parcel.sha512,
            "proofs": done.proofs and str(done.proofs),
            "findings": [finding.as_json(output.language) for finding in findings],
        }
    )
    output.say(
        "✓ {target} : {units}, {objects}, {amount} ({form})",
        target=to,
        units=output.count(parcel.units, "unité"),
        objects=output.count(parcel.objects, "objet"),
        amount=output.amount(parcel.bytes),
        form=parcel.form,
    )
    output.say("  acte {act}", act=done.act)
    if done.proofs is not None:
        output.say("  preuves : {target}", target=done.proofs)
    output.findings(findings)
