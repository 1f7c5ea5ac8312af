"""The forms of what a collectivité settles: a service, an accord de versement, its logo."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from chartrier.formats.plain_names import ALSO, NAMED, named_whole, puids_named
from chartrier.reception.kinds import Kind
from chartrier.records.collectivite import Accord, Service
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say

MEGABYTE = 1_000_000


class ServiceForm(forms.Form):
    """A service: its identifier in bordereaux, its name, what it does. With `known`, of one that is entered."""

    identifier = forms.CharField(max_length=200)
    name = forms.CharField(max_length=200)
    producer = forms.BooleanField(required=False, initial=True)
    transferring = forms.BooleanField(required=False, initial=True)

    def __init__(self, request: Asked, *args: Any, known: Service | None = None, **kwargs: Any) -> None:
        if known is not None:
            kwargs["initial"] = {name: getattr(known, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if known is not None:
            self.fields["identifier"].widget.attrs["readonly"] = True
        labels = {
            "identifier": say(request, "Identifiant dans les bordereaux"),
            "name": say(request, "Nom du service"),
            "producer": say(request, "Des documents viennent de lui (service producteur)"),
            "transferring": say(request, "Il dépose (service versant)"),
        }
        for name, field in self.fields.items():
            field.label = labels[name]


class Several(forms.MultipleChoiceField):
    """Boxes to tick. What is ticked is judged where accords are, so that it has one finding at every door."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: object) -> bool:
        return True


class AccordForm(forms.Form):
    """What may be deposited. Sizes are typed in megabytes; formats are ticked by their names, others by their PUIDs."""

    service = forms.ChoiceField(required=False)
    series = Several(required=False)
    named = Several(required=False)
    formats = forms.CharField(max_length=4_000, required=False)
    largest = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    yearly = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    quota = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    identifier = forms.CharField(max_length=200, required=False)
    review = forms.BooleanField(required=False)

    def __init__(
        self, request: Asked, services: list[Service], kinds: Iterable[Kind], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "service": say(request, "Service"),
            "series": say(request, "Séries permises"),
            "named": say(request, "Formats permis"),
            "formats": say(request, "Autres formats permis (PUID)"),
            "largest": say(request, "Taille d'un dépôt, en Mo"),
            "yearly": say(request, "Volume d'une année, en Mo"),
            "quota": say(request, "Taille de tous les dépôts, en Mo"),
            "identifier": say(request, "Référence de l'accord"),
            "review": say(request, "Un archiviste regarde avant l'acceptation"),
        }
        hints = {
            "series": say(request, "Rien de coché : toutes."),
            "named": say(request, "Rien de coché, et rien ci-dessous : tous."),
            "formats": say(request, "Comme fmt/276, séparés par des espaces."),
            "identifier": say(request, "Comme les bordereaux l'écrivent (ArchivalAgreement) ; vide : nous la faisons."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints.get(name, "")
        service: Any = self.fields["service"]
        service.choices = [
            ("", say(request, "toute la collectivité")),
            *((each.identifier, each.name) for each in services if not each.closed),
        ]
        series: Any = self.fields["series"]
        series.choices = [(each.code, f"{each.label(request.language)} ({each.code})") for each in kinds]
        named: Any = self.fields["named"]
        named.choices = [
            (name, say(request, "{name} ({also} compris)", name=name, also=ALSO[name]) if name in ALSO else name)
            for name in sorted(NAMED, key=str.casefold)
        ]

    def accord(self) -> Accord:
        given = self.cleaned_data
        named = (puid for name in given["named"] for puid in puids_named(name) or (name,))
        return Accord(
            frozenset(given["series"]),
            frozenset([*named, *given["formats"].split()]),
            given["largest"] and given["largest"] * MEGABYTE,
            given["quota"] and given["quota"] * MEGABYTE,
            given["review"],
            given["yearly"] and given["yearly"] * MEGABYTE,
            " ".join(given["identifier"].split()),
        )


def as_typed(accord: Accord, service: str) -> dict[str, Any]:
    """An accord as its form shows it. A size that is no whole number of megabytes is rounded up."""

    def megabytes(size: int | None) -> int | None:
        return None if size is None else -(-size // MEGABYTE)

    names, alone = named_whole(accord.formats)
    return {
        "service": service,
        "series": sorted(accord.series),
        "named": names,
        "formats": " ".join(alone),
        "largest": megabytes(accord.largest),
        "yearly": megabytes(accord.yearly),
        "quota": megabytes(accord.quota),
        "identifier": accord.identifier,
        "review": accord.review,
    }


class LogoForm(forms.Form):
    """An image."""

    image = forms.FileField(max_length=200)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["image"].label = say(request, "Logo (PNG ou JPEG)")
