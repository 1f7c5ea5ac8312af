"""The forms of what a collectivité settles: a service, an accord de versement, its logo."""

from __future__ import annotations

from typing import Any

from django import forms

from chartrier.records.collectivite import Accord, Service
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say

MEGABYTE = 1_000_000


class ServiceForm(forms.Form):
    """A service: its identifier in bordereaux, its name, what it does."""

    identifier = forms.CharField(max_length=200)
    name = forms.CharField(max_length=200)
    producer = forms.BooleanField(required=False, initial=True)
    transferring = forms.BooleanField(required=False, initial=True)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "identifier": say(request, "Identifiant dans les bordereaux"),
            "name": say(request, "Nom du service"),
            "producer": say(request, "Des documents viennent de lui (service producteur)"),
            "transferring": say(request, "Il dépose (service versant)"),
        }
        for name, field in self.fields.items():
            field.label = labels[name]


class AccordForm(forms.Form):
    """What may be deposited. Sizes are typed in megabytes."""

    service = forms.ChoiceField(required=False)
    series = forms.CharField(max_length=4_000, required=False)
    formats = forms.CharField(max_length=4_000, required=False)
    largest = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    yearly = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    quota = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    identifier = forms.CharField(max_length=200, required=False)
    review = forms.BooleanField(required=False)

    def __init__(self, request: Asked, services: list[Service], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "service": say(request, "Service"),
            "series": say(request, "Séries permises"),
            "formats": say(request, "Formats permis (PUID)"),
            "largest": say(request, "Taille d'un dépôt, en Mo"),
            "yearly": say(request, "Volume d'une année, en Mo"),
            "quota": say(request, "Taille de tous les dépôts, en Mo"),
            "identifier": say(request, "Référence de l'accord"),
            "review": say(request, "Un archiviste regarde avant l'acceptation"),
        }
        hints = {
            "series": say(request, "Leurs codes, séparés par des espaces ; vide : toutes."),
            "formats": say(request, "Comme fmt/276, séparés par des espaces ; vide : tous."),
            "identifier": say(request, "Comme les bordereaux l'écrivent (ArchivalAgreement) ; vide : nous la faisons."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints.get(name, "")
        service: Any = self.fields["service"]
        service.choices = [
            ("", say(request, "toute la collectivité")),
            *((each.identifier, each.name) for each in services if not each.closed),
        ]

    def accord(self) -> Accord:
        given = self.cleaned_data
        return Accord(
            frozenset(given["series"].split()),
            frozenset(given["formats"].split()),
            given["largest"] and given["largest"] * MEGABYTE,
            given["quota"] and given["quota"] * MEGABYTE,
            given["review"],
            given["yearly"] and given["yearly"] * MEGABYTE,
            " ".join(given["identifier"].split()),
        )


class LogoForm(forms.Form):
    """An image."""

    image = forms.FileField(max_length=200)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["image"].label = say(request, "Logo (PNG ou JPEG)")
