"""The forms of a project: what it declares, and what is decided of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from chartrier.catalog.archive.questions import versements
from chartrier.catalog.series.register import current
from chartrier.catalog.tenants import services
from chartrier.clock import day_of
from chartrier.cockpit.gate.deciding import ANSWERS
from chartrier.records.days import written_day
from chartrier.records.tenant import Tenant
from chartrier.rules.project import FLOWS, FlowKind, Project
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say

LAST = 50
"""Versements among which the one of the trial is chosen."""


class Declared(forms.Form):
    """What a project says of itself. What the archive knows is chosen from it, so that nothing is mistyped."""

    name = forms.CharField(max_length=200)
    flow = forms.ChoiceField()
    purpose = forms.CharField(max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    begins = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    running = forms.BooleanField(required=False)
    responsible = forms.CharField(max_length=200, required=False)
    series = forms.MultipleChoiceField(required=False, widget=forms.SelectMultiple(attrs={"size": 8}))
    agency = forms.ChoiceField(required=False)
    profile = forms.CharField(max_length=500, required=False)
    test = forms.ChoiceField(required=False)
    exit_clauses = forms.CharField(max_length=500, required=False)
    treatment = forms.CharField(max_length=500, required=False)
    budget = forms.CharField(max_length=500, required=False)

    def __init__(self, request: Asked, tenant: Tenant, project: Project | None, data: Any = None) -> None:
        super().__init__(data, initial=_initial(project))
        labels = {
            "name": say(request, "Nom du projet"),
            "flow": say(request, "Ce qu'il produit"),
            "purpose": say(request, "En une phrase"),
            "begins": say(request, "Mise en service prévue"),
            "running": say(request, "Il produit déjà des documents"),
            "responsible": say(request, "Qui répond de son archivage"),
            "series": say(request, "Séries du tableau de gestion"),
            "agency": say(request, "Service qui versera"),
            "profile": say(request, "Profil des versements"),
            "test": say(request, "Versement d'essai"),
            "exit_clauses": say(request, "Clauses de sortie"),
            "treatment": say(request, "Registre des traitements"),
            "budget": say(request, "Ligne de budget de l'archivage"),
        }
        hints = {
            "responsible": say(request, "Un nom, et non un service."),
            "series": say(request, "Plusieurs à la fois : touche Ctrl ou Cmd, ou Maj avec les flèches."),
            "profile": say(request, "Où il est décrit."),
            "test": say(request, "Un versement réel, accepté par cette archive."),
            "exit_clauses": say(request, "Le contrat et l'article."),
            "treatment": say(request, "La fiche du registre, ou « aucune donnée personnelle »."),
            "budget": say(request, "L'article et le montant."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints.get(name, "")
        self._choices("flow", [(each.value, FLOWS[each].within(request.language)) for each in FlowKind])
        table = current(tenant.key)
        known = {} if table is None else table.series
        self._choices("series", [(code, f"{code} · {each.title}") for code, each in known.items()])
        entered = services.services(tenant.key)
        agencies = [(each.identifier, each.name) for each in entered if each.transferring and not each.closed]
        self._choices("agency", [("", "—"), *agencies])
        last = [each for each in versements([tenant.key], limit=LAST) if each.state == "accepted"]
        tried = [
            (str(each.id), f"{written_day(day_of(each.received), request.language)} · {each.message or each.id}")
            for each in last
        ]
        if project is not None and project.test is not None and str(project.test) not in dict(tried):
            tried.append((str(project.test), str(project.test)))
        self._choices("test", [("", "—"), *tried])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def members(self) -> dict[str, Any]:
        """By the names of `rules.project.Project`."""
        given = dict(self.cleaned_data)
        return {
            **given,
            "flow": FlowKind(given["flow"]),
            "series": tuple(given["series"]),
            "test": UUID(given["test"]) if given["test"] else None,
        }


class Decided(forms.Form):
    """The decision, and the passphrase by which it is signed."""

    answer = forms.ChoiceField()
    motive = forms.CharField(max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    passphrase = forms.CharField(
        max_length=4096, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, request: Asked, *args: Any) -> None:
        super().__init__(*args)
        labels = {
            "answer": say(request, "Décision"),
            "motive": say(request, "Motif"),
            "until": say(request, "Le reste est réglé pour le"),
            "passphrase": say(request, "Votre phrase secrète"),
        }
        hints = {
            "motive": say(request, "Pour une réserve ou un refus."),
            "until": say(request, "Pour une réserve."),
            "passphrase": say(request, "Elle ouvre votre clé, qui signe la décision."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints.get(name, "")
        answer: Any = self.fields["answer"]
        answer.choices = [(each.value, words.within(request.language)) for each, words in ANSWERS.items()]


def _initial(project: Project | None) -> dict[str, Any]:
    if project is None:
        return {}
    return {
        **project.as_json(),
        "begins": project.begins,
        "test": str(project.test) if project.test else "",
    }
