"""What waits for somebody among échéances and propositions, each with the page where it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse

from chartrier.catalog.gels.holding import gels_of
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
        # acts are checked against no bounds: a bounded role is good for none
        return request.rights.everywhere(permission, tenant.key)

    def at(step: Step) -> str | None:
        # whoever executes for the machine has no right to read what goes
        if not may(Permission.SEARCH_DESCRIPTIONS):
            return None
        return f"{reverse('propositions', kwargs={'code': tenant.code})}?step={step}"

    endings = reverse("endings", kwargs={"code": tenant.code})

    if any(may(each) for each in (Permission.AGREE, Permission.SIGN, Permission.VISA, Permission.EXECUTE)):
        steps = Counter(each.state.step for each in propositions(tenant))
        if may(Permission.AGREE) and (number := steps[Step.PROPOSED]):
            said = count(
                request,
                number,
                "{count} proposition attend votre assentiment",
                "{count} propositions attendent votre assentiment",
            )
            yield Wait(said, "agreement", at(Step.PROPOSED))
        if may(Permission.SIGN) and (number := steps[Step.AGREED]):
            said = count(
                request,
                number,
                "{count} proposition attend votre signature",
                "{count} propositions attendent votre signature",
            )
            yield Wait(said, "agreement", at(Step.AGREED))
        if may(Permission.VISA) and (number := steps[Step.SIGNED]):
            said = count(
                request,
                number,
                "{count} proposition attend votre visa",
                "{count} propositions attendent votre visa",
            )
            yield Wait(said, "shield", at(Step.SIGNED))
        for step in (Step.VISED, Step.CONFIRMED):
            if not may(Permission.EXECUTE) or not (number := steps[step]):
                continue
            said = count(
                request,
                number,
                "{count} élimination est à exécuter",
                "{count} éliminations sont à exécuter",
            )
            yield Wait(said, "bin", at(step))
    if may(Permission.PROPOSE):
        today = day_of(request.archive.copies.clock())
        if number := count_due(tenant.key, Category.APPRAISAL, today):
            said = count(
                request,
                number,
                "{count} unité est arrivée à échéance",
                "{count} unités sont arrivées à échéance",
            )
            yield Wait(said, "clock", endings)
    if may(Permission.EVENT) and (number := count_waiting(tenant.key, Category.APPRAISAL)):
        said = count(
            request,
            number,
            "{count} unité attend la date de son événement",
            "{count} unités attendent la date de leur événement",
        )
        yield Wait(said, "clock", f"{endings}?waiting=1")
    if may(Permission.HOLD):
        today = day_of(request.archive.copies.clock())
        if number := len(gels_of([tenant.key], review_by=today)):
            said = count(request, number, "{count} gel est à réexaminer", "{count} gels sont à réexaminer")
            yield Wait(said, "lock", f"{reverse('operations', kwargs={'code': tenant.code})}?kind=gel")
