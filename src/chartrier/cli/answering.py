"""Commands that answer without anybody deciding: the options that they all take after their own, said once."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.administration.tenants import tenant_of
from chartrier.cli.appending import appending
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.records.tenant import Tenant
from chartrier.settings import Settings


@dataclass(frozen=True, slots=True)
class Answering:
    """What those options said: in which archive, how to answer."""

    settings: Settings
    output: Output


@dataclass(frozen=True, slots=True)
class AnsweringFor(Answering):
    """The same, for a tenant (its code; None: the only one, or all, as the command says)."""

    code: str | None

    @property
    def tenant(self) -> Tenant:
        """The tenant of that code, or the only one; to be asked for once the archive is connected. Raises InvalidInput,
        NotFound."""
        return tenant_of(self.code)


def _answering(*, home: Home = None, json: Json = False, lang: Lang = None) -> Answering:
    return Answering(*invoked(home, json, lang))


def _answering_for(
    *, tenant: TenantCode = None, home: Home = None, json: Json = False, lang: Lang = None
) -> AnsweringFor:
    settings, output = invoked(home, json, lang)
    return AnsweringFor(settings, output, tenant)


answering = appending(_answering)
"""The command, whose first parameter is an `Answering`, as typer takes it: its others, then these options."""

answering_for = appending(_answering_for)
"""The same for a command whose first parameter is an `AnsweringFor`."""
