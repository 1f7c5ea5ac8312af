"""What waits for somebody among échéances and propositions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chartrier.catalog.rules.due import count_due, count_waiting
from chartrier.clock import day_of
from chartrier.disposition.reading import propositions
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import Category
from chartrier.rules.disposition.steps import Step
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def waits(request: Asked, tenant: Tenant) -> Iterator[Wait]:
    """For each person what they may do something about."""

    def may(permission: Permission) -> bool:
        return request.rights.decide(permission, tenant.key).allowed

    if any(may(each) for each in (Permission.AGREE, Permission.SIGN, Permission.VISA, Permission.EXECUTE)):
        steps = Counter(each.state.step for each in propositions(tenant))
        if may(Permission.AGREE) and (number := steps[Step.PROPOSED]):
            said = count(
                request,
                number,
                "{count} proposition attend votre assentiment",
                "{count} propositions attendent votre assentiment",
            )
            yield Wait(said, "agreement")
        if may(Permission.SIGN) and (number := steps[Step.AGREED]):
            said = count(
                request,
                number,
                "{count} proposition attend votre signature",
                "{count} propositions attendent votre signature",
            )
            yield Wait(said, "agreement")
        if may(Permission.VISA) and (number := steps[Step.SIGNED]):
            said = count(
                request,
                number,
                "{count} proposition attend votre visa",
                "{count} propositions attendent votre visa",
            )
            yield Wait(said, "shield")
        if may(Permission.EXECUTE) and (number := steps[Step.VISED] + steps[Step.CONFIRMED]):
            said = count(
                request,
                number,
                "{count} élimination est à exécuter",
                "{count} éliminations sont à exécuter",
            )
            yield Wait(said, "bin")
    if may(Permission.PROPOSE):
        today = day_of(request.archive.copies.clock())
        if number := count_due(tenant.key, Category.APPRAISAL, today):
            said = count(
                request,
                number,
                "{count} unité est arrivée à échéance",
                "{count} unités sont arrivées à échéance",
            )
            yield Wait(said, "clock")
    if may(Permission.EVENT) and (number := count_waiting(tenant.key, Category.APPRAISAL)):
        said = count(
            request,
            number,
            "{count} unité attend la date de son événement",
            "{count} unités attendent la date de leur événement",
        )
        yield Wait(said, "clock")
