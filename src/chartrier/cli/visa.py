"""`chartrier visa`"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.attaching import attached
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.lists import opened, refused
from chartrier.cli.options import Original, PropositionNamed
from chartrier.clock import day_of
from chartrier.disposition.giving_visa import GivenVisa, give_visa
from chartrier.disposition.reading import proposition as proposition_named
from chartrier.disposition.roots import read_roots
from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission
from chartrier.rules.disposition import findings as say
from chartrier.rules.disposition.visa import Form, LineVerdict, all_accepted, read_verdicts
from chartrier.wiring import wire


@deciding
def visa(
    by: Deciding,
    proposition: PropositionNamed,
    decisions: Annotated[
        Path | None,
        typer.Option(metavar="FICHIER", help="Un CSV ligne;décision;motif;sort final;DUA : une décision par ligne."),
    ] = None,
    all_: Annotated[str | None, typer.Option("--all", metavar="accorde", help="Accorder toutes les lignes.")] = None,
    form: Annotated[
        str, typer.Option(metavar="FORME", help="papier, pades ou application : comment le visa est donné.")
    ] = str(Form.PAPIER),
    file: Annotated[
        Path | None, typer.Option(metavar="PDF", help="Le bordereau visé : numérisé (papier) ou signé (pades).")
    ] = None,
    original: Original = "",
    roots: Annotated[
        list[Path] | None,
        typer.Option(metavar="PEM", help="Les certificats racines dont la signature dépend ; peut être répété."),
    ] = None,
    day: Annotated[
        datetime | None, typer.Option(metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le jour du visa.")
    ] = None,
) -> int:
    """Enregistrer ou donner le visa des Archives départementales, ligne par ligne. Le silence n'est jamais un visa."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        found = proposition_named(collectivite, proposition)
        verdicts: list[LineVerdict] = []
        if decisions is not None:
            findings = Findings()
            with opened(decisions) as stream:
                verdicts = read_verdicts(stream, findings, number=found.number, file=decisions.name)
            if refused(output, findings):
                return exit_codes.REFUSED
        elif all_ in ("accorde", "accordé"):
            verdicts = all_accepted(found.state.lines)
        elif all_ is not None:
            raise InvalidInput(say.BAD_VERDICT, value=all_[:80])
        how = choice(Form, form)
        document = attached(file)
        certificates = [each.data for path in roots or () if (each := attached(path)) is not None]
        permission = Permission.VISA if how is Form.APPLICATION else Permission.PROPOSE
        actor = by.actor(archive, collectivite, permission)
        given = GivenVisa(
            how,
            day.date() if day else day_of(archive.copies.clock()),
            verdicts,
            document.data if document else None,
            original,
            read_roots(certificates) if certificates else (),
        )
        act = give_visa(proposition, given, collectivite, archive.copies, actor)
        state = proposition_named(collectivite, proposition).state
    accepted = list(state.visa.accepted) if state.visa else []
    output.emit({"act": str(act), "form": str(how), "accepted": accepted})
    output.say("✓ acte {act} : {state}", act=act, state=state.state.within(output.language))
    output.say("  lignes accordées : {lines}", lines=", ".join(map(str, accepted)) or "—")
    return exit_codes.DONE
