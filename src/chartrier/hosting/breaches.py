"""The policy as rules: each looks at where copies really are, and tells what is wrong, of which séries, how much.

Every rule is a function of a `Situation` alone, so that it can be read and tried by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chartrier.catalog.extents import Extent
from chartrier.catalog.hosting.by_series import Held
from chartrier.hosting import findings as say
from chartrier.hosting.placing import Placed
from chartrier.hosting.words import CERTIFIED
from chartrier.records.days import written_day
from chartrier.records.finding import Finding, FindingKind, Language, Severity
from chartrier.records.hosting import Certified, HostingPolicy, Offer, Statute
from chartrier.rules.communicabilite.words import Words

UNKNOWN = "?"
"""A place that was not said, as findings show it."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is true of a tenant on a day. `sensitive`: by série, the regime of health or social data that may apply.

    `whole` is all that it holds, each unit once; `held` has it by série, in which a unit may count several times.
    """

    on: date
    places: Sequence[Placed]
    held: Sequence[Held]
    whole: Extent
    policy: HostingPolicy
    sensitive: Mapping[str, Words]

    @property
    def whole_places(self) -> list[Placed]:
        return [each for each in self.places if each.whole]


@dataclass(frozen=True, slots=True)
class Breach:
    """`series`: the codes that it is about; empty: all of them. `regimes`: why some are held sensitive."""

    finding: Finding
    series: tuple[str, ...]
    extent: Extent
    regimes: Mapping[str, Words]

    @property
    def grave(self) -> bool:
        return self.finding.severity is Severity.ERROR

    def concerns(self, code: str) -> bool:
        """Whether it is about that série too."""
        return not self.series or code in self.series

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            **self.finding.as_json(language),
            "series": list(self.series) or None,
            "volume": self.extent.as_json(),
            "regimes": {code: why.within(language) for code, why in self.regimes.items()},
        }


def breaches(of: Situation) -> list[Breach]:
    """All that is wrong, what is grave first, in the order of the rules."""
    found = [breach for rule in RULES for breach in rule(of)]
    return sorted(found, key=lambda each: not each.grave)


def enough_copies(of: Situation) -> Iterator[Breach]:
    """As many whole copies as the policy wants."""
    count = len(of.whole_places)
    if count < of.policy.copies:
        yield _of_all(of, say.TOO_FEW_COPIES, count=count, wanted=of.policy.copies)


def distinct_sites(of: Situation) -> Iterator[Breach]:
    """On as many sites. What is not known counts for none."""
    sites = {each.site: _site_shown(each) for each in of.whole_places if each.site is not None}
    if len(sites) < of.policy.sites:
        shown = ", ".join(sorted(sites.values())) or UNKNOWN
        yield _of_all(of, say.TOO_FEW_SITES, count=len(sites), wanted=of.policy.sites, sites=shown)


def distinct_technologies(of: Situation) -> Iterator[Breach]:
    """By as many technologies: one fault of a kind of machine does not take all."""
    known = {each.offer.technology.casefold(): each.offer.technology for each in of.whole_places if each.offer}
    known.pop("", None)
    if len(known) < of.policy.technologies:
        shown = ", ".join(sorted(known.values())) or UNKNOWN
        wanted = of.policy.technologies
        yield _of_all(of, say.TOO_FEW_TECHNOLOGIES, count=len(known), wanted=wanted, technologies=shown)


def known_place(of: Situation) -> Iterator[Breach]:
    """Every copy is with somebody, somewhere."""
    for each in of.places:
        if each.offer is None:
            yield _of_all(of, say.PLACE_UNKNOWN, copy=each.name)
        elif each.site is None:
            yield _of_all(of, say.PLACE_INCOMPLETE, copy=each.name, code=_code(each))


def on_french_soil(of: Situation) -> Iterator[Breach]:
    """Archives définitives by the law, others by the policy."""
    for each in of.places:
        if each.offer is None or each.offer.in_france is not False:
            continue
        values = {"copy": each.name, "code": _code(each), "country": each.offer.country}
        if definitive := _definitive(of):
            yield _of_some(of, say.DEFINITIVE_ABROAD, definitive, **values)
        if of.policy.french:
            others = [one for one in of.held if not one.definitive]
            if others or not of.held:
                yield _of_some(of, say.ABROAD, others, **values)


def definitive_with_nobody_private(of: Situation) -> Iterator[Breach]:
    """A tiers-archiveur is for archives courantes and intermédiaires."""
    definitive = _definitive(of)
    for each in of.places:
        if definitive and each.offer is not None and each.offer.statute is Statute.THIRD_PARTY:
            yield _of_some(of, say.DEFINITIVE_OUTSOURCED, definitive, copy=each.name, provider=each.offer.provider)


def health_data(of: Situation) -> Iterator[Breach]:
    """Health and social data with a third party: HDS, or a service that has its agrément."""
    sensitive = [each for each in of.held if each.code in of.sensitive]
    for each in of.places:
        offer = each.offer
        if not sensitive or offer is None or offer.statute is Statute.OWN:
            continue
        agreed = offer.statute is Statute.THIRD_PARTY and _holds(offer.agrement_until, of.on)
        if not offer.certified(Certified.HDS, of.on) and not agreed:
            yield _of_some(of, say.SENSITIVE, sensitive, copy=each.name, code=_code(each))


def agrement(of: Situation) -> Iterator[Breach]:
    """A tiers-archiveur has one, that does not end soon."""
    for code, offer in _offers(of):
        until = offer.agrement_until
        if offer.statute is not Statute.THIRD_PARTY:
            continue
        values = {"code": code, "provider": offer.provider}
        if until is None:
            yield _of_all(of, say.AGREMENT_UNKNOWN, **values)
        elif until < of.on:
            yield _of_all(of, say.AGREMENT_ENDED, **values, **_day(until))
        elif _soon(of, until):
            yield _of_all(of, say.AGREMENT_ENDS, **values, **_day(until))


def contract(of: Situation) -> Iterator[Breach]:
    """A contract that has ended, or soon will; none is said of what one has by oneself."""
    for code, offer in _offers(of):
        until = offer.contract_until
        if until is None:
            continue
        values = {"code": code, "provider": offer.provider, **_day(until)}
        if until < of.on:
            yield _of_all(of, say.CONTRACT_ENDED, **values)
        elif _soon(of, until):
            yield _of_all(of, say.CONTRACT_ENDS, **values)


def return_tried(of: Situation) -> Iterator[Breach]:
    """The return of the archives was tried out, not long ago."""
    for code, offer in _offers(of):
        tried = offer.reversal_tested
        values = {"code": code, "provider": offer.provider}
        if tried is None:
            yield _of_all(of, say.NEVER_TRIED, **values)
        elif (of.on - tried).days > of.policy.drill:
            yield _of_all(of, say.NO_DRILL, days=of.policy.drill, **_day(tried), **values)


def certifications(of: Situation) -> Iterator[Breach]:
    """What was said to be certified still is."""
    for code, offer in _offers(of):
        for what, until in offer.certifications:
            values = {"code": code, "provider": offer.provider, "what": CERTIFIED[what]}
            if until is None:
                yield _of_all(of, say.CERTIFICATION_UNDATED, **values)
            elif until < of.on:
                yield _of_all(of, say.CERTIFICATION_ENDED, **values, **_day(until))
            elif _soon(of, until):
                yield _of_all(of, say.CERTIFICATION_ENDS, **values, **_day(until))


def _day(day: date) -> dict[str, str]:
    """As each language writes it."""
    return {"day_fr": written_day(day, "fr"), "day_en": written_day(day, "en")}


RULES: tuple[Callable[[Situation], Iterator[Breach]], ...] = (
    enough_copies,
    known_place,
    distinct_sites,
    distinct_technologies,
    on_french_soil,
    definitive_with_nobody_private,
    health_data,
    agrement,
    contract,
    certifications,
    return_tried,
)


def _of_all(of: Situation, kind: FindingKind, **values: str | int) -> Breach:
    return Breach(Finding(kind, values=values), (), of.whole, {})


def _of_some(of: Situation, kind: FindingKind, some: Sequence[Held], **values: str | int) -> Breach:
    codes = tuple(sorted({each.code for each in some}))
    metres = [each.extent.metres for each in some if each.extent.metres is not None]
    extent = Extent(
        sum(each.extent.units for each in some),
        sum(each.extent.files for each in some),
        sum(each.extent.bytes for each in some),
        sum(metres[1:], metres[0]) if metres else None,
    )
    regimes = {code: of.sensitive[code] for code in codes if code in of.sensitive} if kind is say.SENSITIVE else {}
    return Breach(Finding(kind, values=values), codes, extent, regimes)


def _definitive(of: Situation) -> list[Held]:
    return [each for each in of.held if each.definitive]


def _offers(of: Situation) -> list[tuple[str, Offer]]:
    """Each offer where a copy is, once."""
    return list({each.entered.code: each.entered.offer for each in of.places if each.entered is not None}.items())


def _code(each: Placed) -> str:
    return each.entered.code if each.entered is not None else UNKNOWN


def _holds(until: date | None, on: date) -> bool:
    return until is not None and on <= until


def _soon(of: Situation, until: date) -> bool:
    return of.on <= until < of.on + timedelta(days=of.policy.ahead)


def _site_shown(each: Placed) -> str:
    return each.offer.site if each.offer is not None else UNKNOWN
