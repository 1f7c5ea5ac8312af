"""The columns of a register of treatments, by their French headers: those of the CNIL's model, and the links to the
archive. They are the keys of a TOML file too.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Column(StrEnum):
    """In the order in which a register is written."""

    REFERENCE = "référence"
    NAME = "nom"
    PART = "rôle"
    CONVENTION = "convention"
    ON_BEHALF = "pour le compte de"
    INSTRUCTIONS = "contrat de sous-traitance"
    JOINT = "responsables conjoints"
    JOINT_ACCORD = "accord des responsables conjoints"
    PURPOSES = "finalités"
    BASIS = "base légale"
    BASIS_TEXT = "texte"
    PERSONS = "personnes concernées"
    DATA = "catégories de données"
    DATA_TEXT = "précisions sur les données"
    SPECIAL_GROUND = "fondement des données sensibles"
    SPECIAL_TEXT = "texte des données sensibles"
    OFFENCES_TEXT = "texte des infractions"
    NIR_TEXT = "texte du NIR"
    RECIPIENTS = "destinataires"
    PROCESSORS = "sous-traitants"
    TRANSFERS = "transferts hors UE"
    MEASURES = "mesures de sécurité"
    SERIES = "séries"
    ACTIVE = "durée en base active"
    TOLD = "durée annoncée"
    SERVICES = "services"
    AIPD = "analyse d'impact"
    INFORMATION = "information des personnes"
    ONLINE = "diffusion en ligne"
    BEGUN = "commencé le"
    ENDED = "terminé le"
    ARCHIVE = "système d'archivage"


MEMBERS: Mapping[Column, str] = MappingProxyType(
    {
        Column.REFERENCE: "reference", Column.NAME: "name", Column.PART: "part", Column.CONVENTION: "convention",
        Column.ON_BEHALF: "on_behalf", Column.INSTRUCTIONS: "instructions", Column.JOINT: "joint",
        Column.JOINT_ACCORD: "joint_accord", Column.PURPOSES: "purposes", Column.BASIS: "basis",
        Column.BASIS_TEXT: "basis_text", Column.PERSONS: "persons", Column.DATA: "data",
        Column.DATA_TEXT: "data_text", Column.SPECIAL_GROUND: "special_ground", Column.SPECIAL_TEXT: "special_text",
        Column.OFFENCES_TEXT: "offences_text", Column.NIR_TEXT: "nir_text", Column.RECIPIENTS: "recipients",
        Column.PROCESSORS: "processors", Column.TRANSFERS: "transfers", Column.MEASURES: "measures",
        Column.SERIES: "series", Column.ACTIVE: "active", Column.TOLD: "told", Column.SERVICES: "services",
        Column.AIPD: "aipd", Column.INFORMATION: "information", Column.ONLINE: "online", Column.BEGUN: "begun",
        Column.ENDED: "ended", Column.ARCHIVE: "archive",
    }
)  # fmt: skip
"""The member of a treatment that each column says."""

SEVERAL = frozenset(
    {
        Column.ON_BEHALF, Column.JOINT, Column.PURPOSES, Column.PERSONS, Column.DATA, Column.RECIPIENTS,
        Column.PROCESSORS, Column.TRANSFERS, Column.MEASURES, Column.SERIES, Column.SERVICES,
    }
)  # fmt: skip
"""Columns with several values: one a line of the cell, or a list in TOML."""

WITHIN = " | "
"""Between the parts of a processor (name, country, contract, copies) or of a transfer (recipient, country, guarantee).
"""


class Derived(StrEnum):
    """What a register shows besides, from the archive; files that come back may have it, and it is not read."""

    STORED = "base active (règle)"
    KEPT = "archivage intermédiaire (DUA)"
    FINAL = "sort final"
    CREATED = "créé le"
    CHANGED = "mis à jour le"
    NUMBER = "version"
