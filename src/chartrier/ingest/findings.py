"""What the controls of a versement say, beyond those of its container, bordereau and formats."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

FILE_MISSING = FindingKind(
    "ING-001",
    Severity.ERROR,
    fr="Le bordereau déclare le fichier « {uri} », mais il n'est pas dans le paquet.",
    en="The bordereau declares the file “{uri}”, but it is not in the package.",
    remedy_fr="Ajoutez ce fichier au paquet, ou retirez-le du bordereau.",
    remedy_en="Add this file to the package, or take it out of the bordereau.",
    reference="CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_OBJECTNUMBER.MANIFEST_SUPERIOR_BDO",
)
FILE_UNDECLARED = FindingKind(
    "ING-002",
    Severity.ERROR,
    fr="Le paquet contient le fichier « {name} », que le bordereau ne déclare pas.",
    en="The package holds the file “{name}”, which the bordereau does not declare.",
    remedy_fr="Déclarez ce fichier dans le bordereau, ou retirez-le du paquet.",
    remedy_en="Declare this file in the bordereau, or take it out of the package.",
    reference="CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_OBJECTNUMBER.MANIFEST_INFERIOR_BDO",
)
DIGEST_DIFFERS = FindingKind(
    "ING-003",
    Severity.ERROR,
    fr="L'empreinte {algorithm} du fichier « {uri} » n'est pas celle du bordereau.",
    en="The {algorithm} digest of the file “{uri}” is not the one of the bordereau.",
    remedy_fr="Le fichier a changé depuis la préparation du versement : préparez-le de nouveau à partir de l'original.",
    remedy_en="The file changed after the transfer was prepared: prepare it again from the original.",
    reference="CHECK_DIGEST.INVALID",
)
SIZE_DIFFERS = FindingKind(
    "ING-004",
    Severity.WARNING,
    fr="Le fichier « {uri} » fait {size} octets ; le bordereau en déclare {declared}.",
    en="The file “{uri}” has {size} bytes; the bordereau declares {declared}.",
    remedy_fr="L'empreinte fait foi ; corrigez la taille dans le bordereau la prochaine fois.",
    remedy_en="The digest is what counts; mend the size in the bordereau next time.",
    reference="CHECK_OBJECT_SIZE",
)
FILE_EMPTY = FindingKind(
    "ING-005",
    Severity.WARNING,
    fr="Le fichier « {uri} » est vide (0 octet).",
    en="The file “{uri}” is empty (0 bytes).",
    remedy_fr="Vérifiez que c'est bien le document voulu.",
    remedy_en="Make sure that it is the document you mean.",
    reference="CHECK_DIGEST.EMPTY",
)
UNKNOWN_REFERENCES = {
    kind: FindingKind(
        code,
        Severity.WARNING,
        fr=f"{fr} « {{value}} » n'est pas connu de cette archive.",
        en=f"The {en} “{{value}}” is not known to this archive.",
        remedy_fr="Demandez à l'archiviste de le déclarer, ou corrigez le bordereau.",
        remedy_en="Ask the archivist to declare it, or mend the bordereau.",
        reference=reference,
    )
    for kind, code, fr, en, reference in (
        ("accord", "ING-010", "L'accord de versement", "archival agreement", "CHECK_HEADER.CHECK_CONTRACT_INGEST"),
        (
            "archival-profile",
            "ING-011",
            "Le profil d'archivage",
            "archival profile",
            "CHECK_HEADER.CHECK_ARCHIVEPROFILE",
        ),
        (
            "unit-profile",
            "ING-012",
            "Le profil d'unité",
            "unit profile",
            "CHECK_ARCHIVE_UNIT_PROFILE.PROFILE_NOT_FOUND",
        ),
        (
            "identifier-strategy",
            "ING-013",
            "Le type d'identifiant pérenne",
            "persistent identifier type",
            "CHECK_DATAOBJECTPACKAGE",
        ),
    )
}
PARENT_NOT_FOUND = FindingKind(
    "ING-021",
    Severity.ERROR,
    fr="Aucune unité de cette archive ne répond à {name} = « {value} » : le rattachement est impossible.",
    en="No unit of this archive answers to {name} = “{value}”: nothing to attach to.",
    remedy_fr="Versez d'abord l'unité de rattachement, ou corrigez UpdateOperation.",
    remedy_en="Transfer the unit to attach to first, or mend UpdateOperation.",
    reference="CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST.NOT_FOUND",
)
PARENT_AMBIGUOUS = FindingKind(
    "ING-022",
    Severity.ERROR,
    fr="Plusieurs unités de cette archive répondent à {name} = « {value} » : le rattachement est ambigu.",
    en="Several units of this archive answer to {name} = “{value}”: which one to attach to is not clear.",
    remedy_fr="Désignez l'unité par son SystemId dans UpdateOperation.",
    remedy_en="Name the unit by its SystemId in UpdateOperation.",
    reference="CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST.TOO_MANY_FOUND",
)
PARENT_UNCHECKED = FindingKind(
    "ING-023",
    Severity.WARNING,
    fr="Le rattachement à une unité existante ({name} = « {value} ») ne peut être contrôlé que par l'archive.",
    en="Whether the unit to attach to ({name} = “{value}”) exists can only be told by the archive.",
    remedy_fr="Le versement dans l'archive dira si cette unité existe et si elle est unique.",
    remedy_en="The ingest will tell whether that unit exists and is the only one.",
    reference="CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST",
)
TOO_MANY_MEMBERS = FindingKind(
    "ING-024",
    Severity.ERROR,
    fr="Le versement compte {count} unités, groupes et objets ; la limite est {limit}.",
    en="The transfer has {count} units, groups and objects; the limit is {limit}.",
    remedy_fr="Répartissez-le en plusieurs versements.",
    remedy_en="Split it into several transfers.",
)
DESCRIPTION_TOO_LONG = FindingKind(
    "ING-025",
    Severity.ERROR,
    fr="La description de « {xml_id} » est démesurée : plus de {limit} octets.",
    en="The description of “{xml_id}” is outsized: more than {limit} bytes.",
    remedy_fr="Mettez ce qui est long dans un fichier du versement, pas dans sa description.",
    remedy_en="Put what is long into a file of the transfer, not into its description.",
)
NO_ROOM = FindingKind(
    "ING-030",
    Severity.ERROR,
    fr="Il manque de la place sur le disque : il faut {needed:bytes+} dans {where}, {free:bytes-} sont libres. Rien n'a été écrit.",
    en="Not enough room on disk: {needed:bytes+} needed in {where}, {free:bytes-} free. Nothing was written.",
    remedy_fr="Libérez de la place ou déplacez la copie, puis recommencez : le versement n'a pas été enregistré.",
    remedy_en="Make room or move the copy, then start again: the transfer was not recorded.",
)

# ING-040 to ING-049: for whom, and what, an account deposits.

NOT_SPOKEN_FOR = FindingKind(
    "ING-040",
    Severity.ERROR,
    fr="{element} nomme « {service} », au nom de qui ce compte ne peut pas verser.",
    en="{element} names “{service}”, for which this account may not deposit.",
    remedy_fr="Écrivez un service pour lequel ce compte a le droit de verser, ou demandez ce droit à la collectivité.",
    remedy_en="Write a service for which this account may deposit, or ask the collectivité for that right.",
)
DEPOSITS_NO_MORE = FindingKind(
    "ING-041",
    Severity.ERROR,
    fr="Ce compte n'a pas, ou n'a plus, le droit de verser dans cette collectivité.",
    en="This account may not, or no longer, deposit in this collectivité.",
    remedy_fr="Demandez ce droit à qui administre la collectivité, puis recommencez.",
    remedy_en="Ask whoever administers the collectivité for that right, then deposit again.",
)
SERIES_NOT_REACHED = FindingKind(
    "ING-042",
    Severity.ERROR,
    fr="Le bordereau nomme la série « {series} », que ce compte ne peut pas verser.",
    en="The bordereau names the série “{series}”, which this account may not deposit.",
    remedy_fr="Corrigez AppraisalRule, ou demandez ce droit à qui administre la collectivité.",
    remedy_en="Mend AppraisalRule, or ask whoever administers the collectivité for that right.",
)
SERIES_NOT_TOLD = FindingKind(
    "ING-043",
    Severity.ERROR,
    fr="Ce compte ne peut verser que les séries {series} ; {count} {count:unité n'est|unités ne sont} d'aucune.",
    en="This account may deposit the séries {series} alone; {count} {count:unit is|units are} of none.",
    remedy_fr="Nommez la série dans AppraisalRule, ou demandez ce droit à qui administre la collectivité.",
    remedy_en="Name the série in AppraisalRule, or ask whoever administers the collectivité for that right.",
)
ANOTHER_BODY = FindingKind(
    "ING-044",
    Severity.ERROR,
    fr="{element} nomme « {service} », qui est un autre organisme que cette collectivité.",
    en="{element} names “{service}”, which is another body than this collectivité.",
    remedy_fr="Si ses archives sont tenues ici, faites-le entrer parmi les services de la collectivité ; sinon, corrigez le bordereau.",
    remedy_en="If its archives are kept here, have it entered among the services of the collectivité; otherwise mend the bordereau.",
)
ADDRESSED_ELSEWHERE = FindingKind(
    "ING-045",
    Severity.WARNING,
    fr="Le bordereau est adressé à « {service} » (ArchivalAgency), qui n'est pas cette collectivité.",
    en="The bordereau is addressed to “{service}” (ArchivalAgency), which is not this collectivité.",
    remedy_fr="Vérifiez que ces documents sont bien pour cette collectivité.",
    remedy_en="Make sure that these documents are for this collectivité.",
)

# ING-050 to ING-059: what the accord de versement foresees.

SERIES_NOT_FORESEEN = FindingKind(
    "ING-050",
    Severity.ERROR,
    fr="L'accord de versement ne prévoit pas la série « {series} », que le bordereau nomme.",
    en="The accord de versement does not foresee the série “{series}”, which the bordereau names.",
    remedy_fr="Demandez à l'archiviste de compléter l'accord, ou corrigez AppraisalRule dans le bordereau.",
    remedy_en="Ask the archivist to complete the accord, or mend AppraisalRule in the bordereau.",
    reference="CHECK_HEADER.CHECK_CONTRACT_INGEST",
)
FORMAT_NOT_FORESEEN = FindingKind(
    "ING-051",
    Severity.ERROR,
    fr="L'accord de versement ne prévoit pas le format {format} : fichier « {uri} », {count} en tout.",
    en="The accord de versement does not foresee the format {format}: the file “{uri}”, {count} in all.",
    remedy_fr="Convertissez ces fichiers, ou demandez à l'archiviste de compléter l'accord.",
    remedy_en="Convert these files, or ask the archivist to complete the accord.",
    reference="CHECK_HEADER.CHECK_CONTRACT_INGEST",
)
NO_SERIES_NAMED = FindingKind(
    "ING-052",
    Severity.WARNING,
    fr="L'accord de versement prévoit les séries {series} ; {count} {count:unité n'est|unités ne sont} d'aucune.",
    en="The accord de versement foresees the séries {series}; {count} {count:unit is|units are} of none.",
    remedy_fr="Nommez la série dans AppraisalRule : sans elle, personne ne sait combien de temps conserver.",
    remedy_en="Name the série in AppraisalRule: without it, nobody knows how long to keep this.",
    reference="CHECK_HEADER.CHECK_CONTRACT_INGEST",
)
