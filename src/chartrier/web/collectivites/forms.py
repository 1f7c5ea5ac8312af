"""The forms by which collectivités are opened."""

from __future__ import annotations

from typing import Any

from django import forms

from chartrier.web.collectivites.words import KINDS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say

LARGEST_LIST = 2_000_000
"""Bytes of a list."""


class Opening(forms.Form):
    """Which collectivité, who deposits first, and the archivist who adopts its series."""

    siren = forms.CharField(max_length=11)
    name = forms.CharField(max_length=200, required=False)
    kind = forms.ChoiceField(required=False)
    deposant = forms.CharField(max_length=200, required=False)
    email = forms.CharField(max_length=254, required=False)
    archivist = forms.CharField(max_length=200, required=False)
    passphrase = forms.CharField(
        max_length=4096,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, request: Asked, *args: Any, known: bool, **kwargs: Any) -> None:
        """`known`: the national list says which it is, so that only its SIREN is handed on."""
        super().__init__(*args, **kwargs)
        labels = {
            "siren": say(request, "SIREN"),
            "name": say(request, "Nom de la collectivité"),
            "kind": say(request, "Type de collectivité"),
            "deposant": say(request, "Premier déposant"),
            "email": say(request, "Son adresse électronique"),
            "archivist": say(request, "Archiviste qui adopte les séries par défaut"),
            "passphrase": say(request, "Phrase secrète de l'archiviste"),
        }
        hints = {
            "deposant": say(request, "Le nom de qui déposera ; un lien lui ouvrira son compte."),
            "archivist": say(request, "Sans archiviste, les séries attendent ; rien d'autre ne manque."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints.get(name, "")
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", "—"), *((each.value, words.within(request.language)) for each, words in KINDS.items())]
        if known:
            self.fields["siren"].widget = forms.HiddenInput()
            del self.fields["name"], self.fields["kind"]


class ListOfNames(forms.Form):
    """A list of collectivités, and the archivist who adopts their series."""

    file = forms.FileField(max_length=200)
    archivist = forms.CharField(max_length=200, required=False)
    passphrase = forms.CharField(
        max_length=4096,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = say(request, "Ce fichier est trop gros pour une liste.")
        self.fields["file"].label = say(request, "Liste des collectivités (CSV)")
        self.fields["file"].help_text = say(
            request,
            "Une colonne « nom » ; s'il le faut, « departement », « siren », « type », « deposant », « courriel ».",
        )
        self.fields["archivist"].label = say(request, "Archiviste qui adopte les séries par défaut")
        self.fields["archivist"].help_text = say(
            request, "Sans archiviste, les séries attendent ; rien d'autre ne manque."
        )
        self.fields["passphrase"].label = say(request, "Phrase secrète de l'archiviste")
        self.fields["passphrase"].help_text = say(
            request, "Gardée close le temps du travail, un jour au plus, puis effacée."
        )

    def clean_file(self) -> Any:
        """Raises ValidationError."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST_LIST:
            raise forms.ValidationError(self.too_large)
        return given
