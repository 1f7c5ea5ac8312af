"""Which services deposit, beside those that the register says work with the data."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Contradiction, Facts


def deposited_by_other(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        held, services = facts.held.get(series.code), frozenset(each.treatment.services)
        for agency in sorted(held.agencies - services) if held is not None and services else ():
            yield Contradiction(say.DEPOSITED_BY_OTHER, each, series.code, values={"service": agency})


def may_deposit(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        services = frozenset(each.treatment.services)
        for service, allowed in facts.allowed.items() if services else ():
            if series.code in allowed and service not in services:
                yield Contradiction(say.MAY_DEPOSIT, each, series.code, values={"service": service})


def service_unknown(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        for service in each.treatment.services:
            if service not in facts.services:
                yield Contradiction(say.SERVICE_UNKNOWN, each, values={"service": service})


KINDS = (deposited_by_other, may_deposit, service_unknown)
