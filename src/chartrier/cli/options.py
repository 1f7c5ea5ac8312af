"""The options that every command takes, after its name; those that several of one kind take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None,
    typer.Option(
        "--home", metavar="DOSSIER", help="Dossier de l'archive (sinon CHARTRIER_HOME, sinon ./chartrier-home)."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Répondre en JSON, un objet par ligne.")]
Lang = Annotated[str | None, typer.Option("--lang", metavar="fr|en", help="Langue de la réponse.")]
TenantCode = Annotated[
    str | None,
    typer.Option("--tenant", metavar="SIREN", help="La collectivité ; inutile quand il n'y en a qu'une."),
]
PropositionNamed = Annotated[
    str, typer.Argument(metavar="PROPOSITION", help="Le numéro du bordereau, ou son identifiant.")
]
Original = Annotated[str, typer.Option("--original", metavar="TEXTE", help="Où l'original sur papier est gardé.")]
