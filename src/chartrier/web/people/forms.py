"""The form by which somebody is invited."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from chartrier.administration.rights_in_words import ROLES
from chartrier.administration.waiting import OF_THE_COLLECTIVITE
from chartrier.reception.kinds import Kind
from chartrier.records.collectivite import Service
from chartrier.records.roles import Role
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say


class Joining(forms.Form):
    """Who, in which role, for which service and which séries."""

    name = forms.CharField(max_length=200)
    email = forms.CharField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField()
    service = forms.ChoiceField(required=False)
    series = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        request: Asked,
        services: list[Service],
        kinds: list[Kind],
        *args: Any,
        roles: Collection[Role] = OF_THE_COLLECTIVITE,
        **kwargs: Any,
    ) -> None:
        """`roles`: those that whoever invites may give."""
        super().__init__(*args, **kwargs)
        labels = {
            "name": say(request, "Nom"),
            "email": say(request, "Adresse électronique"),
            "role": say(request, "Rôle"),
            "service": say(request, "Service"),
            "series": say(request, "Séries"),
        }
        for name, field in self.fields.items():
            field.label = labels[name]
        self.fields["service"].help_text = say(
            request, "Pour ce service seulement, sans rien décider ; sans lui, pour toute la collectivité."
        )
        role: Any = self.fields["role"]
        role.choices = [(each.value, words.within(request.language)) for each, words in ROLES.items() if each in roles]
        service: Any = self.fields["service"]
        service.choices = [("", "—"), *((each.identifier, each.name) for each in services if not each.closed)]
        if not services:
            del self.fields["service"]
        series: Any = self.fields["series"]
        series.help_text = say(request, "Pour ces séries seulement, sans rien décider ; rien de coché : toutes.")
        series.choices = [(each.code, f"{each.label(request.language)} ({each.code})") for each in kinds]
        if not kinds:
            del self.fields["series"]
