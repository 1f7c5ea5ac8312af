"""The components that need more than a class of the style sheet. The gallery shows them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chartrier.records.finding import Finding, Severity

register = template.Library()

ICONS = {file.stem: file.read_text("utf-8").strip() for file in sorted((Path(__file__).parent / "icons").glob("*.svg"))}
"""Our own drawings, 24 units wide, in the colour of the text."""


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A drawing beside a text that says the same: readers of screens skip it."""
    drawing = mark_safe(ICONS[name])  # noqa: S308 - ours
    return format_html('<span class="icon icon-{}" aria-hidden="true">{}</span>', size, drawing)


MANY = 12
"""Boxes beyond which a field scrolls."""


@register.inclusion_tag("design/field.html")
def field(bound: BoundField, hint: str = "", autocomplete: str = "") -> dict[str, Any]:
    """A field with its label, its hint and its error, tied together for readers of screens."""
    kind = getattr(bound.field.widget, "input_type", "")
    described = [
        name
        for name, there in (
            (f"{bound.auto_id}_hint", hint or bound.help_text),
            (f"{bound.auto_id}_error", bound.errors),
        )
        if there
    ]
    attributes: dict[str, Any] = {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if autocomplete:
        attributes["autocomplete"] = autocomplete
    grouped = kind in ("radio",) or bound.field.widget.__class__.__name__ == "CheckboxSelectMultiple"
    return {
        "bound": bound,
        "widget": bound.as_widget(attrs=attributes),
        "hint": hint or bound.help_text,
        "alone": kind == "checkbox" and not grouped,
        "grouped": grouped,
        "many": grouped and len(getattr(bound.field, "choices", ())) > MANY,
    }


@register.inclusion_tag("design/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong in a form, above it, with a link to each field."""
    return {
        "errors": [(form[name] if name in form.fields else None, texts) for name, texts in form.errors.items()],
    }


@register.inclusion_tag("design/finding.html")
def finding(found: Finding) -> dict[str, Any]:
    """A finding: code, sentence, place, remedy."""
    return {"finding": found, "refuses": found.severity is Severity.ERROR}


@register.inclusion_tag("design/finding.html")
def refusal(found: Finding) -> dict[str, Any]:
    """A finding of what was just sent: one that refuses it is said at once, and has the focus as errors have."""
    return finding(found) | {"now": found.severity is Severity.ERROR}


@register.inclusion_tag("design/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a list, which keep the other parameters of the address."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}


@register.inclusion_tag("design/progress.html")
def progress(done: int, total: int | None, label: str) -> dict[str, Any]:
    """How far something is; without a total, that it moves."""
    percent = min(100, done * 100 // total) if total else None
    return {"done": done, "total": total, "percent": percent, "label": label}


CHART_HEIGHT, BAR, GAP = 130, 40, 16


@register.inclusion_tag("design/months_chart.html")
def months_chart(rows: Sequence[tuple[date, Mapping[str, int]]]) -> dict[str, Any]:
    """What each month brought, as bars of its bytes; the table behind them says all of it."""
    highest = max((volume["bytes"] for _, volume in rows), default=0) or 1
    every = max(1, len(rows) // 8)
    bars = []
    for number, (month, volume) in enumerate(rows):
        height = max(1, volume["bytes"] * CHART_HEIGHT // highest)
        left = GAP + number * (BAR + GAP)
        bars.append(
            {
                "x": left, "y": 140 - height, "width": BAR, "height": height, "middle": left + BAR // 2,
                "label": f"{month:%m/%y}" if number % every == 0 else "",
            }
        )  # fmt: skip
    return {"rows": rows, "bars": bars, "width": max(900, GAP + len(rows) * (BAR + GAP))}
