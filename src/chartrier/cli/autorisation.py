"""`chartrier autorisation grant | revoke | impute | list | show`"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.appending import appending
from chartrier.cli.attaching import attached
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.options import Original, PropositionNamed
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.disposition import authorising
from chartrier.disposition.authorising import Granting, Known, Letter
from chartrier.disposition.reading import proposition as proposition_named
from chartrier.disposition.roots import read_roots
from chartrier.records.roles import Permission
from chartrier.rules.disposition.visa import Form
from chartrier.wiring import wire

autorisation = typer.Typer(
    name="autorisation",
    help="Les autorisations permanentes des Archives départementales, pour des catégories limitées.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AutorisationId = Annotated[UUID, typer.Argument(metavar="AUTORISATION", help="L'identifiant de l'autorisation.")]
FormOption = Annotated[
    str, typer.Option("--form", metavar="FORME", help="papier, pades ou application : comment elle est donnée.")
]
FileOption = Annotated[
    Path | None, typer.Option("--file", metavar="PDF", help="Le courrier : numérisé (papier) ou signé (pades).")
]
RootsOption = Annotated[
    list[Path] | None,
    typer.Option("--roots", metavar="PEM", help="Les certificats racines dont la signature dépend ; peut être répété."),
]
DayOption = Annotated[
    datetime | None, typer.Option("--day", metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le jour du courrier.")
]
ReferenceOption = Annotated[str, typer.Option("--reference", metavar="TEXTE", help="La référence du courrier.")]


@dataclass(frozen=True, slots=True)
class _Paper:
    """What the options say of a letter of the Archives départementales."""

    form: str
    day: datetime | None
    file: Path | None
    original: str
    roots: list[Path] | None

    def letter(self, reference: str, copies: Copies) -> Letter:
        """The letter itself; without a day, of today. Raises InvalidInput."""
        document = attached(self.file)
        certificates = [each.data for path in self.roots or () if (each := attached(path)) is not None]
        return Letter(
            choice(Form, self.form),
            self.day.date() if self.day else day_of(copies.clock()),
            reference,
            document.data if document else None,
            self.original,
            read_roots(certificates) if certificates else (),
        )


def _paper(
    *,
    form: FormOption = str(Form.PAPIER),
    file: FileOption = None,
    original: Original = "",
    roots: RootsOption = None,
    day: DayOption = None,
) -> _Paper:
    return _Paper(form, day, file, original, roots)


on_paper = appending(_paper)
"""The command, whose first parameter is a `_Paper`: its others, then the options of a letter."""


@autorisation.command()
@deciding
@on_paper
def grant(
    paper: _Paper,
    by: Deciding,
    reference: ReferenceOption,
    first: Annotated[
        datetime, typer.Option("--from", metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le premier jour.")
    ],
    last: Annotated[
        datetime, typer.Option("--until", metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le dernier jour.")
    ],
    serie: Annotated[
        list[str] | None,
        typer.Option("--serie", metavar="CODE", help="Une série, ou une règle qui a une DUA ; peut être répété."),
    ] = None,
    typology: Annotated[
        list[str] | None,
        typer.Option("--typology", metavar="INTITULÉ", help="Une série par son intitulé ; peut être répété."),
    ] = None,
    conditions: Annotated[str, typer.Option(metavar="TEXTE", help="Les conditions que pose le courrier.")] = "",
    most_units: Annotated[
        int | None, typer.Option("--most-units", metavar="N", help="Le plus d'unités qu'elle permet en tout.")
    ] = None,
    most_bytes: Annotated[
        int | None, typer.Option("--most-bytes", metavar="N", help="Le plus d'octets qu'elle permet en tout.")
    ] = None,
) -> int:
    """Accorder, ou enregistrer, une autorisation permanente : des catégories, une période qui finit, des limites."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        letter = paper.letter(reference, archive.copies)
        actor = by.actor(archive, collectivite, _permission(letter.form))
        what = Granting(
            letter, first.date(), last.date(), serie or (), typology or (), conditions, most_units, most_bytes
        )
        given = authorising.grant(what, collectivite, archive.copies, actor)
        found = authorising.known_as(given.id, collectivite, archive.copies)
    output.emit(_as_json(found))
    output.say("✓ autorisation permanente {id}", id=given.id)
    _tell(output, found)
    return exit_codes.DONE


