"""Corrections of a description, as element values: text elements, rules, properties of rules.

An element is named as SEDA does: `Title`, `Description`… in `Content`; `AppraisalRule/FinalAction`,
`NeedAuthorization`… in `Management`. `AppraisalRule/add`, `/remove` and `/change` are about one rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chartrier.records.finding import NOWHERE, Findings, Place
from chartrier.seda import correction_findings as say
from chartrier.seda.controls.description import RULE_CATEGORIES
from chartrier.seda.grammar.table import table
from chartrier.seda.values import ORDER, ElementValue, children, text_of
from chartrier.seda.versions import Version

CONTENT, MANAGEMENT = "DescriptiveMetadataContentType", "ManagementType"
ADD, REMOVE, CHANGE = "add", "remove", "change"
VERBS = frozenset({ADD, REMOVE, CHANGE})
NEED_AUTHORIZATION = "NeedAuthorization"
KEPT = frozenset({"SystemId"})
"""What the archive gives, and nobody corrects."""
LONGEST = 100_000
"""Characters of a value."""
_RULE = "Rule"
_OF_A_RULE = ("StartDate", "HoldEndDate", "HoldOwner", "HoldReassessingDate", "HoldReason", "PreventRearrangement")


@dataclass(frozen=True, slots=True)
class Change:
    """One element and what it is to say: its values in order, none to take it away. For a verb of a rule, the rule and
    its start (`R1 2020-01-01`).
    """

    element: str
    values: tuple[str, ...] = ()
    place: Place = NOWHERE

    @property
    def category(self) -> str | None:
        """The category of rules that it is about."""
        name = self.element.partition("/")[0]
        return name if name in RULE_CATEGORIES else None


def correct_description(
    content: ElementValue,
    management: ElementValue | None,
    changes: Iterable[Change],
    version: Version,
    findings: Findings,
) -> tuple[ElementValue, ElementValue | None]:
    """The description with these changes, in order. What cannot be done is a finding, and is not done.

    Whether the whole is valid SEDA then is for `revalidation` to say.
    """
    for change in changes:
        if any(len(value) > LONGEST for value in change.values):
            findings.add(say.TOO_LONG, change.place, element=change.element, limit=LONGEST)
        elif change.category is not None:
            management = _correct_rules(management, change, version, findings)
        elif change.element == NEED_AUTHORIZATION:
            management = _with(management, change.element, change.values)
        elif _is_text(change, version, findings):
            content = _with(content, change.element, change.values)
    return content, management


def _is_text(change: Change, version: Version, findings: Findings) -> bool:
    """Whether it may be corrected so: an element of `Content` of this version (Vitam's variant too) that is a text;
    any element of `Content` may be taken away.
    """
    particle = table().children(CONTENT, version, vitam=True).get(change.element)
    if particle is None or change.element in KEPT:
        findings.add(say.NO_SUCH_ELEMENT, change.place, element=change.element, version=str(version))
        return False
    if change.values and table().children(particle.type, version, vitam=True):
        findings.add(say.NOT_A_TEXT, change.place, element=change.element)
        return False
    return True


def _with(value: ElementValue | None, name: str, values: Sequence[str]) -> dict[str, Any]:
    """The value with these children of that name. A single one that stays single keeps its attributes (a language)."""
    held = dict(value) if isinstance(value, dict) else {}
    held.pop(ORDER, None)
    before = children(value, name)
    if not values:
        held.pop(name, None)
    elif len(values) == len(before):
        held[name] = [_said(one, text) for one, text in zip(before, values, strict=True)]
    else:
        held[name] = list(values)
    return held


def _said(before: ElementValue, text: str) -> ElementValue:
    if not isinstance(before, dict):
        return text
    return {**{name: value for name, value in before.items() if name.startswith("@")}, "#": text}


def _correct_rules(
    management: ElementValue | None, change: Change, version: Version, findings: Findings
) -> dict[str, Any] | ElementValue | None:
    category = change.category or ""
    name = change.element.partition("/")[2]
    allowed = table().children(f"{category}Type", version, vitam=True)
    if not allowed or category not in table().children(MANAGEMENT, version, vitam=True):
        findings.add(say.NO_SUCH_ELEMENT, change.place, element=category, version=str(version))
        return management
    held = next(iter(children(management, category)), None)
    rules, properties = _read(held)
    if name in VERBS:
        if not _correct_rule(rules, name, change, findings):
            return management
    elif name in allowed and name != _RULE and name not in _OF_A_RULE:
        properties = {**properties, name: list(change.values)}
    else:
        findings.add(say.NO_SUCH_ELEMENT, change.place, element=change.element, version=str(version))
        return management
    corrected = dict(management) if isinstance(management, dict) else {}
    corrected.pop(ORDER, None)
    written = _written(rules, properties, list(allowed))
    if written:
        corrected[category] = [written]
    else:
        corrected.pop(category, None)
    return corrected


Rules = list[tuple[ElementValue, dict[str, ElementValue]]]


def _correct_rule(rules: Rules, verb: str, change: Change, findings: Findings) -> bool:
    words = " ".join(change.values).split()
    if not words or len(words) > (1 if verb == REMOVE else 2):
        findings.add(say.RULE_NOT_READ, change.place, element=change.element, value=" ".join(words)[:200])
        return False
    rule = words[0]
    at = next((index for index, (held, _) in enumerate(rules) if text_of(held) == rule), None)
    if (at is None) is not (verb == ADD):
        findings.add(say.RULE_THERE if verb == ADD else say.RULE_ABSENT, change.place, rule=rule[:200])
        return False
    if verb == REMOVE:
        del rules[at or 0]
        return True
    dated: dict[str, ElementValue] = {"StartDate": words[1]} if len(words) == 2 else {}
    if at is None:
        rules.append((rule, dated))
    else:
        held, said = rules[at]
        rules[at] = held, {**dated, **{name: value for name, value in said.items() if name != "StartDate"}}
    return True


def _read(value: ElementValue | None) -> tuple[Rules, dict[str, list[ElementValue]]]:
    """The rules of a category, each with what says more of it, and the other elements, by name."""
    rules: Rules = []
    properties: dict[str, list[ElementValue]] = {}
    for name, held in _in_order(value):
        if name == _RULE:
            rules.append((held, {}))
        elif name in _OF_A_RULE and rules:
            rules[-1][1].setdefault(name, held)
        else:
            properties.setdefault(name, []).append(held)
    return rules, properties


def _in_order(value: ElementValue | None) -> Iterator[tuple[str, ElementValue]]:
    """The children in document order. Where it is not told, what says more of rules goes with the last of them."""
    if not isinstance(value, dict):
        return
    if order := children(value, ORDER):
        left = {str(name): iter(children(value, str(name))) for name in order}
        for name in order:
            yield str(name), next(left[str(name)])
        return
    rules = children(value, _RULE)
    for position, rule in enumerate(rules):
        yield _RULE, rule
        for name in _OF_A_RULE:
            held = children(value, name)
            index = position - len(rules) + len(held)
            if index >= 0:
                yield name, held[index]
    for name in value:
        if name != _RULE and name not in _OF_A_RULE and name[:1] not in ("@", "#"):
            for child in children(value, name):
                yield name, child


def _written(rules: Rules, properties: Mapping[str, Sequence[ElementValue]], order: Sequence[str]) -> dict[str, Any]:
    """The element value of a category: as `seda.values.element_value` would give it."""
    pairs: list[tuple[str, ElementValue]] = []
    for rule, said in rules:
        pairs.append((_RULE, rule))
        pairs += [(name, said[name]) for name in order if name in said]
    pairs += [(name, held) for name in order for held in properties.get(name, ())]
    pairs += [(name, held) for name, many in properties.items() if name not in order for held in many]
    value: dict[str, Any] = {}
    last, apart = "", False
    for name, held in pairs:
        apart = apart or (name in value and name != last)
        value.setdefault(name, []).append(held)
        last = name
    if apart:
        value[ORDER] = [name for name, _ in pairs]
    return value
