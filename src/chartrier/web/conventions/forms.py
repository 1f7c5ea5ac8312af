"""The forms of conventions: the draft, and each step that follows."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms

from chartrier.administration.conventions.delegating import NOT_GIVEN
from chartrier.administration.conventions.drafting import party
from chartrier.administration.rights_in_words import ROLES
from chartrier.rules.convention import Convention, ConventionKind, Covers, Position
from chartrier.web.conventions.words import COVERS, KINDS, POSITIONS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say


def day_field(*, required: bool = True) -> forms.DateField:
    """A day, chosen in the browser's calendar."""
    return forms.DateField(required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def text_field(*, required: bool = False) -> forms.CharField:
    """Some sentences."""
    return forms.CharField(max_length=2_000, required=required, widget=forms.Textarea(attrs={"rows": 2}))


class Draft(forms.Form):
    """All that a convention says. What is needed depends on what it is about, and is said by a finding."""

    name = forms.CharField(max_length=200)
    kind = forms.ChoiceField()
    covers = forms.ChoiceField()
    parties = forms.CharField(max_length=200_000, widget=forms.Textarea(attrs={"rows": 4}))
    first = day_field()
    last = day_field(required=False)
    perimetre = text_field()
    missions = text_field()
    service_level = text_field()
    indicators = forms.CharField(max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    cost_key = text_field()
    host = forms.CharField(max_length=200, required=False)
    means = text_field()
    skills = text_field()
    report_by = forms.CharField(max_length=200, required=False)
    public_service = forms.CharField(max_length=200, required=False)
    agrement = forms.CharField(max_length=200, required=False)
    agrement_until = day_field(required=False)
    declared = day_field(required=False)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "name": say(request, "Nom de la convention"),
            "kind": say(request, "Objet"),
            "covers": say(request, "Archives couvertes"),
            "parties": say(request, "Parties"),
            "first": say(request, "Premier jour"),
            "last": say(request, "Dernier jour"),
            "perimetre": say(request, "Périmètre"),
            "missions": say(request, "Répartition des missions"),
            "service_level": say(request, "Niveau de service"),
            "indicators": say(request, "Indicateurs de suivi"),
            "cost_key": say(request, "Clé de répartition des coûts"),
            "host": say(request, "Porteur du service"),
            "means": say(request, "Moyens"),
            "skills": say(request, "Compétences des agents"),
            "report_by": say(request, "Auteur du rapport annuel"),
            "public_service": say(request, "Service public d'archives participant"),
            "agrement": say(request, "Agrément du tiers-archiveur"),
            "agrement_until": say(request, "Dernier jour de l'agrément"),
            "declared": say(request, "Jour de la déclaration aux Archives départementales"),
        }
        hints = {
            "parties": say(
                request,
                "Une par ligne : le code d'une collectivité de cette archive ou un nom, puis ce qu'elle est pour les"
                " données personnelles : 219600426 | sous-traitant.",
            ),
            "indicators": say(request, "Un par ligne."),
            "host": say(request, "Qui tient le système d'archivage pour les autres."),
            "means": say(request, "Locaux, matériel, agents."),
            "public_service": say(request, "Nécessaire pour des archives définitives et pour un dépôt."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints.get(name, "")
        for name, words in (("kind", KINDS), ("covers", COVERS)):
            choice: Any = self.fields[name]
            choice.choices = [(value, each.within(request.language)) for value, each in words.items()]

    @staticmethod
    def of(convention: Convention) -> dict[str, Any]:
        """What the form shows of a draft to be mended."""
        shown = {each.name: getattr(convention, each.name) for each in fields(convention)}
        parties = [" | ".join(filter(None, (each.code or each.name, each.part))) for each in convention.parties]
        return {**shown, "parties": "\n".join(parties), "indicators": "\n".join(convention.indicators)}

    def draft(self) -> Convention:
        """The convention. Raises NotFound for a code that no collectivité has."""
        given = dict(self.cleaned_data)
        lines = [line for line in given.pop("parties").splitlines() if line.strip()]
        return Convention(
            **{
                **given,
                "kind": ConventionKind(given["kind"]),
                "covers": Covers(given["covers"]),
                "parties": tuple(party(line) for line in lines),
                "indicators": tuple(given["indicators"].splitlines()),
            }
        )


class OneDay(forms.Form):
    """The day of a step."""

    day = day_field()

    def __init__(self, label: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = label


class Observed(OneDay):
    """What the Archives départementales said of the draft, and when."""

    position = forms.ChoiceField()
    observations = text_field()

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(say(request, "Jour de leur réponse"), *args, **kwargs)
        self.fields["position"].label = say(request, "Leur avis")
        self.fields["observations"].label = say(request, "Leurs observations")
        position: Any = self.fields["position"]
        position.choices = [(each, POSITIONS[each].within(request.language)) for each in Position]


class Delegated(forms.Form):
    """Who works for the parties by the convention, and in which role."""

    person = forms.CharField(max_length=200)
    role = forms.ChoiceField()

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = say(request, "Personne qui travaille par cette convention")
        self.fields["person"].help_text = say(
            request, "Son nom ; pour toutes les collectivités parties, tant qu'elle vaut."
        )
        self.fields["role"].label = say(request, "Rôle")
        role: Any = self.fields["role"]
        role.choices = [
            (each.value, words.within(request.language)) for each, words in ROLES.items() if each not in NOT_GIVEN
        ]
