"""The template tags by which templates speak: `say`, `count`, `said`, and what Django's own do not write well.

They are known in every template without loading them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from chartrier.clock import day_of, in_france
from chartrier.records.days import written_day, written_moment
from chartrier.records.finding import Finding
from chartrier.web.frame import sentences
from chartrier.web.frame.sentences import form, grouped, spoken, translated

register = template.Library()


@register.simple_tag
def say(sentence: str, **values: Any) -> SafeString:
    """`{% say "Bonjour {name}" name=person.name %}`; the values are escaped."""
    return _filled(translated(sentence, spoken()), values)


@register.simple_tag(name="count")
def count(number: int, one: str, many: str, **values: Any) -> SafeString:
    """`{% count total "{count} dossier" "{count} dossiers" %}`."""
    language = spoken()
    sentence = translated(form(number, one, many, language), language)
    return _filled(sentence, {"count": grouped(number, language), **values})


@register.filter
def said(sentence: str) -> str:
    """`{% include … with title="Déposer"|said %}`: the sentence alone, as a value."""
    return sentences.say(spoken(), sentence)


@register.filter
def message(finding: Finding) -> str:
    """What a finding says; its values are escaped as any text."""
    return finding.message(spoken())


@register.filter
def remedy(finding: Finding) -> str:
    """What a finding advises."""
    return finding.remedy(spoken())


@register.filter
def words(text: Any) -> str:
    """Those of two texts, `fr` and `en`, that are in the language of the page."""
    return str(getattr(text, spoken()))


@register.filter
def french(text: Any) -> SafeString:
    """What is in French in any page (a title of an archive or of a table, the name of a law), told as such to readers
    of screens where the page is in another language (RGAA 8.7). An option has `in_french` instead.

    Of two texts, `fr` and `en`, that of the page: it is French where both are the same.
    """
    if hasattr(text, "fr") and hasattr(text, "en"):
        if text.fr != text.en:
            return conditional_escape(words(text))
        text = text.fr
    if spoken() == "fr":
        return conditional_escape(text)
    return format_html('<span lang="fr">{}</span>', text)


@register.simple_tag
def in_french() -> SafeString:
    """`<td{% in_french %}>`: the same, of all that an element holds."""
    return SafeString("" if spoken() == "fr" else ' lang="fr"')


@register.filter
def day(value: date | datetime | None) -> str:
    """`1er mars 2061`, `1 March 2061`: the day in France of an instant."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = day_of(value)
    return written_day(value, spoken())


@register.filter
def iso_day(value: str | None) -> str:
    """The same of a day that records write as `2061-03-01`; what is none is shown as it is."""
    try:
        return written_day(date.fromisoformat(value), spoken()) if value else ""
    except ValueError:
        return str(value)


@register.filter
def moment(value: datetime | None) -> str:
    """`1er mars 2061 à 14 h 05`, `1 March 2061 at 14:05`: the time in France of an instant."""
    if value is None:
        return ""
    return written_moment(in_france(value), spoken())


@register.filter
def number(value: int) -> str:
    """Grouped by thousands."""
    return grouped(value, spoken())


@register.filter
def size(value: int) -> str:
    """`1,4 Mo`, `1.4 MB`: an amount of bytes, by thousands."""
    units: tuple[str, ...] = (
        ("octets", "ko", "Mo", "Go", "To") if spoken() == "fr" else ("bytes", "kB", "MB", "GB", "TB")
    )
    amount, step = float(value), 0
    while amount >= 999.5 and step < len(units) - 1:
        amount, step = amount / 1000, step + 1
    if step == 0 and (value == 1 or (spoken() == "fr" and value == 0)):
        units = ("octet", *units) if spoken() == "fr" else ("byte", *units)
    written = f"{amount:.0f}" if step == 0 or amount >= 100 else f"{amount:.1f}".removesuffix(".0")
    return f"{written.replace('.', ',') if spoken() == 'fr' else written}\u00a0{units[step]}"


def _filled(sentence: str, values: dict[str, Any]) -> SafeString:
    escaped = {name: conditional_escape(value) for name, value in values.items()}
    return mark_safe(escape(sentence).format_map(escaped))  # noqa: S308 - both are escaped
