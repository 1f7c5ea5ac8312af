"""The forms by which a package is asked for, and handed out."""

from __future__ import annotations

from typing import Any

from django import forms

from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say

LONGEST = 500


class Asking(forms.Form):
    """For whom, why, in which form, and under which regime."""

    regime = forms.ChoiceField(widget=forms.RadioSelect, initial="rights")
    reader = forms.CharField(max_length=LONGEST, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    form = forms.ChoiceField(widget=forms.RadioSelect, initial="plain")
    proofs = forms.BooleanField(required=False)
    requester = forms.CharField(
        max_length=LONGEST, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reference = forms.CharField(
        max_length=LONGEST, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    motive = forms.CharField(max_length=LONGEST, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "regime": say(request, "À qui cela est remis"),
            "reader": say(request, "Identifiant du lecteur"),
            "form": say(request, "Forme du paquet"),
            "proofs": say(request, "Joindre le paquet de preuves"),
            "requester": say(request, "Qui demande"),
            "reference": say(request, "Référence de la demande"),
            "motive": say(request, "Motif"),
        }
        hints = {
            "reader": say(request, "Pour le public, s'il a une dérogation : l'identifiant qu'elle porte."),
            "proofs": say(request, "Chacun peut alors vérifier ce qui est remis, sans nous."),
            "requester": say(request, "Gardé dans le paquet de l'acte, jamais dans le journal."),
            "motive": say(request, "Le journal le garde tel quel : n'y nommez personne."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints.get(name, "")
        regime: Any = self.fields["regime"]
        regime.choices = [
            ("rights", say(request, "à un service de la collectivité : par vos droits")),
            ("public", say(request, "au public : ce que chacun peut lire, ou ce lecteur par une dérogation")),
        ]
        form: Any = self.fields["form"]
        form.choices = [
            ("plain", say(request, "un zip simple : des dossiers et une page à ouvrir")),
            ("seda", say(request, "un DIP en SEDA, pour un autre logiciel")),
        ]


class Handing(forms.Form):
    """The passphrase by which the act is signed."""

    passphrase = forms.CharField(
        max_length=4096, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passphrase"].label = say(request, "Votre phrase secrète")
        self.fields["passphrase"].help_text = say(request, "Elle signe l'acte qui dit, dans le journal, qui a eu quoi.")
