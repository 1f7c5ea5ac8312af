"""`chartrier deliver`: archives for whoever may have them, as SEDA or as a plain zip."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from chartrier.access.communication import Handed, Operation, Request, hand_out
from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.acting import As, PassphraseFile, acting
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.copies.texts import outlasting
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission
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


def deliver(
    units: Units,
    to: To,
    usage: Usages = None,
    plain: Plain = False,
    seda: Seda = None,
    motive: Motive = None,
    requester: Requester = None,
    request: RequestReference = None,
    proofs: Proofs = False,
    who: As = None,
    passphrase_file: PassphraseFile = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Communiquer des archives : un paquet SEDA (DIP), ou un zip simple. Le journal garde qui a eu quoi."""
    asked = Request(units, usages_of(usage), plain, seda, motive, requester, request, proofs)
    return handed(asked, to, "communication", who, passphrase_file, tenant, home, json, lang)


def usages_of(text: str | None) -> list[str] | None:
    """The usages of a list with commas; None: all of them."""
    if text is None:
        return None
    return [part for each in text.split(",") if (part := each.strip())]


def handed(
    asked: Request,
    to: Path,
    operation: Operation,
    who: str | None,
    passphrase_file: Path | None,
    tenant: str | None,
    home: Path | None,
    json: bool,
    lang: str | None,
) -> int:
    """Hand out, and tell what was: for a communication as for a restitution."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        of = tenant_of(tenant)
        actor = acting(archive, of, who, passphrase_file, Permission.DELIVER)
        with output.progress() as tell:
            done = hand_out(asked, to, of, archive.copies, actor, operation, tell)
        remarks = outlasting(of.key, asked.units, (asked.motive, asked.requester))
    _tell(done, remarks, to, output)
    return exit_codes.DONE


def _tell(done: Handed, remarks: Findings, to: Path, output: Output) -> None:
    parcel = done.parcel
    findings = [*parcel.findings, *remarks]
    output.emit(
        {
            "output": str(to),
            "act": str(done.act),
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