@autorisation.command()
@deciding
@on_paper
def revoke(
    paper: _Paper,
    by: Deciding,
    authorisation: AutorisationId,
    reference: ReferenceOption,
    motive: Annotated[str, typer.Option(metavar="TEXTE", help="Le motif.")],
) -> int:
    """Révoquer une autorisation : plus rien n'est éliminé par elle, même de ce qui y est déjà imputé."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        letter = paper.letter(reference, archive.copies)
        actor = by.actor(archive, collectivite, _permission(letter.form))
        waiting = authorising.waiting_on(authorisation, collectivite)
        act = authorising.revoke(authorisation, motive, letter, collectivite, archive.copies, actor)
    output.emit({"act": str(act), "authorisation": str(authorisation), "waiting": waiting})
    output.say("✓ autorisation {id} révoquée (acte {act})", id=authorisation, act=act)
    for number, lines in waiting.items():
        output.say(
            "! bordereau {number} : les lignes {lines} n'ont plus d'autorisation, il leur faut un visa",
            number=number,
            lines=", ".join(map(str, lines)),
        )
    return exit_codes.DONE


@autorisation.command()
@deciding
def impute(
    by: Deciding,
    proposition: PropositionNamed,
    authorisation: AutorisationId,
    line: Annotated[
        list[int] | None,
        typer.Option(
            "--line", metavar="N", help="Cette ligne ; peut être répété ; sinon, toutes celles qui sont couvertes."
        ),
    ] = None,
) -> int:
    """Imputer sur une autorisation les lignes signées qu'elle couvre ; les autres attendent un visa."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        actor = by.actor(archive, collectivite, Permission.PROPOSE)
        lines = authorising.impute(proposition, authorisation, collectivite, archive.copies, actor, line)
        state = proposition_named(collectivite, proposition).state
    output.emit({"authorisation": str(authorisation), "imputed": list(lines), "step": str(state.step)})
    output.say(
        "✓ lignes imputées : {lines} ; {state}",
        lines=", ".join(map(str, lines)),
        state=state.state.within(output.language),
    )
    return exit_codes.DONE


@autorisation.command("list")
@answering_for
def list_(asked: AnsweringFor) -> int:
    """Donner les autorisations permanentes, ce qui en est employé, celles qui sont révoquées aussi."""
    output = asked.output
    with wire(asked.settings) as archive:
        found = authorising.known(asked.tenant, archive.copies)
        today = day_of(archive.copies.clock())
    for each in found:
        output.emit(_as_json(each))
        output.line(each.authorisation.id, each.reference, _state(output, each, today))
    if not found:
        output.say("Aucune autorisation permanente.")
    return exit_codes.DONE


@autorisation.command()
@answering_for
def show(asked: AnsweringFor, authorisation: AutorisationId) -> int:
    """Montrer une autorisation : ses catégories, sa période, ses limites et ce qui en est employé."""
    output = asked.output
    with wire(asked.settings) as archive:
        found = authorising.known_as(authorisation, asked.tenant, archive.copies)
        today = day_of(archive.copies.clock())
    output.emit(_as_json(found))
    output.line(found.authorisation.id, found.reference, _state(output, found, today))
    _tell(output, found)
    return exit_codes.DONE


def _permission(form: Form) -> Permission:
    return Permission.VISA if form is Form.APPLICATION else Permission.PROPOSE


def _state(output: Output, each: Known, today: Any) -> str:
    found = each.authorisation
    if found.revoked is not None:
        return output.text("révoquée")
    return output.text("en vigueur") if found.runs(today) else output.text("hors de sa période")


def _as_json(each: Known) -> dict[str, Any]:
    found = each.authorisation
    return {
        "authorisation": str(found.id),
        "digest": found.digest,
        "reference": each.reference,
        "conditions": each.conditions,
        "form": str(found.form),
        "day": found.day.isoformat(),
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "categories": [category.as_json() for category in found.categories],
        "limits": {"units": found.most_units, "bytes": found.most_bytes},
        "used": {"units": each.used.units, "bytes": each.used.bytes},
        "revoked": found.revoked is not None,
    }


def _tell(output: Output, each: Known) -> None:
    found = each.authorisation
    output.say("  du {first} au {last}", first=found.first, last=found.last)
    for category in found.categories:
        output.line("  ", category.rule, category.label, category.dua, category.text)
    if each.conditions:
        output.say("  conditions : {conditions}", conditions=each.conditions)
    output.say(
        "  employé : {units} sur {most}, {amount} sur {limit}",
        units=output.count(each.used.units, "unité"),
        most=output.number(found.most_units) if found.most_units else "—",
        amount=output.amount(each.used.bytes),
        limit=output.amount(found.most_bytes) if found.most_bytes else "—",
    )
