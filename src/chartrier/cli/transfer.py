"""`chartrier transfer send | reply | purge | abandon | list | show`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.findings import NOT_A_KEY, UNREADABLE_FILE
from chartrier.cli.lists import UnitList, UnitsWhole, units_listed
from chartrier.cli.output import Output
from chartrier.cli.purged import tell_purged
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.disposition.transfers import answering, purging, sending
from chartrier.disposition.transfers.bordereau import bordereau
from chartrier.disposition.transfers.giving_up import give_up
from chartrier.disposition.transfers.purging import going
from chartrier.disposition.transfers.reading import KnownTransfer, transfers
from chartrier.disposition.transfers.reading import transfer as transfer_named
from chartrier.errors import IntegrityFailure, InvalidInput
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.roles import Permission
from chartrier.rules.disposition.transfer import STATES, Kind, Step
from chartrier.seda.versions import Version
from chartrier.wiring import wire

LARGEST_KEY = 4096
"""Bytes of a file with a public key."""

transfer = typer.Typer(
    name="transfer",
    help="Les transferts à une autre archive et les dépôts.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Named = Annotated[UUID, typer.Argument(metavar="TRANSFERT", help="L'identifiant du transfert.")]


@transfer.command()
@deciding
def send(
    by: Deciding,
    to_agency: Annotated[
        str, typer.Option("--to-agency", metavar="IDENTIFIANT", help="Le service d'archives destinataire (SEDA).")
    ],
    package: Annotated[Path, typer.Option(metavar="FICHIER", help="Le SIP à écrire ; il ne doit pas exister.")],
    kind: Annotated[
        str, typer.Option(metavar="NATURE", help="transfert, ou depot : la collectivité reste propriétaire.")
    ] = str(Kind.TRANSFERT),
    unit: UnitsWhole = None,
    list_: UnitList = None,
    from_agency: Annotated[
        str | None, typer.Option("--from-agency", metavar="IDENTIFIANT", help="Le service versant ; sinon, le SIREN.")
    ] = None,
    agreement: Annotated[
        str | None, typer.Option(metavar="ACCORD", help="L'accord de versement chez le destinataire.")
    ] = None,
    seda: Annotated[
        Version | None,
        typer.Option("--seda", metavar="VERSION", help="La version du SEDA ; sinon, la première qui peut tout dire."),
    ] = None,
    proofs: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Écrire ici ce que l'archive prouve du paquet.")
    ] = None,
) -> int:
    """Préparer un transfert : un SIP et l'acte qui le dit. Relancé avant la réponse, il rend le même SIP."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        units = units_listed(output, unit or (), list_)
        if units is None:
            return exit_codes.REFUSED
        wanted = sending.Sending(
            units, choice(Kind, kind), to_agency.strip(), (from_agency or collectivite.siren).strip(), agreement, seda
        )
        actor = by.actor(archive, collectivite, Permission.PROPOSE)
        with output.progress() as tell:
            done = sending.send(wanted, package, proofs, collectivite, archive.copies, actor, tell)
    parcel = done.parcel
    output.emit(
        {
            "transfer": str(done.act),
            "message": done.message,
            "again": done.again,
            "output": str(package),
            "proofs": proofs and str(proofs),
            "units": parcel.units,
            "objects": parcel.objects,
            "bytes": parcel.bytes,
            "form": parcel.form,
            "size": parcel.size,
            "sha512": parcel.sha512,
            "findings": [finding.as_json(output.language) for finding in parcel.findings],
        }
    )
    output.say(
        "✓ {target} : {units}, {objects}, {amount} ({form})",
        target=package,
        units=output.count(parcel.units, "unité"),
        objects=output.count(parcel.objects, "objet"),
        amount=output.amount(parcel.bytes),
        form=parcel.form,
    )
    if done.again:
        output.say("  transfert {transfer}, déjà envoyé : le même message", transfer=done.act)
    else:
        output.say("  transfert {transfer}", transfer=done.act)
    output.findings(parcel.findings)
    return exit_codes.DONE


