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
    """Who, in which role, for which services and which séries."""

    name = forms.CharField(max_length=200)
    email = forms.CharField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField()
    services = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    series = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    replace = forms.BooleanField(required=False)
    """Shown to whoever was told that the person has the role within other bounds."""

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
            "services": say(request, "Services"),
            "series": say(request, "Séries"),
            "replace": say(request, "Remplacer ce que cette personne tient déjà dans ce rôle"),
        }
        for name, field in self.fields.items():
            field.label = labels[name]
        role: Any = self.fields["role"]
        role.choices = [(each.value, words.within(request.language)) for each, words in ROLES.items() if each in roles]
        offered: Any = self.fields["services"]
        offered.help_text = say(request, "Pour ces services seulement, sans rien décider ; rien de coché : tous.")
        offered.choices = [
            (each.identifier, f"{each.name} ({each.identifier})") for each in services if not each.closed
        ]
        if not offered.choices:
            del self.fields["services"]
        series: Any = self.fields["series"]
        series.help_text = say(request, "Pour ces séries seulement, sans rien décider ; rien de coché : toutes.")
        series.choices = [(each.code, f"{each.label(request.language)} ({each.code})") for each in kinds]
        if not kinds:
            del self.fields["series"]
        self._replace = self.fields["replace"]
        if "replace" not in self.data:
            del self.fields["replace"]

    def offer_to_replace(self) -> None:
        """Ask whether what the person has in that role is to be replaced."""
        self.fields["replace"] = self._replace
