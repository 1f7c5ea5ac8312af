"""The form of a catalogue in an address."""

from __future__ import annotations

from chartrier.opendata.dcat import Form


class CatalogueForm:
    """A path converter: `jsonld`, `ttl` or `rdf`, written `<rdf:form>`."""

    regex = "|".join(each.value for each in Form)

    def to_python(self, value: str) -> Form:
        return Form(value)

    def to_url(self, value: object) -> str:
        return str(value)
