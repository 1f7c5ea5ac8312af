"""The questions of a deposit, as its kind asks them, and what is said of single files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from chartrier.reception.answers import Answers, PieceAnswer, read_day
from chartrier.reception.kinds import Kind
from chartrier.reception.naming import clean_line
from chartrier.reception.sight import SeenFile, Source
from chartrier.reception.understanding import Proposal, Seen
from chartrier.records.collectivite import Service
from chartrier.records.finding import Findings, Language, Place
from chartrier.web.frame.sentences import say

SHOWN = 200
"""Files that a page shows, each with what may be corrected of it."""
CARRIED = 300
"""Fields of other files that a form sends again: with those of the files shown, fewer than a form may have."""


class Questions(forms.Form):
    """Service where there are several, title, year, event where only an event dates the DUA, and whether it was scanned
    from paper. What is proposed says where it is from.
    """

    service = forms.ChoiceField()
    title = forms.CharField(max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    year = forms.CharField(
        max_length=4, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    event = forms.CharField(max_length=10, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    digitised = forms.TypedChoiceField(
        choices=(), coerce=lambda value: value == "yes", widget=forms.RadioSelect, initial="no"
    )

    def __init__(
        self,
        kind: Kind,
        services: Sequence[Service],
        language: Language,
        *args: Any,
        proposed: Proposal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        proposal = proposed or Proposal()
        fields["service"].label = say(language, "Service qui dépose")
        fields["service"].choices = [(each.identifier, each.name) for each in services]  # type: ignore[attr-defined]
        fields["title"].label = say(language, "Intitulé")
        fields["title"].help_text = _from(language, proposal.title_from, proposal.file) or say(
            language, "Comme sur la chemise du dossier."
        )
        fields["year"].label = say(language, "Année des documents")
        fields["year"].help_text = _from(language, proposal.year_from, proposal.file)
        fields["digitised"].label = say(language, "Ces documents sont")
        keep = say(
            language, "Numérisés : gardez le papier, que rien ne détruit sans visa des Archives départementales."
        )
        scanned = say(language, "Ces fichiers n'ont pas de texte : ils semblent numérisés.")
        fields["digitised"].help_text = f"{scanned} {keep}" if proposal.digitised else keep
        fields["digitised"].choices = [  # type: ignore[attr-defined]
            ("no", say(language, "nés numériques")),
            ("yes", say(language, "numérisés à partir du papier")),
        ]
        if len(services) < 2:
            del fields["service"]
        if kind.asks_event:
            depart = str(kind.series.depart)
            fields["event"].label = say(language, "Date : {event}", event=depart)
            fields["event"].help_text = say(language, "Laissez vide si elle n'est pas encore connue.")
        else:
            del fields["event"]

    def answers(self, kind: Kind, services: Sequence[Service], pieces: Mapping[str, PieceAnswer]) -> Answers:
        """What was typed."""
        typed = self.cleaned_data
        service = typed.get("service") or (services[0].identifier if services else "")
        return Answers(
            kind.code, typed["title"], typed["year"], typed.get("event", ""), typed["digitised"], service, pieces
        )


class Corrections(Questions):
    """The same for an archivist, who may say that it is something else."""

    series = forms.ChoiceField()
    field_order = ("series",)

    def __init__(
        self,
        kinds: Sequence[Kind],
        kind: Kind,
        services: Sequence[Service],
        language: Language,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(kind, services, language, *args, **kwargs)
        self.fields["series"].label = say(language, "Nature")
        self.fields["series"].choices = [  # type: ignore[attr-defined]
            (each.code, f"{each.label(language)} ({each.code})") for each in kinds
        ]


def initial(answers: Answers, proposed: Proposal) -> dict[str, Any]:
    """What the questions show at first: what was answered, else what is proposed."""
    answered = bool(answers.title)
    digitised = answers.digitised if answered else proposed.digitised
    return {
        "series": answers.series,
        "service": answers.service,
        "title": answers.title or proposed.title,
        "year": answers.year or ("" if answered else proposed.year),
        "event": answers.event,
        "digitised": "yes" if digitised else "no",
    }


def read_pieces(
    typed: QueryDict, seen: Seen, before: Mapping[str, PieceAnswer], findings: Findings
) -> dict[str, PieceAnswer]:
    """What is said of single files, those that were shown: only what differs from what was understood is an answer."""
    answers = dict(before)
    for file in seen.files:
        key = seen.keys[file.name]
        if f"title-{key}" not in typed:
            continue
        title = clean_line(typed.get(f"title-{key}", ""))
        day = read_day(typed.get(f"day-{key}", ""), findings, Place(file.name))
        answered = before.get(file.name, PieceAnswer())
        given = PieceAnswer(
            title if title != file.title else answered.title,
            (day.isoformat() if day else "") if day != file.day else answered.day,
            clean_line(typed.get(f"aside-{key}", "")),
        )
        answers[file.name] = given
        if given == PieceAnswer():
            del answers[file.name]
    return answers


def piece_rows(seen: Seen, language: Language, typed: QueryDict) -> list[dict[str, Any]]:
    """Each of the first files as it is shown and as it may be corrected; what was `typed` and refused is still there.
    `new`: it was not on the page that was sent.
    """
    some = typed_of_pieces(typed)
    return [
        {
            "number": number,
            "key": key,
            "file": each,
            "typed_title": typed.get(f"title-{key}", each.title),
            "typed_day": typed.get(f"day-{key}", _written_day(each)),
            "typed_aside": typed.get(f"aside-{key}", seen.aside.get(each.name, "")),
            "title_from": _from(language, each.title_from),
            "day_from": _from(language, each.day_from) if each.day else "",
            "aside": seen.aside.get(each.name, ""),
            "new": some and f"title-{key}" not in typed,
        }
        for number, each in enumerate(seen.files[:SHOWN])
        for key in (seen.keys[each.name],)
    ]


def typed_of_pieces(typed: QueryDict) -> bool:
    """Whether a form said something of single files."""
    return any(name.startswith("title-") for name in typed)


def carried(typed: QueryDict, seen: Seen, *, shown: bool) -> list[tuple[str, str]]:
    """What was typed of files that the page has no field for now, as name and value: it is sent again with the rest.
    `shown`: whether it has those of the first files.
    """
    fields = {seen.keys[each.name] for each in seen.files[:SHOWN]} if shown else set()
    as_seen: dict[str, str] = {}
    for each in seen.files:
        key = seen.keys[each.name]
        as_seen |= {f"title-{key}": each.title, f"day-{key}": _written_day(each)}
        as_seen[f"aside-{key}"] = seen.aside.get(each.name, "")
    found: dict[str, str] = {}
    for name in typed:
        part, _, key = name.partition("-")
        if part in ("title", "day", "aside") and key and key not in fields:
            found[name] = typed.get(name, "")
    said = {name.partition("-")[2] for name, value in found.items() if value != as_seen.get(name, "")}
    return [(name, value) for name, value in found.items() if name.partition("-")[2] in said][:CARRIED]


def _written_day(file: SeenFile) -> str:
    return f"{file.day:%d/%m/%Y}" if file.day else ""


def _from(language: Language, source: Source, file: str = "") -> str:
    """Where something that is proposed was found; empty for what somebody typed."""
    if source is Source.TEXT:
        return (
            say(language, "Lu dans le fichier « {file} ».", file=file) if file else say(language, "lu dans le fichier")
        )
    if source is Source.PROPERTIES:
        if file:
            return say(language, "Lu dans les propriétés du fichier « {file} ».", file=file)
        return say(language, "lu dans ses propriétés")
    if source is Source.NAME:
        return say(language, "D'après le nom des fichiers.") if file else say(language, "d'après son nom")
    return ""
