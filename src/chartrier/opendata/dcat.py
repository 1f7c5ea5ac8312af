"""The catalogue of what is online as DCAT-AP 3.0.1, of one collectivité or of all those whose portal is open.

What data.gouv.fr harvests: titles, descriptions and keywords in French, the licence on each distribution, addresses
that last, identifiers that go with the first act of a dataset, checksums, and pages told in the words of Hydra.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import quote

from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT

from chartrier.catalog.publications.register import Publication, What, open_portals, publication, publications
from chartrier.catalog.tenants import register as tenants
from chartrier.opendata.datasets import DATASETS, DatasetKind, Described
from chartrier.records.tenant import Tenant

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
COMMUNE = "http://id.insee.fr/geo/commune/"
SCHEMAS = "https://schema.data.gouv.fr/"

LICENCE = URIRef("https://www.etalab.gouv.fr/licence-ouverte-open-licence")
LICENCE_NAME = "Licence Ouverte / Open Licence version 2.0"
PAGE = 50
"""Datasets of one page of a catalogue."""

THEMES = {
    "GOVE": ("Gouvernement et secteur public", "Government and public sector"),
    "ECON": ("Économie et finances", "Economy and finance"),
    "EDUC": ("Éducation, culture et sport", "Education, culture and sport"),
}


class Form(StrEnum):
    """The ways in which it is written; the value is the extension in addresses."""

    JSONLD = "jsonld"
    TURTLE = "ttl"
    RDFXML = "rdf"

    @property
    def media(self) -> str:
        return _MEDIA[self]


_MEDIA = {Form.JSONLD: "application/ld+json", Form.TURTLE: "text/turtle", Form.RDFXML: "application/rdf+xml"}
_WRITERS = {Form.JSONLD: "json-ld", Form.TURTLE: "turtle", Form.RDFXML: "pretty-xml"}

CONTEXT = {
    "dcat": str(DCAT), "dcterms": str(DCTERMS), "foaf": str(FOAF), "hydra": str(HYDRA), "spdx": str(SPDX),
    "vcard": str(VCARD), "skos": str(SKOS), "xsd": str(XSD), "rdfs": str(RDFS), "adms": str(ADMS),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are, below the public address of the instance (`https://archives.exemple.fr`)."""

    root: str

    def territory(self) -> str:
        return f"{self.root}/public/"

    def portal(self, code: str) -> str:
        return f"{self.root}/public/{code}/"

    def dataset(self, code: str, name: str) -> str:
        return f"{self.portal(code)}jeux/{quote(name)}/"

    def file(self, code: str, name: str, file: str) -> str:
        return f"{self.dataset(code, name)}{quote(file)}"

    def catalogue(self, code: str | None, form: Form, page: int = 1) -> str:
        base = self.territory() if code is None else self.portal(code)
        return f"{base}catalogue.{form.value}" + (f"?page={page}" if page > 1 else "")


@dataclass(frozen=True, slots=True)
class Portal:
    """A collectivité whose portal is open, and its datasets that are online."""

    tenant: Tenant
    opened: Publication
    datasets: Sequence[Publication]


def portal_of(tenant: Tenant) -> Portal | None:
    """That of a collectivité; None while it is closed."""
    opened = publication(tenant.key, What.PORTAL, "")
    if opened is None or not opened.online:
        return None
    online = [each for each in publications(tenant.key, What.DATASET) if each.online and each.name in set(DatasetKind)]
    return Portal(tenant, opened, online)


def portals() -> list[Portal]:
    """Those that are open, by the code of their collectivité."""
    found = (portal_of(each) for each in tenants.tenants_of(open_portals(tenants.tenant_keys())))
    return [each for each in found if each is not None]


