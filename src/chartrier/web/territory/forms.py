"""The forms of the territory: what is known of a commune, an initiative, a list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from chartrier.records.finding import Findings
from chartrier.records.territory import Actor, ActorKind, Flow, Initiative, Model, Offer, Stage, State
from chartrier.territory.exporting import initiative_row
from chartrier.territory.importing import ACTORS as COLUMNS
from chartrier.territory.importing import ACTORS_TOO as COLUMNS_TOO
from chartrier.territory.importing import INITIATIVES, INITIATIVES_TOO, read_actor, read_initiative
from chartrier.territory.observatory.choosing import Counted
from chartrier.territory.words import ACTORS, FLOWS, MODELS, OFFERS, STAGES, STATES
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say
from chartrier.web.territory.asking import today

LARGEST_LIST = 2_000_000
"""Bytes of a list; a longer one is for the command line."""


def _day(*, required: bool) -> forms.DateField:
    return forms.DateField(required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class Stated(forms.Form):
    """What a source says of a commune."""

    state = forms.ChoiceField()
    flow = forms.ChoiceField(required=False)
    source = forms.CharField(max_length=300)
    day = _day(required=True)
    last = _day(required=False)
    host = forms.CharField(max_length=200, required=False)
    remark = forms.CharField(max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        labels = {
            "state": say(request, "État"),
            "flow": say(request, "Flux"),
            "source": say(request, "Source"),
            "day": say(request, "Constaté le"),
            "last": say(request, "Valable jusqu'au"),
            "host": say(request, "Porteur"),
            "remark": say(request, "Remarque"),
        }
        hints = {
            "source": say(request, "Qui l'a dit ou vérifié, dans quel document."),
            "host": say(request, "Qui archive pour elle, si on le sait."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints.get(name, "")
        state: Any = self.fields["state"]
        state.choices = [("", "—"), *((each.value, STATES[each].within(request.language)) for each in State)]
        flow: Any = self.fields["flow"]
        flow.choices = [
            ("", say(request, "tous les flux")),
            *((each.value, FLOWS[each].within(request.language)) for each in Flow),
        ]

    def clean_state(self) -> State:
        return State(self.cleaned_data["state"])

    def clean_day(self) -> date:
        """Raises ValidationError."""
        day: date = self.cleaned_data["day"]
        if day > today(self.request):
            raise forms.ValidationError(say(self.request, "Ce jour n'est pas encore passé."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("last") and given.get("day") and given["last"] < given["day"]:
            self.add_error("last", say(self.request, "Ce jour est avant le premier."))
        return given


class Offered(forms.Form):
    """An initiative, field by field as a list has it: what is wrong is told by the same findings."""

    nom = forms.CharField(max_length=200)
    porteur = forms.CharField(max_length=200)
    siren = forms.CharField(max_length=14, required=False)
    offre = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    modele = forms.ChoiceField()
    etape = forms.ChoiceField()
    perimetre = forms.CharField(max_length=20_000, required=False)
    membres = forms.CharField(max_length=500_000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    flux = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    debut = _day(required=False)
    fin = _day(required=False)
    volume_go = forms.CharField(max_length=40, required=False)
    source = forms.CharField(max_length=300)
    date = _day(required=True)
    remarque = forms.CharField(max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        labels = {
            "nom": say(request, "Nom de l'initiative"),
            "porteur": say(request, "Porteur"),
            "siren": say(request, "SIREN du porteur"),
            "offre": say(request, "Ce qui est offert"),
            "modele": say(request, "Modèle"),
            "etape": say(request, "Étape"),
            "perimetre": say(request, "Périmètre"),
            "membres": say(request, "Membres"),
            "flux": say(request, "Flux concernés"),
            "debut": say(request, "Premier jour"),
            "fin": say(request, "Dernier jour"),
            "volume_go": say(request, "Volume archivé, en gigaoctets"),
            "source": say(request, "Source"),
            "date": say(request, "Constaté le"),
            "remarque": say(request, "Remarque"),
        }
        hints = {
            "perimetre": say(request, "À qui elle s'adresse : D22 (département), R53 (région), un SIREN d'EPCI…"),
            "membres": say(
                request,
                "Codes INSEE ou SIREN, séparés par des espaces. 200065928+ : l'EPCI avec ses communes. "
                "22278:2024-01-01/2027-12-31 : entre ces jours.",
            ),
            "flux": say(request, "Aucun choix : tous."),
            "volume_go": say(request, "Laissez vide si aucune source ne le dit."),
            "source": say(request, "Qui l'a dit ou vérifié, dans quel document."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints.get(name, "")
        tables: tuple[tuple[str, Any, Any], ...] = (
            ("offre", Offer, OFFERS), ("modele", Model, MODELS), ("etape", Stage, STAGES), ("flux", Flow, FLOWS),
        )  # fmt: skip
        for name, values, words in tables:
            choice: Any = self.fields[name]
            choice.choices = [(each.value, words[each].within(request.language)) for each in values]

    @classmethod
    def of(cls, request: Asked, initiative: Initiative) -> Offered:
        """The form of what is there."""
        row: dict[str, Any] = dict(zip((*INITIATIVES, *INITIATIVES_TOO), initiative_row(initiative), strict=True))
        row["offre"] = [each.value for each in initiative.offers]
        row["flux"] = [each.value for each in initiative.flows]
        return cls(request, initial=row)

    def initiative(self, findings: Findings) -> Initiative | None:
        """What the form says; None after a finding."""
        given = self.cleaned_data
        row = {name: _written(given.get(name)) for name in (*INITIATIVES, *INITIATIVES_TOO)}
        return read_initiative(row, findings, today(self.request))


class Named(forms.Form):
    """An actor, field by field as a list has it."""

    nom = forms.CharField(max_length=200)
    type = forms.ChoiceField()
    siren = forms.CharField(max_length=14, required=False)
    perimetre = forms.CharField(max_length=20_000, required=False)
    source = forms.CharField(max_length=300)
    date = _day(required=True)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        labels = {
            "nom": say(request, "Nom"),
            "type": say(request, "Type"),
            "siren": say(request, "SIREN"),
            "perimetre": say(request, "Périmètre"),
            "source": say(request, "Source"),
            "date": say(request, "Constaté le"),
        }
        hints = {
            "perimetre": say(request, "À qui elle s'adresse : D22 (département), R53 (région), un SIREN d'EPCI…"),
            "source": say(request, "Qui l'a dit ou vérifié, dans quel document."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints.get(name, "")
        kind: Any = self.fields["type"]
        kind.choices = [(each.value, ACTORS[each].within(request.language)) for each in ActorKind]

    def actor(self, findings: Findings) -> Actor | None:
        """What the form says; None after a finding."""
        row = {name: _written(self.cleaned_data.get(name)) for name in (*COLUMNS, *COLUMNS_TOO)}
        return read_actor(row, findings, today(self.request))


class GivenList(forms.Form):
    """A list of the territory."""

    file = forms.FileField(max_length=200)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = say(
            request, "Ce fichier est trop gros pour cette page : la commande chartrier territory import le lit."
        )
        self.fields["file"].label = say(request, "Liste (CSV)")
        self.fields["file"].help_text = say(request, "En UTF-8, avec des points-virgules.")

    def clean_file(self) -> Any:
        """Raises ValidationError."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST_LIST:
            raise forms.ValidationError(self.too_large)
        return given


