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
from chartrier.reception.understanding import Proposal
from chartrier.records.collectivite import Service
from chartrier.records.finding import Findings, Language, Place
from chartrier.web.frame.sentences import say


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
        if proposal.digitised:
            fields["digitised"].help_text = say(language, "Ces fichiers n'ont pas de texte : ils semblent numérisés.")
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
    typed: QueryDict, files: Sequence[SeenFile], before: Mapping[str, PieceAnswer], findings: Findings
) -> dict[str, PieceAnswer]:
    """What is said of single files, those that were shown: only what differs from what was understood is an answer."""
    answers = dict(before)
    for number, file in enumerate(files):
        if f"title-{number}" not in typed:
            continue
        title = clean_line(typed.get(f"title-{number}", ""))
        day = read_day(typed.get(f"day-{number}", ""), findings, Place(file.name))
        answered = before.get(file.name, PieceAnswer())
        given = PieceAnswer(
            title if title != file.title else answered.title,
            (day.isoformat() if day else "") if day != file.day else answered.day,
            clean_line(typed.get(f"aside-{number}", "")),
        )
        answers[file.name] = given
        if given == PieceAnswer():
            del answers[file.name]
    return answers


def piece_rows(
    files: Sequence[SeenFile], aside: Mapping[str, str], language: Language, typed: QueryDict
) -> list[dict[str, Any]]:
    """Each file as it is shown and as it may be corrected; what was `typed` and refused is still there."""
    return [
        {
            "number": number,
            "file": each,
            "typed_title": typed.get(f"title-{number}", each.title),
            "typed_day": typed.get(f"day-{number}", f"{each.day:%d/%m/%Y}" if each.day else ""),
            "typed_aside": typed.get(f"aside-{number}", aside.get(each.name, "")),
            "title_from": _from(language, each.title_from),
            "day_from": _from(language, each.day_from) if each.day else "",
            "aside": aside.get(each.name, ""),
        }
        for number, each in enumerate(files)
    ]


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
