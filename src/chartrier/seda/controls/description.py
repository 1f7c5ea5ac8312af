"""Controls of one unit's description, as it passes: title, dates, consistency of its management rules."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from chartrier.records.finding import Findings, Place
from chartrier.seda import findings as kinds
from chartrier.seda.moments import is_date, read_moment
from chartrier.seda.values import ElementValue, children, first_child, text_of

RULE_CATEGORIES = frozenset(
    {
        "StorageRule",
        "AppraisalRule",
        "AccessRule",
        "DisseminationRule",
        "ReuseRule",
        "ClassificationRule",
        "HoldRule",
    }
)
_DATES = frozenset({"StartDate", "HoldEndDate", "HoldReassessingDate"})
_LAST_YEAR = 9_000


def control_content(findings: Findings, place: Place, unit: str, content: ElementValue) -> None:
    """Control the `Content` of the unit with this xml id: a title, dates that exist and follow one another."""
    if not any(text_of(title) for title in children(content, "Title")):
        findings.add(kinds.NO_TITLE, place, unit=unit)
    start, end = (text_of(first_child(content, name)) or "" for name in ("StartDate", "EndDate"))
    if start == end:
        return
    for name, text in (("StartDate", start), ("EndDate", end)):
        if text and not is_date(text):
            findings.add(kinds.BAD_DATE, place, name=name, value=text[:40])
    begun, ended = read_moment(start), read_moment(end)
    if begun and ended and ended.is_before(begun):
        findings.add(kinds.DATES_REVERSED, place, unit=unit, start=start[:40], end=end[:40])


def control_management(findings: Findings, place: Place, unit: str, management: etree._Element, prefix: str) -> None:
    """Control the rules of a `Management` or of `ManagementMetadata`, which goes by its name instead of a
    unit.

    On the element, for its value forgets which `StartDate` belongs to which `Rule`.
    """
    length = len(prefix)
    for element in management:
        category = str(element.tag)[length:]
        if category in RULE_CATEGORIES:
            _control_rules(findings, place, unit, category, element, prefix)


def _control_rules(
    findings: Findings, place: Place, unit: str, category: str, element: etree._Element, prefix: str
) -> None:
    seen: set[str] = set()
    for rule, dates in _rules(element, prefix):
        name = (rule.text or "").strip()
        if name in seen:
            findings.add(kinds.RULE_TWICE, place, unit=unit, category=category, rule=name[:120])
        seen.add(name)
        for field, text in dates.items():
            if text:
                _control_date(findings, place, unit, category, field, text)
        if "HoldEndDate" in dates:
            _control_hold(findings, place, unit, name, dates)


def _control_date(findings: Findings, place: Place, unit: str, category: str, field: str, text: str) -> None:
    moment = read_moment(text)
    if moment is None:
        findings.add(kinds.BAD_DATE, place, name=f"{category}/{field}", value=text[:40])
    elif field == "StartDate" and moment.year > _LAST_YEAR:
        findings.add(kinds.RULE_DATE_FAR, place, unit=unit, category=category, value=text[:40])


def _control_hold(findings: Findings, place: Place, unit: str, rule: str, dates: dict[str, str]) -> None:
    start, end = read_moment(dates.get("StartDate", "")), read_moment(dates.get("HoldEndDate", ""))
    if start and end and end.is_before(start):
        findings.add(
            kinds.HOLD_DATES,
            place,
            unit=unit,
            rule=rule[:120],
            start=dates["StartDate"],
            end=dates["HoldEndDate"],
        )


def _rules(element: etree._Element, prefix: str) -> Iterator[tuple[etree._Element, dict[str, str]]]:
    """Each `Rule` with the dates that follow it, up to the next one."""
    rule: etree._Element | None = None
    dates: dict[str, str] = {}
    for child in element:
        name = str(child.tag).removeprefix(prefix)
        if name == "Rule":
            if rule is not None:
                yield rule, dates
            rule, dates = child, {}
        elif rule is not None and name in _DATES:
            dates[name] = (child.text or "").strip()
    if rule is not None:
        yield rule, dates