class GivenPublication(forms.Form):
    """The publication of another instance, or a list of the observatory."""

    file = forms.FileField(max_length=200)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = say(request, "Ce fichier est trop gros pour être une publication.")
        self.fields["file"].label = say(request, "Publication (JSON) ou liste (CSV)")
        self.fields["file"].help_text = say(request, "Une publication n'entre que si sa signature est prouvée.")

    def clean_file(self) -> Any:
        """Raises ValidationError."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST_LIST:
            raise forms.ValidationError(self.too_large)
        return given


class Choosing(forms.Form):
    """Who is counted in what this instance publishes."""

    counted = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {
            Counted.OFF: say(request, "Personne : rien n'est publié"),
            Counted.AGREED: say(request, "Les collectivités qui l'acceptent, dans leurs réglages"),
            Counted.EVERY: say(request, "Toutes les communes de l'instance"),
        }
        field: Any = self.fields["counted"]
        field.label = say(request, "Qui est compté")
        field.choices = [(each.value, name) for each, name in names.items()]


class Trusting(forms.Form):
    """The key of another instance, and its fingerprint as its operator told it."""

    key = forms.CharField(max_length=1_000, widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}))
    fingerprint = forms.CharField(max_length=200)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key, fingerprint = self.fields["key"], self.fields["fingerprint"]
        key.label = say(request, "Sa clé")
        key.help_text = say(request, "La ligne entière, comme sa page ou sa commande la donne.")
        fingerprint.label = say(request, "Son empreinte, telle que l'exploitant vous l'a dite")
        fingerprint.help_text = say(
            request, "Au téléphone ou de vive voix, pas dans le message qui portait la clé : 16 caractères au moins."
        )


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value or "").strip()
