"""A description as names and values for people: SEDA's names in words where we have them, data as it is."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from chartrier.records.days import written_day, written_moment
from chartrier.records.finding import Language
from chartrier.rules.communicabilite.words import Words

NAMES = {
    "DescriptionLevel": Words("Niveau", "Level"),
    "Description": Words("Présentation", "Description"),
    "DocumentType": Words("Type de document", "Type of document"),
    "Language": Words("Langue", "Language"),
    "StartDate": Words("Premier jour", "First day"),
    "EndDate": Words("Dernier jour", "Last day"),
    "CreatedDate": Words("Créé le", "Created on"),
    "SentDate": Words("Envoyé le", "Sent on"),
    "ReceivedDate": Words("Reçu le", "Received on"),
    "RegisteredDate": Words("Enregistré le", "Registered on"),
    "TransactedDate": Words("Traité le", "Transacted on"),
    "AcquiredDate": Words("Numérisé le", "Digitised on"),
    "OriginatingAgency": Words("Service producteur", "Originating agency"),
    "SubmissionAgency": Words("Service versant", "Submission agency"),
    "ArchivalAgencyArchiveUnitIdentifier": Words("Cote", "Archival reference"),
    "OriginatingAgencyArchiveUnitIdentifier": Words("Cote du service", "Reference of the agency"),
    "TransferringAgencyArchiveUnitIdentifier": Words("Cote du versement", "Reference of the transfer"),
    "Keyword": Words("Mot clé", "Keyword"),
    "Tag": Words("Étiquette", "Tag"),
    "Coverage": Words("Couverture", "Coverage"),
    "Writer": Words("Auteur", "Writer"),
    "Addressee": Words("Destinataire", "Addressee"),
    "Recipient": Words("Copie à", "Recipient"),
    "Signature": Words("Signature", "Signature"),
    "CustodialHistory": Words("Historique de conservation", "Custodial history"),
    "Status": Words("Statut", "Status"),
    "Source": Words("Papier d'origine", "Paper original"),
}
"""Other elements are shown by their own names."""

CATEGORIES = {
    "StorageRule": Words("Utilité courante", "Current use"),
    "AppraisalRule": Words("Durée d'utilité administrative", "Appraisal"),
    "AccessRule": Words("Communicabilité", "Access"),
    "DisseminationRule": Words("Diffusion", "Dissemination"),
    "ReuseRule": Words("Réutilisation", "Reuse"),
    "ClassificationRule": Words("Classification", "Classification"),
    "HoldRule": Words("Gel", "Hold"),
}
LEVELS = {
    "Fonds": Words("fonds", "fonds"),
    "Subfonds": Words("sous-fonds", "sub-fonds"),
    "Class": Words("classe", "class"),
    "Collection": Words("collection", "collection"),
    "Series": Words("série", "series"),
    "Subseries": Words("sous-série", "sub-series"),
    "RecordGrp": Words("groupe de documents", "group of records"),
    "SubGrp": Words("sous-groupe de documents", "sub-group of records"),
    "File": Words("dossier", "file"),
    "Item": Words("document", "item"),
}
"""Of SEDA's levels of description; what a sender calls otherwise is shown as it is."""

USAGES = {
    "PhysicalMaster": Words("Original sur papier", "Original on paper"),
    "BinaryMaster": Words("Original", "Original"),
    "Dissemination": Words("Copie de consultation", "Copy for reading"),
    "Thumbnail": Words("Vignette", "Thumbnail"),
    "TextContent": Words("Texte", "Text"),
}
"""What the versions of a document are for, by SEDA's names."""

HEADERS = {
    "From": Words("De", "From"),
    "To": Words("À", "To"),
    "Cc": Words("Copie à", "Cc"),
    "Date": Words("Date", "Date"),
    "Subject": Words("Objet", "Subject"),
}
"""Of an e-mail."""

DEEPEST = 6
MOST = 200
"""Values that a page shows."""


def facts_of(content: Any, language: Language) -> list[tuple[str, Words | None, list[str]]]:
    """Each element of a `Content` but its titles: its name, that in words, and its values, days written out."""
    found = []
    left = MOST
    for name, value in _in_order(content) if isinstance(content, dict) else ():
        if name == "Title" or name[:1] in ("@", "<"):
            continue
        values = [text for each in (value if isinstance(value, list) else [value]) if (text := told(each))][:left]
        if name == "DescriptionLevel":
            values = [LEVELS[text].within(language) if text in LEVELS else text for text in values]
        if name.endswith("Date"):
            values = [_day(text, language) for text in values]
        left -= len(values)
        if values:
            found.append((name, NAMES.get(name), values))
    return found


def told_usage(usage: str, language: Language) -> str:
    """What a version of a document is for; a name that SEDA does not have is shown as it is."""
    return USAGES[usage].within(language) if usage in USAGES else usage


def told_header(name: str, value: str, language: Language) -> tuple[str, str]:
    """A header of an e-mail for people; a date that cannot be read is shown as it is written."""
    if name == "Date":
        with suppress(OverflowError, TypeError, ValueError):
            value = written_moment(parsedate_to_datetime(value), language)
    return HEADERS[name].within(language) if name in HEADERS else name, value


def _in_order(content: dict[str, Any]) -> list[tuple[str, Any]]:
    """In the order of `NAMES`, then as they come: a description is read from its level and its days on."""
    order = {name: rank for rank, name in enumerate(NAMES)}
    return sorted(content.items(), key=lambda item: order.get(item[0], len(order)))


def _day(text: str, language: Language) -> str:
    """A day or an instant as its day; what is neither as it is."""
    try:
        return written_day(date.fromisoformat(text[:10]), language)
    except ValueError:
        return text


def told(value: Any, depth: int = 0) -> str:
    """An element value as one line."""
    if isinstance(value, str):
        return value
    if depth == DEEPEST or not isinstance(value, dict):
        return ""
    if "KeywordContent" in value:
        # of what kind it is helps a machine, and says nothing that the word does not
        value = {"#": value["KeywordContent"]}
    parts = []
    for name, inner in value.items():
        if name[:1] in ("@", "<"):
            continue
        texts = [text for each in (inner if isinstance(inner, list) else [inner]) if (text := told(each, depth + 1))]
        if texts:
            said = ", ".join(texts)
            parts.append(said if name in ("#", "Identifier") else f"{name} : {said}")
    return " ; ".join(parts)
