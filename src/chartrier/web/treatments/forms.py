"""The forms of the register: a field a column of the files, read as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from chartrier.catalog.conventions.register import conventions
from chartrier.catalog.series.register import current
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.treatments.columns import MEMBERS, SEVERAL, Column
from chartrier.rules.treatments.treatment import Treatment
from chartrier.rules.treatments.vocabulary import BASES, DATA, PARTS, SPECIAL_GROUNDS
from chartrier.rules.treatments.writing import cell
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say

LONGEST = 20_000

CHOSEN: Mapping[Column, Mapping[Any, Words]] = {
    Column.PART: PARTS,
    Column.BASIS: BASES,
    Column.SPECIAL_GROUND: SPECIAL_GROUNDS,
}
CODES = frozenset({Column.DATA, Column.SERIES})
DAYS = frozenset({Column.BEGUN, Column.ENDED})


class Declared(forms.Form):
    """What a register says of a treatment. `after` is the version that was read."""

    def __init__(
        self, request: Asked, tenant: Tenant, treatment: Treatment | None, data: Any = None, *, after: int = 0
    ) -> None:
        super().__init__(data, initial=_initial(treatment))
        labels, hints = _labels(request), _hints(request)
        for column in Column:
            field = self._field(request, tenant, column)
            field.label, field.help_text = labels[column], hints.get(column, "")
            field.required = column in (Column.REFERENCE, Column.NAME)
            self.fields[MEMBERS[column]] = field
        self.fields["after"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=after)

    @staticmethod
    def after(data: Mapping[str, Any], otherwise: int) -> int:
        """The version that was read when the form was filled."""
        written = str(data.get("after", ""))
        return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else otherwise

    def cells(self) -> dict[Column, str]:
        """As a file would say it."""
        given = self.cleaned_data
        return {
            column: "\n".join(value) if isinstance(value, list) else _text(value)
            for column in Column
            for value in [given[MEMBERS[column]]]
        }

    def _field(self, request: Asked, tenant: Tenant, column: Column) -> forms.Field:
        language = request.language
        if column in CHOSEN:
            listed = [(each.value, words.within(language)) for each, words in CHOSEN[column].items()]
            return forms.ChoiceField(choices=[("", "—"), *listed])
        if column is Column.CONVENTION:
            known = [(str(each), convention.name) for each, convention in conventions([tenant.key]).items()]
            return forms.ChoiceField(choices=[("", "—"), *known])
        if column is Column.DATA:
            kinds = [(each.value, words.within(language)) for each, words in DATA.items()]
            return forms.MultipleChoiceField(choices=kinds, widget=forms.CheckboxSelectMultiple)
        if column is Column.SERIES:
            return self._series(tenant)
        if column is Column.ARCHIVE:
            return forms.BooleanField()
        if column in DAYS:
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        widget = forms.Textarea(attrs={"rows": 3}) if column in SEVERAL else forms.TextInput()
        return forms.CharField(max_length=LONGEST, widget=widget)

    def _series(self, tenant: Tenant) -> forms.Field:
        """Those of the tableau, and those that the treatment names besides."""
        table = current(tenant.key)
        listed = [(code, f"{code} · {each.title}") for code, each in (table.series if table else {}).items()]
        data: Any = self.data
        named = [*self.initial.get("series", ()), *(data.getlist("series") if self.is_bound else ())]
        listed += [(code, code) for code in dict.fromkeys(named) if code not in dict(listed)]
        return forms.MultipleChoiceField(choices=listed, widget=forms.SelectMultiple(attrs={"size": 8}))


class Held(forms.Form):
    """Who keeps the register."""

    representative = forms.CharField(max_length=200, required=False)
    contact = forms.CharField(max_length=500, required=False)
    dpo = forms.CharField(max_length=200, required=False)
    dpo_contact = forms.CharField(max_length=500, required=False)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "representative": say(request, "Qui représente la collectivité"),
            "contact": say(request, "Ses coordonnées"),
            "dpo": say(request, "Délégué à la protection des données"),
            "dpo_contact": say(request, "Coordonnées du délégué"),
        }
        for name, field in self.fields.items():
            field.label = labels[name]


def _initial(treatment: Treatment | None) -> dict[str, Any]:
    if treatment is None:
        return {}
    members = {name: cell(getattr(treatment, name)) for name in MEMBERS.values()}
    return {
        **members,
        "data": [each.value for each in treatment.data],
        "series": list(treatment.series),
        "archive": treatment.archive,
    }


def _text(value: Any) -> str:
    return "" if value is None else cell(value)


def _labels(request: Asked) -> dict[Column, str]:
    return {
        Column.REFERENCE: say(request, "Référence"),
        Column.NAME: say(request, "Nom du traitement"),
        Column.PART: say(request, "La collectivité y est"),
        Column.CONVENTION: say(request, "Convention qui le dit"),
        Column.ON_BEHALF: say(request, "Pour le compte de"),
        Column.INSTRUCTIONS: say(request, "Contrat de sous-traitance"),
        Column.JOINT: say(request, "Responsables conjoints"),
        Column.JOINT_ACCORD: say(request, "Accord des responsables conjoints"),
        Column.PURPOSES: say(request, "Finalités"),
        Column.BASIS: say(request, "Base légale"),
        Column.BASIS_TEXT: say(request, "Texte qui la fonde"),
        Column.PERSONS: say(request, "Personnes concernées"),
        Column.DATA: say(request, "Catégories de données"),
        Column.DATA_TEXT: say(request, "Précisions sur les données"),
        Column.SPECIAL_GROUND: say(request, "Fondement des données sensibles"),
        Column.SPECIAL_TEXT: say(request, "Texte des données sensibles"),
        Column.OFFENCES_TEXT: say(request, "Texte des infractions"),
        Column.NIR_TEXT: say(request, "Texte du NIR"),
        Column.RECIPIENTS: say(request, "Destinataires"),
        Column.PROCESSORS: say(request, "Sous-traitants"),
        Column.TRANSFERS: say(request, "Transferts hors Union européenne"),
        Column.MEASURES: say(request, "Mesures de sécurité"),
        Column.SERIES: say(request, "Séries du tableau de gestion"),
        Column.ACTIVE: say(request, "Durée en base active"),
        Column.TOLD: say(request, "Durée annoncée aux personnes"),
        Column.SERVICES: say(request, "Services qui s'en servent"),
        Column.AIPD: say(request, "Analyse d'impact"),
        Column.INFORMATION: say(request, "Information des personnes"),
        Column.ONLINE: say(request, "Diffusion en ligne"),
        Column.BEGUN: say(request, "Commencé le"),
        Column.ENDED: say(request, "Terminé le"),
        Column.ARCHIVE: say(request, "C'est le système d'archivage lui-même"),
    }


def _hints(request: Asked) -> dict[Column, str]:
    one = say(request, "Un par ligne.")
    return {
        Column.REFERENCE: say(request, "Courte, une seule fois dans le registre : T01."),
        Column.PART: say(request, "D'après la convention ou la loi ; ce n'est jamais présumé."),
        Column.ON_BEHALF: say(request, "Pour un sous-traitant : les responsables que la convention ne nomme pas."),
        Column.JOINT: one,
        Column.PURPOSES: one,
        Column.PERSONS: one,
        Column.RECIPIENTS: one,
        Column.MEASURES: one,
        Column.SERVICES: say(request, "Leurs identifiants, un par ligne."),
        Column.PROCESSORS: say(
            request,
            "Un par ligne : nom | pays | contrat | copies de l'archive. Par exemple : Hébergeur | FR | marché 12.",
        ),
        Column.TRANSFERS: say(request, "Un par ligne : destinataire | pays | garantie."),
        Column.SERIES: say(request, "Leurs règles disent les durées : elles ne sont pas à recopier ici."),
        Column.ACTIVE: say(request, "Quand aucune règle de l'archive ne la donne : 2 ans, 18 mois."),
        Column.TOLD: say(request, "Ce qui est écrit ailleurs, pour être comparé : 5 ans."),
        Column.ONLINE: say(request, "Le texte qui permet d'en publier une partie ; vide : rien n'est publié."),
    }
