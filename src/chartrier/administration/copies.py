"""Copies that come and go while the archive works: filled before they count, proven unneeded before they go."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from chartrier.administration.findings import (
    BELOW_MINIMUM,
    COPY_TAKEN,
    FOLDER_UNUSABLE,
    NO_COPY,
    NOT_EMPTY,
    NOT_PRIVATE,
    PACKAGE_LACKING,
    RETIRED_OWING,
    SET_ELSEWHERE,
)
from chartrier.administration.settings_file import as_setting, write_copies
from chartrier.catalog.destruction.register import owed_by
from chartrier.catalog.journal import standing as notes
from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.copies.healing import heal
from chartrier.copies.proving import first_lacking
from chartrier.copies.standing import enter
from chartrier.errors import Conflict, InvalidInput, Unavailable
from chartrier.records.finding import Finding
from chartrier.settings import Settings, with_copies

FORMER = "{name}-old"
"""How the folder that a copy had before is called while the new one is filled from it too."""

OF_THE_SYSTEM = frozenset({"lost+found"})
"""What a new disk may hold already."""

Tell = Callable[[int, int], None]
"""Told how many entries the copy that is most behind has, of how many."""


def settings_with(settings: Settings, name: str, folder: Path) -> Settings:
    """The settings with a new copy, the last. Raises Conflict when the name is taken, InvalidInput for a bad one."""
    if name in settings.copies:
        raise Conflict(COPY_TAKEN, copy=name, folder=str(settings.copies[name]))
    return with_copies(settings, {**settings.copies, name: folder})


def settings_moved(settings: Settings, name: str, folder: Path) -> Settings:
    """The settings with this copy in another folder. Raises InvalidInput."""
    require_copy(settings, name)
    return with_copies(settings, {**settings.copies, name: folder})


def settings_without(settings: Settings, name: str) -> Settings:
    """The settings without a copy. Raises Conflict when too few would be left."""
    require_copy(settings, name)
    left = {each: folder for each, folder in settings.copies.items() if each != name}
    if len(left) < settings.copies_minimum:
        raise Conflict(BELOW_MINIMUM, copy=name, left=len(left), minimum=settings.copies_minimum)
    return with_copies(settings, left)


def require_copy(settings: Settings, name: str) -> None:
    """Raise InvalidInput unless there is a copy of this name."""
    if name not in settings.copies:
        raise InvalidInput(NO_COPY, copy=name[:60], choices=", ".join(settings.copies))


def make_place(folder: Path) -> None:
    """Make the folder of a copy, or see that it is fit to be one: ours alone, and empty or begun by an earlier try.

    Raises InvalidInput when it holds anything else, Unavailable when it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = sorted(path.name for path in folder.iterdir())
        status = folder.lstat()
    except OSError as problem:
        raise Unavailable(FOLDER_UNUSABLE, folder=str(folder), why=problem.strerror or "?") from problem
    if stat.S_IMODE(status.st_mode) & 0o077 or status.st_uid != os.geteuid():
        raise InvalidInput(NOT_PRIVATE, folder=str(folder))
    known = {f"{key:09d}" for key in register.tenant_keys()} | OF_THE_SYSTEM
    for name in found:
        if name not in known:
            raise InvalidInput(NOT_EMPTY, folder=str(folder), found=name[:100])


def fill(name: str, copies: Copies, tell: Tell) -> None:
    """Bring the copy to the head of every tenant's log, from copies that are proven for each package.

    Others may ingest meanwhile. Interrupted, or run again, it goes on. Raises Unavailable with what stopped it.
    """
    (store,) = (store for store in copies.stores if store.name == name)
    for tenant in register.tenants():
        enter(tenant, store)
        behind = heal(tenant, copies, tell).behind
        if name in behind:
            raise _raised(behind[name])


def require_spared(copies: Copies, tell: Tell) -> None:
    """Raise unless these copies hold everything: in step, and every package there with the journal's inventory."""
    for tenant in register.tenants():
        for finding in heal(tenant, copies, tell).behind.values():
            raise _raised(finding)
        for store in copies.stores:
            if (package := first_lacking(tenant, store)) is not None:
                raise Conflict(PACKAGE_LACKING, copy=store.name, tenant=tenant.code, package=str(package))


def owed(name: str) -> list[Finding]:
    """What to say of a copy that goes while orders of destruction are still to be carried out in it, by tenant."""
    owing = [(tenant, owed_by(tenant.key, name)) for tenant in register.tenants()]
    return [
        Finding(RETIRED_OWING, values={"copy": name, "tenant": tenant.code, "count": len(orders)})
        for tenant, orders in owing
        if orders
    ]


def forget(name: str) -> None:
    """The copy is no more one of the archive's; its bytes stay where they are."""
    for key in register.tenant_keys():
        notes.forget(key, name)


def keep(settings: Settings, changed: Settings) -> Finding | None:
    """Write the copies into the settings file; where the environment sets them, what to set there."""
    if settings.origins.get("copies") == "environment":
        return Finding(SET_ELSEWHERE, values={"value": as_setting(changed.copies)})
    write_copies(settings.home, changed.copies)
    return None


def _raised(finding: Finding) -> Unavailable:
    return Unavailable(finding.kind, finding.place, **dict(finding.values))
