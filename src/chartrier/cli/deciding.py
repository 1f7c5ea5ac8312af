"""Commands by which somebody decides: the options that they all take after their own, said once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

from chartrier.cli.acting import As, PassphraseFile, acting
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


OPTIONS = tuple(inspect.signature(_options, eval_str=True).parameters.values())


def deciding(command: Callable[..., int]) -> Callable[..., int]:
    """The command, whose first parameter is a `Deciding`, as typer takes it: its others, then these options."""
    hints = get_type_hints(command, include_extras=True)
    _, *own = inspect.signature(command).parameters.values()
    parameters = [*(each.replace(annotation=hints[each.name]) for each in own), *OPTIONS]

    @functools.wraps(command)
    def run(**given: Any) -> int:
        by = _options(**{each.name: given.pop(each.name) for each in OPTIONS})
        return command(by, **given)

    run.__annotations__ = {each.name: each.annotation for each in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run