def pages(of: Sequence[Portal]) -> int:
    """How many pages their catalogue has; at least one."""
    return max(1, -(-sum(len(each.datasets) for each in of) // PAGE))


def catalogue(of: Sequence[Portal], at: Addresses, form: Form, *, territory: str | None = None, page: int = 1) -> bytes:
    """A page of the catalogue of these portals: of one collectivité, or of all under the name of a `territory`."""
    graph = graph_of(of, at, form, territory=territory, page=page)
    if form is Form.JSONLD:
        return graph.serialize(format="json-ld", context=CONTEXT, indent=1, auto_compact=False).encode()
    return graph.serialize(format=_WRITERS[form]).encode()


def graph_of(of: Sequence[Portal], at: Addresses, form: Form, *, territory: str | None = None, page: int = 1) -> Graph:
    """The same, as a graph."""
    graph = Graph()
    for prefix, namespace in CONTEXT.items():
        graph.bind(prefix, namespace)
    code = None if territory is not None else of[0].tenant.code
    base = at.territory() if code is None else at.portal(code)
    me = URIRef(f"{base}#catalogue")
    publisher = _publisher(graph, at, of[0].tenant) if territory is None else _somebody(graph, base, territory)
    name = territory or of[0].tenant.name
    graph.add((me, RDF.type, DCAT.Catalog))
    graph.add((me, DCTERMS.title, Literal(f"Données ouvertes — {name}", lang="fr")))
    told = f"Les jeux de données que publie {name}, faits de ses archives."
    graph.add((me, DCTERMS.description, Literal(told, lang="fr")))
    graph.add((me, DCTERMS.publisher, publisher))
    graph.add((me, DCTERMS.language, _concept(graph, "language", "FRA", "français")))
    graph.add((me, DCTERMS.license, _licence(graph)))
    graph.add((me, FOAF.homepage, URIRef(base)))
    graph.add((URIRef(base), RDF.type, FOAF.Document))
    everything = [(each.tenant, dataset) for each in of for dataset in each.datasets]
    for tenant, dataset in everything[(page - 1) * PAGE : page * PAGE]:
        graph.add((me, DCAT.dataset, _dataset(graph, at, tenant, dataset)))
    if changed := [each.changed for _, each in everything]:
        graph.add((me, DCTERMS.modified, _instant(max(changed))))
    if issued := [each.opened.issued for each in of]:
        graph.add((me, DCTERMS.issued, _instant(min(issued))))
    _paged(graph, at, code, form, page, pages(of), len(everything))
    return graph


def _dataset(graph: Graph, at: Addresses, tenant: Tenant, of: Publication) -> URIRef:
    described = DATASETS[DatasetKind(of.name)]
    me = URIRef(at.dataset(tenant.code, of.name))
    graph.add((me, RDF.type, DCAT.Dataset))
    graph.add((me, DCTERMS.title, Literal(f"{described.title.fr} — {tenant.name}", lang="fr")))
    graph.add((me, DCTERMS.description, Literal(described.description.fr, lang="fr")))
    graph.add((me, DCTERMS.identifier, Literal(f"urn:uuid:{of.first}")))
    graph.add((me, DCTERMS.publisher, _publisher(graph, at, tenant)))
    graph.add((me, DCAT.contactPoint, _contact(graph, at, tenant)))
    graph.add((me, DCAT.landingPage, me))
    graph.add((me, RDF.type, FOAF.Document))
    graph.add((me, DCTERMS.issued, _instant(of.issued)))
    graph.add((me, DCTERMS.modified, _instant(of.changed)))
    graph.add((me, DCTERMS.accrualPeriodicity, _concept(graph, "frequency", "IRREG", "irrégulière")))
    graph.add((me, DCTERMS.accessRights, _rights(graph)))
    graph.add((me, DCTERMS.language, _concept(graph, "language", "FRA", "français")))
    graph.add((me, DCAT.theme, _theme(graph, described.theme)))
    for keyword in described.keywords:
        graph.add((me, DCAT.keyword, Literal(keyword, lang="fr")))
    if tenant.where.insee:
        place = URIRef(f"{COMMUNE}{tenant.where.insee}")
        graph.add((me, DCTERMS.spatial, place))
        graph.add((place, RDF.type, DCTERMS.Location))
    if of.content.get("first") and of.content.get("last"):
        period = URIRef(f"{me}#periode")
        graph.add((me, DCTERMS.temporal, period))
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        graph.add((period, DCAT.startDate, _day(of.content["first"])))
        graph.add((period, DCAT.endDate, _day(of.content["last"])))
    graph.add((me, DCAT.distribution, _distribution(graph, at, tenant, of, described, me)))
    return me


def _distribution(
    graph: Graph, at: Addresses, tenant: Tenant, of: Publication, described: Described, dataset: URIRef
) -> URIRef:
    me, file = URIRef(f"{dataset}#fichier"), URIRef(at.file(tenant.code, of.name, described.file))
    graph.add((me, RDF.type, DCAT.Distribution))
    graph.add((me, DCTERMS.title, Literal(described.file, lang="fr")))
    graph.add((me, DCTERMS.identifier, Literal(f"urn:uuid:{of.act}")))
    graph.add((me, DCAT.accessURL, file))
    graph.add((me, DCAT.downloadURL, file))
    graph.add((file, RDF.type, RDFS.Resource))
    graph.add((me, DCTERMS.license, _licence(graph)))
    media = URIRef(f"{IANA}{described.media}")
    graph.add((me, DCAT.mediaType, media))
    graph.add((media, RDF.type, DCTERMS.MediaType))
    form = URIRef(f"{EU}file-type/{described.form.upper()}")
    graph.add((me, DCTERMS.format, form))
    graph.add((form, RDF.type, DCTERMS.MediaTypeOrExtent))
    graph.add((form, RDFS.label, Literal(described.form)))
    graph.add((me, DCAT.byteSize, Literal(int(of.content["bytes"]), datatype=XSD.nonNegativeInteger)))
    graph.add((me, DCTERMS.issued, _instant(of.issued)))
    graph.add((me, DCTERMS.modified, _instant(of.changed)))
    standard = URIRef(f"{SCHEMAS}{described.schema}/{described.version}/")
    graph.add((me, DCTERMS.conformsTo, standard))
    graph.add((standard, RDF.type, DCTERMS.Standard))
    graph.add((standard, DCTERMS.title, Literal(f"{described.schema} {described.version}")))
    checksum = URIRef(f"{dataset}#empreinte")
    graph.add((me, SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha512))
    graph.add((SPDX.checksumAlgorithm_sha512, RDF.type, SPDX.ChecksumAlgorithm))
    graph.add((checksum, SPDX.checksumValue, Literal(of.content["sha512"], datatype=XSD.hexBinary)))
    return me


def _publisher(graph: Graph, at: Addresses, tenant: Tenant) -> URIRef:
    me = _somebody(graph, at.portal(tenant.code), tenant.name)
    graph.add((me, DCTERMS.identifier, Literal(tenant.siren)))
    return me


def _somebody(graph: Graph, base: str, name: str) -> URIRef:
    me = URIRef(f"{base}#editeur")
    graph.add((me, RDF.type, FOAF.Agent))
    graph.add((me, RDF.type, FOAF.Organization))
    graph.add((me, FOAF.name, Literal(name, lang="fr")))
    return me


def _contact(graph: Graph, at: Addresses, tenant: Tenant) -> URIRef:
    me = URIRef(f"{at.portal(tenant.code)}#contact")
    graph.add((me, RDF.type, VCARD.Kind))
    graph.add((me, RDF.type, VCARD.Organization))
    graph.add((me, VCARD.fn, Literal(tenant.name)))
    graph.add((me, VCARD.hasURL, URIRef(at.portal(tenant.code))))
    return me


def _licence(graph: Graph) -> URIRef:
    graph.add((LICENCE, RDF.type, DCTERMS.LicenseDocument))
    graph.add((LICENCE, DCTERMS.title, Literal(LICENCE_NAME, lang="fr")))
    return LICENCE


def _rights(graph: Graph) -> URIRef:
    public = URIRef(f"{EU}access-right/PUBLIC")
    graph.add((public, RDF.type, DCTERMS.RightsStatement))
    return public


def _theme(graph: Graph, code: str) -> URIRef:
    theme = URIRef(f"{EU}data-theme/{code}")
    graph.add((theme, RDF.type, SKOS.Concept))
    french, english = THEMES[code]
    graph.add((theme, SKOS.prefLabel, Literal(french, lang="fr")))
    graph.add((theme, SKOS.prefLabel, Literal(english, lang="en")))
    return theme


def _concept(graph: Graph, of: str, code: str, label: str) -> URIRef:
    concept = URIRef(f"{EU}{of}/{code}")
    kind = {"language": DCTERMS.LinguisticSystem, "frequency": DCTERMS.Frequency}[of]
    graph.add((concept, RDF.type, kind))
    graph.add((concept, RDFS.label, Literal(label, lang="fr")))
    return concept


def _paged(graph: Graph, at: Addresses, code: str | None, form: Form, page: int, last: int, total: int) -> None:
    """Where the other pages are."""
    me = URIRef(at.catalogue(code, form, page))
    graph.add((me, RDF.type, HYDRA.PartialCollectionView))
    graph.add((me, HYDRA.first, URIRef(at.catalogue(code, form))))
    graph.add((me, HYDRA.last, URIRef(at.catalogue(code, form, last))))
    if page > 1:
        graph.add((me, HYDRA.previous, URIRef(at.catalogue(code, form, page - 1))))
    if page < last:
        graph.add((me, HYDRA.next, URIRef(at.catalogue(code, form, page + 1))))
    collection = BNode("collection")
    graph.add((collection, RDF.type, HYDRA.Collection))
    graph.add((collection, HYDRA.view, me))
    graph.add((collection, HYDRA.totalItems, Literal(total)))


def _instant(value: datetime) -> Literal:
    return Literal(value.isoformat().replace("+00:00", "Z"), datatype=XSD.dateTime)


def _day(value: str) -> Literal:
    return Literal(date.fromisoformat(value))
