"""The conformity folder as a page that needs nothing: each proof is a link to a file beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from chartrier.view.themes import Answer, Theme

HEAD = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }}
table {{ width: 100%; border-collapse: collapse; }}
th, td {{ padding: .6rem; border-bottom: 1px solid; text-align: left; vertical-align: top; }}
small {{ display: block; }}
</style></head><body>
"""


def page_of(name: str, siren: str, day: str, designed: Sequence[str], answers: Sequence[tuple[Theme, Answer]]) -> bytes:
    """The page, in French as the folder is. Everything in it is escaped."""
    title = f"Dossier de conformité — {name}"
    parts = [
        HEAD.format(title=escape(title)),
        f"<h1>{escape(title)}</h1>\n<p>SIREN {escape(siren)}, au {escape(day)}.</p>\n",
        *(f"<p>{escape(each)}</p>\n" for each in designed),
        '<table><thead><tr><th scope="col">Thème</th><th scope="col">Conçu pour</th><th scope="col">Ce jour</th>'
        '<th scope="col">Preuves</th></tr></thead><tbody>\n',
        *(_row(theme, answer) for theme, answer in answers),
        "</tbody></table>\n</body></html>\n",
    ]
    return "".join(parts).encode()


def _row(theme: Theme, answer: Answer) -> str:
    links = "<br>".join(f'<a href="{escape(quote(each))}">{escape(each)}</a>' for each in answer.files) or "—"
    return (
        f'<tr><th scope="row">{escape(theme.title)}<small>{escape(theme.texts)}</small></th>'
        f"<td>{escape(theme.wanted)}<small>{escape(theme.designed)}</small></td>"
        f"<td>{escape(answer.shown.value)}<small>{escape(answer.said)}</small></td><td>{links}</td></tr>\n"
    )
