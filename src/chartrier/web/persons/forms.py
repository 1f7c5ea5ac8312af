"""The forms of requests, violations and AIPD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from chartrier.clock import in_france, instant_of
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.persons.aipd import AIPD_STATES, AipdNote
from chartrier.rules.persons.rights import GROUNDS, OF_THE_WHOLE, OUTCOMES, RIGHTS, RefusalGround
from chartrier.rules.persons.violation import BREACHES, RISKS, Breach, Risk, Violation
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say

TIME = "%Y-%m-%dT%H:%M"
"""How a browser writes a moment, in the time of France."""


def _day(*, required: bool = False) -> forms.DateField:
    return forms.DateField(required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _text(*, required: bool = False, rows: int = 2) -> forms.CharField:
    return forms.CharField(max_length=2_000, required=required, widget=forms.Textarea(attrs={"rows": rows}))


def _moment(*, required: bool = False) -> forms.CharField:
    return forms.CharField(required=required, widget=forms.TextInput(attrs={"type": "datetime-local"}))


def _choose(field: Any, words: Iterable[tuple[str, Words]], request: Asked, *, empty: bool = False) -> None:
    choices = [(value, each.within(request.language)) for value, each in words]
    field.choices = [("", "—"), *choices] if empty else choices


class _Labelled(forms.Form):
    """A form whose labels and hints are said in the language of the request; `step` keeps its identifiers apart."""

    step = ""

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.step}_%s", **kwargs})
        hints = self.hints(request)
        for name, label in self.labels(request).items():
            self.fields[name].label, self.fields[name].help_text = label, hints.get(name, "")

    def labels(self, request: Asked) -> Mapping[str, str]:
        """Of each field."""
        return {}

    def hints(self, request: Asked) -> Mapping[str, str]:
        """Of the fields that need one."""
        return {}


class Opened(_Labelled):
    """A new request."""

    name = forms.CharField(max_length=200)
    right = forms.ChoiceField()
    received = _day(required=True)
    said = _text()
    contact = forms.CharField(max_length=500, required=False)
    terms = _text()

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        _choose(self.fields["right"], ((each.value, words) for each, words in RIGHTS.items()), request)

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {
            "name": say(request, "Nom et prénom"),
            "right": say(request, "Ce qu'elle demande"),
            "received": say(request, "Reçue le"),
            "said": say(request, "En ses mots"),
            "contact": say(request, "Où lui répondre"),
            "terms": say(request, "Autres noms, numéros, adresses"),
        }

    def hints(self, request: Asked) -> Mapping[str, str]:
        return {
            "right": say(request, "Pour deux droits, inscrivez deux demandes : chacune a sa réponse."),
            "received": say(request, "Le mois pour répondre court de ce jour."),
            "terms": say(request, "Un par ligne. La personne est cherchée par son nom et par chacun."),
        }


class Identified(_Labelled):
    """How the identity was established."""

    step = "identity"
    text = _text(required=True)
    day = _day()

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {"text": say(request, "Comment son identité a été établie"), "day": say(request, "Le")}

    def hints(self, request: Asked) -> Mapping[str, str]:
        return {"text": say(request, "Dites-le en mots ; ne gardez jamais la copie d'une pièce d'identité.")}


class Extended(_Labelled):
    """Two months more."""

    step = "extension"
    text = _text(required=True)
    day = _day()

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {"text": say(request, "Pourquoi deux mois de plus"), "day": say(request, "Personne informée le")}


class Sought(_Labelled):
    """Other terms to look for."""

    step = "find"
    terms = _text()

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {"terms": say(request, "Autres noms, numéros, adresses")}

    def hints(self, request: Asked) -> Mapping[str, str]:
        return {"terms": say(request, "Un par ligne. La personne est cherchée par son nom et par chacun.")}


class Advised(_Labelled):
    """The DPO's advice."""

    step = "advice"
    text = _text(required=True)

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {"text": say(request, "Avis du délégué à la protection des données")}

    def hints(self, request: Asked) -> Mapping[str, str]:
        return {"text": say(request, "Pour qui signera ; il n'est pas dans la lettre.")}


class Withdrawn(_Labelled):
    """The person asks for nothing any more."""

    step = "withdraw"
    text = _text(required=True)

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {"text": say(request, "Pourquoi la demande est retirée")}


class Erasable(_Labelled):
    """The visa under which requests are proposed to be erased."""

    step = "erasable"
    text = forms.CharField(max_length=500)
    day = _day(required=True)

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {"text": say(request, "Référence du visa d'élimination"), "day": say(request, "Visa du")}


class Whole(_Labelled):
    """A refusal of the whole request; without a ground, it is taken back."""

    step = "whole"
    ground = forms.ChoiceField(required=False)
    text = _text()

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        _choose(self.fields["ground"], ((each.value, GROUNDS[each]) for each in OF_THE_WHOLE), request, empty=True)

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {"ground": say(request, "Refuser la demande entière"), "text": say(request, "Raison")}


