"""`chartrier conserve`"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.acting import As, PassphraseFile, acting
from chartrier.cli.invocation import invoked
from chartrier.cli.lists import opened, units_listed
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.copies.texts import outlasting
from chartrier.curation import findings as say
from chartrier.curation.conserving import Letter, Position, end_conservation
from chartrier.curation.conserving import conserve as do_conserve
from chartrier.disposition.keeping import kept_of
from chartrier.errors import InvalidInput
from chartrier.records.roles import Permission
from chartrier.wiring import wire


def conserve(
    unit: Annotated[
        list[UUID] | None,
        typer.Option(
            "--unit", metavar="IDENTIFIANT", help="Une unité, et tout ce qu'elle contient ; peut être répété."
        ),
    ] = None,
    list_: Annotated[
        Path | None, typer.Option("--list", metavar="FICHIER", help="Un CSV avec une colonne « identifiant ».")
    ] = None,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="PROPOSITION", help="Ce que garde le tri de ce bordereau, une fois visé."),
    ] = None,
    position: Annotated[str, typer.Option(metavar="TEXTE", help="La position des Archives départementales.")] = "",
    day: Annotated[
        datetime | None, typer.Option(metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le jour de cette position.")
    ] = None,
    file: Annotated[Path | None, typer.Option(metavar="FICHIER", help="Leur lettre.")] = None,
    french_soil: Annotated[
        bool, typer.Option("--french-soil", help="Attester que toutes les copies sont sur le sol français.")
    ] = False,
    undo: Annotated[
        UUID | None, typer.Option(metavar="ACTE", help="Défaire cet acte de conservation, avec un motif.")
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXTE", help="Le motif.")] = "",
    who: As = None,
    passphrase_file: PassphraseFile = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Faire d'unités échues des archives définitives, sur l'avis des Archives départementales."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        collectivite = tenant_of(tenant)
        if undo is not None:
            actor = acting(archive, collectivite, who, passphrase_file, Permission.PROPOSE)
            done = end_conservation(undo, reason, collectivite, archive.copies, actor)
            output.emit({"act": str(done.act), "undone": str(undo), "units": done.units})
            output.say(
                "✓ unités qui ne sont plus définitives : {count} (acte {act})",
                count=output.number(done.units),
                act=done.act,
            )
            return exit_codes.DONE
        units = units_listed(output, unit or (), list_)
        if units is None:
            return exit_codes.REFUSED
        if of is not None:
            kept = kept_of(of, collectivite, archive.copies)
            units += kept.units
            position = position or f"Tri visé, bordereau n° {kept.number}"
            day = day or datetime.combine(kept.day, time())
        if day is None:
            raise InvalidInput(say.NOTHING_SAID, what_fr="--day", what_en="--day")
        letter = None
        if file is not None:
            with opened(file) as stream:
                letter = Letter(file.name, stream.read())
        actor = acting(archive, collectivite, who, passphrase_file, Permission.PROPOSE)
        done = do_conserve(
            units,
            Position(position, day.date(), letter),
            collectivite,
            archive.copies,
            actor,
            french_soil=french_soil,
        )
        remarks = outlasting(collectivite.key, units, (position,))
    findings = [finding.as_json(output.language) for finding in remarks]
    output.emit({"act": str(done.act), "units": done.units, "findings": findings})
    output.say("✓ archives définitives : {count} (acte {act})", count=output.count(done.units, "unité"), act=done.act)
    output.findings(remarks)
    return exit_codes.DONE
