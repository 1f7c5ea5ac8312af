"""The questions of a deposit, as its kind asks them."""

from __future__ import annotations

from typing import Any

from django import forms

from chartrier.reception.kinds import Kind
from chartrier.records.finding import Language
from chartrier.web.frame.sentences import say


class Questions(forms.Form):
    """Title, year, event where only an event dates the DUA, and whether it was scanned from paper."""

    title = forms.CharField(max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    year = forms.CharField(
        max_length=4, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    event = forms.CharField(max_length=10, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    digitised = forms.TypedChoiceField(
        choices=(), coerce=lambda value: value == "yes", widget=forms.RadioSelect, initial="no"
    )

    service = forms.ChoiceField(choices=())

    def __init__(
        self, kind: Kind, language: Language, services: list[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        if services:
            fields["service"].label = say(language, "Service")
            fields["service"].choices = services  # type: ignore[attr-defined]
        else:
            del fields["service"]
        fields["title"].label = say(language, "Intitulé")
        fields["title"].help_text = say(language, "Comme sur la chemise du dossier.")
        fields["year"].label = say(language, "Année des documents")
        fields["digitised"].label = say(language, "Ces documents sont")
        fields["digitised"].choices = [  # type: ignore[attr-defined]
            ("no", say(language, "nés numériques")),
            ("yes", say(language, "numérisés à partir du papier")),
        ]
        if kind.asks_event:
            depart = str(kind.series.depart)
            fields["event"].label = say(language, "Date : {event}", event=depart)
            fields["event"].help_text = say(language, "Laissez vide si elle n'est pas encore connue.")
        else:
            del fields["event"]
