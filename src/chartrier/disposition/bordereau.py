"""The bordereau of a proposition, as the paper that people sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from chartrier.catalog.tenants.services import services
from chartrier.clock import day_of
from chartrier.disposition.analysing import Analysis
from chartrier.papers.bordereau_elimination import BordereauElimination, LineVisa
from chartrier.papers.bordereau_elimination import Line as PaperLine
from chartrier.papers.parties import Collectivite
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.disposition.line import Line

BORDEREAU, TABLE = "bordereau.pdf", "bordereau.csv"
"""In the package of a `proposition` as it was proposed, in that of an `elimination` as it was answered."""


def bordereau(
    number: str, analysis: Analysis, tenant: Tenant, now: datetime, digest: str, types: Mapping[int, Words]
) -> BordereauElimination:
    """The paper of what is proposed, before any answer; `types` say by what each line is to go."""
    sorting = ""
    if analysis.sample is not None:
        kept, of = len(analysis.sample.kept), len(analysis.sample.kept) + len(analysis.sample.going)
        sorting = f"{analysis.sample.sampling} : {kept} gardés sur {of}, tirage sur {analysis.sample.seed}"
    names = {tenant.siren: tenant.name} | {each.identifier: each.name for each in services(tenant.key)}
    return BordereauElimination(
        number=number,
        collectivite=Collectivite(tenant.name, tenant.siren),
        producer=", ".join(f"{names[each]} ({each})" if each in names else each for each in analysis.producers) or "—",
        day=day_of(now),
        lines=paper_lines(analysis.lines, {}, types),
        digest=digest,
        made=now,
        sorting=sorting,
    )


def paper_lines(lines: Sequence[Line], visas: Mapping[int, LineVisa], types: Mapping[int, Words]) -> list[PaperLine]:
    """The lines as they are printed, with the answers that are known and the type of visa of each."""
    return [_paper_line(line, visas.get(line.number), types[line.number].fr) for line in lines]


def _paper_line(line: Line, visa: LineVisa | None, visa_type: str) -> PaperLine:
    endings = [date.fromisoformat(rule.ending) for rule in line.rules if rule.ending]
    return PaperLine(
        number=line.number,
        title=line.title,
        first=(line.start and date.fromisoformat(line.start)) or None,
        last=(line.end and date.fromisoformat(line.end)) or None,
        files=line.files,
        size=line.bytes,
        metres=Decimal(line.millimetres) / 1000 if line.millimetres else None,
        support=line.support,
        dua=" ; ".join(rule.dua for rule in line.rules if rule.dua) or "—",
        depart=" ; ".join(rule.depart for rule in line.rules if rule.depart) or "—",
        ended=max(endings, default=None),
        reference=" ; ".join(rule.text or rule.label for rule in line.rules) or "—",
        version=", ".join(rule.rule for rule in line.rules),
        motive=line.motive,
        versements=tuple(each["message"] or each["id"] or "" for each in line.versements),
        visa=visa,
        visa_type=visa_type,
    )
