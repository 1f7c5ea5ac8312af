"""`chartrier opendata duties | scdl deliberations`, and what `publication` and `removals` add."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.series.register import current
from chartrier.cli import exit_codes, publication, removals
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.clock import day_of
from chartrier.opendata.by_series import VERDICTS, judged
from chartrier.opendata.duties import Owed, duties
from chartrier.opendata.publishing import deliberations_of, write_deliberations
from chartrier.wiring import wire

opendata = typer.Typer(
    name="opendata",
    help="Les données ouvertes : les jeux de données faits de ce qui est archivé.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
scdl = typer.Typer(
    name="scdl", help="Les jeux du Socle commun des données locales.", no_args_is_help=True, rich_markup_mode=None
)
opendata.add_typer(scdl)
opendata.command("open")(publication.open_)
for each in ("close", "series", "publish", "withdraw", "back", "gate", "register", "dataset", "catalog"):
    opendata.command(each)(getattr(publication, each))
opendata.command()(removals.removals)
opendata.command()(removals.answer)

OWED = {Owed.YES: "dû", Owed.NO: "non dû", Owed.TO_CHECK: "à vérifier"}
OWED_IN_JSON = {Owed.YES: True, Owed.NO: False, Owed.TO_CHECK: None}


@opendata.command("duties")
def duties_(
    staff: Annotated[
        int | None, typer.Option("--staff", metavar="ETP", min=0, help="Ses agents, en équivalents temps plein.")
    ] = None,
    series: Annotated[
        bool, typer.Option("--series", help="Série par série : ce qui doit, peut ou ne doit pas être publié.")
    ] = False,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Dire ce qu'une collectivité doit publier ; ce qui n'est pas connu est à vérifier, jamais un non."""
    settings, output = invoked(home, json, lang)
    with wire(settings):
        collectivite = tenant_of(tenant)
        table = current(collectivite.key) if series else None
    if series:
        known = table.series.values() if table is not None else ()
        for judgement in judged(known, collectivite.kind, collectivite.custody.population, staff):
            output.emit(judgement.as_json(output.language))
            said, why = VERDICTS[judgement.verdict].within(output.language), judgement.why.within(output.language)
            output.line(judgement.series.code, judgement.series.title, "·", said, "·", why, f"({judgement.reference})")
        return exit_codes.DONE
    for each in duties():
        owed = each.owed_by(collectivite.kind, collectivite.custody.population, staff)
        said, delay = (each.fr, each.delay_fr) if output.language == "fr" else (each.en, each.delay_en)
        output.emit(
            {
                "duty": each.code,
                "text": said,
                "owed": OWED_IN_JSON[owed],
                "reference": each.reference,
                "thresholds": {"population": each.population, "staff": each.staff, "amount": each.amount},
                "delay": delay,
                "dataset": each.dataset or None,
                "confidence": each.confidence,
            }
        )
        output.line(output.text(OWED[owed]), "·", said)
        doubt = "" if each.confidence == "A" else output.text("source à confirmer")
        amount = each.amount and output.text("à partir de {amount} €", amount=output.number(each.amount))
        output.line("   ", " · ".join(part for part in (each.reference, amount, delay, doubt) if part))
    return exit_codes.DONE


@scdl.command()
def deliberations(
    out: Annotated[
        Path, typer.Option("-o", "--output", metavar="FICHIER", help="Le fichier CSV, qui ne doit pas exister.")
    ],
    siret: Annotated[str, typer.Option(metavar="SIRET", help="Les quatorze chiffres de l'établissement qui publie.")],
    first: Annotated[
        datetime | None, typer.Option("--from", metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le premier jour.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--until", metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le dernier jour.")
    ] = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Faire le jeu des délibérations (SCDL 2.1.5) ; ce qui est retenu est donné, avec la raison."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        collectivite = tenant_of(tenant)
        with output.progress() as tell:
            dataset = deliberations_of(
                collectivite,
                siret,
                day_of(archive.copies.clock()),
                archive.copies,
                first=first.date() if first else None,
                last=last.date() if last else None,
                tell=lambda looked: tell("units", looked, 0),
            )
        write_deliberations(dataset, out)
    output.emit(
        {
            "output": str(out),
            "lines": len(dataset.lines),
            "withheld": [finding.as_json(output.language) for finding in dataset.withheld],
        }
    )
    output.findings(dataset.withheld)
    units = {finding.place.unit for finding in dataset.withheld}
    output.say(
        "✓ {path} : {lines}, {withheld} retenus",
        path=out,
        lines=output.count(len(dataset.lines), "acte"),
        withheld=output.number(len(units)),
    )
    return exit_codes.DONE
