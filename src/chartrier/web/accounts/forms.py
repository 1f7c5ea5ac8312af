"""The forms of accounts that are ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from chartrier.catalog.people.models import Person


class NewPassword(forms.Form):
    """The password that an invited person chooses; `label` and `hint` are in their language."""

    password = forms.CharField(
        max_length=512,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: Person, label: str, hint: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["password"].label, self.fields["password"].help_text = label, hint

    def clean_password(self) -> str:
        """Raises ValidationError on one that is too short, too common, or too like the person's name."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password
