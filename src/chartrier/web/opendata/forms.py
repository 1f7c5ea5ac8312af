"""What is decided of something that is or may be online, and the passphrase by which it is signed."""

from __future__ import annotations

from typing import Any

from django import forms

from chartrier.catalog.series.register import current
from chartrier.opendata.grounds import GROUNDS, Ground
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say


class Decided(forms.Form):
    """Why, and who signs."""

    motive = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))
    passphrase = forms.CharField(
        max_length=4096, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, request: Asked, tenant: Tenant, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.tell(request, tenant)

    def tell(self, request: Asked, tenant: Tenant) -> None:
        """Say what each field is."""
        self.label("motive", say(request, "Motif"), say(request, "Le registre des publications le garde."))
        hint = say(request, "Elle ouvre votre clé, qui signe la décision.")
        self.label("passphrase", say(request, "Votre phrase secrète"), hint)

    def label(self, name: str, label: str, hint: str = "") -> None:
        self.fields[name].label, self.fields[name].help_text = label, hint


class WithSiret(Decided):
    """In the name of which establishment."""

    siret = forms.CharField(max_length=20)
    field_order = ("siret", "motive", "passphrase")

    def tell(self, request: Asked, tenant: Tenant) -> None:
        super().tell(request, tenant)
        # what is put online need not say why; a withdrawal does, and is asked to
        self.fields["motive"].required = False
        hint = say(request, "Quatorze chiffres : le SIREN, puis le numéro de l'établissement.")
        self.label("siret", say(request, "SIRET de l'établissement qui publie"), hint)

    def clean_siret(self) -> str:
        return "".join(self.cleaned_data["siret"].split())


class OfSeries(Decided):
    """Which série, and by which ground."""

    series = forms.ChoiceField()
    ground = forms.ChoiceField(required=False)
    field_order = ("series", "ground", "motive", "passphrase")

    def tell(self, request: Asked, tenant: Tenant) -> None:
        super().tell(request, tenant)
        self.label("series", say(request, "Série du tableau de gestion"))
        hint = say(request, "Sans fondement, rien de la série n'est en ligne.")
        self.label("ground", say(request, "Fondement de la diffusion en ligne"), hint)
        hint = say(request, "Le texte, la catégorie de la liste, ou ce qui a été fait des données personnelles.")
        self.label("motive", say(request, "Motif"), hint)
        table = current(tenant.key)
        known = {} if table is None else table.series
        series: Any = self.fields["series"]
        series.choices = [("", "—"), *((code, f"{code} · {each.title}") for code, each in known.items())]
        ground: Any = self.fields["ground"]
        told = {each: GROUNDS[each] for each in Ground}
        ground.choices = [
            ("", "—"),
            *((each.value, f"{said.words.within(request.language)} ({said.clause})") for each, said in told.items()),
        ]
