"""The forms of the host: an offer, item by item as a file has it, and the policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from chartrier.errors import InvalidInput
from chartrier.hosting.reading import ITEMS, items_of, read_offer
from chartrier.hosting.words import STATUTES
from chartrier.records.hosting import HostingPolicy, Offer, Statute
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say


def _day() -> forms.CharField:
    return forms.CharField(required=False, max_length=10, widget=forms.DateInput(attrs={"type": "date"}))


def _text(most: int = 300) -> forms.CharField:
    return forms.CharField(required=False, max_length=most)


class OfferForm(forms.Form):
    """Each field is an item of `hosting.reading`, which says what is wrong with it by the same findings."""

    code = forms.CharField(max_length=40)
    fournisseur = forms.CharField(max_length=300)
    statut = forms.ChoiceField()
    pays = _text(2)
    departement = _text(3)
    site = _text()
    technologie = _text()
    copies = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    certifications = _text()
    agrement_jusqu_au = _day()
    contrat_jusqu_au = _day()
    retour_essaye_le = _day()
    prix_par_to = _text(20)
    prix_fixe = _text(20)
    source_du_prix = _text()
    energie_par_to = _text(20)
    source_de_l_energie = _text()
    remarque = _text()
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, request: Asked, names: Sequence[str], before: Offer | None, number: int, data: Any = None
    ) -> None:
        super().__init__(data, initial=_initial(before, number))
        self.request, self.before = request, before
        labels = {
            "code": say(request, "Code de l'offre"),
            "fournisseur": say(request, "Fournisseur"),
            "statut": say(request, "Statut"),
            "pays": say(request, "Pays"),
            "departement": say(request, "Département"),
            "site": say(request, "Site"),
            "technologie": say(request, "Technologie"),
            "copies": say(request, "Copies qui y sont"),
            "certifications": say(request, "Certifications"),
            "agrement_jusqu_au": say(request, "Agrément jusqu'au"),
            "contrat_jusqu_au": say(request, "Contrat jusqu'au"),
            "retour_essaye_le": say(request, "Retour des archives essayé le"),
            "prix_par_to": say(request, "Prix d'un téraoctet par an (euros)"),
            "prix_fixe": say(request, "Prix fixe par an (euros)"),
            "source_du_prix": say(request, "Source du prix"),
            "energie_par_to": say(request, "Énergie d'un téraoctet par an (kWh)"),
            "source_de_l_energie": say(request, "Source de ce chiffre"),
            "remarque": say(request, "Remarque"),
        }
        hints = {
            "code": say(request, "Minuscules, chiffres et tirets : « datacenter-rennes »."),
            "pays": say(request, "Deux lettres : FR."),
            "departement": say(request, "Son code : 22, 2A, 974."),
            "site": say(request, "Une ville, un bâtiment : ce qui le distingue d'un autre."),
            "technologie": say(request, "Disque, bande, objets…"),
            "certifications": say(
                request,
                "secnumcloud, hds, iso-27001 ou nf-461, chacune avec son dernier jour : "
                "hds=2027-06-30, iso-27001=2026-12-31",
            ),
            "agrement_jusqu_au": say(request, "D'un tiers-archiveur."),
            "retour_essaye_le": say(
                request, "« chartrier hosting drill » rapatrie tout, le prouve et note le jour de lui-même."
            ),
            "prix_par_to": say(request, "Vide si personne ne le sait : rien n'est inventé."),
            "source_du_prix": say(request, "Contrat, facture, et sa date."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels.get(name, ""), hints.get(name, "")
        statute: Any = self.fields["statut"]
        statute.choices = [(each.value, STATUTES[each].within(request.language)) for each in Statute]
        copies: Any = self.fields["copies"]
        copies.choices = [(name, name) for name in names]
        if before is not None:
            del self.fields["code"]

    def items(self) -> dict[str, str]:
        """As `hosting.offers` takes them."""
        given = self.cleaned_data
        return {key: ",".join(given[key]) if key == "copies" else given[key] for key in ITEMS}

    def clean(self) -> dict[str, Any]:
        """What is wrong with an item is told beside its field."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                read_offer(self.items(), self.before)
            except InvalidInput as problem:
                finding = problem.finding
                said = f"{finding.message(self.request.language)} {finding.remedy(self.request.language)}"
                key = str(finding.values.get("key", ""))
                self.add_error(key if key in self.fields else None, said)
        return given


class PolicyForm(forms.Form):
    """What is wanted of the copies of every collectivité."""

    copies = forms.IntegerField(min_value=0, max_value=20)
    sites = forms.IntegerField(min_value=0, max_value=20)
    technologies = forms.IntegerField(min_value=0, max_value=20)
    ahead = forms.IntegerField(min_value=0, max_value=3_650)
    drill = forms.IntegerField(min_value=0, max_value=3_650)
    french = forms.BooleanField(required=False)

    def __init__(self, request: Asked, policy: HostingPolicy, data: Any = None) -> None:
        super().__init__(data, initial=policy.as_json())
        labels = {
            "copies": say(request, "Copies complètes"),
            "sites": say(request, "Sites distincts"),
            "technologies": say(request, "Technologies distinctes"),
            "ahead": say(request, "Une fin est annoncée combien de jours avant"),
            "drill": say(request, "Un essai de retour vaut combien de jours"),
            "french": say(request, "Tout en France, et non seulement ce que la loi y tient"),
        }
        for name, field in self.fields.items():
            field.label = labels[name]


def _initial(before: Offer | None, number: int) -> dict[str, Any]:
    if before is None:
        return {"pays": "FR", "statut": Statute.OWN.value}
    return {**items_of(before), "copies": list(before.copies), "number": number}
