"""The form by which a connector is opened."""

from __future__ import annotations

from typing import Any

from django import forms

from chartrier.administration.connectors import NAME
from chartrier.records.collectivite import Service
from chartrier.web.connectors.words import OPERATIONS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say


class Opening(forms.Form):
    """Which software, for what, until when, for which service."""

    name = forms.CharField(max_length=NAME)
    operations = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    until = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    service = forms.ChoiceField(required=False)

    def __init__(self, request: Asked, services: list[Service], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "name": say(request, "Nom du logiciel"),
            "operations": say(request, "Ce qu'il peut faire"),
            "until": say(request, "Son dernier jour"),
            "service": say(request, "Service"),
        }
        for name, field in self.fields.items():
            field.label = labels[name]
        self.fields["name"].help_text = say(request, "Comme on le reconnaît, par exemple « Actes de la mairie ».")
        self.fields["until"].help_text = say(request, "D'ici un an au plus.")
        self.fields["service"].help_text = say(
            request, "Il ne dépose et ne lit que pour ce service ; sans lui, pour toute la collectivité."
        )
        operations: Any = self.fields["operations"]
        operations.choices = [(str(each), words.within(request.language)) for each, words in OPERATIONS.items()]
        service: Any = self.fields["service"]
        service.choices = [("", "—"), *((each.identifier, each.name) for each in services if not each.closed)]
        if not services:
            del self.fields["service"]
