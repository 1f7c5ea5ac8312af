"""When the declared rules end: computed where they are declared, from the referential, never where inherited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chartrier.records.finding import NOWHERE, Findings, Place
from chartrier.rules import findings as say
from chartrier.rules.calendar import end_of
from chartrier.rules.categories import Category
from chartrier.rules.declaration import Declaration, DeclaredCategory, DeclaredRule, Open
from chartrier.rules.referential import Referential


def date_declaration(
    declaration: Declaration,
    referential: Referential,
    findings: Findings,
    place: Place = NOWHERE,
) -> Declaration:
    """The same declaration with the end of each rule, or why it has none.

    A rule that the referential does not know, or knows under another category, has no end, and is a finding.
    """
    categories = {
        category: _date_category(category, declared, referential, findings, place)
        for category, declared in declaration.categories.items()
    }
    return replace(declaration, categories=categories)


def _date_category(
    category: Category,
    declared: DeclaredCategory,
    referential: Referential,
    findings: Findings,
    place: Place,
) -> DeclaredCategory:
    for identifier in sorted(declared.prevented):
        known = referential.get(identifier)
        if known is None or known.category is not category:
            findings.add(say.PREVENTED_UNKNOWN, place, rule=identifier, category=category)
    rules = []
    for rule in declared.rules:
        end, why = _end(category, rule, referential, findings, place)
        rules.append(replace(rule, end=end, open=why))
    return replace(declared, rules=tuple(rules))


def _end(
    category: Category,
    rule: DeclaredRule,
    referential: Referential,
    findings: Findings,
    place: Place,
) -> tuple[date | None, Open | None]:
    known = referential.get(rule.rule)
    if known is None:
        findings.add(say.UNKNOWN_RULE, place, rule=rule.rule, category=category)
        return None, Open.UNKNOWN_RULE
    if known.category is not category:
        findings.add(say.OTHER_CATEGORY, place, rule=rule.rule, category=category, actual=known.category)
        return None, Open.UNKNOWN_RULE
    hold_end = rule.hold.end if rule.hold else None
    if hold_end is not None and (known.duration is not None or known.unlimited):
        findings.add(say.HOLD_HAS_DURATION, place, rule=rule.rule)
    elif hold_end is not None and rule.start is not None and hold_end < rule.start:
        findings.add(say.HOLD_REVERSED, place, rule=rule.rule, start=str(rule.start), end=str(hold_end))
        return None, Open.NO_DURATION
    if known.unlimited:
        return None, Open.UNLIMITED
    if known.duration is None:
        return hold_end, None if hold_end is not None else Open.NO_DURATION
    if rule.start is None:
        return None, Open.NO_START
    return end_of(rule.start, known.duration, known.count_from), None
