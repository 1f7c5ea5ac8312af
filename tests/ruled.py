"""Transfers whose root declares management rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from tests.cli.commands import COMMUNE, Chartrier
from tests.packages_of_ours import Document, Sip

APPRAISAL = "<AppraisalRule><Rule>{code}</Rule>{start}<FinalAction>Destroy</FinalAction></AppraisalRule>"
ACCESS = "<AccessRule>{rules}</AccessRule>"


@dataclass
class RuledSip(Sip):
    """`rules` is what the `Management` of the root holds."""

    rules: str = ""
    level: str = "RecordGrp"

    def bordereau(self) -> bytes:
        said = f"<Management>{self.rules}</Management>".encode()
        level = f"<DescriptionLevel>{self.level}<".encode()
        bordereau = super().bordereau().replace(b"<Management/>", said, 1)
        return bordereau.replace(b"<DescriptionLevel>RecordGrp<", level, 1)


def declaring(code: str, start: str = "") -> str:
    """A série, as the rule of a DUA, dated or not."""
    return APPRAISAL.format(code=code, start=f"<StartDate>{start}</StartDate>" if start else "")


def accessible(*codes: str, start: str = "") -> str:
    """Access codes; `start` dates the last."""
    rules = "".join(f"<Rule>{code}</Rule>" for code in codes)
    return ACCESS.format(rules=rules + (f"<StartDate>{start}</StartDate>" if start else ""))


def ruled(
    message: str,
    title: str,
    rules: str,
    *,
    dates: str = "",
    documents: Sequence[str] = ("",),
    level: str = "RecordGrp",
) -> RuledSip:
    """A file of that title; `dates` and `documents` are the dates of the file and of each of its documents, as XML."""
    items = [
        Document(f"{message}-{number}.txt", f"{message} {number}\n".encode(), f"Pièce {number} de {title}", extra=extra)
        for number, extra in enumerate(documents)
    ]
    return RuledSip(message=message, title=title, documents=items, root_extra=dates, rules=rules, level=level)


def rows_of(chartrier: Chartrier, *tables: str, tenant: str = COMMUNE) -> dict[str, list[str]]:
    """Every row that the tenant has in these tables."""
    with psycopg.connect(chartrier.environ["CHARTRIER_DATABASE_URL"]) as connection:
        connection.execute("SELECT set_config('app.tenants', %s, false)", ["{" + tenant + "}"])
        found = {}
        for table in tables:
            select = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
            found[table] = [row for (row,) in connection.execute(select).fetchall()]
    return found
