"""Controls of one unit's description, as it passes: title, dates, consistency of its management rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from chartrier.records.finding import Findings, Place
from chartrier.seda import findings as kinds
from chartrier.seda.children import first_children, text_of
from chartrier.seda.moments import Moment, is_date, read_moment
from chartrier.seda.positions import line_of

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


def control_content(
    findings: Findings, place: Place, unit: str, content: etree._Element, prefix: str
) -> None:
    """Control the `Content` of the unit with this xml id: a title, dates that exist and follow one another."""
    fields = first_children(content, prefix)
    title = fields.get("Title")
    if not text_of(title) and not any(text_of(other) for other in content.iterchildren(f"{prefix}Title")):
        findings.add(kinds.NO_TITLE, place, unit=unit)
    moments: dict[str, Moment | None] = {}
    for name in ("StartDate", "EndDate"):
        text = text_of(fields.get(name))
        moments[name] = read_moment(text or "")
        if text and moments[name] is None and not is_date(text):
            findings.add(kinds.BAD_DATE, place, name=name, value=text[:40])
    start, end = moments["StartDate"], moments["EndDate"]
    if start and end and end.is_before(start):
        values = {
            name: str(text_of(fields[field])) for name, field in (("start", "StartDate"), ("end", "EndDate"))
        }
        findings.add(kinds.DATES_REVERSED, place, unit=unit, **values)


def control_management(
    findings: Findings, place: Place, unit: str, management: etree._Element, prefix: str
) -> None:
    """Control the rules of a `Management` or of `ManagementMetadata`, which goes by its name instead of a unit."""
    for name, element in first_children(management, prefix).items():
        if name in RULE_CATEGORIES:
            _control_rules(findings, place, unit, name, element, prefix)


def _control_rules(
    findings: Findings, place: Place, unit: str, category: str, element: etree._Element, prefix: str
) -> None:
    seen: set[str] = set()
    for rule, dates in _rules(element, prefix):
        here = replace(place, line=line_of(rule) or place.line)
        name = (rule.text or "").strip()
        if name in seen:
            findings.add(kinds.RULE_TWICE, here, unit=unit, category=category, rule=name[:120])
        seen.add(name)
        for field, text in dates.items():
            moment = read_moment(text)
            if moment is None and text:
                findings.add(kinds.BAD_DATE, here, name=f"{category}/{field}", value=text[:40])
            elif field == "StartDate" and moment and moment.year > _LAST_YEAR:
                findings.add(kinds.RULE_DATE_FAR, here, unit=unit, category=category, value=text[:40])
        _control_hold(findings, here, unit, name, dates)


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
