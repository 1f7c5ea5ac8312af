"""Commands by which somebody decides: the options that they all take after their own, said once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chartrier.cli.acting import As, PassphraseFile, acting
from chartrier.cli.appending import appending
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.records.actor import Actor
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.settings import Settings
from chartrier.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Deciding:
    """What those options said: in which archive, for which tenant (its code; None: the only one), by whom."""

    settings: Settings
    output: Output
    tenant: str | None
    who: str | None
    passphrase_file: Path | None

    def actor(self, archive: Wiring, tenant: Tenant, permission: Permission) -> Actor:
        """Whoever acts, proven. Raises InvalidInput, NotAllowed (`cli.acting`)."""
        return acting(archive, tenant, self.who, self.passphrase_file, permission)


def _options(
    *,
    who: As = None,
    passphrase_file: PassphraseFile = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> Deciding:
    settings, output = invoked(home, json, lang)
    return Deciding(settings, output, tenant, who, passphrase_file)


deciding = appending(_options)
"""The command, whose first parameter is a `Deciding`, as typer takes it: its others, then these options."""
