"""What waits for somebody among échéances and propositions, each with the page where it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from django.urls import reverse

from chartrier.catalog.acts.register import number_of
from chartrier.catalog.figures import Figure
from chartrier.catalog.gels.holding import number_to_review
from chartrier.catalog.rules.due import number_due, number_waiting
from chartrier.clock import day_of
from chartrier.disposition.reading import propositions
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import Category
from chartrier.rules.disposition.steps import Step
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait

STEPS = (Permission.AGREE, Permission.SIGN, Permission.VISA, Permission.EXECUTE)
"""What lets somebody take a step of a proposition."""


def asks(request: Asked, tenant: Tenant) -> dict[str, Figure]:
    """For each person what they may do something about."""

    def may(permission: Permission) -> bool:
        return request.rights.everywhere(permission, tenant.key)

    key, today = tenant.key, day_of(request.archive.copies.clock())
    asked: dict[str, Figure] = {}
    if any(map(may, STEPS)):
        asked["propositions"] = number_of(key, "proposition")
    if may(Permission.PROPOSE):
        asked["due"] = number_due(key, Category.APPRAISAL, today)
    if may(Permission.EVENT):
        asked["waiting"] = number_waiting(key, Category.APPRAISAL)
    if may(Permission.HOLD):
        asked["review"] = number_to_review(key, today)
    return asked


def waits(request: Asked, tenant: Tenant, told: Mapping[str, int]) -> Iterator[Wait]:
    """Propositions that wait for a step of theirs, what is due, what waits for its event, gels to look at again."""

    def may(permission: Permission) -> bool:
        # acts are checked against no bounds: a bounded role is good for none
        return request.rights.everywhere(permission, tenant.key)

    def at(step: Step) -> str | None:
        # whoever executes for the machine has no right to read what goes
        if not may(Permission.SEARCH_DESCRIPTIONS):
            return None
        return f"{reverse('propositions', kwargs={'code': tenant.code})}?step={step}"

    endings = reverse("endings", kwargs={"code": tenant.code})

    if told.get("propositions"):
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
    if due := told.get("due"):
        said = count(
            request,
            due,
            "{count} unité est arrivée à échéance",
            "{count} unités sont arrivées à échéance",
        )
        yield Wait(said, "clock", endings)
    if waiting := told.get("waiting"):
        said = count(
            request,
            waiting,
            "{count} unité attend la date de son événement",
            "{count} unités attendent la date de leur événement",
        )
        yield Wait(said, "clock", f"{endings}?waiting=1")
    if review := told.get("review"):
        said = count(request, review, "{count} gel est à réexaminer", "{count} gels sont à réexaminer")
        yield Wait(said, "lock", f"{reverse('operations', kwargs={'code': tenant.code})}?kind=gel")