class Decided(_Labelled):
    """What is decided of the units that are ticked."""

    step = "decide"
    outcome = forms.ChoiceField()
    ground = forms.ChoiceField(required=False)
    why = _text()
    annexed = forms.UUIDField(required=False)

    def __init__(
        self, request: Asked, *args: Any, grounds: Iterable[RefusalGround] = RefusalGround, **kwargs: Any
    ) -> None:
        super().__init__(request, *args, **kwargs)
        _choose(self.fields["outcome"], ((each.value, words) for each, words in OUTCOMES.items()), request)
        _choose(self.fields["ground"], ((each.value, GROUNDS[each]) for each in grounds), request, empty=True)

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {
            "outcome": say(request, "Décision"),
            "ground": say(request, "Motif du refus"),
            "why": say(request, "Raison"),
            "annexed": say(request, "Identifiant de ce qui a été versé pour elle"),
        }

    def hints(self, request: Asked) -> Mapping[str, str]:
        return {
            "why": say(request, "D'un refus, en des mots que la personne comprendra."),
            "annexed": say(
                request, "La version ou la mention qui rectifie ; la déclaration, pour une archive définitive."
            ),
        }


class Signed(_Labelled):
    """The passphrase by which the answer is signed."""

    step = "sign"
    passphrase = forms.CharField(
        max_length=4096, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {"passphrase": say(request, "Votre phrase secrète")}

    def hints(self, request: Asked) -> Mapping[str, str]:
        return {"passphrase": say(request, "Elle ouvre votre clé, qui signe la réponse.")}


class Erased(Signed):
    """The passphrase by which somebody shows that it is they who erase."""

    step = "erase"

    def hints(self, request: Asked) -> Mapping[str, str]:
        return {"passphrase": say(request, "Elle montre que c'est vous.")}


class Violated(_Labelled):
    """All that the register says of a violation."""

    what = _text(required=True, rows=3)
    known = _moment(required=True)
    breaches = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    categories = _text()
    people = _text()
    persons = forms.IntegerField(required=False, min_value=0)
    records = forms.IntegerField(required=False, min_value=0)
    consequences = _text()
    measures = _text()
    risk = forms.ChoiceField()
    cnil = _moment()
    cnil_why = _text()
    told = _moment()
    told_why = _text()

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        _choose(self.fields["breaches"], ((each.value, words) for each, words in BREACHES.items()), request)
        _choose(self.fields["risk"], ((each.value, words) for each, words in RISKS.items()), request)

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {
            "what": say(request, "Ce qui s'est passé"),
            "known": say(request, "Connu le"),
            "breaches": say(request, "Ce qui est atteint"),
            "categories": say(request, "Catégories de données"),
            "people": say(request, "Catégories de personnes"),
            "persons": say(request, "Nombre de personnes, environ"),
            "records": say(request, "Nombre d'enregistrements, environ"),
            "consequences": say(request, "Conséquences probables"),
            "measures": say(request, "Mesures prises ou envisagées"),
            "risk": say(request, "Risque pour les personnes"),
            "cnil": say(request, "CNIL notifiée le"),
            "cnil_why": say(request, "Pourquoi elle ne l'est pas, ou l'est tard"),
            "told": say(request, "Personnes informées le"),
            "told_why": say(request, "Pourquoi elles ne le sont pas"),
        }

    def hints(self, request: Asked) -> Mapping[str, str]:
        return {
            "known": say(request, "Heure de Paris. Les 72 heures courent de ce moment."),
            "what": say(request, "Sans nommer les personnes : le registre peut être demandé par la CNIL."),
        }

    def clean_known(self) -> datetime | None:
        return self._moment("known")

    def clean_cnil(self) -> datetime | None:
        return self._moment("cnil")

    def clean_told(self) -> datetime | None:
        return self._moment("told")

    def _moment(self, name: str) -> datetime | None:
        text = self.cleaned_data[name]
        if not text:
            return None
        try:
            return instant_of(datetime.fromisoformat(text[:16]))
        except ValueError:
            raise forms.ValidationError(forms.DateTimeField.default_error_messages["invalid"]) from None

    def members(self) -> dict[str, Any]:
        """By the names of `rules.persons.violation.Violation`."""
        given = dict(self.cleaned_data)
        breaches = tuple(Breach(each) for each in given["breaches"])
        given["data"] = given.pop("categories")
        return {**given, "breaches": breaches, "risk": Risk(given["risk"])}


class Noted(_Labelled):
    """What is said of the AIPD of a série."""

    state = forms.ChoiceField()
    why = _text()
    measures = _text(rows=4)

    def __init__(self, request: Asked, note: AipdNote, data: Any = None) -> None:
        super().__init__(request, data, initial=note.as_json())
        _choose(self.fields["state"], ((each.value, words) for each, words in AIPD_STATES.items()), request)

    def labels(self, request: Asked) -> Mapping[str, str]:
        return {
            "state": say(request, "Analyse d'impact (AIPD)"),
            "why": say(request, "Où elle est, ou pourquoi elle n'est pas requise"),
            "measures": say(request, "Mesures"),
        }


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that are not empty."""
    return tuple(each.strip() for each in text.splitlines() if each.strip())


def initial_of(violation: Violation) -> dict[str, Any]:
    """What the form shows of a violation, moments in the time of France."""
    moments = {name: getattr(violation, name) for name in ("known", "cnil", "told")}
    shown = {name: in_france(value).strftime(TIME) if value else "" for name, value in moments.items()}
    return {**violation.as_json(), "categories": violation.data, **shown}


def units_of(given: Iterable[str]) -> list[UUID]:
    """The identifiers among what was ticked; what is none is left aside."""
    found = []
    for each in given:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found
