"""With whom the copies of the archive really are, by the register of hosting, beside the register of treatments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Contradiction, Facts, Named, in_both
from chartrier.records.hosting import Certified, Offer, Statute
from chartrier.rules.series.vocabulary import folded
from chartrier.rules.treatments.treatment import Processor
from chartrier.rules.treatments.vocabulary import DataKind


def health_uncertified(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        if DataKind.HEALTH not in each.treatment.data or series.code not in facts.held:
            continue
        for copy, offer in _copies(facts):
            if offer.statute is not Statute.OWN and not _may_hold_health(offer, facts.day):
                values = {"copy": copy, "provider": offer.provider}
                yield Contradiction(say.HEALTH_UNCERTIFIED, each, series.code, values=values)


def host_differs(facts: Facts) -> Iterator[Contradiction]:
    for copy, offer, each, processor in _said(facts):
        ours, theirs = folded(offer.provider), folded(processor.name)
        if offer.statute is not Statute.OWN and ours not in theirs and theirs not in ours:
            values = {"copy": copy, "provider": offer.provider, "said": processor.name}
            yield Contradiction(say.HOST_DIFFERS, each, values=values)


def country_differs(facts: Facts) -> Iterator[Contradiction]:
    for copy, offer, each, processor in _said(facts):
        if offer.country and processor.country and offer.country != processor.country:
            values = {"copy": copy, "country": offer.country, "said": processor.country}
            yield Contradiction(say.COUNTRY_DIFFERS, each, values=values)


def contract_ended(facts: Facts) -> Iterator[Contradiction]:
    for copy, offer in _copies(facts):
        if offer.contract_until is not None and offer.contract_until < facts.day:
            values = {"copy": copy, "provider": offer.provider, **in_both("day", offer.contract_until)}
            yield Contradiction(say.CONTRACT_ENDED, facts.archive, values=values)


def _may_hold_health(offer: Offer, day: date) -> bool:
    """Whether it is certified HDS, or has its agrément as a tiers-archiveur, on a day."""
    agreed = offer.statute is Statute.THIRD_PARTY and offer.agrement_until is not None and day <= offer.agrement_until
    return agreed or offer.certified(Certified.HDS, day)


def _copies(facts: Facts) -> Iterator[tuple[str, Offer]]:
    """The copies of the archive of which somebody said with whom they are."""
    for copy in facts.copies:
        if (offer := facts.offers.get(copy)) is not None:
            yield copy, offer


def _said(facts: Facts) -> Iterator[tuple[str, Offer, Named, Processor]]:
    """Each of them with who holds it by the register of treatments."""
    for copy, offer in _copies(facts):
        for each in facts.treatments:
            for processor in each.treatment.processors:
                if copy in processor.copies:
                    yield copy, offer, each, processor


KINDS = (health_uncertified, host_differs, country_differs, contract_ended)
