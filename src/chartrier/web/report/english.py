"""The English of the annual report."""

from __future__ import annotations

ENGLISH = {
    "Ce qui est compté": "What is counted",
    "Ce qui est conservé a été compté le {moment}.": "What is kept was counted on {moment}.",
    "Ce qui fait ce chiffre": "What makes this number",
    "Chaque chiffre mène à la liste qui le fait.": "Each number leads to the list that makes it.",
    "Clé de répartition": "How costs are shared",
    "Convention « {name} »": "Convention “{name}”",
    "Indicateurs prévus": "Indicators agreed on",
    "Jour": "Day",
    "Nombre": "Number",
    "Octets": "Bytes",
    "Opération": "Operation",
    "Page précédente": "Previous page",
    "Page suivante": "Next page",
    "Pages": "Pages",
    "Partie": "Party",
    "Quoi": "What",
    "Rapport annuel": "Annual report",
    "Rapport annuel {year}": "Annual report {year}",
    "Rapport écrit par": "Report written by",
    "Rien.": "Nothing.",
    "Source": "Source",
    "Valeur": "Value",
    "année en cours, chiffres au {day}": "the year is not over, numbers of {day}",
    "inconnu": "unknown",
    "inscription n° {index}": "entry no. {index}",
    "{count} octet": "{count} byte",
    "{count} octets": "{count} bytes",
}
