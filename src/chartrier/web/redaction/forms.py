"""The forms by which a redacted copy is asked for, and let go."""

from __future__ import annotations

from typing import Any

from django import forms

from chartrier.detection.occurrence import Kind as Data
from chartrier.previews.kinds import Kind
from chartrier.redaction.grounds import GROUNDS
from chartrier.redaction.redacted import KIND_WORDS
from chartrier.redaction.redacting import PAGED
from chartrier.redaction.wanted import LONGEST, Request
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say

MOST_WRITTEN = 50_000
"""Characters of a list."""
LISTS = ("words", "areas", "columns")


class Hiding(forms.Form):
    """What is to be hidden, and why; of these fields, those that the document may have."""

    ground = forms.ChoiceField()
    words = forms.CharField(
        required=False, max_length=MOST_WRITTEN, widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"})
    )
    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    areas = forms.CharField(
        required=False, max_length=MOST_WRITTEN, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})
    )
    columns = forms.CharField(
        required=False, max_length=MOST_WRITTEN, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    )
    motive = forms.CharField(required=False, max_length=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, request: Asked, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        absent = (
            {"columns"} if kind in PAGED else {"areas"} if kind in (Kind.TABLE, Kind.OFFICE) else {"areas", "columns"}
        )
        if kind is Kind.PICTURE:
            absent |= {"words", "kinds"}
        for name in absent:
            del self.fields[name]
        labels = {
            "ground": say(request, "Fondement"),
            "words": say(request, "Mots à occulter"),
            "kinds": say(request, "Données personnelles à chercher"),
            "areas": say(request, "Zones à occulter"),
            "columns": say(request, "Colonnes à occulter"),
            "motive": say(request, "Motif"),
        }
        hints = {
            "ground": say(request, "Ce que la loi protège ; il vaut pour tout ce qui n'en dit pas d'autre."),
            "words": say(
                request,
                "Un mot ou une suite de mots par ligne, quels que soient la casse et les accents. "
                "« Durand @comportement » : un autre fondement.",
            ),
            "kinds": say(request, "Une aide : ce qui n'est pas trouvé n'est pas forcément absent."),
            "areas": say(
                request,
                "Une par ligne : « page: gauche, haut, droite, bas », en pour cent de la page. "
                "Tracez-les aussi sur l'image.",
            ),
            "columns": say(request, "Une par ligne : son intitulé, ou son rang."),
            "motive": say(request, "Gardé avec la copie : n'y nommez personne."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], hints[name]
        ground: Any = self.fields["ground"]
        ground.choices = [(code, each.sentence.within(request.language)) for code, each in GROUNDS.items()]
        if "kinds" in self.fields:
            kinds: Any = self.fields["kinds"]
            kinds.choices = [(str(each), KIND_WORDS[each].within(request.language)) for each in Data]

    @property
    def asked(self) -> Request:
        """What was filled in, which is valid."""
        given = self.cleaned_data
        words, areas, columns = (given.get(name, "").splitlines() for name in LISTS)
        return Request(words, given.get("kinds", ()), areas, columns, given["ground"], given["motive"])

    @staticmethod
    def initial_of(request: Request) -> dict[str, Any]:
        """A request as the form shows it, to be begun again from."""
        lists = {name: "\n".join(getattr(request, name)) for name in LISTS}
        return {**lists, "kinds": list(request.kinds), "ground": request.ground, "motive": request.motive}


class LettingGo(forms.Form):
    """That somebody looked at the copy, and who may read it."""

    looked = forms.BooleanField()
    open = forms.BooleanField(required=False)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["looked"].label = say(request, "J'ai regardé chaque page de la copie : plus rien n'y est de trop")
        self.fields["open"].label = say(request, "La copie est communicable à tous dès maintenant")
        self.fields["open"].help_text = say(request, "Sinon, elle suit les règles de l'original.")