@transfer.command()
@deciding
def reply(
    by: Deciding,
    transfer: Named,
    file: Annotated[Path, typer.Argument(metavar="RÉPONSE", help="L'ArchiveTransferReply du destinataire, en XML.")],
) -> int:
    """Enregistrer la réponse du destinataire : ce qu'il a pris, unité par unité. Rien n'est détruit."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        actor = by.actor(archive, collectivite, Permission.PROPOSE)
        done = answering.reply(transfer, file, collectivite, archive.copies, actor)
        known = transfer_named(collectivite, transfer)
    output.emit(
        {
            "transfer": str(transfer),
            "act": str(done.act),
            "answer": done.answer,
            "taken": done.taken,
            "left": [str(unit) for unit in done.left],
        }
    )
    output.say(
        "✓ acte {act} : {state} ({count})",
        act=done.act,
        state=STATES[known.state.step].within(output.language),
        count=output.count(done.taken, "unité"),
    )
    return exit_codes.DONE


@transfer.command()
@deciding
def purge(
    by: Deciding,
    transfer: Named,
    count: Annotated[
        int, typer.Option(metavar="N", help="Le nombre d'unités à détruire, tel que « transfer show » le donne.")
    ],
    receiver_proof: Annotated[
        Path | None,
        typer.Option(
            "--receiver-proof",
            metavar="FICHIER",
            help="Le paquet de preuves du destinataire, ou sa liste identifiant;sha512.",
        ),
    ] = None,
    receiver_key: Annotated[
        Path | None,
        typer.Option(
            "--receiver-key", metavar="FICHIER", help="La clé publique du destinataire ; sinon, celle du paquet."
        ),
    ] = None,
    unsigned_proof: Annotated[
        bool, typer.Option("--unsigned-proof", help="Accepter une liste que personne n'a signée ; l'acte le dit.")
    ] = False,
) -> int:
    """Détruire ici ce que le destinataire a pris et prouvé, par quelqu'un d'autre que celui qui l'a envoyé."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        actor = by.actor(archive, collectivite, Permission.EXECUTE)
        keys = None if receiver_key is None else [_key(receiver_key)]
        done = purging.purge(
            transfer, count, receiver_proof, keys, collectivite, archive.copies, actor, unsigned=unsigned_proof
        )
    return tell_purged(output, done)


@transfer.command()
@deciding
def abandon(
    by: Deciding,
    transfer: Named,
    motive: Annotated[str, typer.Option(metavar="TEXTE", help="Pourquoi ; le journal le garde tel quel.")],
) -> int:
    """Abandonner un transfert dont rien n'est encore détruit : ses unités sont libres de nouveau."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        actor = by.actor(archive, collectivite, Permission.PROPOSE)
        done = give_up(transfer, motive, collectivite, archive.copies, actor)
    output.emit({"transfer": str(transfer), "act": str(done)})
    output.say("✓ acte {act} : {state}", act=done, state=STATES[Step.GIVEN_UP].within(output.language))
    return exit_codes.DONE


@transfer.command("list")
@answering_for
def list_(asked: AnsweringFor) -> int:
    """Donner les transferts et les dépôts, et l'étape de chacun."""
    output = asked.output
    with wire(asked.settings):
        found = transfers(asked.tenant)
    for each in found:
        output.emit(_as_json(each))
        output.line(each.id, each.kind, each.receiver, STATES[each.state.step].within(output.language))
    if not found:
        output.say("Aucun transfert.")
    return exit_codes.DONE


@transfer.command()
@answering_for
def show(
    asked: AnsweringFor,
    transfer: Named,
    pdf: Annotated[Path | None, typer.Option(metavar="FICHIER", help="Écrire ici le bordereau en PDF.")] = None,
) -> int:
    """Montrer un transfert, ses actes, et combien d'unités en seraient détruites aujourd'hui."""
    output = asked.output
    with wire(asked.settings) as archive:
        collectivite = asked.tenant
        found = transfer_named(collectivite, transfer)
        if pdf is not None:
            paper = bordereau(found, collectivite, day_of(archive.copies.clock())).pdf()
            with new_file(pdf) as file:
                file.write(paper)
        would = len(going(found, collectivite, day_of(archive.copies.clock())))
    taken = {str(unit): name for unit, name in sorted(found.taken.items(), key=lambda item: str(item[0]))}
    output.emit({**_as_json(found), "going": would, "taken": taken})
    _tell(output, found, would)
    return exit_codes.DONE


def _as_json(each: KnownTransfer) -> dict[str, Any]:
    return {
        "transfer": str(each.id),
        "kind": each.kind,
        "receiver": each.receiver,
        "message": each.message,
        "step": each.state.step,
        "units": len(each.state.units),
        "acts": [
            {"act": str(act), "operation": record["operation"], "by": record["by"], "began": record["began"]}
            for act, record in ((each.id, each.record), *each.acts)
        ],
    }


def _tell(output: Output, found: KnownTransfer, would: int) -> None:
    output.say(
        "{kind} {transfer} à {receiver} : {state}",
        kind=str(found.kind),
        transfer=found.id,
        receiver=found.receiver,
        state=STATES[found.state.step].within(output.language),
    )
    output.say("  envoyé : {count}", count=output.count(len(found.state.units), "unité"))
    if found.state.taken is not None:
        output.say("  pris : {count}", count=output.count(len(found.state.taken), "unité"))
    for act, record in ((found.id, found.record), *found.acts):
        output.line("  ", record["began"], record["operation"], record.get("step") or "", act, record["by"])
    if would:
        output.say("À exécuter : {count}", count=output.count(would, "unité"))


def _key(path: Path) -> VerifierKey:
    try:
        with path.open("rb") as file:
            return VerifierKey.read(file.read(LARGEST_KEY))
    except OSError:
        raise InvalidInput(UNREADABLE_FILE, path=str(path)) from None
    except IntegrityFailure:
        raise InvalidInput(NOT_A_KEY, path=str(path)) from None
