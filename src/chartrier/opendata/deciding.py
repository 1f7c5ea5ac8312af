"""Putting online, correcting and withdrawing: each is an act, signed by whoever decides, in the journal for ever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chartrier.catalog.archive import questions
from chartrier.catalog.publications.register import (
    DATA,
    SAID,
    Publication,
    Step,
    What,
    enter_publication,
    publication,
    publications,
)
from chartrier.catalog.raw_json import json_of
from chartrier.catalog.series.register import current
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chartrier.opendata import findings as say
from chartrier.opendata.datasets import DATASETS
from chartrier.opendata.grounds import Ground
from chartrier.opendata.making import Made
from chartrier.opendata.publishing import require_siret
from chartrier.records.actor import Actor
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant

PUBLICATION = "publication"
"""The operation by which these acts are entered."""


def open_portal(tenant: Tenant, siret: str, motive: str, copies: Copies, actor: Actor) -> UUID:
    """Open the portal of a collectivité, in the name of this establishment. Raises Conflict when it is open."""
    require_siret(tenant, siret)
    _require_other(tenant, What.PORTAL, "", online=True)
    said = {"title": tenant.name, "siret": siret, "motive": clean_text(motive)}
    return _enter(tenant, What.PORTAL, "", Step.ONLINE, said, copies, actor)


def publish_series(tenant: Tenant, code: str, ground: Ground, motive: str, copies: Copies, actor: Actor) -> UUID:
    """Declare that the documents of a série may be shown to everybody online, by a ground; `motive` names the text, the
    category, or what was done.

    Raises NotFound for a série that is not in the table, InvalidInput without motive.
    """
    table = current(tenant.key)
    series = table.series.get(code) if table is not None else None
    if series is None:
        raise NotFound(say.NO_SUCH_SERIES, code=code[:40])
    said = {"title": series.title, "ground": ground.value, "motive": _motive(motive)}
    known = publication(tenant.key, What.SERIES, code)
    step = Step.CORRECTED if known is not None and known.online else Step.ONLINE
    return _enter(tenant, What.SERIES, code, step, said, copies, actor, ground=ground)


def publish_dataset(made: Made, motive: str, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Put online a dataset as it was made; in the place of the one that is there, if it says something else.

    Raises Conflict when it has no line (ODT-024) or is what is online already (ODT-025).
    """
    if not made.lines:
        raise Conflict(say.NOTHING_TO_PUBLISH)
    known = publication(tenant.key, What.DATASET, made.kind)
    online = known is not None and known.online
    if online and known is not None and known.content.get("sha512") == made.sha512:
        raise Conflict(say.AS_ONLINE)
    described = DATASETS[made.kind]
    said = {
        "title": described.title.fr,
        "siret": made.siret,
        "motive": clean_text(motive),
        "file": described.file,
        "media": described.media,
        "schema": described.schema,
        "version": described.version,
        "lines": made.lines,
        "withheld": made.units_withheld,
        "bytes": len(made.data),
        "sha512": made.sha512,
        "first": made.first,
        "last": made.last,
    }
    step = Step.CORRECTED if online else Step.ONLINE
    return _enter(tenant, What.DATASET, made.kind, step, said, copies, actor, made=made)


def withdraw(tenant: Tenant, what: What, name: str, motive: str, copies: Copies, actor: Actor) -> UUID:
    """Take something offline, from this instant. A record that was never named goes too, whatever its série.

    Raises NotFound when there is nothing of that name, InvalidInput without motive, Conflict when it is withdrawn.
    """
    reason = _motive(motive)
    if what is What.RECORD:
        name = str(_record(tenant, name))
        _require_other(tenant, what, name, online=False)
    else:
        known = publication(tenant.key, what, name)
        if known is None or not known.online:
            raise NotFound(say.NOT_ONLINE, name=name[:80] or tenant.name)
    # nothing of what a record says: the act outlasts it
    said = {"title": "", "motive": reason}
    return _enter(tenant, what, name, Step.WITHDRAWN, said, copies, actor)


def made_before_a_withdrawal(tenant: int) -> list[Publication]:
    """The datasets online that were made before a record was withdrawn: what it says may still be in them."""
    known = publications(tenant)
    withdrawn = [each.changed for each in known if each.what is What.RECORD and not each.online]
    return [
        each
        for each in known
        if each.what is What.DATASET and each.online and any(each.changed < day for day in withdrawn)
    ]


def put_back(tenant: Tenant, unit: str, motive: str, copies: Copies, actor: Actor) -> UUID:
    """Undo the withdrawal of a record. Raises NotFound when it was not withdrawn, InvalidInput without motive."""
    reason = _motive(motive)
    identifier = str(_record(tenant, unit))
    known = publication(tenant.key, What.RECORD, identifier)
    if known is None or known.online:
        raise NotFound(say.NOT_WITHDRAWN, name=identifier)
    said = {"title": "", "motive": reason}
    return _enter(tenant, What.RECORD, identifier, Step.ONLINE, said, copies, actor)


def _record(tenant: Tenant, unit: str) -> UUID:
    try:
        identifier = UUID(unit)
    except ValueError:
        raise NotFound(say.NO_SUCH_RECORD, name=unit[:80]) from None
    if questions.unit([tenant.key], identifier) is None:
        raise NotFound(say.NO_SUCH_RECORD, name=unit[:80])
    return identifier


def _require_other(tenant: Tenant, what: What, name: str, *, online: bool) -> None:
    """Raises Conflict when it stands so already."""
    known = publication(tenant.key, what, name)
    if known is not None and known.online is online:
        raise Conflict(say.ALREADY_SO)


def _motive(text: str) -> str:
    said = clean_text(text)
    if not said:
        raise InvalidInput(say.NO_MOTIVE)
    return said


def _enter(
    tenant: Tenant,
    what: What,
    name: str,
    step: Step,
    said: Mapping[str, Any],
    copies: Copies,
    actor: Actor,
    *,
    ground: Ground | None = None,
    made: Made | None = None,
) -> UUID:
    if not actor.may(Permission.PUBLISH):
        raise NotAllowed(say.MAY_NOT_PUBLISH)
    name = str(name)
    known = publication(tenant.key, what, name)
    began = copies.clock()
    identifier = new_package_id(began)
    members = {
        "step": step.value,
        "what": what.value,
        "name": name,
        "ground": ground and ground.value,
        "lines": made and made.lines,
        "withheld": made and made.units_withheld,
    }
    files: dict[str, bytes] = {SAID: canonical(said)}
    if made is not None:
        files[DATA] = made.data

    def facts(cursor: Any) -> None:
        cursor.execute("SELECT record FROM acts_act WHERE tenant = %s AND id = %s", [tenant.key, identifier])
        enter_publication(cursor, tenant.key, json_of(cursor.fetchone()[0]), files[SAID], files.get(DATA))

    decided = Act(PUBLICATION, members, subject=known.first if known else None, files=files, facts=facts)
    return act(decided, tenant, copies, actor, identifier)
